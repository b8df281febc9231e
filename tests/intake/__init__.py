"""Tests of what makes a dataset of files, and of the findings of form."""
