"""A document on paper, in the layout that it names."""

from collections.abc import Iterator

from engine.sandbox.cic.hall import COMPANY
from engine.sandbox.cic.pdf import write_pdf
from engine.sandbox.cic.resource import Resource
from engine.sandbox.cic.rules import Shelves
from engine.sandbox.exact import Fields

TITLES = {"quotations": "Preventivo", "orders": "Ordine"}
WITH_DISCOUNTS = "con sconti"


def printed(shelves: Shelves, resource: Resource, fields: Fields) -> bytes:
    """Print a document; its layout's name stands on the paper."""
    layout = shelves.find("layouts", fields["layout"]["layoutNumber"]) or {}
    return write_pdf(list(_text(resource, fields, layout.get("name", ""))))


def _text(resource: Resource, fields: Fields, layout: str) -> Iterator[str]:
    recipient = fields["recipient"]
    yield layout
    yield f"{COMPANY['name']} - P.IVA {COMPANY['vatNumber']}"
    yield ""
    yield f"{TITLES[resource.name]} n. {fields['number']} del {fields['date']}"
    yield f"Spett.le {recipient['name']}"
    for names in (("address",), ("zip", "city"), ("country",)):
        yield " ".join(recipient[name] for name in names if name in recipient)
    notes = fields.get("notes", {})
    yield notes.get("heading", "")
    for line in fields.get("lines", []):
        yield _line(line, with_discount=WITH_DISCOUNTS in layout)
    yield ""
    for group in fields.get("vatCodeGroups", []):
        rate = f"{group['vatRate'].normalize():f}"
        yield f"IVA {rate}%: {group['totalNetAmount']} + {group['totalVatAmount']}"
    yield f"Imponibile {fields['netAmount']}"
    yield f"IVA {fields['vatAmount']}"
    yield f"Totale {fields['grossAmount']} {fields['currency']}"
    yield from (notes[name] for name in ("text1", "text2") if name in notes)


def _line(line: Fields, *, with_discount: bool) -> str:
    description = line.get("description", "")
    if "totalNetAmount" not in line:
        return str(description)
    amounts = [f"{line.get(name, 0):f}" for name in ("quantity", "unitNetPrice")]
    if with_discount and line.get("discountPercentage"):
        amounts.append(f"-{line['discountPercentage']}%")
    code = line["product"]["productNumber"]
    return f"{code} {description}: {' x '.join(amounts)} = {line['totalNetAmount']}"
