"""No secret leaves the service: every output, file and page is searched for them."""

import json
from pathlib import Path

import pytest

from engine.sandbox.cic.agreement import APP_SECRET, GRANT_TOKEN
from engine.sandbox.crm.auth import API_KEY
from tests.integration.serving import Firm, eventually, firm, serving

NOTIFY = "http://127.0.0.1:9/planted-notify-4711"
MAIL = "planted-mail-4711"
SECRETS = {
    "APP_SECRET": APP_SECRET,
    "GRANT": GRANT_TOKEN,
    "API_KEY": API_KEY,
    "NOTIFY": NOTIFY,
    "MAIL": MAIL,
}
MORE = """
schedule: {customers: 1s}
policy: {quiet: 0s}
notify:
  webhook: ${NOTIFY}
  email:
    to: [a@example.it]
    from: b@example.it
    server: 127.0.0.1
    port: 9
    username: anna
    password: ${MAIL}
"""
FAULTS = {"failing": 0.1, "too_many": 0.05, "lost_before": 0.05, "lost_after": 0.05}
BUG = """
import os, runpy
from engine.application import runs
def broken(*_):
    raise RuntimeError(os.environ["PLANTED"])
runs.sync = broken
runpy.run_module("engine", run_name="__main__", alter_sys=True)
"""
COMMANDS = ["status", "problems", "journal", "sync"]


def planted(made: Firm) -> None:
    """The profile names every secret by its variable, so that its file holds none."""
    text = made.path.read_text(encoding="utf-8")
    for name in ("APP_SECRET", "GRANT", "API_KEY"):
        text = text.replace(SECRETS[name], f"${{{name}}}")
    made.path.write_text(text + MORE, encoding="utf-8")
    made.environment.update(SECRETS)


@pytest.mark.parametrize("form", ["json", "text"])
def test_no_secret_is_found_anywhere(tmp_path: Path, form: str) -> None:
    with firm(tmp_path, "") as acme:
        planted(acme)
        acme.environment |= {"RACCORDO_LOG": form, "RACCORDO_RETRY_WAIT": "0.01"}
        told = json.loads(acme.command("hooks", "--json").stdout)["hooks"]
        secret = told[0]["url"].split("/")[-2]
        path = f"/hooks/{secret}/customers"
        company = acme.crm.add("Company", companyName="Aurora S.r.l.")

        with serving(acme, "-v") as server:
            for system in (acme.cic, acme.crm):
                system.set_faults(**FAULTS)
            acme.command("send", "company", str(company))
            acme.cic.customers.edit(3, city="Bergamo")
            answers = [
                server.call(path),
                server.call(path, json={"newNumber": True}),
                server.call(path.replace("customers", "orders")),
                server.call(f"/hooks/{secret}x/customers"),
                server.get(path),
                server.get(f"/hooks//{secret}/customers"),
            ]
            said = [acme.command(name, "-v", "--json") for name in COMMANDS]
            eventually(lambda: "notice.not_sent" in server.errors)
            eventually(lambda: "call.failed" in server.errors)
            acme.cic.set_faults(grant_expired=True)
            eventually(lambda: server.get("/readyz").status_code == 503)
            pages = [
                server.get(name).text for name in ("/metrics", "/readyz", "/healthz")
            ]
        assert "call.answered" in server.errors

        texts = {
            **{f"answer {number}": one.text for number, one in enumerate(answers)},
            **{f"page {number}": one for number, one in enumerate(pages)},
            **{one.args[-3]: one.stdout + one.stderr for one in said},
            **{
                one.name: one.read_bytes().decode("utf-8", "replace")
                for one in tmp_path.rglob("*")
                if one.is_file() and one.name != "sandbox.hooks"
            },
        }
    found = [
        (where, name)
        for where, text in texts.items()
        for name, one in {**SECRETS, "hooks": secret}.items()
        if one in text
    ]
    assert found == []


@pytest.mark.parametrize("form", ["json", "text"])
def test_no_secret_is_found_in_the_report_of_a_bug(tmp_path: Path, form: str) -> None:
    """A library may quote in its message whatever it was given."""
    with firm(tmp_path, "", customers=2) as acme:
        planted(acme)
        acme.environment["RACCORDO_LOG"] = form
        told = json.loads(acme.command("hooks", "--json").stdout)["hooks"]
        secrets = {**SECRETS, "hooks": told[0]["url"].split("/")[-2]}
        acme.environment["PLANTED"] = " ".join(secrets.values())
        acme.program = ("-c", BUG)
        server = acme.begin("-v")
        try:
            eventually(lambda: "run.bug" in server.errors)
            assert server.end() == 0
        finally:
            server.close()
        acme.environment["PLANTED"] = " ".join(SECRETS.values())
        command = acme.command("sync", "--json")

    assert command.returncode == 70
    assert "RuntimeError" in server.errors
    assert "RuntimeError" in command.stderr
    said = server.errors + command.stdout + command.stderr
    assert [name for name, one in secrets.items() if one in said] == []
