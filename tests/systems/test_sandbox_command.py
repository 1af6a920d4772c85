"""Both sandboxes started as a command of their own."""

import json
import subprocess
import sys
from pathlib import Path

import httpx

from engine.sandbox import API_KEY, APP_SECRET, GRANT_TOKEN


def test_the_command_prints_where_both_can_be_reached(tmp_path: Path) -> None:
    mishap = {"method": "GET", "path": "/self", "status": 503}
    faults = tmp_path / "faults.json"
    faults.write_text(json.dumps({"cic": {"mishaps": [mishap]}}), encoding="utf-8")
    command = [sys.executable, "-m", "engine.sandbox", "--customers", "7"]

    with subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--faults", str(faults)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        books, tenant = (process.stdout.readline().strip() for _ in range(2))
        tokens = {"X-AppSecretToken": APP_SECRET, "X-AgreementGrantToken": GRANT_TOKEN}
        refused = httpx.get(f"{books}/self", headers=tokens).status_code
        customers = httpx.get(f"{books}/customers", headers=tokens).json()
        companies = httpx.get(f"{tenant}/Company", headers={"ApiKey": API_KEY}).json()
        process.terminate()

    assert refused == 503
    assert customers["pagination"]["results"] == 7
    assert companies == []
