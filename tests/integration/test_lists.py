"""A list of both systems is kept equal item by item."""

from pathlib import Path
from typing import Any

import pytest

from engine.cli.desk import Desk
from engine.cli.render import mapping as render
from engine.cli.render.page import Page
from engine.config.language import Language
from tests.integration.office import NOTHING, Office

OVERLAY = """\
schema: 1
extends: customers@1
fields:
  tags:
    cic: tags
    crm: tags
    key: kind
    conflict: manual
    items:
      kind: {cic: type, crm: name, as: {table: kinds}}
      text: {cic: text, crm: value, max: 10}
tables:
  kinds:
    columns: [cic, crm]
    rows:
      - [A, Area]
      - [B, Branch]
      - [C, Channel]
      - [D, Dealer]
rules: {add: marks.rules}
"""
RULES = """\
# language: en
for customers
M-1: each tags: check text != 'forbidden'
"""


def in_books(kind: str, text: str, **more: object) -> dict[str, object]:
    return {"type": kind, "text": text, **more}


def in_crm(name: str, value: str, **more: object) -> dict[str, object]:
    return {"name": name, "value": value, **more}


class Firm(Office):
    """An office with one customer whose marks matter."""

    def __init__(
        self, folder: Path, overlay: str = OVERLAY, overlays: str = "marks.yml"
    ) -> None:
        (folder / "marks.yml").write_text(overlay, encoding="utf-8")
        (folder / "marks.rules").write_text(RULES, encoding="utf-8")
        super().__init__(folder, customers=3, overlays=overlays)
        self.cic.customers.edit(1, tags=[in_books("A", "north", since=2020)])
        self.set_up()
        self.company = self.links()[1]

    def marks(self) -> tuple[Any, Any]:
        """What the two systems hold."""
        return (
            self.cic.customers[1]["tags"],
            self.crm["Company"][self.company]["tags"],
        )

    def mark_left(self, *items: object) -> None:
        """Somebody sets the marks in the books."""
        self.cic.customers.edit(1, tags=list(items))

    def mark_right(self, *items: object) -> None:
        """Somebody sets the marks in the CRM."""
        self.crm["Company"].edit(self.company, tags=list(items))


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    return Firm(tmp_path)


def rests(firm: Firm) -> bool:
    """Whether nothing is left to do, and doing it writes nothing."""
    before = firm.writes()
    firm.sync(full=True)
    return firm.plan() == NOTHING and firm.writes() == before


def test_a_list_goes_with_its_record(firm: Firm) -> None:
    assert firm.marks()[1] == [in_crm("Area", "north")]
    assert rests(firm)


def test_what_each_side_added_reaches_the_other(firm: Firm) -> None:
    firm.mark_left(in_books("B", "Rome"), in_books("A", "north", since=2020))
    firm.mark_right(in_crm("Area", "north", id=7), in_crm("Channel", "web"))
    firm.sync()

    assert firm.marks() == (
        [
            in_books("B", "Rome"),
            in_books("A", "north", since=2020),
            in_books("C", "web"),
        ],
        [
            in_crm("Area", "north", id=7),
            in_crm("Channel", "web"),
            in_crm("Branch", "Rome"),
        ],
    )
    assert rests(firm)


def test_after_both_sides_were_written_an_edit_of_one_is_no_conflict(
    firm: Firm,
) -> None:
    firm.mark_left(in_books("A", "north"), in_books("B", "Rome"))
    firm.sync()
    # One is gone, which stays a difference; and each side has a new one.
    firm.mark_left(in_books("A", "north"), in_books("C", "web"))
    firm.mark_right(
        *(in_crm("Area", "north"), in_crm("Branch", "Rome")), in_crm("Dealer", "Po")
    )
    firm.sync()
    assert rests(firm)

    firm.mark_right(
        *(in_crm("Area", "north"), in_crm("Branch", "Rome")),
        *(in_crm("Dealer", "Adda"), in_crm("Channel", "web")),
    )
    firm.sync()

    assert firm.marks()[0] == [
        *(in_books("A", "north"), in_books("C", "web"), in_books("D", "Adda"))
    ]
    assert firm.conflicts() == []
    assert rests(firm)


def test_the_same_item_edited_on_both_sides_waits_for_a_person(firm: Firm) -> None:
    firm.mark_left(in_books("A", "east"), in_books("B", "Rome"))
    firm.mark_right(in_crm("Area", "west"))
    firm.sync()
    (conflict,) = firm.conflicts()
    assert conflict["field"] == "tags"

    firm.ask(lambda raccordo: raccordo.resolve(conflict["id"], "crm"))
    firm.sync()

    assert firm.marks() == (
        [in_books("A", "west"), in_books("B", "Rome")],
        [in_crm("Area", "west"), in_crm("Branch", "Rome")],
    )
    assert rests(firm)


@pytest.mark.parametrize(
    ("items", "code", "word"),
    [
        pytest.param(
            [in_crm("Area", "a"), in_crm("Area", "b")],
            "doubled_key",
            "Area",
            id="two of one key",
        ),
        pytest.param(
            [in_crm("Aera", "a")], "unknown_value", "Aera", id="a key of no row"
        ),
        pytest.param(
            [in_crm("Area", "a" * 11)], "too_long", "(Area), text", id="too long"
        ),
        pytest.param([in_crm("Area", "forbidden")], "M-1", "forbidden", id="a rule"),
    ],
)
def test_what_cannot_be_written_is_held_in_words(
    firm: Firm, items: list[object], code: str, word: str
) -> None:
    before = firm.marks()[0]
    firm.mark_right(*items)
    firm.sync()

    (problem,) = firm.problems()
    assert (problem["code"], problem["field"].partition(".")[0]) == (code, "tags")
    assert word in problem["message"]
    assert firm.marks()[0] == before


def previewed(firm: Firm, ref: str) -> list[tuple[str, list[Any]]]:
    """The items of the marks as a preview shows them: left, right, what changes."""
    document = firm.ask(lambda one: one.mapping_desk().preview("customers", ref))
    (tags,) = (one for one in document.document["fields"] if one["field"] == "tags")
    return [
        (
            one["item"],
            [
                (each["cic"]["value"], each["crm"]["value"], each["changes"])
                for each in one["fields"]
            ],
        )
        for one in tags["items"]
    ]


def test_a_preview_shows_each_item_with_its_fields(firm: Firm) -> None:
    firm.mark_left(in_books("B", "x"), in_books("A", "south", since=2020))

    assert previewed(firm, "cic:1") == [
        ("Branch", [("B", "Branch", True), ("x", "x", True)]),
        ("Area", [("A", "Area", False), ("south", "south", True)]),
    ]


def test_a_preview_keeps_two_items_of_one_key_apart(firm: Firm) -> None:
    firm.mark_left(in_books("A", "north"), in_books("A", "south"))

    shown = previewed(firm, "cic:1")

    assert [(name, fields[1][0]) for name, fields in shown] == [
        ("Area", "north"),
        ("Area", "south"),
    ]


def test_a_preview_shows_an_item_that_will_go(tmp_path: Path) -> None:
    going = OVERLAY.replace("key: kind", "key: kind\n    missing: remove", 1)
    firm = Firm(tmp_path, going)
    firm.mark_left(in_books("B", "x"))

    shown = dict(previewed(firm, "cic:1"))

    assert shown["Area"] == [(None, None, True), (None, None, True)]


@pytest.mark.parametrize(
    ("lang", "count"),
    [
        pytest.param("it", "1 voce", id="Italian"),
        pytest.param("en", "1 item", id="English"),
    ],
)
def test_a_page_counts_the_items_and_names_them(
    firm: Firm, capsys: pytest.CaptureFixture[str], lang: Language, count: str
) -> None:
    document = firm.ask(lambda one: one.mapping_desk().preview("customers", "cic:1"))

    render.previewed(Page(Desk(lang, {})), document.document)

    said = capsys.readouterr().out
    assert count in said
    assert "Area: text" in said


def test_a_rule_that_names_a_dropped_field_of_items_is_off(tmp_path: Path) -> None:
    gone = "schema: 1\nextends: customers@1\n"
    gone += "fields: {tags: {items: {text: {drop: nobody reads it}}}}\n"
    (tmp_path / "gone.yml").write_text(gone, encoding="utf-8")
    firm = Firm(tmp_path, overlays="marks.yml, gone.yml")
    firm.mark_right(in_crm("Area", "forbidden"), in_crm("Branch", "x"))

    firm.sync()

    left, _ = firm.marks()
    assert left == [in_books("A", "north", since=2020), {"type": "B"}]
    checked = firm.ask(lambda one: one.rule_desk().check()).document
    assert [(one["code"], one["reason"]) for one in checked["disabled_rules"]] == [
        ("M-1", "tags.text: nobody reads it")
    ]
