"""What an integrator tries on live records before shipping an overlay."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.scene import Both, Said

Run = Callable[..., Said]

# A lens of the customer's own that does well on its examples, and not on live records.
LOSSY = """\
schema: 1
extends: customers@1
fields:
  zip: {cic: zip, crm: zipCode, as: area}
lenses:
  area: {file: area.py}
"""
LENS = """\
KIND = "exact"
MEANING = {"it": "Le prime tre cifre.", "en": "The first three digits."}
EXAMPLES = [("00100", "00100", "00100")]


def get(left):
    return left


def put(right, old):
    return right[:3] + "00" if right.isdigit() and len(right) == 5 else right
"""


def lay(profile: Path, text: str) -> None:
    (profile.parent / "area.py").write_text(LENS, encoding="utf-8")
    (profile.parent / "own.yml").write_text(text, encoding="utf-8")
    with profile.open("a", encoding="utf-8") as file:
        file.write("overlays: [own.yml]\n")


def test_a_record_is_shown_in_both_shapes(synced: Both, run: Run) -> None:
    link = run("links", "--json").document["links"][0]
    synced.crm.companies.edit(int(link["crm"]), city="Lodi")

    said = run(
        "mapping", "preview", "customers", "--record", f"crm:{link['crm']}", "--json"
    )

    fields = {one["field"]: one for one in said.document["fields"]}
    assert said.code == 0
    assert said.document["linked"] is True
    assert fields["city"]["changes"] is True
    assert fields["city"]["cic"] == {"path": "city", "value": "Lodi"}
    assert [one for one in fields if fields[one]["changes"]] == ["city"]
    assert said.document["cic"]["city"] == "Lodi"
    assert said.document["cic"]["customerNumber"] == int(link["cic"])


def test_a_preview_says_what_speaks_against_it_and_writes_nothing(
    synced: Both, run: Run
) -> None:
    id_ = synced.crm.add("Company", companyName="Nuova S.r.l.")
    synced.forget_calls()

    said = run("mapping", "preview", "customers", "--record", f"crm:{id_}", "--json")

    codes = {one["field"]: one["code"] for one in said.document["problems"]}
    assert said.code == 1
    assert codes["vat_zone"] == "vat_zone_missing"
    assert said.document["cic"] == {"name": "Nuova S.r.l."}
    assert synced.writes == 0


def test_a_recorded_case_names_nobody_and_holds(
    synced: Both, profile: Path, run: Run
) -> None:
    lay(profile, "schema: 1\nextends: customers@1\nfields: {}\n")
    link = run("links", "--json").document["links"][0]
    customer = synced.cic.customers[int(link["cic"])]

    said = run("mapping", "record", "customers", f"cic:{link['cic']}")
    again = run("mapping", "record", "customers", f"cic:{link['cic']}")

    assert said.out == again.out
    for secret in ("name", "address", "email", "corporateIdentificationNumber"):
        assert str(customer[secret]) not in said.out
    head, _, yaml = said.out.partition("\n")
    assert head == "# own.test.yml"
    path = profile.parent / "own.test.yml"
    body = "".join(f"  {line}\n" for line in yaml.splitlines())
    path.write_text(f"cases:\n{body}", encoding="utf-8")
    tried = run("mapping", "test", "--json")
    own = [one for one in tried.document["cases"] if one["file"] == "own.test.yml"]
    assert [one["state"] for one in own] == ["passed"]
    # A second one is not given a name that stands there already.
    named = run("mapping", "record", "customers", f"cic:{link['cic']}", "--json")
    assert named.document["name"].endswith("(2)")


def test_lines_are_proved_on_live_records(synced: Both, run: Run) -> None:
    said = run("mapping", "check", "--laws", "--sample", "10", "--json")

    verdicts = {one["field"]: one for one in said.document["laws"]}
    assert said.code == 0
    assert verdicts["name"]["verdict"] == "exact"
    assert verdicts["name"]["tried"] == 20
    assert not any(one["refused"] for one in verdicts.values())
    assert synced.writes == 0


def test_a_line_that_loses_something_is_refused_with_the_value(
    synced: Both, profile: Path, run: Run
) -> None:
    lay(profile, LOSSY)

    said = run("mapping", "check", "--laws", "--json")

    (lost,) = [one for one in said.document["laws"] if one["refused"]]
    assert said.code == 2
    assert lost["field"] == "zip"
    assert lost["source"] == "own.yml:4"
    assert lost["loss"]["before"][3:] != "00"
    assert lost["loss"]["after"] == lost["loss"]["before"][:3] + "00"
    assert lost["loss"]["before"] in lost["message"]
    assert synced.writes == 0


def test_a_loss_that_is_accepted_is_told_and_refuses_nothing(
    synced: Both, profile: Path, run: Run
) -> None:
    lay(profile, LOSSY.replace("as: area}", "as: area, accept_loss: fine}"))

    said = run("mapping", "check", "--laws", "--json")

    assert said.code == 0
    (lost,) = [one for one in said.document["laws"] if one["verdict"] == "lossy"]
    assert lost["accepted"] == "fine"
    assert synced.writes == 0


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize(
    "words",
    [
        ("check", "--laws"),
        ("show",),
        ("show", "--effective"),
        ("test",),
        ("preview", "customers", "--record", "cic:1"),
        ("record", "customers", "cic:1"),
        ("diagram",),
    ],
    ids=" ".join,
)
def test_a_page_for_integrators_is_plain_text(
    synced: Both, run: Run, words: tuple[str, ...], lang: str
) -> None:
    said = run("mapping", *words, "--lang", lang)

    assert said.code == 0
    assert said.out.strip()
    assert "\x1b" not in said.out
    assert synced.writes == 0
