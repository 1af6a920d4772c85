"""How an answer looks to a person: a page of text, as wide as the terminal."""
