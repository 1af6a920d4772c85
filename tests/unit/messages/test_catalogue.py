"""Every text that a person reads exists in both languages."""

import ast
import io
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import engine
from engine.messages import tell, tell_count
from engine.messages.catalogue import DOMAIN, LOCALE

ENGINE = Path(engine.__file__).parent
ITALIAN = LOCALE / "it" / "LC_MESSAGES"
# The marks of the Makefile's `messages`; the last three have a plural.
MARKS = ("N_", "say", "tell", "N_count", "say_count", "tell_count")


def marked_texts() -> Iterator[tuple[str, str]]:
    """Every marked text; read from the tree, so that no form of text escapes."""
    for file in sorted(ENGINE.rglob("*.py")):
        name = file.relative_to(ENGINE)
        if name.parts[0] == "sandbox":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and called(node.func) in MARKS and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield str(name), text.value


def called(function: ast.expr) -> str:
    return str(getattr(function, "id", getattr(function, "attr", "")))


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (ITALIAN / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale="it")


def parts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def forms(said: object) -> list[str]:
    if isinstance(said, str):
        return [said]
    return [str(form) for form in said] if isinstance(said, list | tuple) else [""]


def test_no_text_of_the_engine_lacks_its_italian(catalogue: Catalog) -> None:
    lacking = sorted(
        {
            (file, text)
            for file, text in marked_texts()
            if not (found := catalogue.get(text)) or "" in forms(found.string)
        }
    )

    assert lacking == [], "run `make messages`, then translate these"


def test_no_text_of_the_catalogue_has_left_the_engine(catalogue: Catalog) -> None:
    used = {text for _, text in marked_texts()}
    kept = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id
    }

    assert sorted(kept - used) == []


def test_a_translation_has_the_parts_of_its_text(catalogue: Catalog) -> None:
    for message in catalogue:
        if isinstance(message.id, str) and isinstance(message.string, str):
            assert parts(message.id) == parts(message.string), message.id
        elif not isinstance(message.id, str):
            for text in forms(message.string):
                assert parts(text) <= parts(" ".join(message.id)), message.id


def test_no_translation_is_a_guess(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_the_compiled_catalogue_is_that_of_the_text(catalogue: Catalog) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)

    assert (ITALIAN / f"{DOMAIN}.mo").read_bytes() == compiled.getvalue()


@pytest.mark.parametrize(
    ("lang", "n", "expected"),
    [
        pytest.param("en", 1, "the fields of 1 more new record: -v", id="one"),
        pytest.param("en", 2, "the fields of 2 more new records: -v", id="two"),
        pytest.param("it", 1, "i campi di 1 altra nuova anagrafica: -v", id="una"),
        pytest.param("it", 2, "i campi di altre 2 nuove anagrafiche: -v", id="due"),
    ],
)
def test_a_number_finds_its_form(lang: str, n: int, expected: str) -> None:
    one = "the fields of {n} more new record: -v"
    many = "the fields of {n} more new records: -v"

    assert tell_count(one, many, lang, n=n) == expected


def test_a_part_that_nobody_gave_does_not_cost_the_sentence() -> None:
    said = tell("{system} has no {resource} {id}", "en", system="CRM")

    assert said == "CRM has no … …"


def test_a_part_is_never_read_as_a_template() -> None:
    said = tell("unknown key {key!r}", "it", key="{0.__class__}")

    assert said == "chiave sconosciuta '{0.__class__}'"
