"""Kills, lost replies and wrong clocks together: nothing is lost, nothing doubled."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings

from engine.sandbox.collection import Collection
from tests.integration.reaper import KINDS, Death, Firm, Launcher, launched
from tests.machine.agreement import vat_number

SEEDS = range(300 if settings().max_examples > 1000 else 5)
SKEWS = (-300.0, 0.0, 300.0)
HOMES = {"name": ("name", "companyName"), "address": ("address", "address")}
ROUNDS = 4
LOST = 0.1
"""Of all replies before the call is applied, and as many after it."""


@dataclass
class People:
    """Those who type on both sides, and what each of them typed.

    Attributes:
        typed: By customer, field and side the values in their order.
    """

    firm: Firm
    chance: random.Random
    typed: dict[tuple[int, str, str], list[str]] = field(default_factory=dict)
    count: int = 0

    def work(self) -> None:
        """Edit a few records of each side, and enter a new customer now and then."""
        for _ in range(self.chance.randint(1, 4)):
            self._edit()
            self.firm.clock.advance(self.chance.choice([0, 3, 90]))
        if self.chance.random() < 1 / 2:
            self._enter()

    def _edit(self) -> None:
        links = self.firm.links()
        customer = self.chance.choice(sorted(self.firm.cic.customers, key=int))
        name = self.chance.choice(list(HOMES))
        self.count += 1
        value = f"{name.title()} {self.count} S.r.l."
        if int(customer) in links and self.chance.random() < 1 / 2:
            self._type(self.firm.crm.companies, links[int(customer)], name, value)
            side = "crm"
        else:
            self._type(self.firm.cic.customers, int(customer), name, value)
            side = "cic"
        self.typed.setdefault((int(customer), name, side), []).append(value)

    def _type(self, records: Collection, key: int, name: str, value: str) -> None:
        is_company = records is self.firm.crm.companies
        records.edit(key, **{HOMES[name][is_company]: value})

    def _enter(self) -> None:
        customers = self.firm.cic.customers
        number = customers.highest + 1
        customers.put(number, {**customers[1], "customerNumber": number})
        vat = vat_number(number)
        codes = {"vatNumber": vat, "corporateIdentificationNumber": vat}
        customers.edit(number, name=f"Nuova {number} S.r.l.", **codes)


@pytest.fixture(scope="module")
def launcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    with launched(tmp_path_factory.mktemp("warm")) as made:
        yield made


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_goes_wrong_nothing_is_lost_and_nothing_doubled(
    seed: int, launcher: Launcher, tmp_path: Path
) -> None:
    """One reply in five is lost, the clocks are wrong, and every run is killed."""
    chance = random.Random(seed)  # noqa: S311 - no secret is drawn
    with Firm(tmp_path, launcher, "concurrency: 3").open() as firm:
        people = People(firm, chance)
        firm.ask(lambda raccordo: raccordo.setup())
        for system in (firm.cic, firm.crm):
            system.set_faults(clock_offset=chance.choice(SKEWS))
        for number in range(ROUNDS):
            people.work()
            _break_runs(firm, chance, 10 * seed + number)
        firm.clock.advance(600)

        firm.come_to_rest()

        _nothing_is_doubled(firm)
        _nothing_is_lost(firm, people)


def _break_runs(firm: Firm, chance: random.Random, seed: int) -> None:
    """Two runs that die, or lose what is said to them."""
    for system in (firm.cic, firm.crm):
        system.set_faults(lost_before=LOST, lost_after=LOST, seed=seed)
    for _ in range(2):
        firm.command(["sync"], Death(chance.choice(KINDS), chance.randint(1, 25)))
    for system in (firm.cic, firm.crm):
        system.set_faults(lost_before=0.0, lost_after=0.0)


def _nothing_is_doubled(firm: Firm) -> None:
    links = firm.links()
    assert set(links) == set(firm.cic.customers)
    assert sorted(links.values()) == sorted(firm.crm.companies)


def _nothing_is_lost(firm: Firm, people: People) -> None:
    """The last of what was typed stands on both sides, or it is told who won."""
    links, told = firm.links(), _told(firm)
    for (customer, name, side), values in people.typed.items():
        left, right = HOMES[name]
        stands = firm.cic.customers[customer][left]
        assert firm.crm.companies[links[customer]][right] == stands
        last = values[-1]
        other = "crm" if side == "cic" else "cic"
        rivals = people.typed.get((customer, name, other), [])
        assert stands == last or (stands in rivals and last in told), (last, stands)


def _told(firm: Firm) -> set[object]:
    """Every value that the journal or the list of conflicts can show to a person."""
    journal = firm.ask(lambda raccordo: raccordo.journal())["journal"]
    conflicts = firm.ask(lambda raccordo: raccordo.conflicts())["conflicts"]
    moved = {
        value
        for one in journal
        for value in (one["before"], one["after"])
        if isinstance(value, str)
    }
    return moved | {one[side] for one in conflicts for side in ("cic", "crm")}
