"""Help for whoever writes rules in an editor: colours, and a language server."""
