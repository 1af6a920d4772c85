"""The demo: a story in scenes, told on two sandboxes, that checks its own claims."""
