"""Where a profile remembers on a server of PostgreSQL: a schema of its own."""

from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from engine.config.secret import Secret

_LONGEST = 63
"""How many bytes PostgreSQL keeps of a name; the rest it drops without a word."""


@dataclass(frozen=True, slots=True)
class Address:
    """A schema on a server; nothing of the URL that is secret is ever printed."""

    url: Secret
    profile: str

    @property
    def schema(self) -> str:
        """The name of the schema."""
        name = f"raccordo {self.profile}"
        if len(name.encode()) <= _LONGEST:
            return name
        known = sha256(name.encode()).hexdigest()[:12]
        return f"{name.encode()[: _LONGEST - 13].decode(errors='ignore')}~{known}"

    def __str__(self) -> str:
        parts = urlsplit(self.url.reveal())
        host = parts.netloc.rpartition("@")[2]
        whose = f" ({self.profile})" if self.profile else ""
        return f"postgresql://{host}{parts.path}{whose}"


def quoted(name: str) -> str:
    """A name as SQL reads it, whatever is in it."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'
