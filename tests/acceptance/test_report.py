"""The report of what both systems say of their descriptions."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.sandbox.cic.agreement import APP_SECRET, GRANT_TOKEN
from engine.sandbox.crm.auth import API_KEY
from tests.acceptance.scene import Both, Said

Run = Callable[..., Said]


def findings(path: Path) -> dict[tuple[str, str, str], dict[str, Any]]:
    rows = json.loads(path.read_text(encoding="utf-8"))["findings"]
    return {(one["system"], one["line"], one["call"]): one for one in rows}


def test_a_report_confirms_and_contradicts_lines_of_the_descriptions(
    synced: Both, run: Run, tmp_path: Path
) -> None:
    synced.crm.set_faults(hidden={"Company": ["zipCode"]})
    path = tmp_path / "report.json"

    said = run("check", "--report", str(path), "--json")

    rows = findings(path)
    hidden = rows[
        "crm", "resources.Company.properties", "GET Company/GetPolymorphicSchema"
    ]
    filters = rows[
        "cic",
        "resources.customers.filterable",
        "GET /customers?filter=zzz$eq:1",
    ]
    assert said.document["report"]["file"] == str(path)
    assert hidden["verdict"] == "contradicted"
    assert "zipCode" in hidden["missing"]
    assert "FF_CIC_VAT_ZONE" in hidden["more"]
    assert hidden["source"].startswith("mappings/systems/crm.yml:")
    assert filters["status"] == 400
    assert filters["verdict"] in ("confirmed", "contradicted")
    required = rows["cic", "resources.customers.required", "GET /customers/schema/post"]
    assert required["verdict"] == "confirmed"


def test_a_report_writes_nothing_to_a_system(
    synced: Both, run: Run, tmp_path: Path
) -> None:
    run("check", "--report", str(tmp_path / "report.md"))

    calls = [*synced.cic.traffic.calls, *synced.crm.traffic.calls]
    assert len(calls) > 20
    assert synced.writes == 0
    assert {call.method for call in calls} == {"GET"}


@pytest.mark.parametrize("suffix", [".md", ".json"])
def test_no_secret_and_no_record_stands_in_a_report(
    synced: Both, run: Run, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"report{suffix}"

    run("check", "--report", str(path), "--lang", "it")

    text = path.read_text(encoding="utf-8")
    secrets = [APP_SECRET, GRANT_TOKEN, API_KEY]
    records = [synced.cic.customers[key] for key in synced.cic.customers]
    names = [str(one["name"]) for one in records]
    names += [str(one["email"]) for one in records if one.get("email")]
    assert [one for one in (*secrets, *names) if one in text] == []
    assert "127.0.0.1" not in text


def test_a_report_of_another_form_is_refused_before_anything_is_asked(
    synced: Both, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"

    said = run("check", "--report", str(path))

    assert said.code == 2
    assert not path.exists()
    assert synced.calls == 0
