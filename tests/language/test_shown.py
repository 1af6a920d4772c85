"""What a person sees of each wrong file: its line, the caret and the advice."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion

from engine.errors import RuleError
from engine.messages import error_text
from tests.unit.rules.customers import mistakes

_WRONG = yaml.safe_load(Path(__file__).with_name("wrong.yml").read_text("utf-8"))


@pytest.mark.parametrize("lang", ["en", "it"])
@pytest.mark.parametrize(
    "given", [pytest.param(given, id=case) for case, given in _WRONG.items()]
)
def test_a_wrong_file_shows_where_and_what_to_write(
    given: dict[str, Any], lang: str, snapshot: SnapshotAssertion
) -> None:
    shown = [error_text(error, lang) for error in mistakes(given["file"])]

    assert "\n".join(shown) == snapshot


def test_every_mistake_has_its_own_words_and_advice() -> None:
    found = [error for given in _WRONG.values() for error in mistakes(given["file"])]

    assert len(_WRONG) > 80
    for error in found:
        assert isinstance(error, RuleError)
        assert type(error) is not RuleError
        assert "syntax" not in str(error)
    assert [type(e).__name__ for e in found if not e.advice] == ["BadPattern"]
