"""Tables, constants, cut texts, conditions and items of lists, on records."""

from decimal import Decimal

import pytest

from engine.mapping.compiled import Mapping
from engine.mapping.compiler import compile_mapping
from engine.mapping.files import Files
from engine.mapping.loader import load_mapping
from engine.model.side import Side
from engine.rules.rulebook import EMPTY
from engine.source import Source
from engine.values import Json, Value
from tests.unit.mapping.samples import ACME, GOOD, NAMES, OPTIONS, SYSTEMS, opened

TABLE = """
tables:
  kinds:
    columns: [sales, books]
    rows:
      - [Azienda, B2B]
      - [Privato, B2C]
      - [Azienda, none, one_way]
      - [Ditta, B2B, one_way]
"""
NUMBERED = """
tables:
  kinds: {type: {books: number}, rows: [[1, Uno], [2.5, Due]]}
"""
FIELD = (
    "sales_fields:\n  XX_KIND: {type: select, label: {it: T, en: K}, options: kinds}\n"
)
NOTE = "  note:     {books: note, ignore: no place for it}"


def mapping(*changes: tuple[str, str], more: str = "") -> Mapping:
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    declaration = load_mapping(
        Source("clients.yml", text + more), NAMES, SYSTEMS, files=Files(opened)
    )
    return compile_mapping(declaration, SYSTEMS, OPTIONS, EMPTY)


def with_kinds(other: str = "", accepted: str = "") -> Mapping:
    return mapping(
        (
            NOTE,
            f"  note: {{books: note, sales: XX_KIND, as: {{table: kinds}}{accepted}}}",
        ),
        ("sales_fields:\n", FIELD),
        more=TABLE + (f"    other: {other}\n" if other else ""),
    )


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("B2B", "Azienda", id="a row"),
        pytest.param("none", "Azienda", id="a row that goes one way"),
        pytest.param("B2X", "B2X", id="a value of no row"),
        pytest.param(None, None, id="not set"),
    ],
)
def test_a_table_is_read(left: Value, right: Value) -> None:
    assert with_kinds().view(Side.LEFT, {"note": left})["note"] == right


@pytest.mark.parametrize(
    ("right", "left"),
    [
        pytest.param("Azienda", "B2B", id="a row"),
        pytest.param("azienda ", "B2B", id="whatever its capitals"),
        pytest.param("Ditta", "B2B", id="a row that goes back only"),
    ],
)
def test_a_table_is_written(right: Value, left: Value) -> None:
    assert with_kinds().put(Side.LEFT, None, {"note": right}, {}) == {"note": left}


def test_values_that_stand_for_the_same_are_the_same() -> None:
    kinds = with_kinds()

    assert kinds.same("note", "Azienda", "Ditta")
    assert not kinds.same("note", "Azienda", "Privato")
    stayed = kinds.put(Side.LEFT, {"note": "none"}, {"note": "Azienda"}, {})
    assert stayed == {"note": "none"}


def test_a_value_of_no_row_is_a_problem_that_names_it() -> None:
    (problem,) = with_kinds().check(Side.LEFT, {"note": "Ente"}, {}, is_new=False)

    assert (problem.field, problem.code) == ("note", "unknown_value")
    assert problem.parts["it"].startswith("«Ente»")
    assert problem.parts["table"] == "kinds"


def test_a_value_of_no_row_may_stand_for_another() -> None:
    kinds = with_kinds(
        "{to_books: B2C, to_sales: Azienda}", ", accept_loss: two kinds are enough"
    )

    assert kinds.check(Side.LEFT, {"note": "Ente"}, {}, is_new=False) == ()
    assert kinds.put(Side.LEFT, None, {"note": "Ente"}, {}) == {"note": "B2C"}
    assert kinds.view(Side.LEFT, {"note": "B2X"})["note"] == "Azienda"


def test_a_table_may_stand_in_a_file() -> None:
    kinds = mapping(
        (NOTE, "  note: {books: note, sales: XX_KIND, as: {table: kinds}}"),
        ("sales_fields:\n", FIELD),
        more="\ntables: {kinds: {file: tables/kinds.csv}}\n",
    )

    assert kinds.view(Side.LEFT, {"note": "none"})["note"] == "Azienda"
    assert kinds.put(Side.LEFT, None, {"note": "Privato"}, {}) == {"note": "B2C"}


def test_a_table_may_hold_numbers() -> None:
    kinds = mapping(
        (NOTE, "  note: {books: note, sales: XX_KIND, as: {table: kinds}}"),
        ("sales_fields:\n", FIELD),
        more=NUMBERED,
    )

    assert kinds.view(Side.LEFT, {"note": 1})["note"] == "Uno"
    assert kinds.put(Side.LEFT, None, {"note": "Due"}, {}) == {"note": Decimal("2.5")}


CONSTANT = (NOTE, NOTE + "\n  origin: {sales: 'phones[type=work].of', const: books}")


def test_a_constant_is_written_on_creation_alone() -> None:
    made = mapping(CONSTANT)

    assert made.put(Side.RIGHT, None, {"name": "A"}, {}) == {
        "title": "A",
        "phones": [{"type": "work", "of": "books"}],
    }
    assert made.put(Side.RIGHT, {"title": "A"}, {"name": "B"}, {}) == {"title": "B"}
    assert made.put(Side.LEFT, None, {"name": "A"}, {}) == {"name": "A"}


def test_a_constant_may_be_written_with_every_write() -> None:
    old, new = CONSTANT
    made = mapping((old, new.replace("books}", "7, type: number, always: true}")))

    written = made.put(Side.RIGHT, {"title": "A"}, {"name": "B"}, {})

    assert written == {"title": "B", "phones": [{"type": "work", "of": 7}]}
    assert made.put(Side.RIGHT, {"title": "A"}, {"name": "A"}, {}) == {"title": "A"}


CUT = ("required: true, max: {books: 25}", "max: {books: 25}, too_long: truncate")
LONG = "Società Agricola Fratelli Rossi"


def test_a_text_that_is_too_long_is_cut() -> None:
    made = mapping(CUT)

    assert made.check(Side.LEFT, {"name": LONG}, {}, is_new=False) == ()
    assert made.put(Side.LEFT, None, {"name": LONG}, {}) == {"name": LONG[:25]}
    assert made.put(Side.RIGHT, None, {"name": LONG}, {}) == {"title": LONG}


def test_a_text_and_what_is_left_of_it_are_the_same() -> None:
    made = mapping(CUT)

    assert made.same("name", LONG[:25], LONG)
    assert made.same("name", LONG, LONG[:25])
    assert not made.same("name", LONG[:24], LONG)
    assert not made.same("name", LONG[:25] + "x", LONG)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("keep", [{"type": "legal", "floor": 2}], id="keep"),
        pytest.param("drop", [], id="drop"),
    ],
)
def test_what_stays_of_a_cleared_item(word: str, expected: Value) -> None:
    home = f"sales: 'addresses[type=legal].street', missing: {word}"
    made = mapping(("sales: street", home))
    firm: Json = {"addresses": [{"type": "legal", "street": "Via A", "floor": 2}]}

    assert made.put(Side.RIGHT, firm, {"street": None}, {}) == {"addresses": expected}


def test_a_condition_says_when_a_counterpart_is_created_by_itself() -> None:
    made = mapping(("books: on_request", "books: land = 'IT' and vat is set"))

    assert made.creates_by_itself(Side.LEFT, {"land": "IT", "vat": "1"})
    assert not made.creates_by_itself(Side.LEFT, {"land": "ES", "vat": "1"})
    assert not made.creates_by_itself(Side.LEFT, {"land": "IT"})
    assert made.creates_by_itself(Side.RIGHT, {})


def test_a_list_is_joined_and_its_first_item_laid_over() -> None:
    made = mapping(
        (NOTE, "  note: {books: note, sales: phones, as: {join: {with: ;}}}")
    )

    assert made.view(Side.LEFT, {"note": ["a", "b"]})["note"] == "a;b"
    assert made.put(Side.LEFT, ACME, {"note": "a;c"}, {})["note"] == ["a", "c"]


def test_what_views_depend_on_has_a_name() -> None:
    kinds = with_kinds().declaration

    assert kinds.fingerprint == with_kinds().declaration.fingerprint
    assert kinds.fingerprint != with_kinds("{to_sales: x}").declaration.fingerprint
