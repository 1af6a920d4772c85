"""What a person asks of a fleet: who is in it, how it goes, who is run now."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from engine.application import Application
from engine.application.answer import Answer, Document
from engine.application.documents import moment
from engine.config import Profile, load_profile
from engine.errors import N_, UsageError
from engine.fleet.queue import NOW, NOW_FULL, Priority, Queue
from engine.state.address import Address
from engine.state.members import Member, Members


class NoServer(UsageError):
    """A profile whose state is a file, where a fleet is asked for."""

    template = N_("the profile {name!r} remembers in a file: a fleet is on PostgreSQL")
    advice = N_("`raccordo state move --to postgresql://…`, then write that as `state`")


class OtherServer(UsageError):
    """A profile that remembers on another server than the fleet."""

    template = N_("the profile {name!r} remembers elsewhere, on {there}")
    advice = N_("all profiles of a fleet remember in one database: {here}")


def address_of(profile: Profile) -> Address:
    """The server of the fleet that a profile belongs to.

    Raises:
        NoServer: It remembers in a file.
    """
    if profile.state.url is None:
        raise NoServer(name=profile.name)
    return Address(profile.state.url, "")


class FleetDesk:
    """The fleet of one server."""

    def __init__(self, address: Address, environment: Mapping[str, str]) -> None:
        self._address = address
        self._environment = environment

    def status(self) -> Answer:
        """The profiles, and how many workers are there."""
        # The queue's tables are made with it.
        with Queue(self._address), Members(self._address) as members:
            return Answer(
                {
                    "workers": members.workers(),
                    "fleet": [_document(member) for member in members.all()],
                }
            )

    def add(self, paths: Sequence[Path]) -> Answer:
        """Add profiles by their files, or read their schedules anew."""
        profiles = [load_profile(path, self._environment) for path in paths]
        for profile in profiles:
            self._refuse_stranger(profile)
        with Queue(self._address), Members(self._address) as members:
            for profile in profiles:
                members.add(profile.name, _plain(profile.path), _every(profile))
        return _done("add", [profile.name for profile in profiles])

    def remove(self, names: Sequence[str]) -> Answer:
        """Take profiles out; what they remember stays on the server."""
        with Members(self._address) as members:
            members.remove(names)
        return _done("remove", names)

    def pause(self, names: Sequence[str], *, is_over: bool) -> Answer:
        """Have no worker run these profiles, or again."""
        with Members(self._address) as members:
            members.pause(names, is_paused=not is_over)
        return _done("resume" if is_over else "pause", names)

    def run(self, names: Sequence[str], *, is_full: bool) -> Answer:
        """Have profiles run before what the schedule says."""
        with Queue(self._address) as queue:
            with Members(self._address) as members:
                members.need(names)
            for name in names:
                queue.ask(name, NOW_FULL if is_full else NOW, Priority.PERSON)
        return _done("run", names)

    def _refuse_stranger(self, profile: Profile) -> None:
        there = address_of(profile)
        if _place(there) != _place(self._address):
            raise OtherServer(
                name=profile.name, there=str(there), here=str(self._address)
            )


def _every(profile: Profile) -> dict[str, float]:
    """How often each step of a profile is due, in seconds."""
    with Application(profile) as application:
        steps = application.service_desk().steps()
    return {step.name: step.every.total_seconds() for step in steps}


def _place(address: Address) -> tuple[object, ...]:
    """Host, port and database: whoever asks, it is the same place."""
    given = conninfo_to_dict(address.url.reveal())
    return given.get("host"), given.get("port") or "5432", given.get("dbname")


def _plain(path: Path) -> Path:
    """Without detours, but where one leads through a link to another place."""
    plain = Path(os.path.normpath(path))
    return plain if plain.resolve() == path.resolve() else path


def _document(member: Member) -> Document:
    return {
        "profile": member.name,
        "path": str(_plain(member.path)),
        "paused": member.is_paused,
        "running": member.is_running,
        "waiting": member.waiting,
        "ended_at": moment(member.ended_at),
        "exit": member.exit,
        "said": member.said,
    }


def _done(verb: str, names: Sequence[str]) -> Answer:
    return Answer({"operation": {"verb": verb, "profiles": list(dict.fromkeys(names))}})
