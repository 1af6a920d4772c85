"""People are told what is new: once, together, and never at the cost of a run."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_string
from functools import partial
from pathlib import Path

import pytest

from engine.application import Answer, Application
from engine.config import Notify, Secret, load_profile
from engine.config.grants import Grant, Grants
from engine.errors import EngineError, SafetyStop, Unauthorised, Unavailable, Unclear
from engine.service.notices import Notices
from engine.state.store import Store
from tests.integration.mailbox import Mailbox, mail_server, webhook
from tests.integration.serving import Firm, eventually, firm, serving

PATH = "/planted-notify-4711"


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with webhook() as made:
        yield made


@pytest.fixture
def acme(tmp_path: Path, box: Mailbox) -> Iterator[Firm]:
    address = f"http://127.0.0.1:{box.port}{PATH}"
    more = f"schedule: {{customers: 1s}}\nnotify: {{webhook: '{address}', every: 0s}}\n"
    with firm(tmp_path, more) as made:
        yield made


def look(acme: Firm, error: EngineError | None = None, every: int = 0) -> None:
    """What a service does after a run; it is a new one each time."""
    notify = load_profile(acme.path, {}).notify
    assert notify is not None
    notices = Notices(Notify(notify.webhook, every=timedelta(seconds=every)))

    def ask(raccordo: Application) -> Answer:
        notices.look(raccordo.service_desk(), error)
        notices.look(raccordo.service_desk(), error)
        return Answer({})

    acme.ask(ask)


def hold(acme: Firm, name: str) -> None:
    """A company that is sent without its mandatory fields is held."""
    company = acme.crm.add("Company", companyName=name)
    acme.ask(lambda raccordo: raccordo.send_company(str(company)))


def test_new_problems_are_told_once_and_together(acme: Firm, box: Mailbox) -> None:
    look(acme)
    hold(acme, "Aurora S.r.l.")
    hold(acme, "Brina S.r.l.")

    look(acme)

    (message,) = box.messages
    assert message["profile"] == "sandbox"
    assert [event["kind"] for event in message["events"]] == ["problems"]
    assert "Aurora S.r.l." in message["text"]
    assert "Brina S.r.l." in message["text"]

    hold(acme, "Cometa S.r.l.")
    look(acme)

    assert len(box.messages) == 2
    assert "Cometa S.r.l." in box.messages[1]["text"]
    assert "Aurora S.r.l." not in box.messages[1]["text"]


def test_what_came_within_the_time_waits_for_the_next_message(
    acme: Firm, box: Mailbox
) -> None:
    notify = Notify(Secret(f"http://127.0.0.1:{box.port}{PATH}"))
    notices = Notices(notify)

    def ask(raccordo: Application) -> Answer:
        notices.look(raccordo.service_desk(), None)
        return Answer({})

    hold(acme, "Aurora S.r.l.")
    acme.ask(ask)
    hold(acme, "Brina S.r.l.")
    acme.ask(ask)

    assert len(box.messages) == 1
    look(acme)
    assert "Brina S.r.l." in box.messages[1]["text"]


def test_what_could_not_be_told_stays_news(acme: Firm, box: Mailbox) -> None:
    hold(acme, "Aurora S.r.l.")
    box.refuses = True
    look(acme)

    box.refuses = False
    look(acme)

    assert len(box.messages) == 1


def test_what_was_cured_before_anybody_was_told_is_not_told(
    acme: Firm, box: Mailbox
) -> None:
    hold(acme, "Aurora S.r.l.")
    found = acme.ask(lambda raccordo: raccordo.problems()).document["problems"]
    for one in found:
        acme.ask(partial(Application.dismiss, id=one["id"]))

    look(acme)

    assert box.messages == []


def test_a_safety_stop_is_told_until_it_is_over(acme: Firm, box: Mailbox) -> None:
    stop = SafetyStop(text="40 of 50 would change")

    look(acme, stop)
    look(acme, stop)
    assert len(box.messages) == 1
    assert "40 of 50" in box.messages[0]["text"]

    look(acme)
    look(acme, stop)
    assert len(box.messages) == 2


def test_refused_credentials_are_told_with_the_way_to_renew_them(
    acme: Firm, box: Mailbox
) -> None:
    look(acme, Unauthorised(system="CiC", text="401"))

    assert [event["kind"] for event in box.messages[0]["events"]] == ["grant"]
    assert "raccordo grant" in box.messages[0]["text"]


class Clock:
    """The clock of the state, set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)

    def pass_(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(Store, "now", lambda _: made.now)
    return made


SILENT = [
    pytest.param(Unavailable(system="CiC", text="refused"), id="not reached"),
    pytest.param(Unclear(system="CiC", text="timed out"), id="without an answer"),
]


@pytest.mark.parametrize("error", SILENT)
def test_a_system_that_is_silent_for_long_is_told_once(
    acme: Firm, box: Mailbox, clock: Clock, error: EngineError
) -> None:
    look(acme, error)
    clock.pass_(14)
    look(acme, error)
    assert box.messages == []

    clock.pass_(1)
    look(acme, error)
    clock.pass_(600)
    look(acme, error)

    (message,) = box.messages
    (event,) = message["events"]
    assert (event["kind"], event["system"]) == ("silence", "CiC")
    assert event["since"] == "2026-03-02T10:00:00Z"
    assert "CiC has not answered since 2026-03-02" in message["text"]


def test_a_silence_is_told_anew_only_after_the_system_was_back(
    acme: Firm, box: Mailbox, clock: Clock
) -> None:
    silent = Unavailable(system="CRM", text="refused")
    look(acme, silent)
    clock.pass_(14)
    look(acme)
    clock.pass_(14)
    look(acme, silent)
    assert box.messages == []

    clock.pass_(15)
    look(acme, silent)
    look(acme, SafetyStop(text="40 of 50 would change"))
    clock.pass_(5)
    look(acme, silent)
    clock.pass_(15)
    look(acme, silent)

    silences = [
        event["since"]
        for message in box.messages
        for event in message["events"]
        if event["kind"] == "silence"
    ]
    assert silences == ["2026-03-02T10:28:00Z", "2026-03-02T10:48:00Z"]


def test_that_a_system_was_back_is_seen_also_while_nothing_is_told(
    acme: Firm, box: Mailbox, clock: Clock
) -> None:
    """Somebody was told a moment ago: the next message waits, the count does not."""
    silent = Unavailable(system="CRM", text="refused")
    notify = Notify(Secret(f"http://127.0.0.1:{box.port}{PATH}"))
    notices = Notices(notify)

    def seen(error: EngineError | None) -> None:
        def ask(raccordo: Application) -> Answer:
            notices.look(raccordo.service_desk(), error)
            return Answer({})

        acme.ask(ask)

    seen(silent)
    hold(acme, "Aurora S.r.l.")
    seen(silent)
    clock.pass_(10)
    seen(None)
    clock.pass_(10)
    look(acme, silent)

    assert [event["kind"] for one in box.messages for event in one["events"]] == [
        "problems"
    ]


@pytest.mark.parametrize(
    ("days", "messages"),
    [
        pytest.param(100, 0, id="in the middle of its life"),
        pytest.param(331, 1, id="in its last month"),
        pytest.param(360, 1, id="ended"),
    ],
)
def test_the_end_of_a_grant_is_told_once(
    acme: Firm, box: Mailbox, days: int, messages: int
) -> None:
    text = acme.path.read_text(encoding="utf-8")
    text = text.replace("  agreement_grant_token: sandbox-grant-token\n", "")
    acme.path.write_text(text, encoding="utf-8")
    given_on = datetime.now(UTC).date() - timedelta(days=days)
    grants = Grants(load_profile(acme.path, {}))
    grants.write(Grant(Secret("sandbox-grant-token"), given_on))

    look(acme)
    look(acme)

    assert len(box.messages) == messages


def test_the_service_tells_by_itself(acme: Firm, box: Mailbox) -> None:
    company = acme.crm.add("Company", companyName="Aurora S.r.l.")
    with serving(acme) as server:
        acme.ask(lambda raccordo: raccordo.send_company(str(company)))
        eventually(lambda: box.messages)

    assert "Aurora S.r.l." in box.messages[0]["text"]
    assert PATH not in server.errors


def test_a_message_that_cannot_be_sent_fails_no_run(acme: Firm, box: Mailbox) -> None:
    box.refuses = True
    hold(acme, "Aurora S.r.l.")
    with serving(acme) as server:
        eventually(lambda: "notice.not_sent" in server.errors)
        before = server.figure("raccordo_runs_total")
        eventually(lambda: server.figure("raccordo_runs_total") > before)

    assert "run.failed" not in server.errors
    assert PATH not in server.errors


def mailed(acme: Firm, port: int, security: str) -> None:
    text = acme.path.read_text(encoding="utf-8").partition("notify:")[0]
    text += (
        f"notify: {{email: {{to: [a@example.it, b@example.it], from: c@example.it,"
        f" server: 127.0.0.1, port: {port}, security: {security}}}}}\n"
    )
    acme.path.write_text(text, encoding="utf-8")
    notices = Notices(load_profile(acme.path, {}).notify)

    def ask(raccordo: Application) -> Answer:
        notices.look(raccordo.service_desk(), None)
        return Answer({})

    hold(acme, "Perché\nS.r.l.")
    acme.ask(ask)


def test_an_email_reaches_everybody(acme: Firm) -> None:
    with mail_server() as server:
        mailed(acme, server.port, "none")

    (letter,) = map(message_from_string, server.letters)
    assert letter["To"] == "a@example.it, b@example.it"
    assert letter["Subject"] == "raccordo (sandbox): 4 new problems"


def test_where_it_is_to_be_protected_no_letter_goes_in_the_clear(acme: Firm) -> None:
    with mail_server() as server:
        mailed(acme, server.port, "starttls")

    assert server.letters == []
