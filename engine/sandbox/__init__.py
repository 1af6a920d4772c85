"""Two servers that behave like the two real systems, as far as these are known."""
