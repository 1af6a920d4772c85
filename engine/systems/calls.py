"""One call to a system, and what came back."""

from dataclasses import dataclass, field
from enum import Enum

from engine.values import Value


class Kind(Enum):
    """What may be done again when no good answer came."""

    READ = "read"
    """It changes nothing: try again."""

    UPDATE = "update"
    """Done twice is as good as done once: try again, then say it is unclear."""

    OVERWRITE = "overwrite"
    """It lays itself over what somebody may have edited since: once it was sent,
    never again without a look."""

    DELETE = "delete"
    """As an update; gone at the second try is what was wanted."""

    CREATE = "create"
    """Done twice is one record too many: once it was sent, never again."""

    @property
    def is_sent_once(self) -> bool:
        """Whether a call that may have been carried out is not sent again."""
        return self in (Kind.CREATE, Kind.OVERWRITE)


@dataclass(frozen=True, slots=True)
class Call:
    """A request that is to be made.

    Attributes:
        kind: What may be done again.
        method: The verb of HTTP.
        path: The path below the base address, escaped.
        query: The names and values behind the question mark, not escaped yet.
        body: What to send as JSON, or None for nothing.
        resource: Whose call it is, for a person.
        id: The record that it is about, or an empty text for a collection.
        is_open: Whether it goes without credentials, because it asks for them.
        is_paper: Whether a document to print is asked for, and no JSON.
    """

    kind: Kind
    method: str
    path: str
    query: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: object = field(default=None, repr=False)
    resource: str = ""
    id: str = ""
    is_open: bool = False
    is_paper: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Attributes:
        status: The code of HTTP.
        headers: Its headers, names in lower case.
        body: The bytes of the body.
        value: The body as JSON, or None where it is empty or not read yet.
    """

    status: int
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    value: Value = field(default=None, repr=False)
