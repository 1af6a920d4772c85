"""Who is told by the service: what the profile says, and what is wrong in it."""

from datetime import timedelta
from pathlib import Path

import pytest

from engine.config import About, Mail, Notify, Secret, load_profile
from engine.config.secret import mask
from engine.errors import Several

SMALLEST = "name: acme\ncic: {app_secret_token: s, agreement_grant_token: g}\n"
SMALLEST += "crm: {api_key: key0}\n"


def load(folder: Path, text: str, **environment: str) -> Notify | None:
    path = folder / "profile.yml"
    path.write_text(SMALLEST + text, encoding="utf-8")
    return load_profile(path, environment).notify


def test_without_a_word_nobody_is_told(tmp_path: Path) -> None:
    assert load(tmp_path, "") is None
    assert load(tmp_path, "notify: {every: 2h}\n") is None


def test_everything_that_can_be_said_is_read(tmp_path: Path) -> None:
    text = """
notify:
  webhook: https://hooks.example/services/T0?key=${KEY}
  email:
    to: [anna@example.it, ufficio@example.it]
    from: raccordo@example.it
    server: smtp.example.it
    port: 465
    security: tls
    username: anna
    password: ${MAIL}
  every: 4h
  about: {problems: false}
"""
    found = load(tmp_path, text, KEY="planted-key-4711", MAIL="planted-mail-4711")

    assert found == Notify(
        Secret("https://hooks.example/services/T0?key=planted-key-4711"),
        Mail(
            ("anna@example.it", "ufficio@example.it"),
            "raccordo@example.it",
            "smtp.example.it",
            465,
            "tls",
            "anna",
            Secret("planted-mail-4711"),
        ),
        timedelta(hours=4),
        About(problems=False, grant=True, safety_stop=True),
    )
    assert "4711" not in repr(found)
    assert "4711" not in mask("https://hooks.example/services/T0?key=planted-key-4711")


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        pytest.param("notify: {webhook: hooks.example}", "NotAddress", id="no scheme"),
        pytest.param(
            "notify: {webhook: http://hooks.example/x}", "PlainAddress", id="plain"
        ),
        pytest.param(
            "notify: {email: {to: [anna], from: a@b.it, server: s}}",
            "NotEmail",
            id="a name for an address",
        ),
        pytest.param(
            "notify: {email: {to: a@b.it, from: a@b.it, server: s}}",
            "NotList",
            id="one for a list",
        ),
        pytest.param(
            "notify: {email: {to: [a@b.it], from: a@b.it}}",
            "MissingKey",
            id="no server",
        ),
        pytest.param(
            "notify: {email: {to: [a@b.it], from: a@b.it, server: s, port: 99999}}",
            "OutOfRange",
            id="no port",
        ),
        pytest.param(
            "notify: {email: {to: [a@b.it], from: a@b.it, server: s, security: ssl}}",
            "NotOneOf",
            id="no security",
        ),
        pytest.param("notify: {evry: 1h}", "UnknownKey", id="an unknown key"),
        pytest.param("notify: {every: hourly}", "NotDuration", id="a word for a time"),
    ],
)
def test_a_mistake_is_told_at_its_place(
    tmp_path: Path, text: str, mistake: str
) -> None:
    with pytest.raises(Several) as caught:
        load(tmp_path, f"{text}\n")

    (error,) = caught.value.errors
    assert type(error).__name__ == mistake
    assert error.place.order[1] == 4
