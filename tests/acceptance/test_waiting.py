"""What a person sees while a system that fails is tried again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.serving import Firm, firm

LINES = {
    "en": "CRM gives no good answer: trying again\n",
    "it": "CRM non dà una buona risposta: si riprova\n",
}


@pytest.fixture
def acme(tmp_path: Path) -> Iterator[Firm]:
    with firm(tmp_path, customers=5) as made:
        made.crm.set_faults(failing=1.0)
        made.environment["RACCORDO_RETRY_WAIT"] = "0.01"
        yield made


@pytest.mark.parametrize("lang", ["en", "it"])
def test_a_person_is_told_once_that_a_system_is_tried_again(
    acme: Firm, lang: str
) -> None:
    said = acme.command("--lang", lang, "sync").stderr

    assert said.startswith(LINES[lang])
    assert said.count(LINES[lang]) == 1


@pytest.mark.parametrize("option", ["--json", "-q"])
def test_a_script_is_not(acme: Firm, option: str) -> None:
    done = acme.command(option, "sync")

    assert done.returncode == 3
    assert LINES["en"] not in done.stderr


def test_a_system_that_failed_once_is_no_news(acme: Firm) -> None:
    acme.crm.set_faults(failing=0.0, mishaps=[{"status": 500, "method": "GET"}])

    done = acme.command("sync")

    assert done.returncode == 0
    assert LINES["en"] not in done.stderr
