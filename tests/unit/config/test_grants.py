"""A grant is kept where only its owner finds it, and comes back whole."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from engine.config.grants import (
    BrokenGrant,
    Grant,
    Grants,
    NoPlace,
)
from engine.config.place import OpenPlace
from engine.config.profile import CicAccess, CrmAccess, Profile, StatePlace
from engine.config.secret import Secret

TOKEN = "planted-grant-4711"  # noqa: S105 - made up
GRANT = Grant(Secret(TOKEN), date(2026, 1, 31))


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory, which can be locked."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # the library has no types
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[service, username] = password

    def _open(self) -> None:
        if self.is_locked:
            raise keyring.errors.KeyringLocked


@pytest.fixture
def ring() -> Iterator[Ring]:
    before = keyring.get_keyring()
    made = Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def grants(folder: Path) -> Grants:
    return Grants(
        Profile(
            name="acme",
            path=folder / "profile.yml",
            cic=CicAccess("https://cic.example", Secret("app-secret")),
            crm=CrmAccess("https://crm.example"),
            state=StatePlace(path=folder / "acme.db"),
        )
    )


def test_without_a_keyring_a_grant_is_its_owners_alone(tmp_path: Path) -> None:
    assert grants(tmp_path).read() is None

    place = grants(tmp_path).write(GRANT)

    assert place == str(tmp_path / "acme.grant")
    assert (tmp_path / "acme.grant").stat().st_mode & 0o777 == 0o600
    assert grants(tmp_path).read() == GRANT
    assert [path.name for path in tmp_path.iterdir()] == ["acme.grant"]


def test_the_keyring_goes_first_and_leaves_no_file(tmp_path: Path, ring: Ring) -> None:
    ring.is_locked = True
    grants(tmp_path).write(GRANT)
    ring.is_locked = False
    newer = Grant(Secret("another-grant-4712"), date(2026, 2, 1))

    place = grants(tmp_path).write(newer)

    assert place == "keyring raccordo"
    assert list(ring.kept) == [("raccordo", str(tmp_path / "profile.yml"))]
    assert list(tmp_path.iterdir()) == []
    assert grants(tmp_path).read() == newer


def test_a_file_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    grants(tmp_path).write(GRANT)
    (tmp_path / "acme.grant").chmod(0o644)

    with pytest.raises(OpenPlace):
        grants(tmp_path).read()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("[]", id="a list"),
        pytest.param('{"agreement_grant_token": "x"}', id="no day"),
        pytest.param(
            '{"agreement_grant_token": "x", "given_on": "yesterday"}', id="no date"
        ),
        pytest.param('{"given_on": "2026-01-31"}', id="no token"),
    ],
)
def test_what_is_no_grant_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "acme.grant"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)

    with pytest.raises(BrokenGrant, match="acme"):
        grants(tmp_path).read()


def test_a_folder_that_takes_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoPlace) as caught:
        grants(tmp_path / "nowhere").write(GRANT)

    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize(
    ("days", "is_ending"),
    [
        pytest.param(0, False, id="new"),
        pytest.param(329, False, id="31 days before its end"),
        pytest.param(330, True, id="30 days before its end"),
        pytest.param(360, True, id="ended"),
    ],
)
def test_a_grant_is_told_from_thirty_days_before_its_end(
    days: int,
    is_ending: bool,  # noqa: FBT001 - a row of the table
) -> None:
    assert GRANT.is_ending(GRANT.given_on + timedelta(days=days)) is is_ending
