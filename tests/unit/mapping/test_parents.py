"""A resource that lives under a parent: the people of a customer."""

from pathlib import Path

from engine.mapping.compiler import compile_mapping
from engine.mapping.declaration import Declaration
from engine.mapping.loader import load_mapping
from engine.mapping.parts import Parent
from engine.model.side import Pair, Side
from engine.rules.rulebook import EMPTY
from engine.source import Source
from engine.systems.description import load_description
from engine.values import Json

FOLDER = Path(__file__).parents[3] / "mappings" / "systems"
NAMES = Pair("cic", "crm")
SYSTEMS = NAMES.map(
    lambda name: load_description(
        Source(name, (FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    )
)

CONTACTS = """\
schema: 1
entity: contacts
version: 1
title: {it: Contatti, en: Contacts}
cic: contacts
crm: Contact
under: {entity: customers, crm: companyId}
match: [{by: email}]
sync: {after: [customers]}
fields:
  surname: {cic: name, crm: surname, as: person_name, required: true}
  name:    {cic: name, crm: name, as: {name_part: first}, direction: to_crm}
  email:   {cic: email, crm: 'emails[0].value', as: email}
  phone:   {cic: phone, crm: 'phones[0].value', as: phone}
"""


def contacts() -> Declaration:
    return load_mapping(Source("contacts.yml", CONTACTS), NAMES, SYSTEMS)


def test_a_resource_knows_its_parent_from_its_path() -> None:
    people, customers = (
        SYSTEMS.left.resource(one) for one in ("contacts", "customers")
    )

    assert people
    assert customers
    assert (people.parent, customers.parent) == ("customers", "")


def test_a_mapping_says_what_its_records_live_under() -> None:
    assert contacts().parent == Parent("customers", Pair(None, "companyId"))


def test_contacts_travel_both_ways() -> None:
    mapping = compile_mapping(contacts(), SYSTEMS, {}, EMPTY)
    person: Json = {"name": "Mario Rossi", "email": "mario@example.it", "phone": "02 1"}

    view = mapping.view(Side.LEFT, person)
    contact = mapping.put(Side.RIGHT, None, view, view)

    assert contact == {
        "surname": "Mario Rossi",
        "name": "Mario",
        "emails": [{"value": "mario@example.it"}],
        "phones": [{"value": "02 1"}],
    }
    back = {
        name: value
        for name, value in mapping.view(Side.RIGHT, contact).items()
        if name != "name"  # only read on the left
    }
    assert mapping.put(Side.LEFT, None, back, back) == person
