"""A state goes from a file to a server and back, whole or not at all."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from engine.application import Answer, Application, wiring
from engine.application.caring import NoPlace
from engine.config import Secret, load_profile
from engine.errors import Busy, EngineError, StateError
from engine.state import transfer
from engine.state.address import Address
from engine.state.archives import PostgresArchive
from engine.state.database import MovedAway
from engine.state.moving import Occupied
from engine.state.refusals import ServerLost
from engine.state.store import Store, has_any, hold
from engine.state.trouble import Damaged
from tests.integration.office import NOTHING, Office
from tests.servers import cut_off, database
from tests.unit.state.states import filled, scribble


@pytest.fixture
def url() -> Iterator[str]:
    with database() as made:
        yield made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path, customers=6, policy="conflict: manual")
    made.set_up()
    made.cic.customers.edit(1, name="Libri S.r.l.")
    made.crm.companies.edit(made.links()[1], companyName="Vendite S.r.l.")
    made.cic.customers.edit(2, city="Lodi")
    made.sync()
    return made


def move(office: Office, to: str) -> dict[str, Any]:
    answer = office.ask(lambda raccordo: raccordo.state_move(to))
    found: dict[str, Any] = answer.document["operation"]
    return found


def use(office: Office, folder: Path, state: str) -> None:
    """Write another state into the profile."""
    path = folder / "profile.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("state:")]
    path.write_text("\n".join([*kept, f"state: {state}"]), encoding="utf-8")
    office._profile = load_profile(path, {})  # noqa: SLF001 - as the next command would


def known(office: Office) -> dict[str, Any]:
    """All that a person can ask for."""
    questions: dict[str, Callable[[Application], Answer]] = {
        "links": lambda raccordo: raccordo.links(),
        "conflicts": lambda raccordo: raccordo.conflicts(),
        "problems": lambda raccordo: raccordo.problems(),
        "journal": lambda raccordo: raccordo.journal(),
        "status": lambda raccordo: raccordo.status(),
    }
    return {name: office.ask(what).document for name, what in questions.items()}


def test_a_state_that_moves_knows_what_it_knew(
    office: Office, tmp_path: Path, url: str
) -> None:
    """To a server and back; numbers go on where they were."""
    before = known(office)

    moved = move(office, url)
    use(office, tmp_path, url)
    there = known(office)
    move(office, "sqlite:///back.db")
    use(office, tmp_path, "sqlite:///back.db")

    assert moved["links"] == 6
    assert there == before
    assert known(office) == before
    office.cic.customers.edit(3, city="Como")
    assert office.sync()["run"] == before["status"]["runs"][0]["run"] + 1
    plan = office.plan()
    assert (plan["operations"], plan["problems"]) == ([], NOTHING["problems"])


def test_a_state_that_was_moved_is_used_no_more(
    office: Office, tmp_path: Path, url: str
) -> None:
    """A schedule that was forgotten does not run beside the new one."""
    move(office, url)

    with pytest.raises(MovedAway, match="postgresql://"):
        office.sync()
    with pytest.raises(MovedAway, match="postgresql://"):
        move(office, "sqlite:///other.db")

    assert not (tmp_path / "other.db").exists()


def test_a_place_that_is_taken_is_left_alone(
    office: Office, tmp_path: Path, url: str
) -> None:
    (tmp_path / "taken.db").write_text("something")
    use(office, tmp_path, url)
    office.sync()
    on_server = known(office)
    use(office, tmp_path, "sqlite:///sandbox.db")
    before = known(office)

    for target in ("sqlite:///taken.db", url):
        with pytest.raises(Occupied):
            move(office, target)

    assert known(office) == before
    assert (tmp_path / "taken.db").read_text() == "something"
    use(office, tmp_path, url)
    assert known(office) == on_server


def test_a_state_moves_back_to_the_server_that_it_left(
    office: Office, tmp_path: Path, url: str
) -> None:
    """The old copy there is put aside, and not written over."""
    move(office, url)
    use(office, tmp_path, url)
    move(office, "sqlite:///back.db")
    use(office, tmp_path, "sqlite:///back.db")
    office.sync()
    before = known(office)

    assert move(office, url)["links"] == 6

    use(office, tmp_path, url)
    assert known(office) == before
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'raccordo %'"
        ).fetchone()
    assert found == (2,)


def test_a_schema_that_another_state_left_is_told_with_how_to_put_it_away(
    office: Office, tmp_path: Path, url: str
) -> None:
    use(office, tmp_path, url)
    office.sync()
    use(office, tmp_path, "sqlite:///sandbox.db")

    with pytest.raises(Occupied, match='ALTER SCHEMA "raccordo sandbox" RENAME TO'):
        move(office, url)


def test_a_profile_that_is_being_run_is_not_moved(
    office: Office, tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither to a server nor back; once the run has ended it is."""
    monkeypatch.setattr(wiring, "_WAIT", 0.05)
    before = known(office)

    file = tmp_path / "sandbox.db"
    with hold(file, "sandbox", 1), pytest.raises(Busy, match="sandbox"):
        move(office, url)
    assert not has_any(Address(Secret(url), "sandbox"))
    move(office, url)
    use(office, tmp_path, url)
    run = Store.open(Address(Secret(url), "sandbox"))
    with run.held("sandbox", 1), pytest.raises(Busy, match="sandbox"):
        move(office, "sqlite:///back.db")
    run.close()

    assert not (tmp_path / "back.db").exists()
    assert known(office) == before
    assert move(office, "sqlite:///back.db")["links"] == 6


def test_a_move_that_dies_has_moved_nothing(
    office: Office, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server goes away after half of it; it is moved again afterwards."""
    before = known(office)
    filling = PostgresArchive.fill

    def fill(self: PostgresArchive, sheet: Any, records: Any) -> None:  # noqa: ANN401 - the real one's
        if sheet.name == "match_key":
            cut_off(url)
        filling(self, sheet, records)

    with monkeypatch.context() as patched:
        patched.setattr(PostgresArchive, "fill", fill)
        with pytest.raises(ServerLost):
            move(office, url)

    assert known(office) == before
    assert move(office, url)["links"] == 6


def test_what_did_not_arrive_whole_is_not_moved(
    office: Office, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One text is another on arrival."""
    filling = PostgresArchive.fill

    def fill(self: PostgresArchive, sheet: Any, records: Any) -> None:  # noqa: ANN401 - as above
        changed = ([*row[:-1], "x"] for row in records)
        filling(self, sheet, changed if sheet.name == "setting" else records)

    monkeypatch.setattr(PostgresArchive, "fill", fill)

    with pytest.raises(transfer.NotTheSame, match="setting"):
        move(office, url)

    office.sync()


@pytest.mark.parametrize("target", ["elsewhere.db", "postgresql://h:port/d", ""])
def test_a_place_that_is_none_is_said(office: Office, target: str) -> None:
    with pytest.raises(NoPlace):
        move(office, target)


def test_a_state_on_a_server_is_looked_at_copied_and_put_back(
    office: Office, tmp_path: Path, url: str
) -> None:
    """What was there before is kept, in a schema beside it."""
    move(office, url)
    use(office, tmp_path, url)
    before, copy = known(office), tmp_path / "copy.db"

    backup = office.ask(lambda raccordo: raccordo.state_backup(copy)).document
    office.cic.customers.edit(3, city="Como")
    office.sync()
    restored = office.ask(lambda raccordo: raccordo.state_restore(copy)).document
    rows = office.ask(lambda raccordo: raccordo.state_check()).document["check"]

    assert backup["operation"]["links"] == restored["operation"]["links"] == 6
    assert restored["operation"]["kept"] == "raccordo sandbox before restore 1"
    assert known(office) == before
    assert {one["state"] for one in rows} == {"ok"}
    assert "the server answers, 6 pairs" in rows[0]["message"]
    office.sync()
    assert office.plan()["operations"] == []


def test_a_copy_that_is_not_whole_is_not_put_on_a_server(
    office: Office, tmp_path: Path, url: str
) -> None:
    move(office, url)
    use(office, tmp_path, url)
    before, copy = known(office), filled(tmp_path / "copy.db", 300)
    scribble(copy)

    with pytest.raises(Damaged):
        office.ask(lambda raccordo: raccordo.state_restore(copy))

    assert known(office) == before


def test_what_is_wrong_with_a_state_on_a_server_is_found(
    office: Office, tmp_path: Path, url: str
) -> None:
    move(office, url)
    use(office, tmp_path, url)
    with psycopg.connect(url) as connection:
        connection.execute(
            "UPDATE \"raccordo sandbox\".observation SET view = '{' WHERE id = '3'"
        )

    answer = office.ask(lambda raccordo: raccordo.state_check())

    wrong = [one for one in answer.document["check"] if one["state"] != "ok"]
    assert answer.exit == 1
    assert [one["what"] for one in wrong] == ["unreadable"]


def test_a_server_without_a_state_has_none_to_move(
    office: Office, tmp_path: Path, url: str
) -> None:
    use(office, tmp_path, url)

    status = office.ask(lambda raccordo: raccordo.status()).document

    assert status["runs"] == []
    assert not has_any(Address(Secret(url), "sandbox"))


def test_a_password_is_in_no_answer_about_a_state(
    office: Office, tmp_path: Path, url: str
) -> None:
    secret = "pw-0f-th3-st4t3"  # noqa: S105 - it is planted, to be searched for
    target = url.replace("postgres:@", f"postgres:{secret}@")
    said = json.dumps(move(office, target))
    use(office, tmp_path, target)
    copy = tmp_path / "copy.db"
    said += json.dumps(known(office))
    office.ask(lambda raccordo: raccordo.state_backup(copy))
    said += json.dumps(office.ask(lambda raccordo: raccordo.state_check()).document)
    cut = target.replace("/test_", "/nothing_")
    use(office, tmp_path, cut)
    with pytest.raises(EngineError) as raised:
        office.sync()
    said += str(raised.value)

    assert isinstance(raised.value, StateError)
    assert secret not in said
    kept = [path for path in tmp_path.iterdir() if path.suffix != ".yml"]
    assert all(secret.encode() not in path.read_bytes() for path in kept)
