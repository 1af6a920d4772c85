"""Lists keep the laws: what was written reads back, and nothing else moves."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from engine.mapping.laws import Verdict
from engine.mapping.proving import prove
from engine.model.side import Pair, Side
from engine.values import Json, Value
from tests.unit.mapping.listed import listed

MAPPING = listed()
HOMES = {Side.LEFT: "numbers", Side.RIGHT: "phones"}
NAMES = {Side.LEFT: ("kind", "number"), Side.RIGHT: ("type", "value")}
KINDS = {Side.LEFT: ["W", "H", "F"], Side.RIGHT: ["Work", "Home", "Fax"]}
TEXTS = st.sampled_from(
    ["02 1234567", "+39021234567", "+34 91 12", "x", " 5 ", "00100"]
)

ODD: st.SearchStrategy[Value] = st.sampled_from(
    [None, "", "loose", 7, [], {}, {"id": 1}, {"self": "/numbers/1"}]
)


def lists(side: Side) -> st.SearchStrategy[Value]:
    """Lists as a system may hold them: one item of a kind, and odd things between."""
    kind, number = NAMES[side]

    def item(name: str) -> st.SearchStrategy[Value]:
        rest = st.dictionaries(
            st.sampled_from(["id", "main"]), st.integers(), max_size=2
        )
        return st.builds(
            lambda text, more: {**more, kind: name, number: text}, TEXTS, rest
        )

    items = st.lists(st.sampled_from(KINDS[side]), unique=True).flatmap(
        lambda names: st.tuples(*map(item, names))
    )
    return st.builds(
        lambda some, odd: [*some[:1], *odd, *some[1:]],
        items,
        st.lists(ODD, max_size=2),
    )


def records(side: Side) -> st.SearchStrategy[Json]:
    """Records with such a list; the rest of them is none of a mapping's business."""
    return st.builds(lambda items: {"kept": 1, HOMES[side]: items}, lists(side))


@given(
    st.sampled_from(Side).flatmap(lambda side: st.tuples(st.just(side), records(side)))
)
def test_a_list_written_back_as_it_was_read_keeps_its_bytes(
    given_: tuple[Side, Json],
) -> None:
    side, record = given_
    before = copy.deepcopy(record)
    view = MAPPING.view(side, record)

    assert MAPPING.put(side, record, {"numbers": view["numbers"]}, view) == before
    assert record == before


@given(st.data())
def test_what_was_written_reads_back_the_same(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(Side))
    view = MAPPING.view(source, data.draw(records(source)))
    old = data.draw(st.none() | records(source.other))

    written = MAPPING.put(source.other, old, {"numbers": view["numbers"]}, view)

    read = MAPPING.view(source.other, written)["numbers"]
    assert MAPPING.same("numbers", view["numbers"], read, view)


@given(st.data())
def test_what_no_line_names_stays_as_it_was(data: st.DataObject) -> None:
    side = data.draw(st.sampled_from(Side))
    old = data.draw(records(side))
    wanted = MAPPING.view(side.other, data.draw(records(side.other)))

    written = MAPPING.put(side, old, {"numbers": wanted["numbers"]}, wanted)

    assert [one for one in loose(old, side) if one not in loose(written, side)] == []
    assert {name: one for name, one in written.items() if name != HOMES[side]} == {
        "kept": 1
    }


def loose(record: Json, side: Side) -> list[Value]:
    """The items of a list of which nothing is mapped."""
    items = record.get(HOMES[side])
    return [
        one
        for one in (items if isinstance(items, list) else [])
        if not (isinstance(one, dict) and set(NAMES[side]) & set(one))
    ]


@given(
    st.lists(records(Side.LEFT), max_size=5), st.lists(records(Side.RIGHT), max_size=5)
)
def test_a_list_loses_nothing_on_its_way(lefts: list[Json], rights: list[Json]) -> None:
    found = {one.field: one for one in prove(MAPPING, Pair(lefts, rights))}

    assert found["numbers"].loss is None
    assert found["numbers"].verdict is not Verdict.LOSSY
