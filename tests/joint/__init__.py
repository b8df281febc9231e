"""Figures taken together: an oracle written from the design alone, and what the joint part is held against."""
