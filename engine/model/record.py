"""One object of one system, as it was read."""

from dataclasses import dataclass
from datetime import datetime

from engine.values import Json


@dataclass(frozen=True, slots=True)
class Record:
    """An object of a resource: its id, its whole content, and when it was modified.

    Attributes:
        id: The system's key of it, as text.
        content: The object as the system sent it, decimals exact.
        modified: The server's stamp of the last change, UTC; None where the
            resource has none or it could not be read.
        editor: Whom the system names as the last to change it; empty where it
            names nobody.
    """

    id: str
    content: Json
    modified: datetime | None = None
    editor: str = ""
