"""A vocabulary and short helpers, for every test of the rules."""

from collections.abc import Mapping
from functools import cache

from engine.errors import Located, Several
from engine.model.problem import Problem, Severity
from engine.model.side import Side
from engine.rules.rulebook import Rulebook, load_rules
from engine.rules.vocabulary import FieldSpec, Kind, Vocabulary
from engine.source import Source
from engine.values import Value

_TEXTS = """
    name vat_number tax_code address zip city province country email phone pec
    sdi_code kind iban swift website default
"""
_OPTIONS = "customer_group payment_terms payment_type price_group"
_ZONES = {"it": "Zona iva Reviso", "en": "Reviso VAT zone"}
_COUNTRY = {"it": "Nazione", "en": "Country"}

_ITEMS = (
    FieldSpec("product_code", labels={"it": "Codice articolo", "en": "Item code"}),
    FieldSpec("description"),
    FieldSpec("quantity", Kind.NUMBER),
    FieldSpec("amount", Kind.NUMBER),
    FieldSpec("vat_code", Kind.OPTION),
    FieldSpec("is_gift", Kind.TRUTH),
    FieldSpec("due", Kind.DATE),
)
FIELDS = (
    *(FieldSpec(name) for name in _TEXTS.split() if name != "country"),
    *(FieldSpec(name, Kind.OPTION) for name in _OPTIONS.split()),
    FieldSpec("country", labels=_COUNTRY),
    FieldSpec("currency", Kind.OPTION, options=("EUR", "USD", "GBP", "CHF")),
    FieldSpec("vat_zone", Kind.OPTION, options=("1", "2", "3", "4"), labels=_ZONES),
    FieldSpec("split_payment", Kind.TRUTH),
    FieldSpec("barred", Kind.TRUTH),
    FieldSpec("discount", Kind.NUMBER),
    FieldSpec("balance", Kind.NUMBER, is_read_only=True),
    FieldSpec("since", Kind.DATE),
    FieldSpec("until", Kind.DATE),
    FieldSpec("tags", Kind.LIST),
    FieldSpec("total", Kind.NUMBER),
    FieldSpec(
        "lines",
        Kind.LIST,
        labels={"it": "Righe", "en": "Rows"},
        items={field.name: field for field in _ITEMS},
    ),
)
CUSTOMERS = Vocabulary(
    "customers",
    {field.name: field for field in FIELDS},
    tables={"catalogue": ("A1", "B2", "7"), "areas": ("north", "south"), "far": None},
)

NOTHING: dict[str, Value] = dict.fromkeys(CUSTOMERS.fields)
"""A record that knows every field and has none of them set."""


@cache
def book(text: str) -> Rulebook:
    """The rules of ``text``, in English unless it begins otherwise."""
    headed = text if text.startswith("#") else f"for customers\n{text}"
    return load_rules([Source("r.rules", headed)], CUSTOMERS)


def judged(
    text: str,
    record: Mapping[str, Value],
    *,
    changed: frozenset[str] | None = None,
    before: Mapping[str, Value] | None = None,
) -> tuple[Problem, ...]:
    """What the rules of ``text`` say of a record on its way to the left."""
    return book(text).judge(record, side=Side.LEFT, changed=changed, before=before)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    """The codes; those of warnings behind a question mark."""
    return [
        problem.code if problem.severity is Severity.ERROR else f"?{problem.code}"
        for problem in problems
    ]


def mistakes(text: str, name: str = "r.rules") -> list[Located]:
    """What is wrong with a file, in the order of its lines."""
    try:
        load_rules([Source(name, text)], CUSTOMERS)
    except Several as several:
        return list(several.errors)
    return []


def said(error: Located) -> str:
    """An error in one line: ``line:column sentence: advice``."""
    _, line, column = error.place.order
    advice = error.advice.format(**error.parts)
    sentence = error.template.format(**error.parts)
    return f"{line}:{column} {sentence}" + (f": {advice}" if advice else "")
