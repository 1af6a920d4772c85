"""Plausible Italian firms and people, the same for the same seed."""
