"""The language server as an editor meets it, over its real protocol."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.editor.__main__ import main
from tests.unit.editor.client import Editor, editor

ENGLISH = "for customers\n"
ITALIAN = "# language: it\nper customers\n"


@pytest.fixture
def english(tmp_path: Path) -> Iterator[Editor]:
    with editor(tmp_path / "own.rules", "en") as at_work:
        yield at_work


@pytest.fixture
def italian(tmp_path: Path) -> Iterator[Editor]:
    with editor(tmp_path / "own.rules", "it") as at_work:
        yield at_work


def labels(found: object) -> list[str]:
    assert isinstance(found, dict)
    return [item["label"] for item in found["items"]]


def test_a_good_file_has_nothing_wrong(english: Editor) -> None:
    assert english.open(f"{ENGLISH}require phone when country = 'IT'\n") == []


def test_a_mistake_is_marked_at_its_word_with_what_was_meant(english: Editor) -> None:
    (found,) = english.open(f"{ENGLISH}require vat_zon\n")

    assert found["range"] == {
        "start": {"line": 1, "character": 8},
        "end": {"line": 1, "character": 15},
    }
    assert found["message"] == (
        "there is no field 'vat_zon' in customers\ndid you mean 'vat_zone'?"
    )


def test_a_mistake_is_told_in_the_language_of_the_person(italian: Editor) -> None:
    (found,) = italian.open(f"{ITALIAN}obbligatorio vat_zon\n")

    assert found["message"].endswith("forse 'vat_zone'?")


def test_a_mistake_behind_an_odd_letter_is_counted_as_editors_count(
    english: Editor,
) -> None:
    """An emoji is one character to us and two units to an editor."""
    (found,) = english.open(f"{ENGLISH}forbid name = '\N{PARTY POPPER}' and vat_zon\n")

    assert found["range"]["start"] == {"line": 1, "character": 23}


def test_a_mended_mistake_is_marked_no_more(english: Editor) -> None:
    assert len(english.open(f"{ENGLISH}require vat_zon\n")) == 1

    assert english.change(f"{ENGLISH}require vat_zone\n") == []


def test_a_line_that_is_begun_offers_words_and_fields(english: Editor) -> None:
    english.open(f"{ENGLISH}\n")

    offered = labels(english.at("textDocument/completion", 1, 0))

    assert offered[:2] == ["require", "check"]
    assert "vat_zone" in offered


def test_behind_a_keyword_the_fields_come_with_their_labels(english: Editor) -> None:
    english.open(f"{ENGLISH}require vat\n")

    found = english.at("textDocument/completion", 1, 11)

    said = {item["label"]: item.get("detail") for item in found["items"]}
    assert said["vat_zone"] == "Reviso VAT zone"


def test_behind_is_a_the_shapes_are_offered(italian: Editor) -> None:
    italian.open(f"{ITALIAN}controlla vat_number è una \n")

    offered = labels(italian.at("textDocument/completion", 2, 27))

    assert offered[0] == "partita_iva"
    assert "vat_zone" not in offered


def test_behind_for_the_entities_are_offered(english: Editor) -> None:
    english.open("for \n")

    assert "customers" in labels(english.at("textDocument/completion", 0, 4))


def test_behind_a_truth_its_two_values_are_offered(english: Editor) -> None:
    english.open(f"{ENGLISH}forbid split_payment = \n")

    assert labels(english.at("textDocument/completion", 1, 23)) == ["true", "false"]


@pytest.mark.parametrize(
    ("character", "said"),
    [
        pytest.param(8, "Certified e-mail", id="a field"),
        pytest.param(16, "a certified email address (PEC)", id="a shape"),
        pytest.param(2, "must be a certified email address", id="a keyword: the rule"),
    ],
)
def test_a_word_says_what_it_means(english: Editor, character: int, said: str) -> None:
    english.open(f"{ENGLISH}check pec is a pec\n")

    found = english.at("textDocument/hover", 1, character)

    assert said in found["contents"]["value"]


def test_an_empty_line_means_nothing(english: Editor) -> None:
    english.open(f"{ENGLISH}check pec is a pec\n\n")

    assert english.at("textDocument/hover", 2, 0) is None


def test_a_file_is_put_in_its_form_with_its_comments(english: Editor) -> None:
    english.open(f"{ENGLISH}require   phone  # before they deliver\n")

    (edit,) = english.ask(
        "textDocument/formatting",
        textDocument={"uri": english.uri},
        options={"tabSize": 4, "insertSpaces": True},
    )

    assert "require phone" in edit["newText"]
    assert "# before they deliver" in edit["newText"]


def test_a_file_with_a_mistake_keeps_its_form(english: Editor) -> None:
    english.open(f"{ENGLISH}require   phone phone\n")

    assert (
        english.ask(
            "textDocument/formatting",
            textDocument={"uri": english.uri},
            options={"tabSize": 4, "insertSpaces": True},
        )
        is None
    )


def test_the_profile_beside_a_file_does_not_have_to_be_right(tmp_path: Path) -> None:
    (tmp_path / "profile.yml").write_text("name: [\n", encoding="utf-8")

    with editor(tmp_path / "own.rules", "en") as at_work:
        assert at_work.open(f"{ENGLISH}require phone\n") == []


def test_without_its_library_the_server_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.delitem(sys.modules, "engine.editor.server", raising=False)
    monkeypatch.setattr(sys, "argv", ["raccordo-editor"])
    monkeypatch.setenv("RACCORDO_LANG", "en")

    assert main() == 2
    assert "raccordo[editor]" in capsys.readouterr().err
