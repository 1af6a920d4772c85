"""What a person copies into CiC."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.scene import Said

Run = Callable[..., Said]


@pytest.fixture
def public(profile: Path) -> Path:
    text = profile.read_text(encoding="utf-8")
    text += "serve: {public_url: https://sync.example.it/}\n"
    profile.write_text(text, encoding="utf-8")
    return profile


@pytest.mark.parametrize(
    ("lang", "types"),
    [
        pytest.param("it", ["Cliente aggiornato", "Prodotto aggiornato"], id="Italian"),
        pytest.param("en", ["Customer updated", "Product updated"], id="English"),
    ],
)
def test_the_two_hooks_are_given_as_they_are_entered(
    public: Path, run: Run, lang: str, types: list[str]
) -> None:
    said = run("hooks", "--json", "--lang", lang)

    assert said.code == 0
    assert list(said.document) == ["hooks"]
    hooks = said.document["hooks"]
    secret = (public.parent / "acme.hooks").read_text(encoding="utf-8")
    assert len(secret) > 30
    assert hooks == [
        {
            "type": type_,
            "url": f"https://sync.example.it/hooks/{secret}/{entity}",
            "content_type": "application/json",
            "body": '{"oldNumber": "[OLDNUMBER]", "newNumber": "[NEWNUMBER]"}',
        }
        for type_, entity in zip(types, ["customers", "products"], strict=True)
    ]


def test_an_address_is_never_broken(
    public: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")

    said = run("hooks")

    secret = (public.parent / "acme.hooks").read_text(encoding="utf-8")
    for entity in ("customers", "products"):
        assert f"https://sync.example.it/hooks/{secret}/{entity}\n" in said.out


def test_the_secret_stays_until_a_new_one_is_asked_for(public: Path, run: Run) -> None:
    assert public.exists()
    first, second = run("hooks", "--json"), run("hooks", "--json")
    third, fourth = run("hooks", "--json", "--rotate"), run("hooks", "--json")

    assert first.out == second.out
    assert third.out != first.out
    assert fourth.out == third.out


def test_without_a_public_address_that_is_what_is_said(profile: Path, run: Run) -> None:
    said = run("hooks")

    assert said.code == 2
    assert "public_url" in said.err
    assert not (profile.parent / "acme.hooks").exists()


@pytest.mark.parametrize("text", ["", "short", "with spaces in it, twenty", "é" * 40])
def test_what_is_no_secret_is_told(public: Path, run: Run, text: str) -> None:
    kept = public.parent / "acme.hooks"
    kept.write_text(text, encoding="utf-8")
    kept.chmod(0o600)

    said = run("hooks")

    assert said.code == 2
    assert "--rotate" in said.err
    assert run("hooks", "--rotate").code == 0
    assert run("hooks").code == 0


def test_a_secret_that_others_can_read_is_not_used(public: Path, run: Run) -> None:
    assert run("hooks").code == 0
    (public.parent / "acme.hooks").chmod(0o644)

    said = run("hooks")

    assert said.code == 2
    assert "chmod 600" in said.err
