"""The small language in which a consultant says what must hold."""
