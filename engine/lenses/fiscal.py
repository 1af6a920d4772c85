"""VAT numbers and tax codes."""

# ruff: noqa: ARG002 - every lens is asked alike, whether or not it needs the scope

from engine.lenses.base import Kind, Lens, Scope, distinct
from engine.lenses.countries import country_of
from engine.lenses.texts import as_text, compact
from engine.values import Value

# The letters before a VAT number in the EU (Greece has its own) and around it.
_LETTERS = (
    "AT BE BG CH CY CZ DE DK EE EL ES FI FR GB GR HR HU IE IT LT LU LV MT NL NO PL PT"
    " RO SE SI SK SM XI"
)
_PREFIXES = frozenset(_LETTERS.split())
_SHORTEST = 5
_ITALIAN = 11


class VatNumber(Lens):
    """A VAT number: on the left an Italian one stands without IT, spaces and dots."""

    kind = Kind.CANONICAL

    def __init__(self, country: str = "") -> None:
        self.country = country
        self.reads = (country,) if country else ()

    def written(self, right: Value, scope: Scope) -> Value:
        """An Italian number as its eleven digits, any other one as it was typed."""
        text = as_text(right) or ""
        bare = compact(text).removeprefix("IT")
        return bare if _is_italian(bare) else "".join(text.split()) or text

    def normal(self, right: Value, scope: Scope) -> str:
        """Capital letters and digits, without the letters of the country."""
        return _bare(compact(as_text(right) or ""))

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """With and without the letters of the country, and as typed."""
        bare = self.normal(right, scope)
        code = country_of(scope.get(self.country))
        prefix = "EL" if code == "GR" else code
        spelled = [bare, as_text(right), compact(as_text(right) or "")]
        if bare == _bare(prefix + bare):
            spelled[1:1] = [prefix + bare, f"{prefix} {bare}"]
        return distinct(*spelled)


class TaxCode(Lens):
    """A tax code: sixteen letters and digits, or a VAT number's eleven digits."""

    kind = Kind.CANONICAL

    def normal(self, right: Value, scope: Scope) -> str:
        """Capital letters and digits, without IT before eleven digits."""
        text = compact(as_text(right) or "")
        bare = text.removeprefix("IT")
        return bare if _is_italian(bare) else text

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """In capitals, in small letters, and as typed; eleven digits with IT too."""
        normal = self.normal(right, scope)
        prefixed = f"IT{normal}" if _is_italian(normal) else None
        # A capital İ has no small letter that is one again.
        small = normal.lower() if normal.isascii() else None
        return distinct(normal, small, prefixed, as_text(right))


def _is_italian(text: str) -> bool:
    return len(text) == _ITALIAN and text.isascii() and text.isdigit()


def _bare(text: str) -> str:
    # Again and again: some people type the letters before a number that has them.
    while text[:2] in _PREFIXES and _is_number(text[2:]):
        text = text[2:]
    return text


def _is_number(text: str) -> bool:
    return len(text) >= _SHORTEST and any(char.isdigit() for char in text)
