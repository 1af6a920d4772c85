"""A text that never prints, and the mask that keeps it out of every output."""

MASK = "•••"

# Every secret of this process.  A traceback of a bug may quote one that a
# library wrote into its message, far from the object that held it.
_known: set[str] = set()

# A shorter text is found inside innocent words, and protects nothing.
_SHORTEST = 4


class Secret:
    """A text for a request header, and for nothing else; ``reveal`` gives it out."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text
        if len(text) >= _SHORTEST:
            _known.add(text)

    def reveal(self) -> str:
        """Give the text, for the one place that sends it."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return f"Secret({MASK!r})"

    def __str__(self) -> str:
        return MASK

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)


def mask(text: str) -> str:
    """Replace every known secret in a text."""
    for secret in sorted(_known, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text
