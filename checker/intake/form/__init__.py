"""The form rules, F001 to F011: one file each, found by file; a docstring is a rule's manual.

Each file has a SEVERITY and a function `checks(facts)` that yields the tests of one table.
"""
