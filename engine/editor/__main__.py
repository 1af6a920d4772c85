"""``python -m engine.editor``: the language server; ``… grammar``: the colours."""

import os
import sys

from engine.config import language
from engine.editor.colours import grammar_text
from engine.errors import N_
from engine.messages import tell

_MISSING = N_("the language server needs pygls: install raccordo[editor]")


def main() -> int:
    """Serve an editor on standard input and output, or print the grammar."""
    if sys.argv[1:] == ["grammar"]:
        sys.stdout.write(grammar_text())
        return 0
    lang = language(os.environ)
    try:
        from engine.editor.server import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        sys.stderr.write(f"{tell(_MISSING, lang)}\n")
        return 2
    make_server(lang).start_io()
    return 0


if __name__ == "__main__":
    sys.exit(main())
