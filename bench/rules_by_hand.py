"""Twenty rules on a customer of thirty-five fields: as a file, by hand, as tests.

The three say the same; the bench compares their answers on every record.
"""

import random
from typing import TypeAlias

from engine.rules.lists import PROVINCES
from engine.rules.shapes import SHAPES
from engine.rules.vocabulary import FieldSpec, Kind, Vocabulary
from engine.values import Json, Value

_TEXTS = """
    name vat_number tax_code address zip city province country email phone pec sdi_code
    kind iban swift website notes contact language external_id
"""
_OPTIONS = "customer_group payment_terms payment_type price_group currency vat_zone"
_NUMBERS = "discount balance credit_limit rating"
_TRUTHS = "split_payment barred is_private"
_DATES = "since until"
FIELDS = {
    name: FieldSpec(name, kind)
    for names, kind in (
        (_TEXTS, Kind.TEXT),
        (_OPTIONS, Kind.OPTION),
        (_NUMBERS, Kind.NUMBER),
        (_TRUTHS, Kind.TRUTH),
        (_DATES, Kind.DATE),
    )
    for name in names.split()
}
VOCABULARY = Vocabulary("customers", FIELDS)

TEXT = """for customers
R1: require name
R2: require currency
R3: require customer_group
R4: require payment_terms
R5: require vat_zone when country is set
R6: province requires country
R7: require one of vat_number, tax_code when country = 'IT'
R8: check currency in ['EUR', 'USD', 'GBP', 'CHF']
R9: check sdi_code is an sdi_code
R10: forbid split_payment unless kind = 'B2G'
R11: check kind in ['B2B', 'B2C', 'B2G']
R12: iban requires swift
R13: check discount <= 50
R14: check discount >= 0
R15: check balance <= credit_limit unless barred
R16: check province is a provincia when country = 'IT'
R17: require pec when kind = 'B2G' and country = 'IT'
R18: check email is an email
R19: check zip is a cap when country = 'IT'
R20: check length of country = 2
"""

Test: TypeAlias = tuple[str, str, object]
"""A field, what is asked of it, and a value (of ``over`` a field)."""

_EMAIL = "^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,63}$"

is_sdi_code, is_email, is_cap = (
    SHAPES[name].fits for name in ("sdi_code", "email", "cap")
)

BROKEN: dict[str, tuple[Test, ...]] = {
    "R1": (("name", "unset", None),),
    "R2": (("currency", "unset", None),),
    "R3": (("customer_group", "unset", None),),
    "R4": (("payment_terms", "unset", None),),
    "R5": (("country", "set", None), ("vat_zone", "unset", None)),
    "R6": (("province", "set", None), ("country", "unset", None)),
    "R7": (
        ("country", "=", "IT"),
        ("vat_number", "unset", None),
        ("tax_code", "unset", None),
    ),
    "R8": (
        ("currency", "set", None),
        ("currency", "not in", ["EUR", "USD", "GBP", "CHF"]),
    ),
    "R9": (("sdi_code", "set", None), ("sdi_code", "unlike", "^[A-Z0-9]{6,7}$")),
    "R10": (("split_payment", "=", True), ("kind", "!=", "B2G")),
    "R11": (("kind", "set", None), ("kind", "not in", ["B2B", "B2C", "B2G"])),
    "R12": (("iban", "set", None), ("swift", "unset", None)),
    "R13": (("discount", "set", None), ("discount", ">", 50)),
    "R14": (("discount", "set", None), ("discount", "<", 0)),
    "R15": (
        ("balance", "set", None),
        ("credit_limit", "set", None),
        ("balance", "over", "credit_limit"),
        ("barred", "=", False),
    ),
    "R16": (
        ("province", "set", None),
        ("province", "not in", sorted(PROVINCES)),
        ("country", "=", "IT"),
    ),
    "R17": (("kind", "=", "B2G"), ("country", "=", "IT"), ("pec", "unset", None)),
    "R18": (("email", "set", None), ("email", "unlike", _EMAIL)),
    "R19": (
        ("zip", "set", None),
        ("zip", "unlike", "^[0-9]{5}$"),
        ("country", "=", "IT"),
    ),
    "R20": (("country", "set", None), ("country", "length !=", 2)),
}


def by_hand(record: Json) -> list[str]:  # noqa: C901, PLR0912, PLR0915 - fused on purpose
    """What somebody in a hurry would write, everything in one function."""
    found: list[str] = []
    country, kind, currency = record["country"], record["kind"], record["currency"]
    balance, barred = record["balance"], record["barred"]
    if not record["name"]:
        found.append("R1")
    if not currency:
        found.append("R2")
    if not record["customer_group"]:
        found.append("R3")
    if not record["payment_terms"]:
        found.append("R4")
    if country and not record["vat_zone"]:
        found.append("R5")
    if record["province"] and not country:
        found.append("R6")
    if country == "IT" and not record["vat_number"] and not record["tax_code"]:
        found.append("R7")
    if currency and currency not in ("EUR", "USD", "GBP", "CHF"):
        found.append("R8")
    sdi_code = record["sdi_code"]
    if sdi_code and not is_sdi_code(sdi_code):  # type: ignore[arg-type] # a text
        found.append("R9")
    if record["split_payment"] and kind != "B2G":
        found.append("R10")
    if kind and kind not in ("B2B", "B2C", "B2G"):
        found.append("R11")
    if record["iban"] and not record["swift"]:
        found.append("R12")
    discount = record["discount"]
    if discount is not None and discount > 50:  # type: ignore[operator] # a number  # noqa: PLR2004 - by hand
        found.append("R13")
    if discount is not None and discount < 0:  # type: ignore[operator] # a number
        found.append("R14")
    limit = record["credit_limit"]
    if balance is not None and limit is not None and balance > limit and not barred:  # type: ignore[operator] # numbers
        found.append("R15")
    if record["province"] and country == "IT" and record["province"] not in PROVINCES:
        found.append("R16")
    if kind == "B2G" and country == "IT" and not record["pec"]:
        found.append("R17")
    email = record["email"]
    if email and not is_email(email):  # type: ignore[arg-type] # a text
        found.append("R18")
    code = record["zip"]
    if code and country == "IT" and not is_cap(code):  # type: ignore[arg-type] # a text
        found.append("R19")
    if country and len(country) != 2:  # type: ignore[arg-type] # a text  # noqa: PLR2004 - by hand
        found.append("R20")
    return found


_GOOD: Json = {
    "name": "ACME", "vat_number": "00743110157", "tax_code": None, "address": "Via 1",
    "zip": "20121", "city": "Milano", "province": "MI", "country": "IT",
    "email": "info@acme.it", "phone": "02123", "pec": "a@pec.it", "sdi_code": "M5UXCR1",
    "kind": "B2B", "iban": "IT60", "swift": "ABC", "website": None, "notes": None,
    "contact": None, "language": "it", "external_id": "7", "customer_group": 1,
    "payment_terms": 2, "payment_type": 1, "price_group": None, "currency": "EUR",
    "vat_zone": 1, "discount": 10, "balance": 0, "credit_limit": 100, "rating": 3,
    "split_payment": False, "barred": False, "is_private": False,
    "since": "2020-01-01", "until": "2030-01-01",
}  # fmt: skip
_BAD: dict[str, list[Value]] = {
    "name": [None], "currency": [None, "XXX"], "customer_group": [None],
    "vat_zone": [None], "country": [None, "Italia", "DE"], "vat_number": [None],
    "sdi_code": ["M5"], "kind": ["B2G", "X", None], "split_payment": [True],
    "swift": [None], "discount": [60, -1, None], "balance": [200, None, 5],
    "until": ["2019-01-01", None], "pec": [None], "barred": [True],
    "email": ["nobody", None], "province": ["XX", None], "zip": [None, "100"],
}  # fmt: skip


def customers(count: int) -> list[Json]:
    """Customers of whom two in a hundred have something odd."""
    chance = random.Random(7)  # noqa: S311 - the same ones every time
    made = []
    for _ in range(count):
        record = dict(_GOOD)
        if chance.random() < 0.02:  # noqa: PLR2004 - two in a hundred
            for field in chance.sample(sorted(_BAD), 3):
                record[field] = chance.choice(_BAD[field])
        made.append(record)
    return made
