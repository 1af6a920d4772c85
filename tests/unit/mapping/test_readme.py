"""The page about the format names what the format has."""

from pathlib import Path

import pytest

from engine.lenses.catalogue import CATALOGUE
from engine.lenses.entry import Entry

ROOT = Path(__file__).parent.parent.parent.parent
PAGE = (ROOT / "mappings/README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.name)
def test_every_lens_stands_in_the_page_with_its_kind(entry: Entry) -> None:
    kind = entry.kind.value.replace("_", " ")

    assert f"| `{entry.name}` | {kind} |" in PAGE
