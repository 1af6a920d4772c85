"""An overlay does what it says, and nothing else changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from engine.application import Application
from engine.config import load_profile
from engine.errors import Several
from engine.sandbox import Cic, Crm
from engine.sandbox.cic.agreement import APP_SECRET, GRANT_TOKEN
from engine.sandbox.crm.auth import API_KEY

PROFILE = f"""\
name: acme
cic:
  url: http://localhost
  app_secret_token: {APP_SECRET}
  agreement_grant_token: {GRANT_TOKEN}
crm:
  url: http://localhost/api/v1
  api_key: {API_KEY}
sync: {{customers: true, orders: false}}
policy: {{conflict: cic, quiet: 0s}}
"""

OVERLAY = """\
schema: 1
extends: customers@1
fields:
  name:   {conflict: crm}
  kind:   {crm: FF_KIND, as: {table: customer_kind}}
  phone:  {drop: the customer keeps phones in the CRM only}
  origin: {crm: description, const: from the books}
tables:
  customer_kind:
    columns: [crm, cic]
    rows:
      - [Azienda, B2B]
      - [Privato, Consumer]
      - [Azienda, none, one_way]
crm_fields:
  FF_KIND: {type: select, label: {it: Tipo, en: Kind}, options: customer_kind}
rules:
  add: acme.rules
  disable: {province_needs_country: their provinces are foreign}
"""

RULES = """\
# language: en
for customers
K-1: check kind != 'Privato'
K-2: require phone
"""


class Bench:
    """Both sandboxes, and the application on a profile of theirs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cic, self.crm = Cic(customers=6), Crm()

    def ask(self, call: Callable[[Application], Any]) -> Any:  # noqa: ANN401 - JSON
        transports = {
            "cic": httpx.WSGITransport(app=self.cic.app),
            "crm": httpx.WSGITransport(app=self.crm.app),
        }
        profile = load_profile(self.folder / "profile.yml", {})
        with Application(profile, lang="en", transports=transports) as application:
            return call(application).document

    def customer(self, name: str) -> tuple[Any, dict[str, Any]]:
        return self._named(self.cic.customers, "name", name)

    def company(self, name: str) -> tuple[Any, dict[str, Any]]:
        return self._named(self.crm["Company"], "companyName", name)

    def _named(
        self,
        records: Any,  # noqa: ANN401 - a collection of either sandbox
        key: str,
        name: str,
    ) -> tuple[Any, dict[str, Any]]:
        return next((one, records[one]) for one in records if records[one][key] == name)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    (tmp_path / "profile.yml").write_text(PROFILE, encoding="utf-8")
    return Bench(tmp_path)


def lay(bench: Bench) -> None:
    folder = bench.folder / "acme"
    folder.mkdir()
    (folder / "customers.yml").write_text(OVERLAY, encoding="utf-8")
    (folder / "acme.rules").write_text(RULES, encoding="utf-8")
    profile = PROFILE + "overlays: [acme/customers.yml]\n"
    (bench.folder / "profile.yml").write_text(profile, encoding="utf-8")


def planned(bench: Bench) -> dict[str, dict[str, Any]]:
    document = bench.ask(lambda one: one.plan())
    assert document["conflicts"] == []
    return {one["name"]: one["fields"] for one in document["operations"]}


def test_an_overlay_shows_in_the_plan_and_changes_nothing_else(bench: Bench) -> None:
    bench.ask(lambda one: one.setup())
    before = planned(bench)

    lay(bench)
    bench.ask(lambda one: one.setup())
    after = planned(bench)

    firms = {name for name in before if kind_of(bench, name) == "B2B"}
    assert firms
    assert set(after) == firms  # the others break the rule that was added
    for name in firms:
        fields = {key: one for key, one in before[name].items() if key != "phone"}
        kind = after[name].pop("kind")
        assert kind["after"] == "Azienda"
        assert after[name] == fields
    problems = bench.ask(lambda one: one.plan())["problems"]
    assert {one["code"] for one in problems} == {"K-1"}


def kind_of(bench: Bench, name: str) -> object:
    _, customer = bench.customer(name)
    return customer["italianCustomerType"]


def test_what_an_overlay_adds_travels_both_ways_and_comes_to_rest(
    bench: Bench,
) -> None:
    lay(bench)
    bench.ask(lambda one: one.setup())
    bench.ask(lambda one: one.sync())
    name = "Tecno Ferrari S.r.l."
    number, customer = bench.customer(name)
    id_, company = bench.company(name)
    assert company["FF_KIND"] == "Azienda"
    assert company["description"] == "from the books"
    assert not company.get("phones")

    bench.cic.customers.edit(number, italianCustomerType="none", name="Books")
    bench.crm["Company"].edit(id_, companyName="Tenant")
    report = bench.ask(lambda one: one.sync())

    # The profile says that the books win; the overlay, for the name, the CRM.
    assert bench.cic.customers[number]["name"] == "Tenant"
    # "none" is shown as the same kind: nothing to write, and it stays what it is.
    assert bench.cic.customers[number]["italianCustomerType"] == "none"
    assert bench.crm["Company"][id_]["FF_KIND"] == "Azienda"
    # One is switched off, the other speaks of a field that was dropped.
    off = {one["code"]: one["reason"] for one in report["disabled_rules"]}
    assert off == {
        "province_needs_country": "their provinces are foreign",
        "K-2": "phone: the customer keeps phones in the CRM only",
    }
    again = bench.ask(lambda one: one.sync())
    counts = again["entities"]["customers"]
    assert [counts["created"], counts["updated"]] == [{"cic": 0, "crm": 0}] * 2
    assert customer["telephoneAndFaxNumber"]


def test_a_mistake_of_an_overlay_is_told_at_its_place(bench: Bench) -> None:
    lay(bench)
    path = bench.folder / "acme" / "customers.yml"
    text = path.read_text(encoding="utf-8").replace(
        "disable: {province", "disable: {provnce"
    )
    path.write_text(text, encoding="utf-8")

    with pytest.raises(Several) as raised:
        bench.ask(lambda one: one.plan())

    (problem,) = raised.value.errors
    assert str(problem.place) == "acme/customers.yml:19:13"
    assert "province_needs_country" in str(problem)
