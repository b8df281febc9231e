"""The tests, mirroring checker/."""
