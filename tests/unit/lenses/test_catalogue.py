import pytest

from engine.lenses.base import Kind
from engine.lenses.catalogue import CATALOGUE
from engine.lenses.entry import Entry, Example, Takes
from engine.lenses.stock_codes import SAMPLE

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


def test_every_option_of_a_lens_says_what_it_means() -> None:
    for entry in CATALOGUE.values():
        for setting in entry.options.values():
            assert {"it", "en"} == set(setting.meaning)
            assert all(setting.meaning.values())
            assert bool(setting.words) is (setting.takes is Takes.WORD)


def test_the_catalogue_is_closed() -> None:
    assert [
        *("text", "trim", "prefix", "case", "lines", "first_line", "join", "split"),
        *("first", "constant", "url", "person_name", "together", "name_part"),
        *("vat_number", "tax_code", "code", "email", "phone", "country", "option"),
        *("table", "money", "quantity", "percentage", "discount", "integer", "date"),
        *("moment", "boolean", "opposite", "follow", "linked"),
    ] == list(CATALOGUE)
    one_way = {name for name, one in CATALOGUE.items() if one.kind is Kind.ONE_WAY}
    assert one_way == {"first_line", "constant", "name_part", "follow"}
    assert CATALOGUE["option"].options["within"].takes is Takes.FIELD
