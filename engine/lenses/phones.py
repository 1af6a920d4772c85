"""Telephone numbers, compared as one dials them."""

from functools import lru_cache

from engine.lenses.base import Kind, Lens, Scope, distinct
from engine.lenses.countries import country_of
from engine.lenses.texts import as_text, tidy
from engine.values import Value


class Phone(Lens):
    """A telephone number: spaces, signs and its own country's code do not count."""

    kind = Kind.CANONICAL

    def __init__(self, country: str = "") -> None:
        self.country = country
        self.reads = (country,) if country else ()

    def normal(self, right: Value, scope: Scope) -> str:
        """The international form (E.164); what is no number as a tidy text."""
        text = tidy(as_text(right) or "")
        return _dialled(text, country_of(scope.get(self.country))) if text else ""

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """As typed, international, and without spaces where that is the same."""
        text, normal = as_text(right) or "", self.normal(right, scope)
        dense = "".join(text.split())
        is_same = self.normal(dense, scope) == normal
        return distinct(text, normal, dense if is_same else None)


@lru_cache(maxsize=16384)
def _dialled(text: str, region: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return text
    form = phonenumbers.PhoneNumberFormat.E164
    dialled = str(phonenumbers.format_number(number, form))
    return f"{dialled} x{number.extension}" if number.extension else dialled
