"""A description of a system is read whole, or every problem of it is told."""

from datetime import timedelta

import pytest

from engine.errors import Several
from engine.model.resource import Reference, SystemDescription
from engine.source import Source
from engine.systems.description import load_description

GOOD = """\
schema: 1
system: cic
url: https://rest.example
page_size: 10
keys_per_search: 5
query_length: 100
writes: whole
resources:
  things:
    path: /things
    key: number
    modified: {path: changed, granularity: 60s, overlap: 3m}
    max_length: {name: 5}
    references:
      - {path: place, key: code, also: {a.b: c.d}}
"""


def load(text: str) -> SystemDescription:
    return load_description(Source("mappings/systems/x.yml", text))


def test_a_description_says_what_its_file_says() -> None:
    description = load(GOOD)

    things = description.resource("things")
    assert things is not None
    assert (description.name, description.page_size) == ("cic", 10)
    assert description.partial_update is False
    assert things.granularity == timedelta(seconds=60)
    assert things.overlap == timedelta(minutes=3)
    assert things.max_length == (("name", 5),)
    assert things.references == (Reference("place", "code", (("a.b", "c.d"),)),)
    assert things.is_optional is things.is_keyed is False


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("url:", "ulr:", "x.yml:3:1: unknown key 'ulr'", id="misspelt"),
        pytest.param("url:", "ulr:", "did you mean 'url'?", id="the nearest"),
        pytest.param("url:", "zzz:", "known here: schema, system", id="strange"),
        pytest.param(
            "    key: number\n",
            "",
            "x.yml:10:5: the key 'key' is missing",
            id="missing",
        ),
        pytest.param("60s", "60", "x.yml:12:44: '60' is not a duration", id="duration"),
        pytest.param("page_size: 10", "page_size: 0", "'0' is not", id="zero"),
        pytest.param("whole", "all", "write one of: whole, changes", id="choice"),
        pytest.param("{name: 5}", "[5]", "keys with their values are due", id="list"),
        pytest.param("/things", "[a]", "a text is due", id="no text"),
        pytest.param("schema: 1", "schema: 2", "write one of: 1", id="version"),
        pytest.param("schema: 1", "schema: [1", "bracket is not closed", id="no YAML"),
        pytest.param(
            "key: number", "key: n\n    key: m", "stands here twice", id="twice"
        ),
    ],
)
def test_a_problem_is_told_at_its_place(old: str, new: str, said: str) -> None:
    with pytest.raises(Several) as raised:
        load(GOOD.replace(old, new))

    assert said in str(raised.value)


def test_all_problems_are_told_at_once() -> None:
    text = GOOD.replace("whole", "all").replace("60s", "x").replace("url", "ulr")

    with pytest.raises(Several) as raised:
        load(text)

    assert len(raised.value.errors) == 3


def test_an_empty_file_lacks_what_a_system_needs() -> None:
    with pytest.raises(Several, match="the key 'system' is missing"):
        load("")


def test_the_books_hold_the_facts_that_others_count_on(
    cic_description: SystemDescription,
) -> None:
    customers = cic_description.resource("customers")

    assert customers is not None
    assert customers.overlap == timedelta(seconds=120)
    assert ("name", 255) in customers.max_length
    province = Reference(
        "province", "provinceNumber", (("countryCode.code", "countryCode.code"),)
    )
    assert province in customers.references
    roots = {path.partition(".")[0] for path in customers.required}
    assert roots | set(customers.read_only) <= set(customers.properties)


@pytest.mark.parametrize("name", ["cic_description", "crm_description"])
def test_a_description_names_no_property_that_it_does_not_list(
    request: pytest.FixtureRequest, name: str
) -> None:
    description: SystemDescription = request.getfixturevalue(name)

    for _, resource in description.resources:
        named = {
            resource.key,
            *filter(None, (resource.label, resource.modified)),
            *resource.required,
            *resource.read_only,
            *resource.filterable,
            *resource.starts_with,
            *(path for path, _ in resource.max_length),
            *(reference.path for reference in resource.references),
        }
        roots = {path.partition(".")[0] for path in named}
        assert roots <= set(resource.properties), resource.name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(
            "Could not create customer. A supplier needs to have a country code to be "
            "able to have a province.",
            "province_needs_country",
            id="province",
        ),
        pytest.param(
            "Could not create customer. The chosen VAT zone is not valid for the "
            "country in which your agreement exists.",
            "vat_zone_missing",
            id="VAT zone",
        ),
        pytest.param("Schema validation failed.", "mandatory_missing", id="schema"),
        pytest.param("Something else.", None, id="unknown"),
    ],
)
def test_the_known_refusals_are_recognised(
    cic_description: SystemDescription, text: str, code: str | None
) -> None:
    known = cic_description.recognise(text)

    assert (known.code if known else None) == code
