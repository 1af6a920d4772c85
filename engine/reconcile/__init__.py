"""Decides, from what was observed, what should happen.  Pure: no clock, no I/O."""
