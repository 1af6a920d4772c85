"""From the checked values of a profile to the profile itself."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from engine.config.mistakes import NoSuchFile, NoSuchMapping, NotState
from engine.config.profile import (
    CIC_URL,
    CRM_URL,
    GRANT_URL,
    STOCK_MAPPINGS,
    About,
    CicAccess,
    CrmAccess,
    Mail,
    Notify,
    Policy,
    Profile,
    Rate,
    StatePlace,
    Toggles,
)
from engine.config.secret import Secret
from engine.config.shipped import shipped
from engine.errors import Located
from engine.marked import Items, Keys
from engine.source import Span, nearest

Section = dict[str, Any]

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_MAIL = ("server", "port", "security", "username")
_RATES = {CIC_URL: Rate(10, 1), CRM_URL: Rate(40, 60)}


def build(plain: Section, root: Keys, path: Path) -> tuple[Profile, list[Located]]:
    """The profile, and the files that it names in vain."""
    files = _Files(path.absolute().parent, root)
    profile = Profile(
        name=plain["name"],
        path=path.absolute(),
        cic=_cic(plain["cic"]),
        crm=_crm(plain["crm"]),
        state=files.state(plain.get("state"), plain["name"]),
        toggles=Toggles(**plain.get("sync", {})),
        mappings=files.mappings(plain.get("mappings", STOCK_MAPPINGS)),
        overlays=files.named("overlays", plain),
        rules=files.named("rules", plain),
        policy=_policy(plain.get("policy", {})),
        layout=plain.get("layout", ""),
        quotes_become=plain.get("quotes_become", "quotation"),
        quotes_ready=plain.get("quotes_ready", ""),
        schedule=tuple(
            (entity, duration(text))
            for entity, text in plain.get("schedule", {}).items()
        ),
        public_url=plain.get("serve", {}).get("public_url", "").rstrip("/"),
        notify=_notify(plain.get("notify", {})),
    )
    return profile, files.missing


def duration(text: str) -> timedelta:
    """The time that ``45s``, ``5m``, ``2h`` or ``1d`` says; ``0`` is none."""
    if text == "0":
        return timedelta()
    return timedelta(seconds=int(text[:-1]) * _SECONDS[text[-1]])


def _rate(section: Section, url: str) -> Rate | None:
    if "rate" not in section:
        return _RATES.get(url)
    calls, _, unit = section["rate"].partition("/")
    return Rate(int(calls), _SECONDS[unit])


def _cic(section: Section) -> CicAccess:
    url = section.get("url", CIC_URL).rstrip("/")
    grant = section.get("agreement_grant_token")
    return CicAccess(
        url=url,
        app_secret_token=Secret(section["app_secret_token"]),
        agreement_grant_token=Secret(grant) if grant else None,
        rate=_rate(section, url),
        app_public_token=section.get("app_public_token", ""),
        grant_url=section.get("grant_url") or _grant_url(url),
    )


def _grant_url(url: str) -> str:
    """Beside the API, but for the vendor's own, which has it on another host."""
    return GRANT_URL if url == CIC_URL else url + urlsplit(GRANT_URL).path


def _crm(section: Section) -> CrmAccess:
    url = section.get("url", CRM_URL).rstrip("/")
    key, password = section.get("api_key"), section.get("password")
    return CrmAccess(
        url=url,
        api_key=Secret(key) if key else None,
        username=section.get("username", ""),
        password=Secret(password) if password else None,
        rate=_rate(section, url),
    )


def state_place(text: str, folder: Path) -> StatePlace:
    """Where a URL says that a state is; a file is sought from a folder.

    Raises:
        ValueError: It says no place.
    """
    if text.startswith("sqlite:///"):
        return StatePlace(path=folder / text.removeprefix("sqlite:///"))
    if not text.startswith(("postgresql://", "postgres://")):
        raise ValueError(text)
    parts = urlsplit(text)
    named = dict(parse_qsl(parts.query)).get("password", "")
    for password in (parts.password or "", named):
        # As it stands there, and as the server gets it.
        Secret(password)
        Secret(unquote(password))
    # The driver ends a password at its first "@", and takes the rest for a host.
    if parts.port == 0 or parts.netloc.count("@") > 1:
        raise ValueError(text)
    return StatePlace(url=Secret(text))


def _policy(section: Section) -> Policy:
    quiet = section.get("quiet")
    given = {key: value for key, value in section.items() if key != "quiet"}
    if quiet is None:
        return Policy(**given)
    return Policy(quiet=duration(quiet), **given)


def _notify(section: Section) -> Notify | None:
    webhook, mail = section.get("webhook"), section.get("email")
    if not webhook and not mail:
        return None
    return Notify(
        Secret(webhook) if webhook else None,
        _mail(mail) if mail else None,
        duration(section.get("every", "1h")),
        About(**section.get("about", {})),
    )


def _mail(section: Section) -> Mail:
    password = section.get("password")
    named = {name: section[name] for name in _MAIL if name in section}
    return Mail(
        tuple(section["to"]),
        section["from"],
        password=Secret(password) if password else None,
        **named,
    )


class _Files:
    """The files that a profile names, sought from its folder."""

    def __init__(self, folder: Path, root: Keys) -> None:
        self.folder = folder
        self.root = root
        self.missing: list[Located] = []

    def state(self, text: str | None, name: str) -> StatePlace:
        place = StatePlace(path=self.folder / f"{name}.db")
        if text is None:
            return place
        try:
            return state_place(text, self.folder)
        except ValueError:
            span = self.root.entries["state"].span
            self.missing.append(NotState(span, key="state", value=text))
            return place

    def named(self, key: str, plain: Section) -> tuple[Path, ...]:
        paths = plain.get(key, [])
        return tuple(self._file(key, at, text) for at, text in enumerate(paths))

    def _file(self, key: str, at: int, text: str) -> Path:
        path = self.folder / text
        if not path.is_file():
            self.missing.append(NoSuchFile(self._span(key, at), path=text))
        return path

    def mappings(self, names: list[str]) -> tuple[str, ...]:
        return tuple(self._mapping(at, name) for at, name in enumerate(names))

    def _mapping(self, at: int, name: str) -> str:
        stock = {
            *STOCK_MAPPINGS,
            *(file.stem for file in shipped("mappings").glob("*.yml")),
        }
        if name in stock:
            return name
        if "/" in name or name.endswith((".yml", ".yaml")):
            return str(self._file("mappings", at, name))
        span = self._span("mappings", at)
        close = nearest(name, stock) or ", ".join(STOCK_MAPPINGS)
        self.missing.append(NoSuchMapping(span, path=name, nearest=close))
        return name

    def _span(self, key: str, at: int) -> Span:
        listed = self.root.entries[key]
        return listed.items[at].span if isinstance(listed, Items) else listed.span
