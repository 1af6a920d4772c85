import pytest

from engine.lenses.base import Kind
from engine.lenses.catalogue import CATALOGUE, SAMPLE, Entry, Example, Takes

EXAMPLES = [
    pytest.param(entry, example, id=f"{entry.name}-{number}")
    for entry in CATALOGUE.values()
    for number, example in enumerate(entry.examples, start=1)
]


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_an_example_reads_as_it_says(entry: Entry, example: Example) -> None:
    lens = entry.make(example.arguments, SAMPLE)

    assert example.right == lens.get(example.left, example.scope)


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_an_example_writes_back_as_it_says(entry: Entry, example: Example) -> None:
    lens = entry.make(example.arguments, SAMPLE)

    assert example.back == lens.put(example.right, None, example.scope)


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.name)
def test_every_lens_says_what_it_means_in_both_languages(entry: Entry) -> None:
    assert entry.examples
    assert {"it", "en"} == set(entry.meaning)
    assert all(text.endswith(".") for text in entry.meaning.values())


def test_the_catalogue_is_closed() -> None:
    assert [
        *("text", "lines", "first_line", "vat_number", "tax_code", "email", "phone"),
        *("country", "option"),
    ] == list(CATALOGUE)
    assert CATALOGUE["first_line"].kind is Kind.ONE_WAY
    assert CATALOGUE["option"].options["within"] is Takes.FIELD
