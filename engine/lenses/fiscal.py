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
        is_italian = len(bare) == _ITALIAN and bare.isascii() and bare.isdigit()
        return bare if is_italian else "".join(text.split()) or text

    def normal(self, right: Value, scope: Scope) -> str:
        """Capital letters and digits, without the letters of the country."""
        return _bare(compact(as_text(right) or ""))

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """With and without the letters of the country, and as typed."""
        bare = self.normal(right, scope)
        if not bare:
            return distinct(as_text(right))
        code = country_of(scope.get(self.country))
        prefix = "EL" if code == "GR" else code
        whole = compact(as_text(right) or "")
        found = (bare, prefix + bare, f"{prefix} {bare}", whole, as_text(right))
        return distinct(*found)


class TaxCode(Lens):
    """A tax code: sixteen letters and digits, or a VAT number's eleven digits."""

    kind = Kind.CANONICAL

    def normal(self, right: Value, scope: Scope) -> str:
        """Capital letters and digits, without IT before eleven digits."""
        text = compact(as_text(right) or "")
        bare = text.removeprefix("IT")
        return bare if len(bare) == _ITALIAN and bare.isdigit() else text

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """In capitals, in small letters, and as typed; eleven digits with IT too."""
        normal = self.normal(right, scope)
        prefixed = f"IT{normal}" if normal.isdigit() else None
        return distinct(normal, normal.lower(), prefixed, as_text(right))


def _bare(text: str) -> str:
    rest = text[2:]
    is_prefixed = text[:2] in _PREFIXES and len(rest) >= _SHORTEST
    return rest if is_prefixed and any(char.isdigit() for char in rest) else text
