"""One agreement: the two systems, what is kept equal, and under which policy."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from engine.config.secret import Secret

CIC_URL = "https://rest.reviso.com"
GRANT_URL = "https://app.reviso.com/api1/requestaccess.aspx"
CRM_URL = "https://api.crmincloud.it/api/v1"
STOCK_MAPPINGS = ("customers", "products", "quotations")


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``calls`` requests in any ``seconds``."""

    calls: int
    seconds: int


@dataclass(frozen=True, slots=True)
class CicAccess:
    """How to reach CiC; the grant may be missing until somebody gave it.

    Attributes:
        app_public_token: Names the connector on the page where access is granted.
        grant_url: That page.
    """

    url: str
    app_secret_token: Secret
    agreement_grant_token: Secret | None = None
    rate: Rate | None = None
    app_public_token: str = ""
    grant_url: str = ""


@dataclass(frozen=True, slots=True)
class CrmAccess:
    """How to reach the CRM: with an API key, or with a user and a password."""

    url: str
    api_key: Secret | None = None
    username: str = ""
    password: Secret | None = None
    rate: Rate | None = None


@dataclass(frozen=True, slots=True)
class StatePlace:
    """Where a profile remembers: a file of SQLite, or a database of PostgreSQL.

    Exactly one of the two is there; the URL may hold a password.
    """

    path: Path | None = None
    url: Secret | None = None

    def __str__(self) -> str:
        return str(self.path) if self.path else "postgresql://…"


@dataclass(frozen=True, slots=True)
class Toggles:
    """What is kept equal: the two switches of the connector's set-up page."""

    customers: bool = True
    orders: bool = True


@dataclass(frozen=True, slots=True)
class Policy:
    """What decides where nobody is asked."""

    conflict: str = "last_modified"
    max_changes: float = 0.3
    max_changes_floor: int = 20
    quiet: timedelta = timedelta(seconds=45)
    concurrency: int = 8


@dataclass(frozen=True, slots=True)
class Mail:
    """How to reach people by e-mail.

    Attributes:
        security: ``starttls``, ``tls`` or ``none``.
    """

    to: tuple[str, ...]
    sender: str
    server: str
    port: int = 587
    security: str = "starttls"
    username: str = ""
    password: Secret | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What people are told of."""

    problems: bool = True
    grant: bool = True
    safety_stop: bool = True
    silence: bool = True


@dataclass(frozen=True, slots=True)
class Notify:
    """Where the service tells what waits for a person, and how often at most.

    Attributes:
        webhook: An address that takes JSON; it may hold a secret.
    """

    webhook: Secret | None = None
    mail: Mail | None = None
    every: timedelta = timedelta(hours=1)
    about: About = About()


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile, checked; every path in it is absolute.

    Attributes:
        path: The file that it was read from.
        mappings: Stock names, and absolute paths of other mapping files.
        layout: The print template of new quotations, by name or number, or empty.
        quotes_become: What a quote becomes in CiC: ``quotation`` or ``order``.
        quotes_ready: The condition of `send quote --all-ready`, or an empty text.
        schedule: How often what is due, by entity (and ``full``).
        public_url: The address under which the world reaches ``serve``, or empty.
    """

    name: str
    path: Path
    cic: CicAccess
    crm: CrmAccess
    state: StatePlace
    toggles: Toggles = Toggles()
    mappings: tuple[str, ...] = STOCK_MAPPINGS
    overlays: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()
    policy: Policy = Policy()
    layout: str = ""
    quotes_become: str = "quotation"
    quotes_ready: str = ""
    schedule: tuple[tuple[str, timedelta], ...] = ()
    public_url: str = ""
    notify: Notify | None = None
