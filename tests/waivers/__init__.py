"""The waivers."""
