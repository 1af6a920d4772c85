"""What a system says no to, and people who end a command early."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.application import Answer, Application
from engine.errors import Stopped
from tests.integration.office import NOTHING, Office

ASKED: dict[str, Callable[[Application], Answer]] = {
    "check": lambda raccordo: raccordo.check(),
    "setup": lambda raccordo: raccordo.setup(),
}


@pytest.fixture
def office(folder: Path) -> Office:
    return Office(folder, customers=5)


@pytest.mark.parametrize("verb", ASKED)
def test_a_command_that_is_asked_to_end_ends(office: Office, verb: str) -> None:
    """Neither goes on to the end with exit 0."""

    def stop_first(raccordo: Application) -> Answer:
        raccordo.stop()
        return ASKED[verb](raccordo)

    with pytest.raises(Stopped):
        office.ask(stop_first)

    assert office.writes() == 0


def test_a_registry_that_is_closed_switches_off_its_field_only(office: Office) -> None:
    """CiC refuses its payment types: everything else is kept equal."""
    office.cic.set_faults(not_installed={"payment-types": 403})

    office.set_up()

    assert len(office.links()) == 5
    planned = office.plan()
    (warning,) = planned["warnings"]
    assert "FF_CIC_PAYMENT_TYPE" in warning
    assert {**planned, "warnings": []} == NOTHING
    states = {
        one["what"]: one["state"]
        for one in office.ask(ASKED["check"]).document["check"]
    }
    assert states["payment_types"] == "warning"
