"""A story, killed once at every step of it, ends as it ends undisturbed."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import settings

from tests.integration.mortal import Death, Firm
from tests.servers import state_line

KINDS = ["before a call", "after a call", "after a commit"]
SHARES = range(4)
"""Parts of the steps, so that several workers may take them."""

STRIDE = 1 if settings().max_examples > 1000 else 23
"""Which steps are taken on a server: ``make torture`` takes every one."""

Ending: TypeAlias = tuple[list[str], list[str]]
COMPANY = {
    "companyName": "Nuova S.r.l.",
    "vatId": "00000020156",
    "emails": [{"value": "info@nuova.example"}],
    "FF_CIC_CURRENCY": "EUR",
    "FF_CIC_CUSTOMER_GROUP": "1",
    "FF_CIC_PAYMENT_TERMS": "6",
    "FF_CIC_VAT_ZONE": "1",
}


def tell(firm: Firm) -> None:
    """The story: a first sync, edits on both sides, another sync, and a send."""
    _until_alive(lambda: firm.ask(lambda raccordo: raccordo.sync()))
    _edit(firm)
    _until_alive(lambda: firm.ask(lambda raccordo: raccordo.sync()))
    new = str(firm.crm.add("Company", **COMPANY))
    _until_alive(lambda: firm.ask(lambda raccordo: raccordo.send_company(new)))


def _edit(firm: Firm) -> None:
    customers, companies = firm.cic.customers, firm.crm["Company"]
    by_name = {companies[key]["companyName"]: key for key in companies}
    first, second, third = sorted(customers)[:3]
    firm.clock.advance(100)
    customers.edit(first, name="Uno S.p.A.", email="uno@example.it")
    companies.edit(by_name[customers[second]["name"]], zipCode="00185", city="Roma")
    company = by_name[customers[third]["name"]]
    customers.edit(third, address="Via dei Libri 1")
    firm.clock.advance(100)
    companies.edit(company, address="Via delle Vendite 2", companyName="Tre S.n.c.")


def _until_alive(deed: Callable[[], bool]) -> None:
    assert any(deed() for _ in range(2)), "it died twice"


def _come_to_rest(firm: Firm) -> None:
    for _ in range(3):
        before = firm.writes()
        assert firm.ask(lambda raccordo: raccordo.sync())
        if firm.writes() == before:
            return
    pytest.fail("three runs, and the third still wrote")


def _ending(folder: Path, death: Death, state: str = "") -> Ending:
    (folder / "state.yml").write_text(state, encoding="utf-8")
    firm = Firm(folder, Death(0, ""))
    firm.ask(lambda raccordo: raccordo.setup())
    firm.mourn(death)
    tell(firm)
    firm.mourn(Death(0, ""))
    _come_to_rest(firm)
    return firm.records()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Ending:
    return _ending(tmp_path_factory.mktemp("undisturbed"), Death(0, ""))


@pytest.fixture(scope="module", params=KINDS)
def kind_and_steps(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, int]:
    """One kind of step, and how many of them the story has."""
    death = Death(0, request.param)
    _ending(tmp_path_factory.mktemp("counted"), death)
    return death.kind, death.passed


@pytest.mark.parametrize(
    "share", [pytest.param(one, id=f"{one + 1}") for one in SHARES]
)
def test_killed_at_any_step_the_story_ends_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    undisturbed: Ending,
    kind_and_steps: tuple[str, int],
    share: int,
) -> None:
    """The same records with the same contents, as many as without the death."""
    kind, steps = kind_and_steps
    assert steps > len(SHARES)
    for step in range(1 + share, steps + 1, len(SHARES)):
        folder = tmp_path_factory.mktemp(f"step{step}")

        assert undisturbed == _ending(folder, Death(step, kind)), f"{kind} {step}"


@pytest.mark.parametrize("kind", KINDS)
def test_killed_at_some_steps_on_a_server_it_ends_the_same(
    tmp_path: Path, undisturbed: Ending, kind: str
) -> None:
    """Whoever goes on finds there what was committed, and a lock that is free."""
    for step in itertools.count(STRIDE, STRIDE):
        folder, death = tmp_path / str(step), Death(step, kind)
        folder.mkdir()
        with state_line("postgresql") as line:
            assert undisturbed == _ending(folder, death, line), f"{kind} {step}"
        if death.passed < step:
            break
    assert step > STRIDE
