"""Values of a mapping file read as what they have to be, problems gathered."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from engine.errors import Located
from engine.mapping import mistakes
from engine.marked import Items, Keys, Marked, Scalar
from engine.source import Source, Span

T = TypeVar("T")

LANGUAGES = ("it", "en")
_NOWHERE = Span(Source("", ""), 1, 1)
_DIGITS = 10


class Reader:
    """Reads marked values; what is wrong is noted, and a harmless value returned."""

    def __init__(self, problems: Collection[Located] = ()) -> None:
        self.problems = list(problems)

    def note(self, problem: Located) -> None:
        """Remember a problem."""
        self.problems.append(problem)

    def keys(
        self, marked: Marked | None, key: str, known: Collection[str] = ()
    ) -> Keys:
        """Keys with values; where ``known`` is given, no others."""
        if not isinstance(marked, Keys):
            if marked is not None:
                self.note(mistakes.NotKeys(marked.span, key=key))
            return Keys({}, {}, marked.span if marked else _NOWHERE)
        for name in marked.entries:
            if known and name not in known:
                self.note(mistakes.UnknownKey(marked.spans[name], name, known))
        return marked

    def demand(self, keys: Keys, names: Collection[str]) -> None:
        """Note the keys that have to be there and are not."""
        missing = [name for name in names if name not in keys.entries]
        if missing:
            self.note(mistakes.MissingKeys(keys.span, keys=", ".join(missing)))

    def text(self, marked: Marked | None, key: str) -> str:
        """A text, as it was written: ``00100`` and ``NO`` are what they look like."""
        if isinstance(marked, Scalar) and not marked.is_null:
            return marked.text
        if marked is not None:
            self.note(mistakes.NotText(marked.span, key=key))
        return ""

    def number(self, marked: Marked | None, key: str) -> int | None:
        """A whole number in plain digits."""
        if marked is None:
            return None
        text = marked.text if isinstance(marked, Scalar) else ""
        is_small = text.isascii() and text.isdigit() and len(text) < _DIGITS
        if is_small and str(int(text)) == text:
            return int(text)
        self.note(mistakes.NotNumber(marked.span, key=key, found=text))
        return None

    def truth(self, marked: Marked | None, key: str, *, otherwise: bool) -> bool:
        """``true`` or ``false``, and no other word for them."""
        if marked is None:
            return otherwise
        text = marked.text if isinstance(marked, Scalar) else ""
        if text not in ("true", "false"):
            self.note(mistakes.NotTruth(marked.span, key=key, found=text))
        return text == "true"

    def word(
        self, marked: Marked | None, key: str, words: Mapping[str, T], otherwise: T
    ) -> T:
        """One of these words, as what it stands for."""
        if marked is None:
            return otherwise
        text = self.text(marked, key)
        if text and text not in words:
            self.note(mistakes.UnknownWord(marked.span, text, words, key=key))
        return words.get(text, otherwise)

    def texts(self, marked: Marked | None, key: str) -> list[Scalar]:
        """A list of texts, with their places; a lone text is a list of one."""
        if marked is None:
            return []
        if isinstance(marked, Keys):
            self.note(mistakes.NotItems(marked.span, key=key))
            return []
        items = marked.items if isinstance(marked, Items) else (marked,)
        return [
            item for item in items if self.text(item, key) and isinstance(item, Scalar)
        ]

    def labels(self, marked: Marked | None, key: str) -> dict[str, str]:
        """A text for each language."""
        keys = self.keys(marked, key, LANGUAGES)
        if isinstance(marked, Keys):
            self.demand(keys, LANGUAGES)
        return {name: self.text(value, key) for name, value in keys.entries.items()}
