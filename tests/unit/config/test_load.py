"""What a profile may say, and how what is wrong in it is told."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from engine.config import (
    Policy,
    Profile,
    Rate,
    Secret,
    Toggles,
    load_profile,
    mask,
    schema_profile,
    shipped,
)
from engine.config.mistakes import NoProfile
from engine.errors import Several

SMALLEST = "name: acme\ncic: {app_secret_token: secret}\ncrm: {api_key: key0}\n"


def load(folder: Path, text: str, **environment: str) -> Profile:
    path = folder / "profile.yml"
    path.write_text(text, encoding="utf-8")
    return load_profile(path, environment)


def wrong(folder: Path, text: str, **environment: str) -> list[tuple[str, int, int]]:
    with pytest.raises(Several) as caught:
        load(folder, text, **environment)
    return [
        (type(error).__name__, error.place.order[1], error.place.order[2])
        for error in caught.value.errors
    ]


def test_the_smallest_profile_has_the_defaults_of_the_contract(tmp_path: Path) -> None:
    profile = load(tmp_path, SMALLEST)

    assert profile.cic.url == "https://rest.reviso.com"
    assert profile.crm.url == "https://api.crmincloud.it/api/v1"
    assert profile.cic.rate == Rate(10, 1)
    assert profile.crm.rate == Rate(40, 60)
    assert profile.state.path == tmp_path / "acme.db"
    assert profile.toggles == Toggles(customers=True, orders=True)
    assert profile.mappings == ("customers", "products", "quotations")
    assert profile.policy == Policy(
        conflict="last_modified",
        max_changes=0.3,
        max_changes_floor=20,
        quiet=timedelta(seconds=45),
        concurrency=8,
    )


def test_a_state_on_a_server_keeps_its_password_to_itself(tmp_path: Path) -> None:
    """The password alone is a secret too: a driver may quote it."""
    text = """
name: acme
cic: {app_secret_token: a}
crm: {api_key: k}
state: postgresql://me:${PW}@db.example.it/firm
"""
    profile = load(tmp_path, text, PW="p%40ssw0rd-0f-th3-db")

    assert profile.state.path is None
    assert profile.state.url == Secret(
        "postgresql://me:p%40ssw0rd-0f-th3-db@db.example.it/firm"
    )
    assert mask("p%40ssw0rd-0f-th3-db or p@ssw0rd-0f-th3-db") == "••• or •••"
    assert "ssw0rd" not in f"{profile} {profile.state}"


def test_the_whole_profile_is_read(tmp_path: Path) -> None:
    (tmp_path / "extra.yml").touch()
    (tmp_path / "extra.rules").touch()
    text = """
name: acme
cic:
  url: http://localhost:8100/
  app_secret_token: ${A}
  agreement_grant_token: g
  rate: 5/m
crm: {url: https://crm.example/api/v1, username: anna, password: "0012"}
state: sqlite:////var/lib/acme.db
sync: {customers: true, orders: false}
mappings: [customers]
overlays: [extra.yml]
rules: [extra.rules]
policy:
  conflict: manual
  max_changes: 0.5
  max_changes_floor: 3
  quiet: 2m
  concurrency: 4
layout: IT v2.0
schedule: {customers: 5m, full: 1d}
serve: {public_url: https://sync.example.it/}
"""
    profile = load(tmp_path, text, A="from-outside")

    assert profile.cic.url == "http://localhost:8100"
    assert profile.cic.app_secret_token.reveal() == "from-outside"
    assert profile.cic.rate == Rate(5, 60)
    assert profile.crm.password == Secret("0012")
    assert profile.crm.rate is None
    assert profile.state.path == Path("/var/lib/acme.db")
    assert not profile.toggles.orders
    assert profile.mappings == ("customers",)
    assert profile.overlays == (tmp_path / "extra.yml",)
    assert profile.rules == (tmp_path / "extra.rules",)
    assert profile.policy == Policy("manual", 0.5, 3, timedelta(minutes=2), 4)
    assert profile.schedule == (
        ("customers", timedelta(minutes=5)),
        ("full", timedelta(days=1)),
    )
    assert profile.public_url == "https://sync.example.it"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("crmm: {}", ("UnknownKey", 4, 1), id="a key like a known one"),
        pytest.param("zebra: 1", ("UnheardKey", 4, 1), id="a key like none"),
        pytest.param("layout:", ("Empty", 4, 1), id="no value"),
        pytest.param("sync: yes", ("NotSection", 4, 7), id="a text for a section"),
        pytest.param("rules: x", ("NotList", 4, 8), id="a text for a list"),
        pytest.param("layout: [a]", ("NotPlainText", 4, 9), id="a list for a text"),
        pytest.param("sync: {orders: yes}", ("NotTruth", 4, 16), id="yes for true"),
        pytest.param(
            "policy: {concurrency: few}", ("NotWhole", 4, 23), id="a word for a number"
        ),
        pytest.param(
            "policy: {max_changes: lots}", ("NotNumber", 4, 23), id="a word for a share"
        ),
        pytest.param(
            "policy: {max_changes: 30}", ("OutOfRange", 4, 23), id="percent for a share"
        ),
        pytest.param(
            "policy: {conflict: newest}", ("NotOneOf", 4, 20), id="an unknown policy"
        ),
        pytest.param(
            "policy: {quiet: 5 min}", ("NotDuration", 4, 17), id="a duration in words"
        ),
        pytest.param("state: acme.db", ("NotState", 4, 8), id="a path for a state"),
        pytest.param(
            "state: postgresql://me:pw@host:port/db",
            ("NotState", 4, 8),
            id="a server without a number for its port",
        ),
        pytest.param(
            "state: postgresql://[::1/db", ("NotState", 4, 8), id="half an address"
        ),
        pytest.param(
            "serve: {public_url: sync.example}", ("NotAddress", 4, 21), id="no scheme"
        ),
        pytest.param(
            "serve: {public_url: https://u:p@host}",
            ("NotAddress", 4, 21),
            id="a password in an address",
        ),
        pytest.param(
            "serve: {public_url: http://localhost.example}",
            ("PlainAddress", 4, 21),
            id="plain http that only looks local",
        ),
        pytest.param("overlays: [no.yml]", ("NoSuchFile", 4, 12), id="no such file"),
        pytest.param(
            "mappings: [custmers]", ("NoSuchMapping", 4, 12), id="no such mapping"
        ),
        pytest.param("layout: ${X}", ("NoSuchVariable", 4, 9), id="no such variable"),
        pytest.param(
            "layout: 'a ${X} b'", ("NoSuchVariable", 4, 12), id="inside a text"
        ),
        pytest.param("name: other", ("SameKeyTwice", 4, 1), id="a key twice"),
        pytest.param("layout: 'open", ("OpenQuote", 4, 9), id="not YAML"),
    ],
)
def test_each_mistake_has_its_place(
    tmp_path: Path, line: str, expected: tuple[str, int, int]
) -> None:
    assert wrong(tmp_path, f"{SMALLEST}{line}\n") == [expected]


def test_a_sentence_of_a_comment_is_no_secret(tmp_path: Path) -> None:
    load(tmp_path, f"# Every key: ordinary words   Well? check\n{SMALLEST}")
    load(tmp_path, f"{SMALLEST}# api_key: commented-out-4711\n")

    assert mask("ordinary words") == "ordinary words"
    assert "4711" not in mask("commented-out-4711")


def test_what_asks_no_system_needs_no_secret(tmp_path: Path) -> None:
    path = tmp_path / "profile.yml"
    text = SMALLEST.replace("key0", "'${LACKING}'")
    path.write_text(f"{text}layout: ${{X}}\n", encoding="utf-8")

    with pytest.raises(Several) as caught:
        load_profile(path, {}, is_offline=True)

    assert [error.parts["name"] for error in caught.value.errors] == ["X"]


@pytest.mark.parametrize(
    ("crm", "is_right"),
    [
        pytest.param("{api_key: k}", True, id="a key"),
        pytest.param("{username: u, password: p}", True, id="a user and a password"),
        pytest.param("{}", False, id="nothing"),
        pytest.param("{username: u}", False, id="a user without a password"),
        pytest.param("{api_key: k, username: u}", False, id="a key and a user"),
        pytest.param("{api_key: k, username: u, password: p}", False, id="both"),
    ],
)
def test_the_crm_takes_one_kind_of_credentials(
    tmp_path: Path, crm: str, *, is_right: bool
) -> None:
    text = f"name: acme\ncic: {{app_secret_token: s}}\ncrm: {crm}\n"

    if is_right:
        assert load(tmp_path, text).name == "acme"
    else:
        assert {name for name, _, _ in wrong(tmp_path, text)} == {"CredentialsUnclear"}


def test_all_mistakes_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = "nam: acme\ncic: {url: ftp://x}\ncrm: {api_key: k}\nsync: {order: true}\n"

    assert sorted(wrong(tmp_path, text), key=lambda one: (*one[1:], one[0])) == [
        ("MissingKey", 1, 1),
        ("UnknownKey", 1, 1),
        ("MissingKey", 2, 1),
        ("NotAddress", 2, 12),
        ("UnknownKey", 4, 8),
    ]


def test_a_missing_profile_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(NoProfile, match="raccordo init"):
        load_profile(tmp_path / "none.yml", {})


def test_no_secret_is_ever_printed(tmp_path: Path) -> None:
    profile = load(tmp_path, SMALLEST.replace("key0", '"${KEY}"'), KEY="hush-hush-hush")

    assert "hush" not in f"{profile!r} {profile} {profile.crm.api_key:>40}"
    assert "hush" not in mask("the server said: bad key hush-hush-hush")


def test_the_line_of_a_mistake_hides_a_secret_beside_it(tmp_path: Path) -> None:
    text = (
        "name: acme\ncic: {app_secret_token: written-here, urll: x}\ncrm: {api_key: k}"
    )

    with pytest.raises(Several) as caught:
        load(tmp_path, text)

    assert "written-here" in str(caught.value)
    assert "written-here" not in mask(str(caught.value))


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_schema_is_one_and_describes_every_key(lang: str) -> None:
    schema = schema_profile("it" if lang == "it" else "en")

    Draft202012Validator.check_schema(schema)
    assert "description_it" not in json.dumps(schema)
    assert all(part["description"] for part in schema["properties"].values())


def test_the_two_languages_of_the_schema_differ() -> None:
    assert schema_profile("it")["description"] != schema_profile("en")["description"]


def test_the_stock_files_are_found_beside_the_engine() -> None:
    assert (shipped("mappings") / "systems").is_dir()
