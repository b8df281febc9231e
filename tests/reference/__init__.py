"""Tests of the reference classes."""
