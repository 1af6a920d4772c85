"""The catalogue as a person keeps it: over real HTTP, from the command line."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

import pytest

from engine.sandbox.crm.tenant import Crm
from tests.acceptance.scene import Both, Run

MOUSE = "A-01"


@pytest.fixture
def catalogue(both: Both, profile: Path, run: Run) -> Both:
    """Both systems, the sales side on, after the first run over the products."""
    text = profile.read_text(encoding="utf-8").replace("orders: false", "orders: true")
    profile.write_text(text, encoding="utf-8")
    assert run("sync", "products").code == 0
    both.clock.advance(300)
    both.forget_calls()
    return both


def codes(crm: Crm) -> list[str]:
    """The product codes of the CRM, doubles too."""
    return sorted(str((one.fields or {})["code"]) for one in crm.catalogue.listed())


def test_the_products_arrive_once_and_nobody_else_does(
    catalogue: Both, run: Run
) -> None:
    second = run("sync", "products", "--json")

    sold = [
        str(one)
        for one in catalogue.cic.products
        if not catalogue.cic.products[one].get("barred")
    ]
    assert codes(catalogue.crm) == sorted(sold)
    assert len(catalogue.crm.companies) == 0
    assert catalogue.writes == 0
    assert second.document["entities"]["products"]["read"]["cic"] > 0


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        pytest.param("en", "'VAT' cannot be told: '99' (product_groups)", id="English"),
        pytest.param("it", "«IVA» non si ricava: «99» (product_groups)", id="Italian"),
    ],
)
def test_a_held_product_is_told_in_words_and_goes_once_it_can(
    catalogue: Both, run: Run, lang: str, words: str
) -> None:
    group = catalogue.cic["product-groups"][3]
    nowhere = {**group, "productGroupNumber": 99, "salesAccountsList": []}
    catalogue.cic["product-groups"].load(99, nowhere)
    catalogue.cic.add(
        "products",
        productNumber="N-1",
        name="Novità",
        productGroup={"productGroupNumber": 99},
    )

    held = run("sync", "products").code
    said = run("--lang", lang, "problems").out
    catalogue.cic["product-groups"].edit(
        99, salesAccountsList=group["salesAccountsList"]
    )
    cured = run("retry").code

    assert held == 1
    assert words in said
    assert cured == 0
    assert "N-1" in codes(catalogue.crm)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        pytest.param("en", ("Products", "VAT", "Unit price"), id="English"),
        pytest.param("it", ("Prodotti", "IVA", "Prezzo unitario"), id="Italian"),
    ],
)
def test_a_plan_and_a_story_name_the_fields_as_the_screens_do(
    catalogue: Both, run: Run, lang: str, words: tuple[str, ...]
) -> None:
    catalogue.cic.products.edit(
        MOUSE, salesPrice=30, productGroup={"productGroupNumber": 4}
    )

    planned = run("--lang", lang, "plan", "products").out
    told = run("--lang", lang, "explain", "products", MOUSE).out

    assert all(word in planned for word in words)
    assert all(word in told for word in words)


def test_check_knows_the_sales_side(catalogue: Both, run: Run) -> None:
    assert catalogue.cic.products
    assert run("setup").code == 0
    rows = run("check", "--json").document["check"]

    assert [row["what"] for row in rows if row["state"] == "error"] == []


def test_a_recorded_product_brings_what_it_refers_to(
    catalogue: Both, profile: Path, run: Run
) -> None:
    assert len(catalogue.crm.catalogue)
    overlay = "schema: 1\nextends: products@1\nfields: {name: {owner: crm}}\n"
    (profile.parent / "acme.yml").write_text(overlay, encoding="utf-8")
    text = profile.read_text(encoding="utf-8")
    profile.write_text(f"{text}overlays: [acme.yml]\n", encoding="utf-8")

    recorded = run("mapping", "record", "products", f"cic:{MOUSE}", "--json").document
    cases = f"cases:\n{indent(recorded['yaml'], '  ')}"
    (profile.parent / "acme.test.yml").write_text(cases, encoding="utf-8")

    case = recorded["case"]
    assert case["expect"]["crm"]["taxCode"] == "22"
    assert [one["key"] for one in case["options"]["accounts"]] == [5805510]
    assert [one["key"] for one in case["linked"]["vat_rates"]] == ["V022"]
    assert "Mouse" not in recorded["yaml"]
    assert run("mapping", "test").code == 0


@pytest.fixture
def own_sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The profile that `raccordo sandbox` prints, while it runs."""
    command = [sys.executable, "-m", "engine", "--quiet", "sandbox"]
    counts = ["--customers", "3", "--products", "9", "--quotes", "2"]
    path = tmp_path / "profile.yml"
    monkeypatch.setenv("RACCORDO_PROFILE", str(path))
    monkeypatch.setenv("RACCORDO_LANG", "en")
    with subprocess.Popen(  # noqa: S603 - our own command
        [*command, *counts], stdout=subprocess.PIPE, text=True
    ) as it:
        assert it.stdout
        lines = [it.stdout.readline() for _ in range(12)]
        path.write_text("".join(lines), encoding="utf-8")
        yield path
        it.terminate()


def test_a_sandbox_holds_what_it_was_asked_for_and_keeps_it(
    own_sandbox: Path, run: Run
) -> None:
    assert own_sandbox.read_text(encoding="utf-8").endswith("orders: true\n")
    assert run("setup").code == 0

    document = run("sync", "--json").document

    assert document["entities"]["products"]["read"]["cic"] == 9
    assert len(run("quotes", "--json").document["quotes"]) == 2
    assert document["entities"]["customers"]["linked"] == 2
