"""What is due is taken once, however often it was asked for."""

from datetime import timedelta

import pytest

from engine.application.service_desk import Due, Step
from engine.service.agenda import Agenda

CUSTOMERS = Step("customers", ("terms", "customers"), timedelta(minutes=5))
PRODUCTS = Step("products", ("products",), timedelta(days=1))
FULL = Step("full", ("terms", "customers", "products"), timedelta(days=1), is_full=True)


def take(agenda: Agenda) -> Due:
    due = agenda.take()
    assert due is not None
    return due


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param([CUSTOMERS], (("terms", "customers"), False), id="one step"),
        pytest.param([CUSTOMERS] * 9, (("terms", "customers"), False), id="nine times"),
        pytest.param(
            [PRODUCTS, CUSTOMERS],
            (("products", "terms", "customers"), False),
            id="two steps are one run",
        ),
        pytest.param(
            [CUSTOMERS, FULL, PRODUCTS],
            (("terms", "customers", "products"), True),
            id="a full run is all of them",
        ),
    ],
)
def test_what_is_due_together_is_one_run(
    steps: list[Step], expected: tuple[tuple[str, ...], bool]
) -> None:
    agenda = Agenda()
    for step in steps:
        agenda.add(step)

    due = take(agenda)

    assert (due.entities, due.is_full) == expected
    assert not due.heeds
    assert agenda.length == 0


def test_hints_go_first_and_are_one_run() -> None:
    agenda = Agenda()
    agenda.add(CUSTOMERS)
    for _ in range(1000):
        agenda.hint()
    assert agenda.length == 2

    assert take(agenda) == Due(heeds=True)
    assert take(agenda).entities == CUSTOMERS.entities


@pytest.mark.parametrize("what", ["hints", "steps"])
def test_what_is_put_back_is_due_still(what: str) -> None:
    agenda = Agenda()
    if what == "hints":
        agenda.hint()
    else:
        agenda.add(FULL)
    due = take(agenda)

    agenda.put_back(due)

    assert take(agenda) == due


def test_nothing_is_taken_once_all_is_over() -> None:
    agenda = Agenda()
    agenda.add(CUSTOMERS)
    agenda.close()

    assert agenda.take() is None
