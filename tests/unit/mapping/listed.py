"""Clients with a list of numbers, whose items are paired by their kind."""

import dataclasses

from engine.mapping.compiled import Mapping
from engine.mapping.compiler import compile_mapping
from engine.mapping.declaration import Declaration
from engine.mapping.loader import load_mapping
from engine.model.resource import Reference, Resource
from engine.model.side import Pair, Side
from engine.rules.rulebook import EMPTY
from engine.source import Source
from engine.values import Json, Value
from tests.unit.mapping.samples import CLIENTS, NAMES, OPTIONS, SYSTEMS

NUMBERED = dataclasses.replace(
    CLIENTS,
    properties=(
        *CLIENTS.properties,
        *("numbers", "numbers.kind", "numbers.number", "numbers.zone", "tags"),
    ),
    references=(*CLIENTS.references, Reference("numbers.zone", "zoneNumber")),
    max_length=(*CLIENTS.max_length, ("numbers.number", 20)),
)


def _with(name: str, resource: Resource) -> tuple[str, Resource]:
    return (name, NUMBERED if name == "clients" else resource)


LISTED_SYSTEMS = Pair(
    dataclasses.replace(
        SYSTEMS.left, resources=tuple(_with(*one) for one in SYSTEMS.left.resources)
    ),
    SYSTEMS.right,
)

LISTED = """\
schema: 1
entity: clients
version: 1
title: {it: Clienti, en: Clients}
books: clients
sales: Firm

match:
  - {by: name}

fields:
  name: {books: name, sales: title}
  land: {books: land.code, sales: nation, as: country}
  numbers:
    books: numbers
    sales: phones
    key: kind
    items:
      kind:  {books: kind, sales: type, as: {table: kinds}}
      value: {books: number, sales: value, as: {phone: {country: land}}, required: true}

tables:
  kinds:
    columns: [books, sales]
    rows:
      - [W, Work]
      - [H, Home]
      - [F, Fax]
"""
KEEPING = ("    key: kind\n", "    key: kind\n    missing: keep\n")
REMOVING = ("    key: kind\n", "    key: kind\n    missing: remove\n")
ORDERED = ("    key: kind\n", "    direction: to_sales\n")


def declared(*changes: tuple[str, str]) -> Declaration:
    """The declaration, with texts of the file changed."""
    text = LISTED
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return load_mapping(Source("clients.yml", text), NAMES, LISTED_SYSTEMS)


def listed(*changes: tuple[str, str]) -> Mapping:
    """The mapping at work, with texts of the file changed."""
    return compile_mapping(declared(*changes), LISTED_SYSTEMS, OPTIONS, EMPTY)


def put(mapping: Mapping, side: Side, old: Json, numbers: Value) -> Value:
    """The list of a side after these items were laid into it."""
    home = {Side.LEFT: "numbers", Side.RIGHT: "phones"}[side]
    return mapping.put(side, old, {"numbers": numbers}, {"land": "IT"}).get(home)
