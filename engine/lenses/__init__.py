"""Two-way converters between a left value and a right value, by name."""
