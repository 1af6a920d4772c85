"""What taking writes back would mean: the table, row by row."""

import pytest

from engine.model.link import View
from engine.model.plan import Verb
from engine.model.side import Side
from engine.reconcile.undo import Deed, Left, Trace, Written, plan_undo
from engine.values import Value
from tests.unit.reconcile.pairs import AGREED, MAPPING

WRITTEN: View = {"name": "ACME", "zip": "00100"}
BLANK: View = dict.fromkeys(MAPPING.fields)


def write(name: str, before: Value, after: Value) -> Trace:
    return Trace(1, Verb.UPDATE, name, before, after)


def create(values: View) -> Trace:
    return Trace(1, Verb.CREATE, "", None, dict(values))


def delete(values: View) -> Trace:
    return Trace(1, Verb.DELETE, "", dict(values), None)


def written(*traces: Trace) -> Written:
    return Written(Side.RIGHT, "80", "7", traces)


@pytest.mark.parametrize(
    ("traces", "now", "values", "left"),
    [
        pytest.param(
            [write("name", "A", "B")], {"name": "B"}, {"name": "A"}, {}, id="as written"
        ),
        pytest.param(
            [write("name", "A", "B")],
            {"name": " B "},
            {"name": "A"},
            {},
            id="as written, up to its form",
        ),
        pytest.param(
            [write("name", "A", "B")],
            {"name": "C"},
            {},
            {"name": Left.EDITED},
            id="edited since",
        ),
        pytest.param(
            [write("name", "A", "B"), write("zip", "1", "2")],
            {"name": "C", "zip": "2"},
            {"zip": "1"},
            {"name": Left.EDITED},
            id="one of two edited since",
        ),
        pytest.param(
            [write("name", "A", "B"), write("name", "B", "C")],
            {"name": "C"},
            {"name": "A"},
            {},
            id="two writes in a row",
        ),
        pytest.param(
            [write("name", "A", "B"), write("name", "X", "C")],
            {"name": "C"},
            {"name": "X"},
            {},
            id="two writes, an edit between them",
        ),
        pytest.param(
            [write("mail", None, "a@b.it")],
            {"mail": "a@b.it"},
            {"mail": None},
            {},
            id="a filled blank is blank again",
        ),
        pytest.param(
            [write("name", "A", "A ")],
            {"name": "A"},
            {},
            {},
            id="nothing to bring back",
        ),
    ],
)
def test_a_field_comes_back_where_it_still_is_what_we_wrote(
    traces: list[Trace], now: View, values: View, left: dict[str, Left]
) -> None:
    view = {**AGREED.right, **now}

    undo = plan_undo(MAPPING, written(*traces), view, may_delete=True)

    assert undo.values == values
    assert undo.left == left
    assert undo.deed is (Deed.RESTORE if values else Deed.NOTHING)


@pytest.mark.parametrize(
    ("now", "may_delete", "deed", "left"),
    [
        pytest.param(WRITTEN, True, Deed.DELETE, {}, id="as we wrote it"),
        pytest.param(
            {**WRITTEN, "zip": "00199"},
            True,
            Deed.UNLINK,
            {"zip": Left.EDITED},
            id="a field was edited",
        ),
        pytest.param(
            {**WRITTEN, "mail": "a@b.it"},
            True,
            Deed.UNLINK,
            {"mail": Left.EDITED},
            id="a blank was filled",
        ),
        pytest.param(
            WRITTEN, False, Deed.UNLINK, {"": Left.KEPT}, id="where nothing is deleted"
        ),
    ],
)
def test_a_new_record_goes_only_if_nobody_touched_it(
    now: View, *, may_delete: bool, deed: Deed, left: dict[str, Left]
) -> None:
    undo = plan_undo(
        MAPPING,
        written(create(WRITTEN)),
        {**BLANK, **now},
        may_delete=may_delete,
    )

    assert undo.deed is deed
    assert undo.left == left


def test_a_new_record_that_we_updated_since_is_still_ours() -> None:
    traces = [create(WRITTEN), write("zip", "00100", "00199")]

    undo = plan_undo(
        MAPPING, written(*traces), {**BLANK, **WRITTEN, "zip": "00199"}, may_delete=True
    )

    assert undo.deed is Deed.DELETE


@pytest.mark.parametrize(
    ("traces", "deed"),
    [
        pytest.param([create(WRITTEN)], Deed.NOTHING, id="created"),
        pytest.param([write("name", "A", "B")], Deed.NOTHING, id="updated"),
        pytest.param([delete(WRITTEN)], Deed.CREATE, id="deleted by an undo"),
    ],
)
def test_a_record_that_is_gone_comes_back_only_if_we_deleted_it(
    traces: list[Trace], deed: Deed
) -> None:
    undo = plan_undo(MAPPING, written(*traces), None, may_delete=True)

    assert undo.deed is deed
    assert undo.values == (WRITTEN if deed is Deed.CREATE else {})
