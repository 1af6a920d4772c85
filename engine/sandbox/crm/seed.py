"""What a fresh tenant of the CRM holds."""

import random
from collections.abc import Iterator

from engine.sandbox.crm.auth import USER, USERNAME
from engine.sandbox.exact import Fields, exact
from engine.sandbox.italy.firms import Firm, firms
from engine.sandbox.italy.goods import Good, goods

FIRST_COMPANY = 5001
ON_OFFER = 25
# By percentage of VAT; exempt goods are -1.
TAXES = {4: 1, 10: 2, 22: 5, -1: 6}
TAX_CODES = {4: "4", 10: "10", 22: "22", -1: "FC"}

RECORDS: dict[str, list[Fields]] = {
    "Account": [
        {
            "id": 1,
            "name": "Anna",
            "surname": "Neri",
            "aliases": ["anna@esempio.example"],
        },
        {"id": USER, "name": "Integrazione", "surname": "CiC", "aliases": [USERNAME]},
    ],
    "CatalogCategories": [{"id": 1, "description": "Generale", "parentId": 0}],
    "Currency": [
        {
            "id": number,
            "currency": name,
            "currencySymbol": symbol,
            "decimals": 2,
            "isDefault": code == "EUR",
            "isO4217AlphabeticCode": code,
            "changeFromBaseCurrency": 1,
            "changeToBaseCurrency": 1,
        }
        for number, (code, name, symbol) in enumerate(
            (
                ("EUR", "Euro", "€"),
                ("USD", "Dollaro statunitense", "$"),
                ("GBP", "Sterlina britannica", "£"),
                ("CHF", "Franco svizzero", "CHF"),
            ),
            start=1,
        )
    ],
    "TaxValue": [
        {
            "id": number,
            "active": True,
            "taxCode": code,
            "taxValue": rate,
            "taxDescription": text,
        }
        for number, code, rate, text in (
            (1, "4", 4, "Imponibile 4%"),
            (2, "10", 10, "Imponibile 10%"),
            (5, "22", 22, "Imponibile 22%"),
            (6, "FC", 0, "Fuori campo IVA"),
        )
    ],
}


def companies(count: int, seed: int) -> Iterator[Fields]:
    """Draw companies; the same seed as the customers' gives the same firms."""
    for firm in firms(count, seed):
        yield company(firm)


def company(firm: Firm) -> Fields:
    """Write one firm down as a company."""
    texts = {
        "address": firm.address,
        "city": firm.city,
        "companyName": firm.name,
        "naturalPersonName": firm.first_name,
        "naturalPersonSurname": firm.surname,
        "province": firm.province,
        "state": firm.country,
        "taxIdentificationNumber": firm.fiscal_code,
        "vatId": firm.vat_number,
        "webSite": firm.website,
        "zipCode": firm.zip,
    }
    fields: Fields = {name: text for name, text in texts.items() if text}
    if firm.is_person:
        fields["naturalPerson"] = True
    emails = [text for text in (firm.email, firm.certified_email) if text]
    fields["emails"] = [{"value": text} for text in emails]
    fields["phones"] = [{"value": firm.phone}] if firm.phone else []
    return fields


def catalogue(count: int, seed: int) -> Iterator[Fields]:
    """Draw a catalogue; the same seed as the products' gives the same codes."""
    for good in goods(count, seed):
        yield {
            "active": not good.is_barred,
            "category": 1,
            "code": good.code,
            **({"codeEAN": good.bar_code} if good.bar_code else {}),
            "cost": exact(good.cost, 2),
            "description": good.description,
            "price": exact(good.price, 4),
            "productName": good.name,
            "taxCode": TAX_CODES[good.vat],
        }


def quotes(count: int, companies: int, on_offer: int, seed: int) -> Iterator[Fields]:
    """Draw quotes for the companies in turn, each of some goods and a line of text.

    Args:
        count: How many.
        companies: How many companies there are.
        on_offer: How many goods the books sell.
        seed: That of the products.
    """
    shown = goods(min(on_offer, ON_OFFER), seed)
    sold = [good for good in shown if not good.is_barred]
    draw = random.Random(seed)  # noqa: S311 - no secret is drawn
    for number in range(count):
        rows = [_row(draw, good) for good in draw.sample(sold, min(3, len(sold)))]
        remark: Fields = {"kind": 1, "description": "Consegna in cinque giorni"}
        yield {
            "crossType": 0,
            "crossId": FIRST_COMPANY + number % companies,
            "rows": [*rows, remark],
        }


def _row(draw: random.Random, good: Good) -> Fields:
    return {
        "productCode": good.code,
        "description": good.name,
        "qta": draw.randrange(1, 12),
        "unitPrice": exact(good.price, 4),
        "discountFormula": draw.choice(("", "", "5", "10+5")),
        "taxId": TAXES[good.vat],
    }
