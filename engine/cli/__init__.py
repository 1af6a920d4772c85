"""The face for a terminal and for scripts: it shows and asks, and decides nothing."""
