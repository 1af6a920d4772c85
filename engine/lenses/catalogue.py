"""The lenses by name, each with what it means and examples that are tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from engine.lenses.base import NOTHING, Kind, Lens, Scope
from engine.lenses.countries import Country
from engine.lenses.fiscal import TaxCode, VatNumber
from engine.lenses.options import Choice
from engine.lenses.phones import Phone
from engine.lenses.plain import Email, FirstLine, Lines, Text
from engine.model.option import Option, Options
from engine.values import Value

Arguments: TypeAlias = Mapping[str, str]
Registries: TypeAlias = Mapping[str, Options]


class Takes(Enum):
    """What an option of a lens names."""

    FIELD = "field"
    REGISTRY = "registry"
    PROPERTY = "property"


@dataclass(frozen=True, slots=True)
class Example:
    """A left value, what it reads as, and what that writes when nothing stood there."""

    left: Value
    right: Value
    back: Value
    arguments: Arguments = field(default_factory=dict)
    scope: Scope = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Entry:
    """One lens as mappings know it.

    Attributes:
        options: What its options name, by their keys.
        main: The option that may stand alone (``{option: currencies}``), which
            is then required; or an empty text.
    """

    name: str
    kind: Kind
    meaning: dict[str, str]
    make: Callable[[Arguments, Registries], Lens]
    examples: tuple[Example, ...]
    options: dict[str, Takes] = field(default_factory=dict)
    main: str = ""


SAMPLE: Registries = {
    "payment_terms": Options(
        "payment_terms",
        (Option(11, "30gg data fattura", {}), Option(12, "60gg data fattura", {})),
    ),
    "currencies": Options("currencies", (Option("EUR", "Euro", {}),)),
    "provinces": Options(
        "provinces",
        (
            Option(58, "Milano", {"code": "MI"}, within="IT"),
            Option(999, "", {}, within="IT"),
            Option(58, "Málaga", {"code": "MA"}, within="ES"),
        ),
    ),
}
"""The registries that the examples speak of."""

_IN_COUNTRY = {"registry": "provinces", "show": "code", "within": "country"}


def _choice(arguments: Arguments, registries: Registries) -> Lens:
    name = arguments["registry"]
    options = registries.get(name) or Options(name, (), is_missing=True)
    return Choice(options, arguments.get("show", ""), arguments.get("within", ""))


_ENTRIES = (
    Entry(
        "text",
        Text.kind,
        {
            "it": "Un testo uguale sui due lati; gli spazi in più non contano.",
            "en": "A text that is equal on both sides; extra spaces do not count.",
        },
        lambda _arguments, _registries: Text(),
        (
            Example("ACME  S.r.l.", "ACME  S.r.l.", "ACME  S.r.l."),
            Example(20121, "20121", "20121"),
            Example("", None, None),
        ),
    ),
    Entry(
        "lines",
        Lines.kind,
        {
            "it": "Un testo su più righe; fine riga e spazi finali non contano.",
            "en": "A text of several lines; line ends and final spaces do not count.",
        },
        lambda _arguments, _registries: Lines(),
        (
            Example(
                "Via Roma 1\r\nScala B ",
                "Via Roma 1\r\nScala B ",
                "Via Roma 1\r\nScala B ",
            ),
        ),
    ),
    Entry(
        "first_line",
        FirstLine.kind,
        {
            "it": "La prima riga di un testo; indietro non si torna.",
            "en": "The first line of a text; there is no way back.",
        },
        lambda _arguments, _registries: FirstLine(),
        (Example("Via Roma 1\nScala B", "Via Roma 1", "Via Roma 1"),),
    ),
    Entry(
        "vat_number",
        VatNumber.kind,
        {
            "it": "Una partita IVA; a sinistra quella italiana sta senza IT e spazi.",
            "en": "A VAT number; on the left an Italian one has no IT and no spaces.",
        },
        lambda arguments, _registries: VatNumber(arguments.get("country", "")),
        (
            Example("01234567890", "01234567890", "01234567890"),
            Example("IT 012.345.678.90", "IT 012.345.678.90", "01234567890"),
            Example("DE 123456789", "DE 123456789", "DE123456789"),
        ),
        {"country": Takes.FIELD},
    ),
    Entry(
        "tax_code",
        TaxCode.kind,
        {
            "it": "Un codice fiscale; maiuscole e spazi non contano.",
            "en": "A tax code; capitals and spaces do not count.",
        },
        lambda _arguments, _registries: TaxCode(),
        (Example("rssmra80a01h501u", "rssmra80a01h501u", "rssmra80a01h501u"),),
    ),
    Entry(
        "email",
        Email.kind,
        {
            "it": "Un indirizzo e-mail; le maiuscole del dominio non contano.",
            "en": "An e-mail address; capitals of the domain do not count.",
        },
        lambda _arguments, _registries: Email(),
        (Example("Info@Example.IT", "Info@Example.IT", "Info@Example.IT"),),
    ),
    Entry(
        "phone",
        Phone.kind,
        {
            "it": "Un telefono; spazi, segni e prefisso del proprio paese non contano.",
            "en": "A phone; spaces, signs and its own country's code do not count.",
        },
        lambda arguments, _registries: Phone(arguments.get("country", "")),
        (Example("02 1234567", "02 1234567", "02 1234567"),),
        {"country": Takes.FIELD},
    ),
    Entry(
        "country",
        Country.kind,
        {
            "it": "Una nazione: due lettere a sinistra, a destra anche il nome.",
            "en": "A country: two letters on the left, on the right its name too.",
        },
        lambda _arguments, _registries: Country(),
        (
            Example("IT", "IT", "IT"),
            Example("Germania", "Germania", "DE"),
            Example("Atlantide", "Atlantide", "Atlantide"),
        ),
    ),
    Entry(
        "option",
        Choice.kind,
        {
            "it": "Un valore di una raccolta: la chiave, o con show una sua proprietà.",
            "en": "A value of a collection: its key, or with show a property of it.",
        },
        _choice,
        (
            Example(11, "11", 11, {"registry": "payment_terms"}),
            Example(77, "77", 77, {"registry": "payment_terms"}),
            Example("EUR", "EUR", "EUR", {"registry": "currencies"}),
            Example(58, "MI", 58, _IN_COUNTRY, {"country": "Italia"}),
            Example(58, "MA", 58, _IN_COUNTRY, {"country": "ES"}),
            Example(999, None, None, _IN_COUNTRY, {"country": "IT"}),
        ),
        {"registry": Takes.REGISTRY, "show": Takes.PROPERTY, "within": Takes.FIELD},
        main="registry",
    ),
)

CATALOGUE: dict[str, Entry] = {entry.name: entry for entry in _ENTRIES}
"""Every lens that a mapping may name."""
