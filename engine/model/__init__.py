"""The nouns: what travels between the rooms, and decides nothing by itself."""
