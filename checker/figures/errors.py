"""The one error that ends a run."""


class CannotCheckError(Exception):
    """Bad usage, or an input that is not a table at all: one clear line, exit code 2."""
