"""An administrator grants access in a browser, and the profile works from then on."""

import json
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from engine.cli.main import main
from engine.sandbox.cic.agreement import GRANT_TOKEN
from tests.acceptance.scene import Both, Said

Run = Callable[..., Said]

_DEADLINE = 20.0


@pytest.fixture
def ungranted(profile: Path) -> Path:
    """The profile of the sandboxes, whose token nobody has given yet."""
    text = profile.read_text(encoding="utf-8")
    named = f"  agreement_grant_token: {GRANT_TOKEN}\n"
    assert named in text
    public = "  app_public_token: public-4711\n"
    profile.write_text(text.replace(named, public), encoding="utf-8")
    return profile


class Asking:
    """The command in a thread of its own, waiting for a browser."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._said = ""
        self.code = -1
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        self.code = main(("grant", "--no-browser"))

    @property
    def page(self) -> str:
        """The address that it tells to open."""
        limit = time.monotonic() + _DEADLINE
        while time.monotonic() < limit:
            self._said += self._capsys.readouterr().err
            if found := re.search(r"http\S+requestaccess\S+", self._said):
                return found[0]
            time.sleep(0.01)
        pytest.fail(f"no address was told: {self._said}")

    def ended(self) -> Said:
        self._thread.join(_DEADLINE)
        text = self._capsys.readouterr()
        return Said(self.code, text.out, self._said + text.err)


def kept(profile: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads(
        profile.with_name("acme.grant").read_text("utf-8")
    )
    return found


def test_a_browser_brings_the_token_and_the_profile_works(
    both: Both,
    ungranted: Path,
    run: Run,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("check").code == 2

    asking = Asking(capsys)
    page = asking.page
    strangers = [
        httpx.get(httpx.URL(str(back)).copy_with(path=path)).status_code
        for back in [httpx.URL(page).params["redirectUrl"]]
        for path in ("/", "/favicon.ico", "/guess")
    ]
    brought = httpx.post(page, follow_redirects=True)
    said = asking.ended()

    assert strangers == [404, 404, 404]
    assert brought.status_code == 200
    assert "close this window" in brought.text
    token = kept(ungranted)["agreement_grant_token"]
    assert said.code == 0
    assert token not in said.out + said.err
    assert token[-4:] in said.out
    assert run("check").code == 1  # only the select fields are missing
    assert run("setup").code == 0
    assert run("sync").code == 0
    assert both.crm["Company"]


def test_ctrl_c_ends_the_wait_at_once_and_keeps_nothing(ungranted: Path) -> None:
    command = [sys.executable, "-m", "engine", "grant", "--no-browser"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as waiting:  # noqa: S603 - our own command
        assert waiting.stderr is not None
        while "requestaccess" not in (line := waiting.stderr.readline()):
            assert line, "it ended without an address"
        waiting.send_signal(signal.SIGINT)
        try:
            said = waiting.communicate(timeout=_DEADLINE)[1]
        finally:
            waiting.kill()

    assert waiting.returncode == 130
    assert "Traceback" not in said
    assert not ungranted.with_name("acme.grant").exists()


def test_a_token_in_hand_is_tried_before_it_is_kept(
    both: Both, ungranted: Path, run: Run
) -> None:
    wrong = run("grant", "--token", "planted-wrong-token")

    assert wrong.code == 3
    assert "planted-wrong-token" not in wrong.out + wrong.err
    assert not ungranted.with_name("acme.grant").exists()

    right = run("grant", "--token", both.cic.grant(), "--json")

    assert right.code == 0
    assert right.document["grant"]["kept_in"] == str(ungranted.with_name("acme.grant"))
    assert run("status", "--json").document["tokens"][0]["state"] == "given"


def test_a_grant_that_ends_soon_is_told_everywhere(
    both: Both, ungranted: Path, run: Run
) -> None:
    run("grant", "--token", both.cic.grant())
    run("setup")
    path = ungranted.with_name("acme.grant")
    day = datetime.now(UTC).date() - timedelta(days=335)
    path.write_text(
        json.dumps({**kept(ungranted), "given_on": day.isoformat()}), encoding="utf-8"
    )

    rows = run("check", "--json").document["check"]
    (row,) = [row for row in rows if row["what"] == "grant"]
    (warning,) = run("sync", "--json").document["warnings"]

    assert row["state"] == "warning"
    assert row["fix"] == "run `raccordo grant`"
    ends = (day + timedelta(days=360)).isoformat()
    assert warning == f"the access to CiC ends on {ends}: run `raccordo grant`"


def test_an_expired_grant_stops_the_profile_and_blames_no_record(
    both: Both, ungranted: Path, run: Run
) -> None:
    run("grant", "--token", both.cic.grant())
    run("setup")
    run("sync")
    both.cic.set_faults(grant_expired=True)

    stopped = run("sync")

    assert stopped.code == 3
    assert "raccordo grant" in stopped.err
    assert run("problems", "--json").document["problems"] == []

    both.cic.set_faults(grant_expired=False)
    assert ungranted.exists()
    assert run("grant", "--token", both.cic.grant()).code == 0
    assert run("sync").code == 0


def test_a_token_of_the_profile_is_not_shadowed(
    both: Both, profile: Path, run: Run
) -> None:
    said = run("grant", "--token", both.cic.grant())

    assert said.code == 2
    assert "the profile names an agreement_grant_token itself" in said.err
    assert not profile.with_name("acme.grant").exists()
