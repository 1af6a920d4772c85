"""A sentence in a language: the English one is its key in the catalogue.

The catalogue of a language is ``locale/LANG/LC_MESSAGES/raccordo.po``, kept by
``make messages``; English needs none.
"""

import gettext
import string
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

DOMAIN = "raccordo"
LOCALE = Path(__file__).resolve().parent / "locale"

_UNKNOWN = "…"


def tell(template: str, lang: str, **parts: object) -> str:
    """Say a sentence in a language, with its named parts filled in."""
    return fill(translated(template, lang), parts)


def tell_count(one: str, many: str, lang: str, *, n: int, **parts: object) -> str:
    """Say a sentence about ``n`` things, in the number that the language wants."""
    template = _catalogue(lang).ngettext(one, many, n)
    return fill(template, {"n": n, **parts})


def translated(template: str, lang: str) -> str:
    """The sentence of a language, its parts still open."""
    # The empty text is the key of the catalogue's own header.
    return _catalogue(lang).gettext(template) if template else ""


def fill(template: str, parts: Mapping[str, object]) -> str:
    """Put the parts in; one that nobody gave is shown as an ellipsis."""
    return _Lenient().vformat(template, (), parts)


@lru_cache(maxsize=4)
def _catalogue(lang: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE, [lang], fallback=True)


class _Lenient(string.Formatter):
    """Fills a template in; a missing part never costs the sentence."""

    def get_field(
        self, field_name: str, args: object, kwargs: Mapping[str, object]
    ) -> tuple[object, str]:
        del args
        return kwargs.get(field_name, _UNKNOWN), field_name
