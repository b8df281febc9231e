"""Measured by hand, on the machine at hand: nothing here is collected as a test."""
