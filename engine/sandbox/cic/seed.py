"""What a fresh agreement of CiC holds."""

from collections.abc import Iterator
from importlib.resources import files

from engine.sandbox.clock import stamp
from engine.sandbox.exact import Exact, Fields, exact, read_json
from engine.sandbox.italy.firms import EU, Firm, firms
from engine.sandbox.italy.geography import NO_PROVINCE, province_numbers, provinces

TERMS = (6, 11, 11, 11, 12, 13, 16)
TYPES = (10, 17, 21, 21, 21)
SECONDS_APART = 3_600
GOODS = (
    ("Mouse ottico", "8001234567890", "24.90", 3, 1),
    ("Tastiera italiana", "8001234567906", "39.00", 3, 1),
    ("Monitor 24 pollici", "8001234567913", "189.00", 3, 1),
    ("Cavo di rete", "8001234567920", "1.2500000000", 3, 3),
    ("Farina tipo 00", "8001234567937", "0.9500000000", 4, 2),
    ("Consulenza oraria", "", "75.00", 7, 1),
    ("Olio extravergine", "8001234567944", "11.40", 4, 1),
    ("Spese varie", "", "0", 7, 1),
)


def registries() -> dict[str, list[Fields]]:
    """Give the small registries of an Italian agreement."""
    text = files(__package__).joinpath("registries.json").read_text(encoding="utf-8")
    found: dict[str, list[Fields]] = read_json(text)
    return found


def province_records() -> Iterator[Fields]:
    """Give the Italian provinces, with the one that has no code."""
    country = {"countryCode": {"code": "IT"}}
    for code, number, name in provinces():
        yield {"code": code, "name": name, **country, "provinceNumber": number}
    yield {"name": "Nessuna", **country, "provinceNumber": NO_PROVINCE}


def customers(count: int, seed: int, now: float) -> Iterator[Fields]:
    """Draw customers, each last changed some hours before now."""
    for number, firm in enumerate(firms(count, seed), start=1):
        changed = stamp(now - (count - number + 1) % 9_000 * SECONDS_APART)
        yield customer(firm, number, changed)


def customer(firm: Firm, number: int, changed: str) -> Fields:
    """Write one firm down as a customer."""
    fields = {name: value for name, value in _texts(firm).items() if value}
    fields["countryCode"] = {"code": firm.country}
    if firm.province:
        fields["province"] = {
            "countryCode": {"code": "IT"},
            "provinceNumber": province_numbers()[firm.province],
        }
    if firm.discount:
        fields["defaultDiscountPct"] = exact(firm.discount, 2)
    if number % 4 == 0:
        fields["priceGroup"] = {"priceGroupNumber": number // 4 % 3 + 1}
    if number % 5:
        fields["paymentType"] = {"paymentTypeNumber": TYPES[number % len(TYPES)]}
    return fields | {
        "balance": Exact("0.00"),
        "currency": "USD" if firm.country == "US" else "EUR",
        "customerGroup": {"customerGroupNumber": 1 if firm.country == "IT" else 2},
        "customerNumber": number,
        "italianCustomerType": _customer_type(firm),
        "lastUpdated": changed,
        "paymentTerms": {"paymentTermsNumber": TERMS[number % len(TERMS)]},
        "splitPayment": False,
        "tags": [],
        "vatZone": {"vatZoneNumber": _zone(firm)},
    }


def _texts(firm: Firm) -> Fields:
    return {
        "address": firm.address,
        "city": firm.city,
        "corporateIdentificationNumber": firm.fiscal_code,
        "country": firm.country_name,
        "email": firm.email,
        "iban": firm.iban,
        "italianCertifiedEmail": firm.certified_email,
        "name": firm.name,
        "publicEntryNumber": firm.sdi_code,
        "swift": firm.swift,
        "telephoneAndFaxNumber": firm.phone,
        "vatNumber": firm.vat_number,
        "website": firm.website,
        "zip": firm.zip,
    }


def _customer_type(firm: Firm) -> str:
    if firm.country != "IT":
        return "none"
    return "Consumer" if firm.is_person else "B2B"


def _zone(firm: Firm) -> int:
    if firm.country == "IT":
        return 1
    return 2 if firm.country in EU else 3


def products(now: float) -> Iterator[Fields]:
    """Give a small catalogue."""
    changed = stamp(now // 60 * 60)
    for number, (name, code, price, group, unit) in enumerate(GOODS, start=1):
        yield {
            **({"barCode": code} if code else {}),
            "description": name,
            "lastUpdated": changed,
            "name": name,
            "productGroup": {"productGroupNumber": group},
            "salesPrice": exact(price, 10),
            "unit": {"unitNumber": unit},
            "productNumber": f"A-{number:02d}" if number % 2 else f"ART.{number}",
        }
