"""Sales documents: what they add up to, and how their rows are said."""
