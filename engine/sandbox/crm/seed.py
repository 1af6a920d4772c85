"""What a fresh tenant of the CRM holds."""

from collections.abc import Iterator

from engine.sandbox.crm.auth import USER, USERNAME
from engine.sandbox.exact import Fields
from engine.sandbox.italy.firms import Firm, firms

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
