"""What a fresh agreement of CiC holds."""

from collections.abc import Iterator
from importlib.resources import files

from engine.sandbox.clock import stamp
from engine.sandbox.exact import Exact, Fields, exact, read_json
from engine.sandbox.italy.firms import EU, Firm, firms
from engine.sandbox.italy.geography import NO_PROVINCE, province_numbers, provinces
from engine.sandbox.italy.goods import Good, goods

TERMS = (6, 11, 11, 11, 12, 13, 16)
TYPES = (10, 17, 21, 21, 21)
SECONDS_APART = 3_600
# Exempt goods are -1.
GROUPS = {22: 3, 10: 10, 4: 4, -1: 12}
SERVICES = 7


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


def products(count: int, seed: int, now: float) -> Iterator[Fields]:
    """Draw a catalogue, each product last changed some hours before now."""
    for number, good in enumerate(goods(count, seed), start=1):
        changed = (now - (count - number) % 9_000 * SECONDS_APART) // 60 * 60
        yield product(good, stamp(changed))


def product(good: Good, changed: str) -> Fields:
    """Write one good down as a product."""
    is_taxed_service = good.is_service and good.vat > 0
    group = SERVICES if is_taxed_service else GROUPS[good.vat]
    return {
        **({"barCode": good.bar_code} if good.bar_code else {}),
        **({"barred": True} if good.is_barred else {}),
        "costPrice": exact(good.cost, 2),
        "description": good.description or good.name,
        "lastUpdated": changed,
        "name": good.name,
        "productGroup": {"productGroupNumber": group},
        "salesPrice": exact(good.price, 10),
        "unit": {"unitNumber": good.unit},
        "productNumber": good.code,
    }
