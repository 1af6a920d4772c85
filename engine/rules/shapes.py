"""The shapes that a text can have, each with its meaning and its examples.

Where a shape has a checksum, a kept library computes it.  The libraries are
imported when a text is first asked: most runs never meet a phone number.
"""

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from engine.rules.lists import COUNTRIES, CURRENCIES, PROVINCES

_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_LONGEST_EMAIL = 254
_SDI_CODE = re.compile(r"[A-Z0-9]{6,7}")
_CAP = re.compile(r"[0-9]{5}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_NUMBER = 40

# Mailboxes of these are never certified: the usual slip in the field of a PEC.
_NEVER_CERTIFIED = frozenset(
    (
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "hotmail.it",
        "outlook.com",
        "outlook.it",
        "live.it",
        "live.com",
        "icloud.com",
        "yahoo.com",
        "yahoo.it",
        "libero.it",
        "virgilio.it",
        "tiscali.it",
        "alice.it",
        "tin.it",
    )
)


def _is_partita_iva(text: str) -> bool:
    from stdnum.it import iva

    return _is_short_ascii(text) and bool(iva.is_valid(text))


def _is_codice_fiscale(text: str) -> bool:
    from stdnum.it import codicefiscale

    return _is_short_ascii(text) and bool(codicefiscale.is_valid(text))


def _is_iban(text: str) -> bool:
    from stdnum import iban

    return _is_short_ascii(text) and bool(iban.is_valid(text))


def _is_phone(text: str) -> bool:
    import phonenumbers

    if len(text) > _LONGEST_NUMBER:
        return False
    try:
        number = phonenumbers.parse(text, "IT")
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_valid_number(number))


def _is_short_ascii(text: str) -> bool:
    return len(text) <= _LONGEST_NUMBER and text.isascii()


def _is_email(text: str) -> bool:
    return len(text) <= _LONGEST_EMAIL and _EMAIL.fullmatch(text) is not None


def _is_pec(text: str) -> bool:
    domain = text.rpartition("@")[2].lower()
    return _is_email(text) and domain not in _NEVER_CERTIFIED


def _is_sdi_code(text: str) -> bool:
    return _SDI_CODE.fullmatch(text) is not None


def _is_cap(text: str) -> bool:
    return _CAP.fullmatch(text) is not None


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar, as ``2024-12-31``."""
    if _DAY.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape that a text can have.

    Attributes:
        name: How rules call it, in every language.
        meaning: What it is, by language, as it follows "must be".
        good: Texts that have it.
        bad: Texts that do not.
        fits: Tells for one text that is set.
        article: What stands before its name in a rule, by language.
    """

    name: str
    meaning: dict[str, str]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    fits: Callable[[str], bool]
    article: dict[str, str] = dataclasses.field(
        default_factory=lambda: {"it": "un", "en": "a"}
    )


_ALL = (
    Shape(
        name="partita_iva",
        meaning={
            "it": "una partita IVA italiana valida",
            "en": "a valid Italian VAT number (partita IVA)",
        },
        good=("00743110157", "IT00743110157"),
        bad=("00743110158", "0074311015", "DE136695976", "٠٠٧٤٣١١٠١٥٧"),
        fits=_is_partita_iva,
        article={"it": "una", "en": "a"},
    ),
    Shape(
        name="codice_fiscale",
        meaning={
            "it": "un codice fiscale valido",
            "en": "a valid Italian tax code (codice fiscale)",
        },
        good=("RCCMNL83S18D969H", "00743110157"),
        bad=("RCCMNL83S18D969", "RCCMNL83S18D969X", "ROSSI MARIO"),
        fits=_is_codice_fiscale,
    ),
    Shape(
        name="iban",
        meaning={"it": "un IBAN valido", "en": "a valid IBAN"},
        good=("IT60X0542811101000000123456", "DE89 3704 0044 0532 0130 00"),
        bad=("IT60X0542811101000000123457", "IT60", "0542811101000000123456"),
        fits=_is_iban,
        article={"it": "un", "en": "an"},
    ),
    Shape(
        name="email",
        meaning={"it": "un indirizzo email", "en": "an email address"},
        good=("info@acme.it", "mario.rossi+fatture@posta.acme.co.uk"),
        bad=(
            "info",
            "info@acme",
            "info@@acme.it",
            "a@b.it; c@d.it",
            "mario..r@acme.it",
        ),
        fits=_is_email,
        article={"it": "un'", "en": "an"},
    ),
    Shape(
        name="pec",
        meaning={
            "it": "un indirizzo di posta certificata (PEC)",
            "en": "a certified email address (PEC)",
        },
        good=("acme@pec.it", "acme@legalmail.it"),
        bad=("acme@gmail.com", "acme", "acme@pec"),
        fits=_is_pec,
        article={"it": "una", "en": "a"},
    ),
    Shape(
        name="sdi_code",
        meaning={
            "it": "un codice destinatario (7 caratteri, 6 per la PA)",
            "en": "an SDI code (7 characters, 6 for the public administration)",
        },
        good=("M5UXCR1", "0000000", "UFAF2X"),
        bad=("M5UXC", "M5UXCR12", "m5uxcr1", "M5-XCR1"),
        fits=_is_sdi_code,
        article={"it": "un", "en": "an"},
    ),
    Shape(
        name="cap",
        meaning={
            "it": "un CAP di 5 cifre",
            "en": "an Italian postal code of 5 digits (CAP)",
        },
        good=("00100", "20121"),
        bad=("100", "I-20121", "2012A", "٢٠١٢١"),
        fits=_is_cap,
    ),
    Shape(
        name="provincia",
        meaning={
            "it": "la sigla di una provincia italiana",
            "en": "the sign of an Italian province",
        },
        good=("MI", "RM", "BT"),
        bad=("XX", "Milano", "mi", "M"),
        fits=PROVINCES.__contains__,
        article={"it": "una", "en": "a"},
    ),
    Shape(
        name="phone",
        meaning={"it": "un numero di telefono valido", "en": "a valid phone number"},
        good=("+39 02 8646 1234", "3331234567", "+49 30 901820"),
        bad=("12", "telefono", "+39"),
        fits=_is_phone,
    ),
    Shape(
        name="country",
        meaning={
            "it": "la sigla di una nazione, due lettere",
            "en": "the code of a country, two letters",
        },
        good=("IT", "DE", "GB"),
        bad=("Italia", "it", "UK", "ITA"),
        fits=COUNTRIES.__contains__,
    ),
    Shape(
        name="currency",
        meaning={
            "it": "la sigla di una valuta, tre lettere",
            "en": "the code of a currency, three letters",
        },
        good=("EUR", "USD"),
        bad=("Euro", "eur", "ITL"),
        fits=CURRENCIES.__contains__,
    ),
    Shape(
        name="date",
        meaning={
            "it": "una data, come 2024-12-31",
            "en": "a date, as 2024-12-31",
        },
        good=("2024-02-29", "1999-12-31"),
        bad=("2023-02-29", "31/12/2024", "2024-1-1", "20241231"),
        fits=is_day,
        article={"it": "una", "en": "a"},
    ),
)

SHAPES = {shape.name: shape for shape in _ALL}
"""The shapes by name."""
