"""The verbs of rules that need no system, as a consultant meets them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from engine.cli.main import main
from engine.config.shipped import shipped
from tests.acceptance.scene import Said

Run = Callable[..., Said]

RULES = """\
# language: en
# what we demand
for customers

M-001: require phone   when country = 'IT'
warn check email is an email
default currency = 'EUR'
"""
CASES = """\
an Italian without a phone is held:
  record: {country: IT}
  says: [M-001]
a German without one is not:
  record: {country: DE, currency: USD, email: info@acme.de}
  says: []
an Italian with one is not, and pays in euro:
  record: {country: IT, phone: 02 000000}
  says: []
  fills: {currency: EUR}
two addresses in one field are reported:
  record: {country: DE, email: a@b.it; c@d.it}
  says: ['?check_email']
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a rules file, and perhaps cases."""

    folder: Path

    @property
    def rules(self) -> str:
        return str(self.folder / "own.rules")

    def write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def said(*words: str) -> Said:
        code = main(("rules", *words))
        text = capsys.readouterr()
        return Said(code, text.out, text.err)

    return said


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RACCORDO_LANG", "en")
    found = Place(tmp_path)
    found.write("own.rules", RULES)
    return found


def outcome_of(run: Run, *words: str) -> Any:  # noqa: ANN401 - JSON
    return run("test", *words, "--json").document


def test_the_cases_of_the_stock_rules_hold_and_cover_them(run: Run) -> None:
    document = outcome_of(run, "--coverage")

    assert document["failed"] == 0
    assert document["passed"] >= 4
    # The catalogue is known at work only: integration/test_quotes.py tries that rule.
    gaps = [one["code"] for one in document["coverage"]["gaps"]]
    assert gaps == ["product_unknown"]
    assert document["without_cases"] == []


def test_a_file_that_is_right_is_counted(place: Place, run: Run) -> None:
    said = run("check", place.rules, "--json")

    assert said.code == 0
    assert said.document["check"] == [
        {"file": place.rules, "entity": "customers", "rules": 3}
    ]


@pytest.mark.parametrize(
    ("lang", "advice"),
    [
        pytest.param("en", "did you mean 'phone'?", id="english"),
        pytest.param("it", "forse 'phone'?", id="italiano"),
    ],
)
def test_every_mistake_is_told_at_its_word_in_the_language_of_the_person(
    place: Place, run: Run, lang: str, advice: str
) -> None:
    wrong = place.write(
        "wrong.rules", "for customers\nrequire phon\ncheck zip is a capp\n"
    )

    said = run("check", wrong, "--lang", lang)

    assert said.code == 2
    assert f"{wrong}:2:9" in said.err
    assert f"{wrong}:3:16" in said.err
    assert f"^^^^  {advice}" in said.err
    assert said.out == ""


def test_mistakes_are_told_to_a_script_as_well(place: Place, run: Run) -> None:
    wrong = place.write("wrong.rules", "for customers\nrequire phon\n")

    (error,) = run("check", wrong, "--json").document["errors"]

    assert (error["file"], error["line"], error["column"]) == (wrong, 2, 9)
    assert error["fix"] == "did you mean 'phone'?"


def test_a_code_that_a_stock_rule_has_is_a_mistake(place: Place, run: Run) -> None:
    own = place.write(
        "own.rules", "for customers\nvat_zone_missing: require vat_zone\n"
    )

    said = run("check", own)

    assert said.code == 2
    assert "rules/customers.rules" in said.err


@pytest.mark.parametrize("name", ["own.test.yml", "tests/own.yml"])
def test_cases_are_found_beside_the_rules(place: Place, run: Run, name: str) -> None:
    place.write(name, CASES)

    document = outcome_of(run, place.rules)

    assert [case["state"] for case in document["cases"]] == ["passed"] * 4
    assert [case["line"] for case in document["cases"]] == [1, 4, 7, 11]


def test_a_case_that_comes_otherwise_is_shown_and_ends_with_1(
    place: Place, run: Run
) -> None:
    place.write("own.test.yml", "a claim:\n  record: {country: IT}\n  says: []\n")

    said = run("test", place.rules)

    assert said.code == 1
    assert "a claim" in said.out
    assert "M-001" in said.out


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param("says: []", id="a complaint too many"),
        pytest.param("says: [M-001, check_email]", id="a complaint too few"),
        pytest.param("says: ['?M-001']", id="an error that was to be a warning"),
        pytest.param("says: [M-001]\n  fills: {currency: USD}", id="another value"),
        pytest.param("fills: {}", id="a value where none was to be"),
    ],
)
def test_a_case_fails_where_its_claim_is_wrong(
    place: Place, run: Run, claim: str
) -> None:
    place.write("own.test.yml", f"a claim:\n  record: {{country: IT}}\n  {claim}\n")

    assert [one["state"] for one in outcome_of(run, place.rules)["cases"]] == ["failed"]


def test_rules_without_cases_are_named(place: Place, run: Run) -> None:
    document = outcome_of(run, place.rules)

    assert document["without_cases"] == [str(place.folder / "own.test.yml")]
    assert run("test", place.rules).code == 0


def test_coverage_lists_what_no_case_made_hold_and_fail(place: Place, run: Run) -> None:
    place.write("own.test.yml", "a German:\n  record: {country: DE}\n  says: []\n")

    gaps = outcome_of(run, place.rules, "--coverage")["coverage"]["gaps"]

    found = {gap["code"]: (gap["held"], gap["failed"]) for gap in gaps}
    assert found == {
        "M-001": (False, False),  # a condition that does not hold says nothing
        "check_email": (False, False),  # nor does a check of what is not set
        "default_currency": (False, True),
    }


def test_coverage_is_whole_where_every_rule_held_and_failed(
    place: Place, run: Run
) -> None:
    place.write("own.test.yml", CASES)

    coverage = outcome_of(run, place.rules, "--coverage")["coverage"]

    assert coverage == {"rules": 3, "covered": 3, "gaps": []}


WRONG_CASES = [
    pytest.param("a: {record: {contry: IT}}", "1:14", "'country'", id="field"),
    pytest.param("a: {recrd: {}, says: []}", "1:5", "'record'", id="key"),
    pytest.param("a: {record: {}, says: [M-002]}", "1:24", "'M-001'", id="code"),
    pytest.param("a: {record: {}, says: M-001}", "1:23", "[ONE, TWO]", id="no list"),
    pytest.param("a: {record: [IT]}", "1:13", "{FIELD: VALUE}", id="no record"),
    pytest.param("a: 5", "1:1", "record: {FIELD: VALUE}", id="no case"),
    pytest.param("a: {record: {discount: ten}}", "1:24", "12.50", id="no number"),
    pytest.param("a: {record: {barred: si}}", "1:22", "true or false", id="no truth"),
    pytest.param("a: {record: {tags: x}}", "1:20", "[one, two]", id="no list value"),
    pytest.param("a: {for: cats, record: {}}", "1:10", "customers", id="entity"),
    pytest.param(
        "a: {record: {}, unknown: [pecc]}", "1:27", "'pec'", id="unknown field"
    ),
    pytest.param("a: {record: {country: IT", "1:13", "not closed", id="no YAML"),
    pytest.param("a: {record: {}}", "1:1", "says: [CODE]", id="no claim"),
    pytest.param(
        "a: {record: {discount: 1.000}, says: []}", "1:24", "write 1000", id="thousand"
    ),
    pytest.param("a: {record: {}}\na: {record: {}}", "2:1", "twice", id="a name twice"),
]


@pytest.mark.parametrize(("text", "where", "advice"), WRONG_CASES)
def test_a_wrong_case_is_told_at_its_place(
    place: Place, run: Run, text: str, where: str, advice: str
) -> None:
    place.write("own.test.yml", text)

    said = run("test", place.rules)

    assert said.code == 2
    assert f"own.test.yml:{where}" in said.err
    assert advice in said.err


def test_a_value_of_a_case_is_read_by_its_field_and_not_by_yaml(
    place: Place, run: Run
) -> None:
    """YAML takes 00100 for 64, NO for false, and 10.10 for a number that is not it."""
    place.write(
        "own.rules",
        "for customers\n"
        "cap: forbid zip = '00100'\n"
        "norway: forbid country = 'NO'\n"
        "tenth: forbid discount = 10.1\n",
    )
    place.write(
        "own.test.yml",
        "a:\n  record: {zip: 00100, country: NO, discount: 10.10}\n"
        "  says: [cap, norway, tenth]\n",
    )

    assert [one["state"] for one in outcome_of(run, place.rules)["cases"]] == ["passed"]


def test_an_edit_is_judged_by_what_it_changes(place: Place, run: Run) -> None:
    place.write("own.rules", "for customers\nM-1: forbid name is changed when barred\n")
    place.write(
        "own.test.yml",
        "another name:\n"
        "  record: {name: B, barred: true}\n"
        "  before: {name: A}\n"
        "  changed: [name]\n"
        "  says: [M-1]\n",
    )

    assert [one["state"] for one in outcome_of(run, place.rules)["cases"]] == ["passed"]


def test_a_field_that_a_side_does_not_know_skips_its_rules(
    place: Place, run: Run
) -> None:
    place.write("own.rules", "for customers\nM-1: require pec\n")
    text = "a new company:\n  record: {}\n  unknown: [pec]\n  says: []\n"
    place.write("own.test.yml", text)

    assert [one["state"] for one in outcome_of(run, place.rules)["cases"]] == ["passed"]


def test_a_file_is_formatted_to_standard_output_and_left_as_it_is(
    place: Place, run: Run
) -> None:
    said = run("format", place.rules)

    assert said.code == 0
    assert "M-001: require phone when country = 'IT'" in said.out
    assert "# what we demand" in said.out
    assert Path(place.rules).read_text(encoding="utf-8") == RULES


def test_a_file_is_written_in_the_other_language_and_back(
    place: Place, run: Run
) -> None:
    assert run("format", "--write", place.rules).code == 0
    english = Path(place.rules).read_text(encoding="utf-8")

    assert run("format", "--to", "it", "--write", place.rules).code == 0
    italian = Path(place.rules).read_text(encoding="utf-8")
    assert run("format", "--to", "en", "--write", place.rules).code == 0

    assert "M-001: obbligatorio phone quando country = 'IT'" in italian
    assert Path(place.rules).read_text(encoding="utf-8") == english


def test_a_script_is_told_whether_a_file_was_in_its_form(
    place: Place, run: Run
) -> None:
    first = run("format", "--write", place.rules, "--json").document
    second = run("format", "--write", place.rules, "--json").document

    assert (first["changed"], first["written"]) == (True, True)
    assert (second["changed"], second["written"]) == (False, False)


def test_a_file_with_a_mistake_is_not_formatted(place: Place, run: Run) -> None:
    wrong = place.write("wrong.rules", "for customers\nrequire phone phone\n")

    assert run("format", "--write", wrong).code == 2
    assert Path(wrong).read_text() == "for customers\nrequire phone phone\n"


def test_every_stock_rule_is_said_in_both_languages(run: Run) -> None:
    rules = run("show", "--json").document["rules"]

    assert [rule["code"] for rule in rules][:3] == [
        "province_needs_country",
        "vat_zone_missing",
        "mandatory_missing",
    ]
    assert all(rule["sentence"]["it"] and rule["sentence"]["en"] for rule in rules)
    said = rules[1]["sentence"]
    assert said["it"] == "Zona iva Reviso (vat_zone) deve essere compilato."
    assert said["en"] == "Reviso VAT zone (vat_zone) must be filled in."


def test_one_rule_is_said_by_its_code(run: Run) -> None:
    said = run("show", "vat_zone_missing", "--lang", "it")

    assert "Zona iva Reviso (vat_zone) deve essere compilato." in said.out
    assert "province_needs_country" not in said.out


def test_a_code_that_no_rule_has_is_told_with_the_nearest(run: Run) -> None:
    said = run("show", "vat_zone_mising", "--lang", "en")

    assert said.code == 2
    assert "did you mean 'vat_zone_missing'?" in said.err


def test_a_named_profile_that_is_not_there_is_an_error(place: Place, run: Run) -> None:
    assert run("check", place.rules, "--profile", "nowhere.yml").code == 2


def test_the_stock_rules_have_their_cases_beside_them() -> None:
    folder = shipped("rules")

    assert [
        path.stem
        for path in folder.glob("*.rules")
        if not path.with_suffix(".test.yml").is_file()
    ] == []


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("words", [("show",), ("check",), ("test", "--coverage")])
def test_a_narrow_page_is_plain_and_loses_no_line(
    place: Place,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    lang: str,
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    place.write("own.test.yml", "a claim:\n  record: {country: IT}\n  says: []\n")
    own = () if words == ("show",) else (place.rules,)

    said = run(*words, *own, "--lang", lang)

    assert said.out.strip()
    assert "\x1b" not in said.out
    assert max(map(len, said.out.splitlines())) <= 50


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_rules_of_a_start_have_cases_that_hold(
    place: Place, run: Run, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    assert main(("init", "acme", "--lang", lang)) == 0
    for name in ("CIC_APP_SECRET", "CIC_GRANT", "CRM_API_KEY"):
        monkeypatch.setenv(name, "a-secret-of-somebody")
    monkeypatch.chdir(place.folder / "acme")
    assert run("show").code == 0

    document = outcome_of(run, "--coverage")

    assert document["failed"] == 0
    assert document["passed"] > 5
    assert document["without_cases"] == []
    assert document["coverage"]["gaps"] == []


def test_a_number_that_looks_like_a_thousand_is_asked_about(
    place: Place, run: Run
) -> None:
    place.write("own.rules", "for customers\ncheck discount < 1.500\n")

    said = run("check", place.rules)

    assert said.code == 2
    assert "own.rules:2:18: 1.500 is read as 1.5" in said.err
    assert "write 1500 for thousands, 1.5 for decimals" in said.err


def test_two_points_in_a_number_are_taken_for_no_date(place: Place, run: Run) -> None:
    place.write("own.rules", "for customers\ncheck discount < 1.000.000\n")

    said = run("check", place.rules)

    assert "own.rules:2:18: " in said.err
    assert "write 1000000" in said.err


def test_a_name_that_is_only_begun_is_understood(place: Place, run: Run) -> None:
    place.write("own.rules", "for customers\nrequire sdi\n")

    said = run("check", place.rules)

    assert "own.rules:2:9: " in said.err
    assert "did you mean 'sdi_code'?" in said.err


def test_a_file_that_is_given_twice_is_read_once(place: Place, run: Run) -> None:
    said = run("check", place.rules, f"{place.folder}/./own.rules", "--json")

    assert said.code == 0
    assert [row["rules"] for row in said.document["check"]] == [3]


def test_a_file_of_another_encoding_is_told_with_its_line(
    place: Place, run: Run
) -> None:
    (place.folder / "own.rules").write_bytes(
        "for customers\n# città\n".encode("cp1252")
    )

    said = run("check", place.rules)

    assert said.code == 2
    assert "own.rules:2: this is no UTF-8 text" in said.err
    assert "save the file as UTF-8" in said.err


def test_a_file_without_a_rule_is_named(place: Place, run: Run) -> None:
    place.write("own.rules", "# language: en\n# to come\n")

    said = run("check", "own.rules")

    assert said.code == 0
    assert "own.rules: no rule in it is about what is kept equal" in said.out


def test_a_rule_on_what_only_one_side_has_is_warned_about(
    place: Place, run: Run
) -> None:
    place.write(
        "own.rules", "for customers\nsdi_or_pec: require one of sdi_code, pec\n"
    )

    said = run("check", place.rules)
    (told,) = run("check", place.rules, "--json").document["skipped_rules"]

    assert said.code == 0
    assert "sdi_or_pec: not asked when CRM creates in CiC" in said.out
    assert (told["side"], told["fields"]) == ("cic", ["sdi_code", "pec"])


PROFILE = """\
name: acme
cic: {url: 'http://127.0.0.1:1', app_secret_token: a, agreement_grant_token: b}
crm: {url: 'http://127.0.0.1:1', api_key: c}
overlays: [own.yml]
"""
OVERLAY = """\
schema: 1
extends: customers@1
fields: {pec: {cic: italianCertifiedEmail, crm: FF_PEC, as: email}}
crm_fields: {FF_PEC: {type: text, label: {it: PEC, en: PEC}}}
rules:
  add: own.rules
  raise: {check_email: error}
"""


def test_a_home_that_an_overlay_gives_lets_a_rule_speak(place: Place, run: Run) -> None:
    place.write("own.rules", "for customers\nP-1: require pec\n")
    place.write("own.yml", OVERLAY.replace("raise: {check_email: error}", ""))
    place.write("profile.yml", PROFILE)

    assert run("check", "--json").document["skipped_rules"] == []


def test_a_warning_that_an_overlay_raised_says_by_whom(place: Place, run: Run) -> None:
    place.write("own.yml", OVERLAY)
    place.write("profile.yml", PROFILE)

    checked, shown = run("check"), run("show", "check_email")

    assert "rule made an error by own.yml:7: check_email" in checked.out
    assert "made an error by own.yml:7" in shown.out


@pytest.mark.parametrize(
    ("demand", "ban", "count"),
    [
        pytest.param("", "", 1, id="both always"),
        pytest.param(" when country = 'IT'", "", 1, id="one under a condition"),
        pytest.param("", " unless country = 'IT'", 1, id="the other under one"),
        pytest.param(
            " when country = 'IT'", " when country = 'IT'", 1, id="under the same one"
        ),
        pytest.param(
            " when country = 'IT'", " when country = 'DE'", 0, id="never together"
        ),
        pytest.param(
            " when country = 'IT'", " unless country = 'IT'", 0, id="one or the other"
        ),
    ],
)
def test_two_rules_that_no_record_can_please_are_named(
    place: Place, run: Run, demand: str, ban: str, count: int
) -> None:
    head = "# language: en\nfor customers\n"
    one = place.write("one.rules", f"{head}A-1: require website, phone{demand}\n")
    other = place.write("other.rules", f"{head}B-1: forbid phone is set{ban}\n")

    said = run("check", one, other)
    told = run("check", one, other, "--json").document["contradictory_rules"]

    assert said.code == 0
    assert [(row["code"], row["other"]["code"], row["field"]) for row in told] == [
        ("A-1", "B-1", "phone")
    ] * count
    assert ("B-1" in said.out) is bool(count)


def test_a_field_that_is_forbidden_only_with_another_contradicts_nothing(
    place: Place, run: Run
) -> None:
    head = "# language: en\nfor customers\n"
    text = (
        "require phone\nforbid phone is set and email is set\nforbid website is set\n"
    )
    file = place.write("own.rules", head + text)

    assert run("check", file, "--json").document["contradictory_rules"] == []
