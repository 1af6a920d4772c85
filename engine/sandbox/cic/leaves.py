"""What stands below a record and is no resource: a print, a next number, accounts."""

from flask import Response

from engine.sandbox.cic.kinds import Address
from engine.sandbox.cic.prints import printed
from engine.sandbox.cic.resource import Resource
from engine.sandbox.cic.rules import Shelves
from engine.sandbox.cic.shapes_sales import peek
from engine.sandbox.exact import Fields, write_json


def leaf(
    shelves: Shelves, resource: Resource, fields: Fields, rest: list[str], at: Address
) -> Response | None:
    """Answer what is asked below a record, or nothing where that is no leaf."""
    match (resource.name, [part.lower() for part in rest]):
        case ("quotations" | "orders", ["pdf"]):
            body = printed(shelves, resource, fields)
            return Response(body, content_type="application/pdf")
        case ("number-series", ["accounting-years", year, "peek"]):
            return _peek(fields, year, at)
        case ("product-groups", ["sales-accounts"]):
            accounts = resource.show(fields, at)["salesAccountsList"]
            return _json({"collection": accounts, "self": f"{at.own}/sales-accounts"})
        case _:
            return None


def _peek(fields: Fields, year: str, at: Address) -> Response | None:
    number = fields.get("peeks", {}).get(year)
    return None if number is None else _json(peek(year, number, at))


def _json(value: object) -> Response:
    content_type = "application/json; charset=utf-8"
    return Response(write_json(value), content_type=content_type)
