"""The schema for editors agrees with the loader, as far as a schema can say it."""

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from engine.errors import Located, Several
from engine.lenses.catalogue import CATALOGUE
from engine.mapping import divided_mistakes, mistakes, overlay_mistakes, table_mistakes
from engine.mapping.files import Files
from engine.mapping.format import named, sections
from engine.mapping.loader import load_mapping
from engine.mapping.overlays import read_overlay
from engine.mapping.schema import mapping_schema
from engine.marked import plain, read
from engine.model.side import Pair
from engine.source import Source
from tests.unit.mapping import (
    test_divided,
    test_loader,
    test_wrong_files,
    test_wrong_lists,
)
from tests.unit.mapping.listed import LISTED, LISTED_SYSTEMS
from tests.unit.mapping.people import PEOPLE, PEOPLE_SYSTEMS
from tests.unit.mapping.samples import GOOD, NAMES, SYSTEMS, opened

ROOT = Path(__file__).parents[3]
VALIDATOR = Draft202012Validator(mapping_schema(NAMES))
STOCK = Draft202012Validator(mapping_schema(Pair("cic", "crm")))

# What a file says wrong by itself, whatever the two systems are.
SAYABLE = (
    mistakes.UnknownKey,
    mistakes.UnknownWord,
    mistakes.NotText,
    mistakes.NotNumber,
    mistakes.NotTruth,
    mistakes.NotItems,
    mistakes.NotKeys,
    mistakes.NotAPath,
    divided_mistakes.NotTwo,
    divided_mistakes.TwiceTheSame,
    mistakes.NotALens,
    mistakes.UnknownLens,
    mistakes.UnknownLensOption,
    mistakes.LensLacksOption,
    mistakes.NotAMapping,
    mistakes.WrongSchema,
    overlay_mistakes.Fixed,
    overlay_mistakes.NotAnOverlay,
    overlay_mistakes.NotPinned,
    overlay_mistakes.NoReasonGiven,
    table_mistakes.NotARow,
    table_mistakes.TooManyPlaces,
)

FILES = {
    "good": GOOD,
    "rich": test_wrong_files.RICH,
    "overlay": test_wrong_files.OVERLAY,
    **{
        f"loader: {name}": GOOD.replace(old, new, 1)
        for name, (old, new) in test_loader.WRONG.items()
        if name != "no YAML"  # an editor says that itself
    },
    **{
        f"file: {name}": test_wrong_files.RICH.replace(old, new, 1)
        for name, (old, new) in test_wrong_files.WRONG.items()
    },
    "people": PEOPLE,
    **{
        f"people: {name}": PEOPLE.replace(old, new, 1)
        for name, (old, new) in test_divided.WRONG.items()
    },
    "lists": LISTED,
    **{
        f"list: {name}": LISTED.replace(old, new, 1)
        for name, (old, new) in test_wrong_lists.WRONG.items()
    },
    **{
        f"overlay: {name}": test_wrong_files.OVERLAY.replace(old, new, 1)
        for name, (old, new) in test_wrong_files.WRONG_OVERLAY.items()
        if name != "no YAML"
    },
}


def is_sayable(error: Located) -> bool:
    """Whether a schema can see it: in the file itself, and not a matter of types."""
    is_typed = error.parts.get("key") in ("const", "value", "rows")
    is_typed = is_typed and isinstance(error, mistakes.NotTruth)
    is_here = not error.place.order[0].startswith("tables/")
    return isinstance(error, SAYABLE) and is_here and not is_typed


def errors_of(text: str) -> tuple[Located, ...]:
    """What the loader has against a file."""
    source = Source("x.yml", text)
    is_overlay = "extends:" in text
    try:
        overlays = [read_overlay(source, NAMES)] if is_overlay else []
        stock = Source("clients.yml", GOOD) if is_overlay else source
        files = Files(opened)
        systems = LISTED_SYSTEMS if "numbers:" in text else SYSTEMS
        systems = PEOPLE_SYSTEMS if "  street: {books: address" in text else systems
        load_mapping(stock, NAMES, systems, overlays=overlays, files=files)
    except Several as several:
        return several.errors
    return ()


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_the_schema_and_the_loader_agree(text: str) -> None:
    marked, _ = read(Source("x.yml", text))
    errors = errors_of(text)

    is_valid = VALIDATOR.is_valid(plain(marked))

    assert errors or is_valid, "the loader accepts it"
    if any(map(is_sayable, errors)):
        assert not is_valid, "a schema can say what is wrong here"


def test_what_the_loader_takes_for_the_same_the_schema_takes_too() -> None:
    odd = (
        GOOD.replace("version: 3", "version: '3'")
        .replace("required: true", "required: 'true'")
        .replace("by: vat", "by: [vat]")
        .replace("as: country", "as: [country]")
        .replace("{option: zones}", "{option: {registry: zones}}")
        .replace("it: Clienti", "it: 5")
    )

    assert errors_of(odd) == ()
    assert VALIDATOR.is_valid(plain(read(Source("x.yml", odd))[0]))


@pytest.mark.parametrize(
    ("line", "is_valid"),
    [
        pytest.param("{drop: no use}", True, id="with a reason"),
        pytest.param("{drop: ''}", False, id="without one"),
        pytest.param("{drop: no use, max: 3}", False, id="and described"),
    ],
)
def test_an_overlay_may_drop_a_field_of_items(line: str, *, is_valid: bool) -> None:
    text = f"extends: clients@1\nfields: {{numbers: {{items: {{value: {line}}}}}}}\n"

    assert VALIDATOR.is_valid(plain(read(Source("x.yml", text))[0])) is is_valid


def test_a_lens_of_the_customers_own_may_be_named() -> None:
    text = test_wrong_files.OVERLAY.replace(
        "XX_NOTE, as: lines}", "XX_NOTE, as: odd}\nlenses: {odd: {file: lens.py}}"
    )

    assert VALIDATOR.is_valid(plain(read(Source("x.yml", text))[0]))


@pytest.mark.parametrize(
    "path",
    [
        *(ROOT / "mappings").glob("*.yml"),
        *(ROOT / "examples").glob("*/customers.yml"),
        *(ROOT / "examples").glob("*/contacts.yml"),
        *(ROOT / "engine/cli/starter").glob("*/customers.yml"),
    ],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_the_files_that_come_with_us_are_valid(path: Path) -> None:
    marked, _ = read(Source(path.name, path.read_text(encoding="utf-8")))

    assert list(STOCK.iter_errors(plain(marked))) == []


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_key_and_lens_has_its_hover_text(lang: str) -> None:
    schema = mapping_schema(NAMES, lang)
    texts = set(re.findall(r"'description': (?:'([^']*)'|\"([^\"]*)\")", repr(schema)))
    told = {one or other for one, other in texts}

    for keys in sections().values():
        assert {named(key.meaning[lang], NAMES) for key in keys} <= told
    for entry in CATALOGUE.values():
        assert entry.meaning[lang] in told


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(mapping_schema(NAMES))
