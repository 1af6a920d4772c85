"""The two APIs, behind one protocol."""
