"""From a mapping file to a mapping at work."""
