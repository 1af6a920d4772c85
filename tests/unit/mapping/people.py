"""People whose name one side keeps in two properties."""

import dataclasses

from engine.mapping.compiled import Mapping
from engine.mapping.compiler import compile_mapping
from engine.mapping.declaration import Declaration
from engine.mapping.loader import load_mapping
from engine.model.resource import Resource
from engine.rules.rulebook import EMPTY
from engine.source import Source
from tests.unit.mapping.samples import NAMES, OPTIONS, SYSTEMS

_LEFT = ("books", "clients", ("given", "family", "members"))
_RIGHT = ("sales", "Firm", ("first", "last", "house", "fixed", "people"))


def _with(name: str, resource: Resource) -> tuple[str, Resource]:
    more = {name: names for _, name, names in (_LEFT, _RIGHT)}.get(name, ())
    grown = dataclasses.replace(
        resource,
        properties=(*resource.properties, *more) if more else resource.properties,
        required=("last",) if name == "Firm" else resource.required,
        read_only=(*resource.read_only, "fixed"),
        max_length=(*resource.max_length, ("first", 12), ("last", 16)),
    )
    return name, grown


PEOPLE_SYSTEMS = SYSTEMS.map(
    lambda system: dataclasses.replace(
        system, resources=tuple(_with(*one) for one in system.resources)
    )
)

PEOPLE = """\
schema: 1
entity: clients
version: 1
title: {it: Clienti, en: Clients}
books: clients
sales: Firm

match:
  - {by: name}

fields:
  name:   {books: name, sales: [first, last], as: person_name}
  street: {books: address, sales: [street, house], as: {together: ','}}
  vat:    {books: vat, sales: vatId}
"""
TURNED = ("as: person_name", "as: {person_name: {surname: first}}")
LEFTWARDS = (
    "{books: name, sales: [first, last], as: person_name}",
    "{books: [given, family], sales: title, as: [person_name, {case: upper}]}",
)
IN_A_LIST = (
    "  vat:    {books: vat, sales: vatId}\n",
    """\
  people:
    books: members
    sales: people
    key: mail
    items:
      mail: {books: mail, sales: mail}
      name: {books: name, sales: [first, last], as: person_name}
""",
)


def declared(*changes: tuple[str, str]) -> Declaration:
    """The declaration, with texts of the file changed."""
    text = PEOPLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return load_mapping(Source("clients.yml", text), NAMES, PEOPLE_SYSTEMS)


def people(*changes: tuple[str, str]) -> Mapping:
    """The mapping at work, with texts of the file changed."""
    return compile_mapping(declared(*changes), PEOPLE_SYSTEMS, OPTIONS, EMPTY)
