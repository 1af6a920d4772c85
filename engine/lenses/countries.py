"""Countries by code or by their Italian and English names."""

# ruff: noqa: ARG002 - every lens is asked alike, whether or not it needs the scope

from functools import cache, lru_cache

from engine.lenses.base import Kind, Lens, Objection, Scope, distinct
from engine.lenses.texts import as_text, folded, tidy
from engine.model.side import Side
from engine.values import Value

# Territories of the Unicode tables that are no countries of ISO 3166.
_NO_COUNTRIES = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split())  # noqa: SIM905 - one line, not seventeen

# What people write, beside the official short names.
_EVERYDAY = {
    "america": "US",
    "england": "GB",
    "gran bretagna": "GB",
    "great britain": "GB",
    "holland": "NL",
    "inghilterra": "GB",
    "olanda": "NL",
    "repubblica ceca": "CZ",
    "repubblica italiana": "IT",
    "stati uniti d america": "US",
    "uk": "GB",
    "united states of america": "US",
    "usa": "US",
}


class Country(Lens):
    """A country: its two-letter code on the left, its code or name on the right."""

    kind = Kind.CANONICAL

    def written(self, right: Value, scope: Scope) -> Value:
        """The two-letter code; an unknown country as it was typed."""
        return alpha_2(as_text(right) or "") or as_text(right)

    def normal(self, right: Value, scope: Scope) -> str:
        """The two-letter code; an unknown country as a tidy text."""
        text = as_text(right) or ""
        return alpha_2(text) or tidy(text)

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """The code, what was typed, and the names in both languages."""
        code = alpha_2(as_text(right) or "")
        return distinct(code, as_text(right), *_names(code))

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """A country that no list has cannot become a code."""
        text = as_text(right)
        if target is Side.RIGHT or not text or alpha_2(text):
            return None
        return Objection("unknown_country", {"value": text})


@lru_cache(maxsize=4096)
def alpha_2(text: str) -> str:
    """The ISO 3166 two-letter code of a country, or an empty text."""
    return _codes().get(folded(text), "")


def country_of(value: Value, otherwise: str = "IT") -> str:
    """The country code of a record that may not name its country."""
    return alpha_2(as_text(value) or "") or otherwise


def _names(code: str) -> tuple[str, ...]:
    return tuple(_territories(language).get(code, "") for language in ("it", "en"))


@cache
def _codes() -> dict[str, str]:
    from babel.core import get_global

    italian, english = _territories("it"), _territories("en")
    codes = {code for code in english if _is_alpha_2(code)}
    found = dict(_EVERYDAY)
    for alias, meant in get_global("territory_aliases").items():
        if len(meant) == 1 and meant[0] in codes:
            found[alias.casefold()] = meant[0]
    for names in (english, italian):
        found.update({folded(names[code]): code for code in codes if code in names})
    return found | {code.casefold(): code for code in codes}


def _is_alpha_2(code: str) -> bool:
    is_short = len(code) == 2 and code.isalpha()  # noqa: PLR2004 - the 2 of alpha-2
    return is_short and code not in _NO_COUNTRIES


def _territories(language: str) -> dict[str, str]:
    from babel import Locale

    territories = Locale(language).territories
    return {str(code): str(name) for code, name in territories.items()}
