"""What PostgreSQL says no to, as errors that tell what to do.

=================  ==========================================================
SQLSTATE           what a person reads
=================  ==========================================================
08, 57, or none    the server cannot be reached, or went away
28                 it does not accept the user and the password
3D                 there is no such database
42501              the user may not do it
53100              make room; what was done is kept
25006              it is a standby: nothing can be written
=================  ==========================================================
"""

from engine.config.secret import mask
from engine.errors import N_, StateError
from engine.state.address import Address
from engine.state.trouble import Full, ReadOnly


class NoDriver(StateError):
    """What speaks to PostgreSQL is not installed."""

    template = N_("a state on PostgreSQL needs a part that is not installed")
    advice = N_("install it with pip install 'raccordo[fleet]'")


class NotAnAddress(StateError):
    """A URL that says no server."""

    template = N_("the state {path} cannot be read as an address: {text}")
    advice = N_("write it as postgresql://USER:${{PASSWORD}}@HOST:5432/DATABASE")


class NoServer(StateError):
    """The server cannot be reached."""

    exit_code = 3
    template = N_("the server of the state {path} cannot be reached: {text}")
    advice = N_("nothing is lost: see that it runs, then run again")


class ServerLost(StateError):
    """The server was there, and is no more."""

    exit_code = 3
    template = N_("the server of the state {path} went away: {text}")
    advice = N_("nothing is lost: what was done is kept or looked for by the next run")


class NotLetIn(StateError):
    """The server does not accept who we say that we are."""

    template = N_("the server of the state {path} does not let us in: {text}")
    advice = N_("correct the user or the password in `state`")


class NoSuchDatabase(StateError):
    """The server has no such database."""

    template = N_("the server of the state {path} has no such database")
    advice = N_("make it (createdb NAME), or correct `state` in the profile")


class NoRights(StateError):
    """The user may not do what is needed."""

    template = N_(
        "the server does not allow it to the user of the state {path}: {text}"
    )
    advice = N_("GRANT CREATE, CONNECT, TEMPORARY ON DATABASE NAME TO USER")


_KINDS: dict[str, type[StateError]] = {
    "25006": ReadOnly,
    "28": NotLetIn,
    "3D": NoSuchDatabase,
    "42501": NoRights,
    "53100": Full,
    "57": ServerLost,
    "08": ServerLost,
}


def retold(error: Exception, address: Address) -> StateError:
    """What the driver or the server said, in our words."""
    import psycopg

    code = getattr(error, "sqlstate", None) or ""
    kind = _KINDS.get(code) or _KINDS.get(code[:2]) or StateError
    if not code and isinstance(error, psycopg.ProgrammingError):
        kind = NotAnAddress
    elif not code and isinstance(error, psycopg.OperationalError):
        kind = _unsaid(error)
    return kind(path=str(address), text=mask(_words(error)))


def _words(error: Exception) -> str:
    """The sentence of the server, or the last line of the driver."""
    diagnosis = getattr(error, "diag", None)
    said = getattr(diagnosis, "message_primary", None) or str(error)
    return " ".join(said.strip().splitlines()[-1:]).strip()


def _unsaid(error: Exception) -> type[StateError]:
    """Where no code is given: what was refused or lost on the way to the server."""
    text = str(error)
    if "authentication failed" in text or "no password supplied" in text:
        return NotLetIn
    if "does not exist" in text and "database" in text:
        return NoSuchDatabase
    if "closed" in text or "lost" in text:
        return ServerLost
    return NoServer
