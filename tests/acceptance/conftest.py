"""Both sandboxes over real HTTP, and the command as a person calls it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.cli.main import main
from engine.sandbox.cic.agreement import APP_SECRET, GRANT_TOKEN, Cic
from engine.sandbox.clock import Clock
from engine.sandbox.crm.auth import API_KEY
from engine.sandbox.crm.tenant import Crm
from engine.sandbox.serve import serve
from tests.acceptance.scene import CUSTOMERS, Both, Said


@pytest.fixture
def both() -> Iterator[Both]:
    clock = Clock()
    cic, crm = Cic(customers=CUSTOMERS, clock=clock), Crm(clock=clock)
    with serve(cic, crm) as served:
        yield Both(cic, crm, clock, served)


@pytest.fixture
def profile(both: Both, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "profile.yml"
    path.write_text(
        f"name: acme\n"
        f"cic:\n"
        f"  url: {both.served.cic_url}\n"
        f"  app_secret_token: {APP_SECRET}\n"
        f"  agreement_grant_token: {GRANT_TOKEN}\n"
        f"crm:\n"
        f"  url: {both.served.crm_url}\n"
        f"  api_key: {API_KEY}\n"
        f"sync: {{customers: true, orders: false}}\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("RACCORDO_PROFILE", str(path))
    monkeypatch.setenv("RACCORDO_RETRY_WAIT", "0.01")
    monkeypatch.setenv("RACCORDO_LANG", "en")
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def said(*words: str) -> Said:
        code = main(words)
        text = capsys.readouterr()
        return Said(code, text.out, text.err)

    return said


@pytest.fixture
def synced(both: Both, profile: Path, run: Callable[..., Said]) -> Both:
    """Both systems after the set-up and the first sync."""
    assert profile.exists()
    assert run("setup").code == 0
    assert run("sync", "customers").code == 0
    both.clock.advance(300)
    both.forget_calls()
    return both
