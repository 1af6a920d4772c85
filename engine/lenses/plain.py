"""Texts that both sides hold alike, compared by what they say."""

# ruff: noqa: ARG002 - every lens is asked alike, whether or not it needs the scope

import unicodedata

from engine.lenses.base import Kind, Lens, Scope, distinct
from engine.lenses.texts import as_text, tidy
from engine.values import Value


class Text(Lens):
    """One line of text; a number becomes the text of its digits."""


class Lines(Lens):
    """Several lines of text: line ends and trailing spaces do not count."""

    kind = Kind.CANONICAL

    def normal(self, right: Value, scope: Scope) -> str:
        """Every line without trailing spaces, no empty ones at either end."""
        lines = (as_text(right) or "").splitlines()
        text = "\n".join(line.rstrip() for line in lines).strip()
        return unicodedata.normalize("NFC", text)


class Email(Lens):
    """An e-mail address: spaces around it and capitals of its domain do not count."""

    kind = Kind.CANONICAL

    def normal(self, right: Value, scope: Scope) -> str:
        """Trimmed, the domain in small letters."""
        name, at, domain = tidy(as_text(right) or "").rpartition("@")
        return f"{name}{at}{domain.lower()}" if at else domain

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """As typed, normal, and all in small letters."""
        normal = self.normal(right, scope)
        return distinct(as_text(right), normal, normal.lower())


class Prefix(Lens):
    """A text that begins with a sign on the left, and has none on the right."""

    is_plain = False

    def __init__(self, sign: str) -> None:
        self.sign = sign

    def get(self, left: Value, scope: Scope) -> Value:
        """The text without its sign; one without a sign as what no right one is."""
        text = as_text(left)
        if text is None:
            return None
        bare = text.removeprefix(self.sign)
        is_own = text.startswith(self.sign) and bare and not bare.startswith("?")
        return bare if is_own else f"?{text}"

    def written(self, right: Value, scope: Scope) -> Value:
        """The text with its sign."""
        text = as_text(right) or ""
        if text.startswith("?"):
            return text.removeprefix("?")
        return f"{self.sign}{text.removeprefix(self.sign)}"

    def normal(self, right: Value, scope: Scope) -> str:
        """The text, with no sign if one was typed."""
        return tidy((as_text(right) or "").removeprefix(self.sign))

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """With its sign, and without."""
        text = as_text(right)
        return distinct(as_text(self.written(text, scope)), text) if text else ()


class FirstLine(Lens):
    """The first line of a longer text."""

    kind = Kind.ONE_WAY
    is_plain = False

    def get(self, left: Value, scope: Scope) -> Value:
        """The first line that says something."""
        lines = (as_text(left) or "").splitlines()
        return next((line.strip() for line in lines if line.strip()), None)
