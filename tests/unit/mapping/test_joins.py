"""What a record points to is read as if it stood in it."""

import dataclasses

import pytest
from syrupy.assertion import SnapshotAssertion

from engine.errors import Several
from engine.lenses.supplies import Others
from engine.mapping.compiled import Mapping
from engine.mapping.compiler import compile_mapping
from engine.mapping.declaration import Declaration
from engine.mapping.loader import load_mapping
from engine.model.side import Side
from engine.rules.rulebook import EMPTY
from engine.source import Source
from engine.values import Json, Value
from tests.unit.mapping.test_parents import NAMES, SYSTEMS

OFFERS = """\
schema: 1
entity: offers
version: 1
title: {it: Offerte, en: Offers}
cic: quotations
crm: Quote
joins:
  customer: {entity: customers, crm: crossId, where: {crossType: 0}}
  terms:    {entity: payment_terms, crm: paymentId, otherwise: customer.terms}
  rate:     {entity: vat_rates, crm: rows.taxId}
  layout:   {entity: layouts}
match: [{by: reference}]
sync: {direction: to_cic, create: {crm: never}, update: on_request, after: [customers]}
fields:
  reference: {cic: references.other, crm: id, as: {prefix: CRM-}}
  customer:  {cic: customer.customerNumber, crm: customer.id, as: integer}
  name:      {cic: recipient.name, crm: customer.name}
  terms:     {cic: paymentTerms.paymentTermsNumber, crm: terms.id, as: integer}
  layout:    {cic: layout.layoutNumber, crm: layout.id, as: integer}
  lines:
    cic: lines
    crm: rows
    items:
      text:  {cic: description, crm: description}
      price: {cic: unitNetPrice, crm: unitPrice, as: money, where: {kind: 0}}
      rate:  {cic: vatInfo.vatAccount.vatCode, crm: rate.id, where: {kind: 0}}
"""

KNOWN: dict[tuple[str, Side, str], Json] = {
    ("customers", Side.RIGHT, "80"): {"id": "12", "name": "ACME", "terms": "6"},
    ("payment_terms", Side.RIGHT, "3"): {"id": "11"},
    ("vat_rates", Side.RIGHT, "5"): {"id": "V022"},
    ("layouts", Side.RIGHT, ""): {"id": 9},
}


def declared(old: str = "", new: str = "") -> Declaration:
    text = OFFERS.replace(old, new) if old else OFFERS
    return load_mapping(Source("offers.yml", text), NAMES, SYSTEMS)


def _lookup(entity: str, side: Side, id: str) -> Json | None:
    return KNOWN.get((entity, side, id))


def at_work() -> Mapping:
    declaration = dataclasses.replace(declared(), others=Others(lookup=_lookup))
    return compile_mapping(declaration, SYSTEMS, {}, EMPTY)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            {"crossType": 0, "crossId": 80, "paymentId": 3},
            {"customer": "12", "name": "ACME", "terms": "11", "layout": 9},
            id="what is linked",
        ),
        pytest.param(
            {"crossType": 0, "crossId": 80, "paymentId": 0},
            {"customer": "12", "name": "ACME", "terms": "6", "layout": 9},
            id="no id: what an earlier join says",
        ),
        pytest.param(
            {"crossType": 0, "crossId": 80, "paymentId": 4},
            {"customer": "12", "name": "ACME", "terms": None, "layout": 9},
            id="an id without a counterpart is nothing else",
        ),
        pytest.param(
            {"crossType": 1, "crossId": 80, "paymentId": 3},
            {"customer": None, "name": None, "terms": "11", "layout": 9},
            id="an id of another kind is none",
        ),
        pytest.param(
            {"crossId": 81, "crossType": 0, "customer": {"id": "7", "name": "Own"}},
            {"customer": "7", "name": "Own", "terms": None, "layout": 9},
            id="what the record says itself stays",
        ),
    ],
)
def test_a_join_reads_the_counterpart(content: Json, expected: Json) -> None:
    view = at_work().view(Side.RIGHT, content)

    assert {name: view[name] for name in expected} == expected


def test_an_item_is_joined_and_read_only_where_it_counts() -> None:
    rows: list[Value] = [
        {"kind": 0, "description": "Mouse", "unitPrice": 24, "taxId": 5},
        {"kind": 1, "description": "Nota", "unitPrice": 0, "taxId": 5},
    ]

    view = at_work().view(Side.RIGHT, {"rows": rows})

    assert view["lines"] == [
        {"text": "Mouse", "price": 24, "rate": "V022"},
        {"text": "Nota", "price": None, "rate": None},
    ]


def test_reading_leaves_the_record_as_it_was() -> None:
    content: Json = {"crossType": 0, "crossId": 80, "rows": [{"kind": 1, "taxId": 5}]}
    before = repr(content)

    at_work().view(Side.RIGHT, content)

    assert repr(content) == before


def test_a_missing_counterpart_is_spoken_of_once() -> None:
    found = at_work().check(Side.LEFT, {}, {}, is_new=True)

    assert {one.field for one in found} & {"customer", "name", "terms"} == {"customer"}


def test_a_blank_that_the_server_filled_in_is_no_difference() -> None:
    sent: list[Value] = [{"text": "Mouse", "price": 24, "rate": None}]
    found: list[Value] = [{"text": "Mouse", "price": 24, "rate": "V022"}]
    other: list[Value] = [{"text": "Mouse", "price": 25, "rate": "V022"}]
    mapping = at_work()

    assert mapping.arrived("lines", Side.LEFT, sent, {"lines": found})
    assert not mapping.arrived("lines", Side.LEFT, sent, {"lines": other})


WRONG = {
    "a join without an entity": ("layout:   {entity: layouts}", "layout:   {}"),
    "a join of both sides": ("crm: paymentId", "crm: paymentId, cic: paymentTerms"),
    "a join called like a property": ("  rate:     {entity", "  rows:     {entity"),
    "a join called like nothing": ("  rate:     {entity", "  Rate:     {entity"),
    "an unknown key of a join": ("entity: layouts", "entitty: layouts"),
    "an unknown property with the id": ("crm: paymentId", "crm: paymntId"),
    "an id two lists deep": ("crm: rows.taxId", "crm: rows.a.taxId"),
    "an id in brackets": ("crm: paymentId", "crm: 'rows[0].taxId'"),
    "otherwise what is no join": ("otherwise: customer", "otherwise: custmer"),
    "where two properties": ("where: {crossType: 0}", "where: {crossType: 0, id: 1}"),
    "where no property": ("where: {crossType: 0}", "where: {}"),
    "where a word": ("where: {crossType: 0}", "where: company"),
    "where in a list both ways": (
        "    crm: rows\n",
        "    crm: rows\n    direction: both\n    key: text\n",
    ),
    "where of a field that is in no list": (
        "crm: customer.name}",
        "crm: customer.name, where: {a: 1}}",
    ),
    "an update that nobody knows": ("update: on_request", "update: on_demand"),
    "a prefix of nothing": ("as: {prefix: CRM-}", "as: prefix"),
}


@pytest.mark.parametrize(("old", "new"), WRONG.values(), ids=WRONG)
def test_a_wrong_join_is_told_where_and_what_to_do(
    old: str, new: str, snapshot: SnapshotAssertion
) -> None:
    assert old in OFFERS

    with pytest.raises(Several) as raised:
        declared(old, new)

    assert str(raised.value) == snapshot
