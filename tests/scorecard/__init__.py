"""How many known faults are found: one planted at a time in figures drawn from one true history."""
