"""Reference classes: what was usual in a cited set of cases, the tables of percentiles and the scripts that made them.

`checker.figures.reference` reads the tables; README.md says where they come from and what they cannot tell.
"""
