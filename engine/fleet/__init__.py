"""Many profiles, on any number of machines, over one queue."""
