"""The verbs of mappings that need no system, as an integrator meets them."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from engine.cli.main import main
from engine.config.shipped import shipped
from tests.acceptance.scene import Said

Run = Callable[..., Said]

PROFILE = """\
name: acme
cic: {app_secret_token: a, agreement_grant_token: b}
crm: {api_key: c}
overlays: [acme/customers.yml]
"""
OVERLAY = """\
schema: 1
extends: customers@1
fields:
  name:   {conflict: crm}
  pec:    {cic: italianCertifiedEmail, crm: FF_PEC, as: email}
  phone:  {drop: phones are kept in the CRM only}
crm_fields:
  FF_PEC: {type: text, label: {it: PEC, en: PEC}}
"""
CASES = """\
cases:
  the certified address travels:
    given: {cic: {name: Acme, italianCertifiedEmail: acme@pec.example.it}}
    expect: {crm: {companyName: Acme, FF_PEC: acme@pec.example.it}}
  a phone stays where it is:
    given: {cic: {name: Acme, telephoneAndFaxNumber: 02 000000}}
    expect: {crm: {companyName: Acme}}
  a company without a name is refused:
    given: {cic: {zip: 00100}}
    refused: {crm: {name: mandatory_missing}}
"""
# The stock mapping as it might have been before, and as it might be one day.
STOCK = (shipped("mappings") / "customers.yml").read_text(encoding="utf-8")
PAST = STOCK.replace("email, owner: crm}", "email, owner: cic}").replace(
    "crm: companyName, required", "crm: companyName, conflict: cic, required"
)
NEXT = STOCK.replace("version: 1", "version: 2")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def said(*words: str) -> Said:
        code = main(("mapping", *words, "--lang", "en"))
        text = capsys.readouterr()
        return Said(code, text.out, text.err)

    return said


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acme").mkdir()
    return tmp_path


@pytest.fixture
def acme(folder: Path) -> Path:
    (folder / "profile.yml").write_text(PROFILE, encoding="utf-8")
    (folder / "acme/customers.yml").write_text(OVERLAY, encoding="utf-8")
    return folder


def test_without_a_profile_the_stock_mapping_is_checked(run: Run, folder: Path) -> None:
    said = run("check", "--json")

    assert said.code == 0
    assert said.document["check"][0]["file"] == "mappings/customers.yml"
    assert list(folder.iterdir()) == [folder / "acme"]


def test_what_no_line_names_is_listed_and_what_one_names_is_not(
    run: Run, folder: Path
) -> None:
    rows = run("check", "--json").document["uncovered"]

    by_side = {
        side: {row["property"]: row["read_only"] for row in rows if row["side"] == side}
        for side in ("cic", "crm")
    }
    assert by_side["cic"]["mobilePhone"] is False
    assert by_side["cic"]["balance"] is True
    assert by_side["crm"]["webSite"] is False
    assert not {"name", "province", "iban", "customerNumber"} & set(by_side["cic"])
    assert not {"companyName", "emails", "id", "lastModifiedDate"} & set(by_side["crm"])
    assert folder.exists()


def test_an_overlay_that_leaves_no_sure_match_is_warned_of(
    run: Run, acme: Path
) -> None:
    before = run("check").out
    match = "match: [{by: [name, zip], confidence: review}]\n"
    (acme / "acme/customers.yml").write_text(OVERLAY + match, encoding="utf-8")

    said = run("check")

    assert "links by itself" not in before
    assert (said.code, said.err) == (0, "")
    assert "! mappings/customers.yml: no match links by itself (Customers)" in said.out


def test_every_mistake_is_told_at_its_place(run: Run, acme: Path) -> None:
    text = OVERLAY.replace("as: email", "as: emial").replace("{conflict", "{conflct")
    (acme / "acme/customers.yml").write_text(text, encoding="utf-8")

    said = run("check", "--json")

    found = [(one["line"], one["column"]) for one in said.document["errors"]]
    assert said.code == 2
    assert found == [(4, 12), (5, 57)]


@pytest.mark.parametrize(
    ("rules", "place", "advice"),
    [
        pytest.param(
            "disable: {vat_zone_mising: why}", "9:19", "'vat_zone_missing'", id="off"
        ),
        pytest.param(
            "raise: {vat_zone: error}", "9:27", "vat_zone_missing", id="raised"
        ),
        pytest.param("add: none.rules", "9:14", "none.rules", id="no file"),
    ],
)
def test_what_an_overlay_does_to_rules_is_checked_too(
    run: Run, acme: Path, rules: str, place: str, advice: str
) -> None:
    text = f"{OVERLAY}rules: {{{rules}}}\n"
    (acme / "acme/customers.yml").write_text(text, encoding="utf-8")

    said = run("check")

    assert said.code == 2
    assert f"acme/customers.yml:{place}: " in said.err
    assert advice in said.err


def test_each_line_in_force_says_where_it_came_from(run: Run, acme: Path) -> None:
    said = run("show", "customers", "--effective")

    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert "conflict: crm # acme/customers.yml:4" in lines
    assert "crm: companyName # mappings/customers.yml:25" in lines
    assert (
        "phone: # dropped: phones are kept in the CRM only # acme/customers.yml:6"
        in lines
    )
    assert acme.exists()


def test_the_fields_are_shown_with_their_lenses(run: Run, acme: Path) -> None:
    (mapping,) = run("show", "customers", "--json").document["mappings"]

    fields = {one["field"]: one for one in mapping["fields"]}
    assert fields["province"]["lens"] == (
        "{option: provinces, show: code, within: country}"
    )
    assert fields["pec"]["source"] == "acme/customers.yml:5"
    assert fields["name"]["conflict"] == "crm"
    assert [one["field"] for one in mapping["dropped"]] == ["phone"]
    assert acme.exists()


def test_a_constant_and_a_quoted_option_are_shown_as_they_are_written(
    run: Run, acme: Path
) -> None:
    lines = "  origin: {crm: description, const: CiC}\n"
    lines += "  address: {crm: [address, region], as: {together: ', '}}\n"
    text = OVERLAY.replace("crm_fields:", f"{lines}crm_fields:")
    (acme / "acme/customers.yml").write_text(text, encoding="utf-8")

    said = run("show", "customers")
    (mapping,) = run("show", "customers", "--json").document["mappings"]

    lenses = {one["field"]: one["lens"] for one in mapping["fields"]}
    assert "= CiC" in said.out
    assert lenses["address"] == "{together: ', '}"


@pytest.mark.parametrize(
    "place", ["acme/customers.test.yml", "acme/tests/customers.yml"]
)
def test_cases_beside_an_overlay_are_tried_on_what_is_in_force(
    run: Run, acme: Path, place: str
) -> None:
    path = acme / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(CASES, encoding="utf-8")

    said = run("test", "customers", "--json")

    own = [one for one in said.document["cases"] if one["file"] == place]
    assert [one["state"] for one in own] == ["passed"] * 3
    assert said.code == 0
    assert said.document["without_cases"] == []


def test_a_case_that_comes_otherwise_says_how(run: Run, acme: Path) -> None:
    text = CASES.replace("FF_PEC: acme@", "FF_PEC: other@")
    (acme / "acme/customers.test.yml").write_text(text, encoding="utf-8")

    said = run("test")

    assert said.code == 1
    shown = " ".join(said.out.split())
    assert "✗ the certified address travels acme/customers.test.yml:2" in shown
    assert "FF_PEC expected other@pec.example.it came acme@pec.example.it" in shown


def test_an_overlay_without_cases_is_named(run: Run, acme: Path) -> None:
    said = run("test", "--json")

    assert said.document["without_cases"] == ["acme/customers.test.yml"]
    assert said.code == 0
    assert acme.exists()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("cases: {x: {expect: {crm: {}}}}", (1, 12), id="nothing given"),
        pytest.param("cases: {x: {given: {cic: {}}}}", (1, 9), id="nothing expected"),
        pytest.param(
            "cases: {x: {given: {cic: {}}, expect: {cic: {}}}}", (1, 39), id="same side"
        ),
        pytest.param(
            "cases: {x: {given: {books: {}}, expect: {crm: {}}}}", (1, 21), id="no side"
        ),
        pytest.param("options: {}", (1, 1), id="no cases"),
        pytest.param("cases: {x: {gven: {}}}", (1, 13), id="a misspelt key"),
        pytest.param(
            "options: {currencies: [{label: Euro}]}\ncases: {x: {given: {cic: {}},"
            " expect: {crm: {}}}}",
            (1, 24),
            id="an option without a key",
        ),
    ],
)
def test_a_mistake_in_cases_is_told_at_its_place(
    run: Run, acme: Path, text: str, place: tuple[int, int]
) -> None:
    (acme / "acme/customers.test.yml").write_text(text, encoding="utf-8")

    said = run("test", "--json")

    assert said.code == 2
    found = {(one["line"], one["column"]) for one in said.document["errors"]}
    assert place in found


def test_a_stock_mapping_that_moved_on_is_compared(run: Run, acme: Path) -> None:
    """Version 2 of a mapping, under an overlay that was written for version 1."""
    for name, text in (("acme/stock/customers.yml", NEXT),):
        (acme / name).parent.mkdir()
        (acme / name).write_text(text, encoding="utf-8")
    (acme / "acme/stock/past").mkdir()
    (acme / "acme/stock/past/customers@1.yml").write_text(PAST, encoding="utf-8")
    profile = PROFILE + "mappings: [acme/stock/customers.yml]\n"
    (acme / "profile.yml").write_text(profile, encoding="utf-8")

    said = run("check", "--json")

    moved = {row["path"]: row for row in said.document["moved"]}
    assert said.code == 2
    assert moved["fields.email.owner"]["advice"] == "taken_over"
    assert moved["fields.email.owner"]["before"] == "cic"
    assert moved["fields.email.owner"]["now"] == "crm"
    assert moved["fields.name.conflict"]["says"] == "crm"
    (problem,) = said.document["problems"]
    assert (problem["file"], problem["line"]) == ("acme/customers.yml", 2)
    assert "customers@2" in problem["fix"]


def test_an_svg_is_well_formed_and_shows_every_field(run: Run, acme: Path) -> None:
    out = acme / "customers.svg"

    assert run("diagram", "customers", "--out", str(out)).code == 0

    root = ET.fromstring(out.read_text(encoding="utf-8"))  # noqa: S314 - our own text
    texts = {"".join(one.itertext()) for one in root.iter() if one.tag.endswith("text")}
    assert {"companyName", "FF_PEC", "countryCode.code", "CiC · customers"} <= texts
    assert "telephoneAndFaxNumber" not in texts


def test_a_flowchart_joins_the_two_homes_of_a_field(run: Run, acme: Path) -> None:
    lines = run("diagram", "customers").out.splitlines()

    nodes = {
        line.partition("[")[2].strip('"]'): line.partition("[")[0].strip()
        for line in lines
        if line.startswith("    ")
    }
    assert lines[0] == "flowchart LR"
    edge = f'{nodes["name"]} <-->|"text"| {nodes["companyName"]}'
    assert f"  {edge}" in lines
    assert acme.exists()


def test_an_entity_that_nobody_keeps_is_refused(run: Run, acme: Path) -> None:
    said = run("show", "costumers", "--json")

    assert said.code == 2
    assert "customers" in said.document["errors"][0]["fix"]
    assert acme.exists()
