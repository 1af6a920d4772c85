"""Every line is judged by what comes back of a value; what would lose is refused."""

import pytest

from engine.errors import Several
from engine.mapping.compiler import compile_mapping
from engine.mapping.files import Files
from engine.mapping.laws import CounterExample, Verdict
from engine.mapping.loader import load_mapping
from engine.mapping.proving import prove
from engine.model.side import Pair, Side
from engine.rules.rulebook import EMPTY
from engine.source import Source
from engine.values import Json
from tests.unit.mapping.samples import (
    ACME,
    ACME_FIRM,
    GOOD,
    NAMES,
    OPTIONS,
    SYSTEMS,
    clients,
    opened,
)


def test_lines_are_judged_on_records() -> None:
    spelled: Json = {**ACME_FIRM, "vatId": "IT 012.345.678.90", "nation": "Italia"}

    found = prove(clients(), Pair([ACME], [ACME_FIRM, spelled]))

    verdicts = {one.field: one.verdict for one in found}
    assert verdicts["name"] is Verdict.EXACT
    assert verdicts["vat"] is Verdict.CANONICAL
    assert verdicts["land"] is Verdict.CANONICAL
    assert Verdict.LOSSY not in verdicts.values()
    assert {one.field: one.tried for one in found}["name"] == 3
    assert not any(one.is_refused for one in found)


def test_a_line_that_goes_one_way_is_not_judged() -> None:
    one_way = GOOD.replace(
        "books: zip, sales: postcode",
        "books: zip, sales: postcode, direction: to_sales",
    )

    (verdict,) = (
        one for one in prove(clients(one_way), Pair([ACME], [])) if one.field == "zip"
    )

    assert (verdict.verdict, verdict.tried) == (Verdict.ONE_WAY, 0)


LOSING = GOOD.replace("as: lines", "as: [date, text], accept_loss: days are enough")


def test_a_loss_may_be_accepted_and_is_still_shown() -> None:
    firm: Json = {**ACME_FIRM, "street": "2024-05-01T22:30:00Z"}

    (verdict,) = (
        one for one in prove(clients(LOSING), Pair([], [firm])) if one.field == "street"
    )

    assert verdict.verdict is Verdict.LOSSY
    assert verdict.accepted == "days are enough"
    assert not verdict.is_refused
    assert verdict.loss == CounterExample(
        Side.RIGHT, "2024-05-01T22:30:00Z", "2024-05-02", "2024-05-02"
    )


def test_values_that_would_be_refused_are_no_losses() -> None:
    firm: Json = {**ACME_FIRM, "XX_ZONE": "9", "title": "x" * 30}

    found = {one.field: one for one in prove(clients(), Pair([], [firm]))}

    assert (found["zone"].tried, found["name"].tried) == (0, 0)


def test_a_live_record_shows_a_loss_that_no_example_showed() -> None:
    text = GOOD.replace("as: lines", "as: odd")
    source = Source("clients.yml", f"{text}\nlenses: {{odd: {{file: hiding.py}}}}\n")
    declaration = load_mapping(source, NAMES, SYSTEMS, files=Files(opened))
    mapping = compile_mapping(declaration, SYSTEMS, OPTIONS, EMPTY)
    firms: list[Json] = [{"street": "Art. 5"}, {"street": "A§ 5"}]

    found = {one.field: one for one in prove(mapping, Pair([], firms))}

    assert found["street"].is_refused
    assert found["street"].loss == CounterExample(Side.RIGHT, "A§ 5", "A 5", "A 5")


def test_a_lossy_line_is_refused_with_what_does_not_come_back() -> None:
    with pytest.raises(Several) as raised:
        clients(GOOD.replace("as: lines", "as: [date, text]"))

    (problem,) = raised.value.errors
    assert problem.parts["before"] == "2024-05-01T22:00:00Z"
    assert problem.parts["after"] == "2024-05-02"


def test_a_table_that_takes_any_value_on_both_sides_is_lossy() -> None:
    text = (
        GOOD.replace(
            "{books: zip, sales: postcode}",
            "{books: zip, sales: postcode, as: {table: kinds}, accept_loss: enough}",
        )
        + "tables: {kinds: {rows: [[A, Uno], [B, Due]],"
        + " other: {to_sales: Uno, to_books: B}}}\n"
    )

    found = prove(clients(text), Pair([{**ACME, "zip": "A"}], []))

    (verdict,) = (one for one in found if one.field == "zip")
    assert verdict.verdict is Verdict.LOSSY
    assert verdict.loss == CounterExample(Side.RIGHT, "?", "B", "Due")
