"""A lens of a customer's own is held to what it says, and never costs a run."""

import pytest

from engine.lenses.base import Kind
from engine.lenses.entry import Entry
from engine.lenses.foreign import Faulty, read_foreign
from engine.lenses.supplies import Supplies
from engine.model.side import Side

GOOD = """\
KIND = "canonical"
MEANING = {"it": "Un numero con una A.", "en": "A number with an A."}
EXAMPLES = [("1", "A1", "1")]

def get(left):
    return "A" + left

def put(right, old):
    if not right.startswith("A"):
        raise ValueError("it does not begin with A")
    return right[1:]

def normal(right):
    return right.strip().upper()
"""


def entry(text: str = GOOD) -> Entry:
    return read_foreign("lettered", text, "lens.py")


def test_a_file_becomes_a_lens() -> None:
    found = entry()
    lens = found.make({}, Supplies())

    assert (found.kind, found.is_stock) == (Kind.CANONICAL, False)
    assert lens.get("17", {}) == "A17"
    assert lens.put("A18", "17", {}) == "18"
    assert lens.put(None, "17", {}) is None
    assert lens.normal(" a17", {}) == lens.normal("A17", {})


def test_reading_and_writing_back_changes_nothing_whatever_put_does() -> None:
    lens = entry(GOOD.replace("return right[1:]", "return right[1:].strip()"))

    assert lens.make({}, Supplies()).put("A 17", " 17", {}) == " 17"


def test_a_function_that_fails_is_a_problem_and_no_crash() -> None:
    lens = entry().make({}, Supplies())

    assert lens.get(17, {}) == "17"
    assert lens.put("B17", None, {}) == "B17"
    objection = lens.why_not("B17", {}, Side.LEFT)
    assert objection
    assert objection.code == "lens_refused"
    assert objection.parts["text"] == "it does not begin with A"
    assert lens.why_not("A17", {}, Side.LEFT) is None


def test_another_text_has_another_digest() -> None:
    assert entry().digest == entry().digest
    assert entry().digest != entry(GOOD + "\n").digest


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        pytest.param('"canonical"', '"perfect"', 1, id="an unknown kind"),
        pytest.param(', "en": "A number with an A."', "", 2, id="one language"),
        pytest.param('[("1", "A1", "1")]', "[]", 3, id="no examples"),
        pytest.param('("1", "A1", "1")', '("1", "A1")', 3, id="half an example"),
        pytest.param('"A1", "1")', '"A1", "2")', 3, id="an example that fails"),
        pytest.param("def get(left):", "def get(left:", 5, id="no Python"),
        pytest.param("def normal", "1 / 0\n\ndef normal", 13, id="it fails at once"),
        pytest.param("def put", "def write", 1, id="no way back"),
    ],
)
def test_a_wrong_file_is_told_by_its_line(old: str, new: str, line: int) -> None:
    with pytest.raises(Faulty) as raised:
        entry(GOOD.replace(old, new, 1))

    assert raised.value.line == line
