import subprocess
import sys
import traceback
from pathlib import Path

import pytest

from engine.errors import Several
from engine.model.problem import Severity
from engine.model.side import Side
from engine.rules.rulebook import EMPTY, Filled, load_rules
from engine.rules.vocabulary import Vocabulary
from engine.source import Source
from engine.values import Value
from tests.unit.rules.customers import CUSTOMERS, NOTHING, book, codes, judged, mistakes

_STOCK = Path(__file__).parents[3] / "rules" / "customers.rules"

GOOD: dict[str, Value] = {
    "name": "ACME",
    "currency": "EUR",
    "customer_group": 1,
    "payment_terms": 2,
    "vat_zone": 1,
    "province": "MI",
    "country": "IT",
}


def _stock(record: dict[str, Value], side: Side = Side.LEFT) -> list[str]:
    source = Source("rules/customers.rules", _STOCK.read_text("utf-8"))
    problems = load_rules([source], CUSTOMERS).judge(record, side=side)
    assert {problem.side for problem in problems} <= {side}
    return [f"{problem.code} {problem.field}" for problem in problems]


@pytest.mark.parametrize("side", Side)
def test_the_stock_rules_let_a_complete_customer_pass(side: Side) -> None:
    assert _stock(GOOD, side) == []


def test_the_stock_rules_let_a_foreign_customer_without_province_pass() -> None:
    assert _stock({**GOOD, "province": "", "country": ""}) == []


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        pytest.param("country", "province_needs_country province", id="country"),
        pytest.param("vat_zone", "vat_zone_missing vat_zone", id="VAT zone"),
        pytest.param("name", "mandatory_missing name", id="name"),
        pytest.param("currency", "mandatory_missing currency", id="currency"),
        pytest.param("customer_group", "mandatory_missing customer_group", id="group"),
        pytest.param("payment_terms", "mandatory_missing payment_terms", id="terms"),
    ],
)
def test_the_stock_rules_catch_what_is_missing(field: str, expected: str) -> None:
    assert _stock({**GOOD, field: None}) == [expected]


def test_a_problem_says_where_its_rule_stands() -> None:
    (problem,) = judged("require name\nrequire zip", {"zip": ""})

    assert problem.source == "rule r.rules:3"
    assert problem.field == "zip"
    assert problem.severity is Severity.ERROR


def test_a_listing_has_every_rule_with_its_fields() -> None:
    rules = book("C-1: warn iban requires swift when country = 'IT'\ndefault zip = 'x'")

    first, second = rules.rules

    assert (first.code, first.source) == ("C-1", "r.rules:2")
    assert first.fields == ("iban", "swift", "country")
    assert first.severity is Severity.WARNING
    assert (second.code, second.fields) == ("default_zip", ("zip",))


def test_the_rules_of_several_files_stand_in_order() -> None:
    sources = [
        Source("a.rules", "for customers\ndefault country = 'IT'\nrequire zip"),
        Source("b.rules", "for customers\ndefault zip = country\nrequire city"),
    ]
    both = load_rules(sources, CUSTOMERS)

    filled = both.fill(NOTHING, is_new=True)

    assert filled == (
        Filled("country", "IT", "a.rules:2"),
        Filled("zip", "IT", "b.rules:2"),
    )
    assert codes(both.judge(NOTHING, side=Side.RIGHT)) == [
        "require_zip",
        "require_city",
    ]


def test_the_rules_of_other_entities_are_left_alone() -> None:
    text = "for products\nrequire price\nfor customers\nrequire zip"

    rules = load_rules([Source("r.rules", text)], CUSTOMERS)

    assert [rule.code for rule in rules.rules] == ["require_zip"]


def test_a_section_for_no_entity_is_an_error_where_all_are_known() -> None:
    known = Vocabulary("customers", CUSTOMERS.fields, ("customers", "products"))

    with pytest.raises(Several, match="there is no entity 'clienti'"):
        load_rules([Source("r.rules", "for clienti")], known)


def test_a_code_is_one_rule_in_all_files() -> None:
    text = "for customers\nC-1: require zip"

    with pytest.raises(Several, match=r"b.rules:2:1: the code 'C-1' is already that"):
        load_rules([Source("a.rules", text), Source("b.rules", text)], CUSTOMERS)


def test_the_mistakes_of_all_files_come_together() -> None:
    sources = [
        Source("b.rules", "for customers\nrequire nam"),
        Source("a.rules", "for customers\nrequir zip\ncheck zip is a cab"),
    ]

    with pytest.raises(Several) as caught:
        load_rules(sources, CUSTOMERS)

    assert [str(error.place) for error in caught.value.errors] == [
        "a.rules:2:1",
        "a.rules:3:16",
        "b.rules:2:9",
    ]


def test_an_error_points_at_the_word() -> None:
    (error,) = mistakes("for customers\ncheck zip is a cab")

    assert str(error) == (
        "r.rules:2:16: there is no shape 'cab'\n"
        "    2 | check zip is a cab\n"
        "      |                ^^^  did you mean 'cap'?"
    )


def test_the_rule_for_an_absent_field_is_found() -> None:
    rules = book("check zip is a cap\nM-1: require name, zip\nrequire zip")

    assert rules.code_for_absent("zip") == "M-1"
    assert rules.code_for_absent("city") == ""


def test_no_rules_say_nothing() -> None:
    assert EMPTY.rules == ()
    assert EMPTY.fill(GOOD, is_new=True) == ()
    assert EMPTY.judge(GOOD, side=Side.LEFT) == ()
    assert EMPTY.code_for_absent("name") == ""


def test_a_record_is_never_changed() -> None:
    record = {**NOTHING}

    book("default zip = 'x'\ndefault always city = zip").fill(record, is_new=True)

    assert record == NOTHING


def test_a_crash_would_point_at_the_line_of_the_rule() -> None:
    class Explosive(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            raise ZeroDivisionError

        __hash__ = str.__hash__

    rules = book("require zip\n\ncheck city = 'Roma'\n  when country is set")
    try:
        rules.judge(
            {"zip": "1", "city": Explosive("x"), "country": "IT"}, side=Side.LEFT
        )
    except ZeroDivisionError as error:
        frames = traceback.extract_tb(error.__traceback__)

    assert ("r.rules", 4) in {(frame.filename, frame.lineno) for frame in frames}


def test_a_file_larger_than_anybody_writes_is_refused() -> None:
    (error,) = mistakes("# long\n" * 40_000)

    assert str(error).startswith("r.rules:1:1: the file is larger than 256 KB")


def test_a_condition_deeper_than_anybody_reads_is_refused() -> None:
    deep = "for customers\ncheck " + "(" * 60 + "zip = '1'" + ")" * 60

    (error,) = mistakes(deep)

    assert str(error).startswith("r.rules:2:57: this condition is nested more than 50")


def test_a_condition_of_the_permitted_depth_works() -> None:
    deep = "check zip = '2' or " + "not (" * 25 + "zip = '1'" + ")" * 25

    assert codes(judged(deep, {"zip": "2"})) == []
    assert codes(judged(deep, {"zip": "1"})) == ["check_zip"]


def test_a_byte_order_mark_is_no_indentation() -> None:
    assert mistakes("\ufefffor customers\nrequire zip\n") == []


def test_windows_lines_are_lines() -> None:
    assert mistakes("for customers\r\nrequire zip\r\n  when city is set\r\n") == []


def test_the_parser_is_brought_in_by_the_first_file_only() -> None:
    script = (
        "import sys, engine.rules.rulebook as rules\n"
        "from engine.errors import Several\n"
        "from engine.rules.vocabulary import Vocabulary\n"
        "from engine.source import Source\n"
        "heavy = {'lark', 'stdnum', 'phonenumbers'}\n"
        "assert not heavy & set(sys.modules), 'too early'\n"
        "text = 'for customers\\nrequire a'\n"
        "try: rules.load_rules([Source('r', text)], Vocabulary('customers', {}))\n"
        "except Several: pass\n"
        "assert heavy & set(sys.modules) == {'lark'}\n"
    )

    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )

    assert done.stderr == ""
