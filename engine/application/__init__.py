"""The only place where rooms are wired, and what the faces may ask of it."""
