"""The real process is killed, at every call and every commit, and nothing shows it.

A story is told to its end, and then once for every step at which its process may
be killed; somebody gives the same command again.  ``make torture`` takes every
step, a plain run of the tests some of each kind.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from tests.integration.reaper import (
    KILLED,
    KINDS,
    Death,
    End,
    Firm,
    Launcher,
    launched,
)
from tests.machine.agreement import vat_number
from tests.servers import state_line

IS_TORTURE = settings().max_examples > 1000
STRIDE = 1 if IS_TORTURE else 7
STRIDE_ON_SERVER = 1 if IS_TORTURE else 29
FORMS = {
    "FF_CIC_CURRENCY": "EUR",
    "FF_CIC_CUSTOMER_GROUP": "1",
    "FF_CIC_PAYMENT_TERMS": "6",
    "FF_CIC_VAT_ZONE": "1",
}


@dataclass(frozen=True)
class Story:
    """What was there before, and the command whose process is killed.

    Attributes:
        before: Prepares both systems; gives the words of the command.
        policy: What the profile says beside the stock policy.
        codes: How the command may end when it is given again.
    """

    before: Callable[[Firm], list[str]]
    policy: str = "concurrency: 1"
    codes: frozenset[int] = frozenset({0})


def a_first_sync(firm: Firm) -> list[str]:
    """Two of four customers have a company already; each side knows more of one."""
    firm.ask(lambda raccordo: raccordo.setup())
    customers = firm.cic.customers
    for number, city in ((1, "Monza"), (2, None)):
        customers.edit(number, vatNumber=vat_number(number), email=None)
        known = {"companyName": customers[number]["name"], "city": city, **FORMS}
        firm.crm.add("Company", vatId=vat_number(number), **known)
    customers.edit(1, address=None, zip=None, city=None, province=None)
    return ["sync"]


def edits_of_both_sides(firm: Firm) -> list[str]:
    """One of each side, two of one pair in different fields, and a new customer."""
    set_up(firm)
    customers, companies = firm.cic.customers, firm.crm.companies
    customers.edit(1, name="Uno S.p.A.", email="uno@example.it")
    companies.edit(firm.links()[2], zipCode="00185", city="Roma")
    customers.edit(3, address="Via dei Libri 1")
    companies.edit(firm.links()[3], companyName="Tre S.n.c.")
    a_new_customer(firm)
    return ["sync"]


def a_company_that_is_sent(firm: Firm) -> list[str]:
    set_up(firm)
    new = firm.crm.add(
        "Company", companyName="Nuova S.r.l.", vatId=vat_number(7), **FORMS
    )
    return ["send", "company", str(new)]


def a_conflict(firm: Firm) -> list[str]:
    """The later edit wins, and the earlier one is kept as its loser."""
    set_up(firm)
    firm.cic.customers.edit(1, name="Libri S.r.l.")
    firm.cic.customers.edit(2, name="Carta S.r.l.")
    firm.clock.advance(100)
    firm.crm.companies.edit(firm.links()[1], companyName="Vendite S.r.l.")
    return ["sync"]


def a_conflict_that_a_person_decides(firm: Firm) -> list[str]:
    set_up(firm)
    firm.cic.customers.edit(1, name="Libri S.r.l.")
    firm.crm.companies.edit(firm.links()[1], companyName="Vendite S.r.l.")
    firm.sync()
    return ["resolve", "1", "--take", "crm"]


def an_undo(firm: Firm) -> list[str]:
    """Of a run that updated two companies and made one."""
    set_up(firm)
    firm.cic.customers.edit(1, city="Bergamo")
    firm.cic.customers.edit(2, name="Due S.p.A.")
    a_new_customer(firm)
    return ["undo", str(firm.sync()["run"]), "--force"]


def an_undo_of_an_undo(firm: Firm) -> list[str]:
    words = an_undo(firm)
    undone = firm.ask(lambda raccordo: raccordo.undo(words[1], force=True))
    return ["undo", str(undone["run"]), "--force"]


def a_delete(firm: Firm) -> list[str]:
    """A company is gone, and so is a customer; a third was edited meanwhile."""
    set_up(firm)
    firm.crm.companies.remove(firm.links()[1])
    firm.cic.customers.remove(2)
    firm.cic.customers.edit(3, city="Bergamo")
    return ["sync", "--full"]


def a_new_customer(firm: Firm) -> None:
    """Somebody copies a customer, and makes another one of it."""
    customers = firm.cic.customers
    customers.put(5, {**customers[4], "customerNumber": 5})
    other = {"vatNumber": vat_number(9), "corporateIdentificationNumber": vat_number(9)}
    customers.edit(5, name="Nuova S.r.l.", **other)


def set_up(firm: Firm) -> None:
    firm.ask(lambda raccordo: raccordo.setup())
    firm.sync()
    firm.clock.advance(300)


STORIES = {
    "a first sync": Story(a_first_sync),
    "edits of both sides": Story(edits_of_both_sides),
    "a company that is sent": Story(a_company_that_is_sent),
    "a conflict": Story(a_conflict),
    "a conflict that a person decides": Story(
        a_conflict_that_a_person_decides,
        "concurrency: 1, conflict: manual",
        frozenset({0, 2}),
    ),
    "an undo": Story(an_undo, codes=frozenset({0, 1})),
    "an undo of an undo": Story(an_undo_of_an_undo, codes=frozenset({0, 1})),
    "a delete": Story(a_delete, codes=frozenset({1})),
}


ON_SERVER = STORIES if IS_TORTURE else ("edits of both sides",)
"""Whose stories are told on a server too."""


@pytest.fixture(scope="module")
def launcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    with launched(tmp_path_factory.mktemp("warm")) as made:
        yield made


class Teller:
    """Tells one story again and again, each time with another death."""

    def __init__(
        self, story: Story, launcher: Launcher, folders: Path, state: str
    ) -> None:
        self._story = story
        self._state = state
        self.stride = STRIDE_ON_SERVER if state else STRIDE
        self._launcher = launcher
        self._folders = folders
        self.undisturbed, _ = self.tell(Death())

    def tell(self, death: Death) -> tuple[End, bool]:
        """How the story ends, and whether anybody was killed."""
        folder = self._folders / f"{death.kind} {death.step}"
        folder.mkdir()
        with (
            state_line(self._state) as line,
            Firm(folder, self._launcher, self._story.policy, line).open() as firm,
        ):
            words = self._story.before(firm)
            code = firm.command(words, death)
            was_killed = code == KILLED
            if was_killed:
                code = firm.command(words, Death())
            assert code in self._story.codes
            firm.come_to_rest()
            return firm.end(), was_killed


@pytest.fixture(
    scope="module",
    params=[
        *(pytest.param((name, ""), id=name) for name in STORIES),
        *(
            pytest.param((name, "postgresql"), id=f"{name}, on a server")
            for name in ON_SERVER
        ),
    ],
)
def teller(
    request: pytest.FixtureRequest,
    launcher: Launcher,
    tmp_path_factory: pytest.TempPathFactory,
) -> Teller:
    name, state = request.param
    folders = tmp_path_factory.mktemp("story")
    return Teller(STORIES[name], launcher, folders, state)


@pytest.mark.parametrize("kind", KINDS)
def test_a_process_that_is_killed_leaves_no_trace(teller: Teller, kind: str) -> None:
    """The same records with the same contents, links, problems and conflicts."""
    killed = 0
    for step in itertools.count(1, teller.stride):
        end, was_killed = teller.tell(Death(kind, step))
        assert teller.undisturbed == end, f"killed {kind} {step}"
        if not was_killed:
            break
        killed += 1
    assert killed
