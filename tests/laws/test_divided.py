"""A value in two properties keeps the laws, whatever stands in either."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.mapping.compiled import Mapping
from engine.mapping.laws import Verdict
from engine.mapping.proving import prove
from engine.model.side import Pair, Side
from engine.values import Json, Value
from tests.unit.mapping.people import LEFTWARDS, TURNED, people

MAPPINGS = [
    pytest.param(people(), id="to the right"),
    pytest.param(people(TURNED), id="the surname first"),
    pytest.param(people(LEFTWARDS), id="to the left"),
]
TEXTS = st.sampled_from(
    [
        *("Mario", "De Rossi", " Maria  Grazia ", "ROSSI", "", " ", ",", "Via Po, 1"),
        *("Nicolò", "D'Angelo", "a,", ", b", "\u00a0", "İ"),
    ]
) | st.text(max_size=6)
ODD: st.SearchStrategy[Value] = st.one_of(TEXTS, st.none(), st.integers(0, 99))
HOMES = ("name", "address", "given", "family", "first", "last", "street", "house")
RECORDS = st.dictionaries(st.sampled_from([*HOMES, "title", "kept"]), ODD)


@pytest.mark.parametrize("mapping", MAPPINGS)
@given(record=RECORDS, side=st.sampled_from(Side))
def test_a_record_written_back_as_it_was_read_keeps_its_bytes(
    mapping: Mapping, record: Json, side: Side
) -> None:
    before = copy.deepcopy(record)
    view = mapping.view(side, record)

    assert mapping.put(side, record, view, view) == before
    assert record == before


@pytest.mark.parametrize("mapping", MAPPINGS)
@given(record=RECORDS, old=st.none() | RECORDS, source=st.sampled_from(Side))
def test_what_was_written_reads_back_the_same(
    mapping: Mapping, record: Json, old: Json | None, source: Side
) -> None:
    view = mapping.view(source, record)
    values = {name: view[name] for name in mapping.lines}

    written = mapping.put(source.other, old, values, view)

    read = mapping.view(source.other, written)
    apart = [
        name for name in values if not mapping.same(name, values[name], read[name])
    ]
    assert apart == []


@pytest.mark.parametrize("mapping", MAPPINGS)
@given(record=RECORDS, old=RECORDS, source=st.sampled_from(Side))
def test_what_no_line_names_stays(
    mapping: Mapping, record: Json, old: Json, source: Side
) -> None:
    view = mapping.view(source, record)
    values = {name: view[name] for name in mapping.lines}
    old = {**old, "kept": 7}

    written = mapping.put(source.other, old, values, view)

    named = {
        top for line in mapping.lines.values() for top in line.homes[source.other].tops
    }
    assert {name: one for name, one in written.items() if name not in named} == {
        name: one for name, one in old.items() if name not in named
    }


def test_a_name_in_two_properties_is_called_canonical() -> None:
    lefts: list[Json] = [{"name": "Mario De Rossi", "address": "Via Po 1,Scala B"}]
    rights: list[Json] = [{"first": "Maria Grazia", "last": "Rossi", "street": "Via"}]

    found = {one.field: one for one in prove(people(), Pair(lefts, rights))}

    assert found["name"].verdict is Verdict.CANONICAL
    assert found["name"].loss is None
    assert found["street"].verdict is Verdict.EXACT
