"""The stock customers mapping, with a few options, for systems in memory."""

from dataclasses import replace
from pathlib import Path

from engine.mapping.compiled import Mapping
from engine.mapping.compiler import compile_mapping, vocabulary
from engine.mapping.loader import load_mapping
from engine.model.option import Option, Options
from engine.model.resource import SystemDescription
from engine.model.side import Pair
from engine.rules.rulebook import load_rules
from engine.source import Source
from engine.systems.description import load_description
from engine.values import Json

ROOT = Path(__file__).parents[2]
NAMES = Pair("cic", "crm")
RESOURCES = Pair("customers", "Company")
LABELS = Pair("name", "companyName")


def _source(path: str) -> Source:
    return Source(path, (ROOT / path).read_text(encoding="utf-8"))


def _described(name: str) -> SystemDescription:
    # Small pages, so that a handful of records makes several.
    found = load_description(_source(f"mappings/systems/{name}.yml"))
    return replace(found, page_size=3, keys_per_search=2)


def _choice(name: str, *keys: int | str) -> Options:
    return Options(name, tuple(Option(key, f"{name} {key}", {}) for key in keys))


SYSTEMS = NAMES.map(_described)
OPTIONS = {
    "currencies": _choice("currencies", "EUR", "USD"),
    "customer_groups": _choice("customer_groups", 1, 2),
    "vat_zones": _choice("vat_zones", 1, 2, 3),
    "payment_terms": _choice("payment_terms", 6, 11),
    "payment_types": _choice("payment_types", 17, 21),
    "price_groups": _choice("price_groups", 1),
    "provinces": Options(
        "provinces",
        (
            Option(58, "Milano", {"code": "MI"}, "IT"),
            Option(77, "Roma", {"code": "RM"}, "IT"),
        ),
    ),
}
FRESH: Json = {
    "currency": "EUR",
    "customerGroup": {"customerGroupNumber": 1},
    "paymentTerms": {"paymentTermsNumber": 11},
    "vatZone": {"vatZoneNumber": 1},
}
"""What every customer of the books has from its first day."""


def customers() -> Mapping:
    declaration = load_mapping(_source("mappings/customers.yml"), NAMES, SYSTEMS)
    rules = load_rules(
        [_source(f"rules/{declaration.rules}")], vocabulary(declaration, OPTIONS)
    )
    return compile_mapping(declaration, SYSTEMS, OPTIONS, rules)


MAPPING = customers()


def vat_number(number: int) -> str:
    """An Italian VAT number whose check digit is right."""
    digits = [int(digit) for digit in f"{number:07d}015"]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    check = -(sum(digits[::2]) + doubled) % 10
    return f"{''.join(map(str, digits))}{check}"
