"""A raccordo that dies at any step, and the story that it is told in.

Nothing of a process that died is used again: its state is put back to what the
disk held at that moment; a server is left by itself, with what was committed.
"""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar
from unittest import mock

import httpx

from engine.application import Application
from engine.cli.commands.sandbox import as_yaml, ready_profile
from engine.config import load_profile
from engine.sandbox import Cic, Clock, Crm
from engine.state.database import Database
from engine.state.postgres import Postgres
from engine.state.refusals import ServerLost
from engine.state.sqlite import Sqlite
from engine.values import to_json
from tests.integration.office import state_of
from tests.servers import cut_off

URLS = ("http://localhost", "http://localhost/api/v1")
CUSTOMERS = 12
FORGOTTEN = {"customerNumber", "lastUpdated", "id", "createdDate", "lastModifiedDate"}


class Killed(BaseException):
    """The process died."""


class Death:
    """Counts the steps of a story, and strikes at one of them."""

    def __init__(self, step: int, kind: str) -> None:
        self.left = step
        self.kind = kind
        self.passed = 0
        self.on_death: Callable[[], None] = lambda: None

    def pass_by(self, kind: str) -> None:
        if kind != self.kind:
            return
        self.passed += 1
        self.left -= 1
        if self.left == 0:
            self.on_death()
            raise Killed


class Commits:
    """What stands in for the ways in which a state is written."""

    def __init__(self, death: Death, database: type[Sqlite | Postgres]) -> None:
        self._death = death
        self._depth = 0
        self.ways = {
            "transaction": self._dying(database.transaction),
            "run": self._counted(database.run),
            "add": self._counted(database.add),
            "run_many": self._counted(database.run_many),
        }
        if database is Sqlite:
            whole = getattr(Sqlite, "_prepare")  # noqa: B009 - it is ours to know
            self.ways["_prepare"] = self._hasty(whole, Sqlite.run)

    def _hasty(self, whole: Any, run: Any) -> Any:  # noqa: ANN401 - it stands in for a method
        def prepare(database: Sqlite) -> None:
            whole(database)
            # The machine itself does not die here: no need to wait for its disk.
            run(database, "PRAGMA synchronous = OFF")

        return prepare

    def _dying(self, whole: Any) -> Any:  # noqa: ANN401 - as above
        @contextlib.contextmanager
        def transaction(database: Database) -> Iterator[None]:
            self._depth += 1
            try:
                with whole(database):
                    yield
            finally:
                self._depth -= 1
            self._committed()

        return transaction

    def _counted(self, whole: Any) -> Any:  # noqa: ANN401 - as above
        def run(database: Database, sql: str, rows: object = ()) -> object:
            result = whole(database, sql, rows)
            self._committed()
            return result

        return run

    def _committed(self) -> None:
        if not self._depth:
            self._death.pass_by("after a commit")


class Wire(httpx.BaseTransport):
    """A connection to one sandbox that death may cut."""

    def __init__(self, app: object, death: Death) -> None:
        self._inner = httpx.WSGITransport(app=app)  # type: ignore[arg-type]  # Flask
        self._death = death

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._death.pass_by("before a call")
        response = self._inner.handle_request(request)
        self._death.pass_by("after a call")
        return response


class Firm:
    """Both systems, and a raccordo that is begun anew for each command."""

    toggles: ClassVar[dict[str, bool]] = {"customers": True, "orders": False}

    def __init__(self, folder: Path, death: Death, customers: int = CUSTOMERS) -> None:
        self.clock = Clock()
        self.cic = Cic(customers=customers, clock=self.clock)
        self.crm = Crm(clock=self.clock)
        path = folder / "profile.yml"
        text = as_yaml({**ready_profile(*URLS), "sync": self.toggles})
        text += f"\npolicy: {{concurrency: 1}}\n{state_of(folder)}"
        path.write_text(text, encoding="utf-8")
        self._profile = load_profile(path, {})
        self._state = self._profile.state
        self.mourn(death)

    def mourn(self, death: Death) -> None:
        """From now on, this is the death to come."""
        self._death = death
        death.on_death = self._photograph

    def ask(self, what: Callable[[Application], object]) -> bool:
        """Ask raccordo one thing; whether it lived to answer."""
        self.clock.advance(300)
        wires = {
            "cic": Wire(self.cic.app, self._death),
            "crm": Wire(self.crm.app, self._death),
        }
        try:
            with (
                self._dying_at_commits(),
                Application(self._profile, lang="en", transports=wires) as raccordo,
            ):
                what(raccordo)
        except (Killed, ServerLost):
            self._bring_back()
            return False
        return True

    def writes(self) -> int:
        return len(self.cic.traffic.writes) + len(self.crm.traffic.writes)

    def records(self) -> tuple[list[str], list[str]]:
        """Everything that both systems hold, but for numbers and stamps."""
        companies = self.crm["Company"]
        return (
            sorted(_plain(self.cic.customers[key]) for key in self.cic.customers),
            sorted(_plain(companies[key]) for key in companies),
        )

    @contextlib.contextmanager
    def _dying_at_commits(self) -> Iterator[None]:
        database = Sqlite if self._state.path else Postgres
        commits = Commits(self._death, database)
        with mock.patch.multiple(database, **commits.ways):
            yield

    def _photograph(self) -> None:
        if self._state.url:
            cut_off(self._state.url.reveal())
        for path in self._files():
            if path.exists():
                shutil.copy(path, f"{path}.then")

    def _bring_back(self) -> None:
        for path in self._files():
            path.unlink(missing_ok=True)
            then = Path(f"{path}.then")
            if then.exists():
                then.rename(path)

    def _files(self) -> list[Path]:
        path = self._state.path
        return [path, Path(f"{path}-wal")] if path else []


def _plain(record: dict[str, object]) -> str:
    kept = {name: record[name] for name in sorted(record) if name not in FORGOTTEN}
    return to_json(kept)
