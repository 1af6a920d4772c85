"""The laws of every lens, and of the stock mapping, on values nobody thought of."""

import copy
from decimal import Decimal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from engine.lenses.base import Kind, Lens
from engine.lenses.catalogue import CATALOGUE
from engine.lenses.chain import Chain
from engine.lenses.countries import Country
from engine.lenses.fiscal import VatNumber
from engine.lenses.options import Choice
from engine.lenses.plain import Text
from engine.lenses.stock_codes import SAMPLE
from engine.lenses.tables import TableLens
from engine.model.side import Side
from engine.values import Value
from tests.mappings.stock import MAPPINGS

# The first example of a run waits for tables to be read: no deadline.
PATIENT = settings(deadline=None)

ARGUMENTS = {
    "option": [
        {"registry": "payment_terms"},
        {"registry": "currencies"},
        {"registry": "provinces", "show": "code", "within": "country"},
    ],
    "prefix": [{"text": "CRM-"}],
    "case": [{"form": "upper"}, {"form": "lower"}],
    "together": [{"with": ", "}, {"with": "-"}],
    "join": [{}, {"with": ";"}],
    "split": [{}, {"with": ";"}],
    "table": [{"table": "customer_kind"}],
    "linked": [{"entity": "units"}, {"entity": "vat_rates", "show": "code"}],
    "money": [{}, {"decimals": "0"}],
    "date": [{}, {"zone": "UTC"}],
    "boolean": [{}, {"yes": "Sì", "no": "No"}],
    "phone": [{}, {"country": "country"}],
    "vat_number": [{}, {"country": "country"}],
}

LENSES = [
    pytest.param(entry.make(arguments, SAMPLE), id=f"{entry.name}-{number}")
    for entry in CATALOGUE.values()
    if entry.kind is not Kind.ONE_WAY
    for number, arguments in enumerate(ARGUMENTS.get(entry.name, [{}]))
] + [pytest.param(Chain((Text(), VatNumber())), id="chain")]

TEXTS_KNOWN = (
    *("IT01234567890", "it 012.345.678.90", "DE123456789", "RSSMRA80A01H501U"),
    *("MI", "Milano", "mi", "MA", "58", "999", "11", "12", "EUR"),
    *("Italia", "germany", "IT", "+39 02 1234567", "02/1234567"),
    *("a@B.it", " A@b.IT ", "Via Roma 1\r\n Scala B", " ", "ITIT12345"),
    *("Azienda", "privato", "B2B", "none", "a, b", ";a; b", "Sì", "falso"),
    *(
        "1.234,50 €",
        "10.005",
        "-0,5",
        "22 %",
        "10+5",
        "CRM-9001",
        "https://Acme.it/",
        "acme.it",
    ),
    *("2024-05-02", "2024-05-01T22:30:00Z", "2024-05-02T10:00:00+02:00", "İ ß ŉ"),
)
TELLING = st.sampled_from(TEXTS_KNOWN)
TEXTS = st.one_of(TELLING, st.text(max_size=12))
NUMBERS = st.one_of(
    st.integers(-5, 1000),
    st.sampled_from([11, 58, 999]),
    st.decimals(-1000, 1000, places=2),
)
FLAT: st.SearchStrategy[Value] = st.one_of(
    st.none(), TEXTS, NUMBERS, st.booleans(), st.just([])
)
VALUES: st.SearchStrategy[Value] = st.recursive(
    FLAT,
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.text(max_size=3), inner, max_size=2),
    ),
    max_leaves=4,
)
COUNTRIES = st.sampled_from([None, "IT", "Spagna", "Germania", "Atlantide", ""])


@pytest.mark.parametrize("lens", LENSES)
@PATIENT
@given(left=VALUES, country=COUNTRIES)
def test_reading_and_writing_back_changes_nothing(
    lens: Lens, left: Value, country: str | None
) -> None:
    scope: dict[str, Value] = {"country": country}

    assert lens.put(lens.get(left, scope), left, scope) == left


@pytest.mark.parametrize("lens", LENSES)
@PATIENT
@given(data=st.data(), old=VALUES, country=COUNTRIES)
def test_what_was_written_reads_back_the_same(
    lens: Lens, data: st.DataObject, old: Value, country: str | None
) -> None:
    scope: dict[str, Value] = {"country": country}
    right = data.draw(_writable(lens, scope))

    read = lens.get(lens.put(right, old, scope), scope)

    assert lens.normal(right, scope) == lens.normal(read, scope)


@pytest.mark.parametrize("lens", LENSES)
@PATIENT
@given(right=VALUES, country=COUNTRIES)
def test_the_normal_form_of_a_normal_form_is_itself(
    lens: Lens, right: Value, country: str | None
) -> None:
    scope: dict[str, Value] = {"country": country}
    normal = lens.normal(right, scope)

    assert normal == lens.normal(normal, scope)


@pytest.mark.parametrize("lens", LENSES)
@PATIENT
@given(right=VALUES, country=COUNTRIES)
@example(right="İ", country=None)
def test_every_spelling_says_the_same(
    lens: Lens, right: Value, country: str | None
) -> None:
    scope: dict[str, Value] = {"country": country}
    normal = lens.normal(right, scope).casefold()

    found = {
        lens.normal(text, scope).casefold() for text in lens.spellings(right, scope)
    }

    assert found <= {normal}


def _writable(lens: Lens, scope: dict[str, Value]) -> st.SearchStrategy[Value]:
    """Values that nothing speaks against; of closed lists, what is on them."""
    known = [
        None,
        "",
        *TEXTS_KNOWN,
        *(lens.texts() if isinstance(lens, Choice | TableLens) else ()),
    ]
    listed = [text for text in known if lens.why_not(text, scope, Side.LEFT) is None]
    is_closed = isinstance(lens, Choice | Country | TableLens)
    if is_closed:
        return st.sampled_from(listed)
    # A lens that takes numbers alone is tried on numbers, and on what reads as one.
    anything = st.one_of(st.sampled_from(listed), VALUES)
    return anything.filter(lambda value: lens.why_not(value, scope, Side.LEFT) is None)


CUSTOMERS = MAPPINGS["customers"]


def _reference(key: str, values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    plain = st.fixed_dictionaries(
        {key: values}, optional={"self": st.just("https://x")}
    )
    return st.one_of(plain, st.none())


LEFT_RECORDS = st.fixed_dictionaries(
    {"name": TEXTS, "customerNumber": st.integers(1, 999)},
    optional={
        "address": TEXTS,
        "zip": TEXTS,
        "city": st.one_of(TEXTS, st.none()),
        "vatNumber": TEXTS,
        "corporateIdentificationNumber": TEXTS,
        "email": TEXTS,
        "telephoneAndFaxNumber": TEXTS,
        "currency": st.sampled_from(["EUR", "USD", "XXX", ""]),
        "customerGroup": _reference("customerGroupNumber", st.integers(1, 4)),
        "vatZone": _reference("vatZoneNumber", st.integers(1, 4)),
        "countryCode": _reference("code", st.sampled_from(["IT", "ES", "FR"])),
        "province": st.fixed_dictionaries(
            {"provinceNumber": st.sampled_from([58, 77, 999, 28, 1234])},
            optional={
                "countryCode": _reference("code", st.sampled_from(["IT", "ES"])),
                "self": st.just("https://x"),
            },
        ),
        "italianCertifiedEmail": TEXTS,
        "defaultDiscountPct": st.just(Decimal("10.00")),
        "tags": st.just([]),
        "somethingNew": VALUES,
    },
)
RIGHT_RECORDS = st.fixed_dictionaries(
    {"companyName": TEXTS, "id": st.integers(1, 999)},
    optional={
        "address": TEXTS,
        "zipCode": FLAT,
        "vatId": TEXTS,
        "taxIdentificationNumber": TEXTS,
        "province": st.sampled_from(["MI", "rm", "Milano", "XX", "", None]),
        "state": st.sampled_from(["IT", "Italia", "Spagna", "Oz", "", None]),
        "emails": st.lists(st.fixed_dictionaries({"value": TEXTS}), max_size=2),
        "phones": st.lists(st.fixed_dictionaries({"value": TEXTS}), max_size=2),
        "FF_CIC_CURRENCY": st.sampled_from(["EUR", "XXX", "", None]),
        "FF_CIC_VAT_ZONE": st.sampled_from(["1", "2", "9", "", None]),
        "FF_CIC_PAYMENT_TERMS": st.sampled_from(["6", 11, "", None]),
        "somethingNew": VALUES,
    },
)


@PATIENT
@given(left=LEFT_RECORDS, right=RIGHT_RECORDS)
def test_a_record_written_back_as_read_is_the_same(
    left: dict[str, Value], right: dict[str, Value]
) -> None:
    for side, record in ((Side.LEFT, left), (Side.RIGHT, right)):
        before = copy.deepcopy(record)
        view = CUSTOMERS.view(side, record)

        assert CUSTOMERS.put(side, record, view, view) == before
        assert CUSTOMERS.put(side, record, {}, view) == before
        assert record == before


@PATIENT
@given(left=LEFT_RECORDS, right=RIGHT_RECORDS)
def test_what_travels_to_the_left_reads_back_and_touches_nothing_else(
    left: dict[str, Value], right: dict[str, Value]
) -> None:
    view = CUSTOMERS.view(Side.RIGHT, right)
    refused = {one.field for one in CUSTOMERS.check(Side.LEFT, view, view, is_new=True)}
    values = {name: view[name] for name in CUSTOMERS.fields if name not in refused}
    # A province is read by the country of its record: one goes with the other.
    assume(not {"province", "country"} & refused)

    after = CUSTOMERS.put(Side.LEFT, left, values, view)

    read = CUSTOMERS.view(Side.LEFT, after)
    differing = [
        name
        for name, value in values.items()
        if not CUSTOMERS.same(name, read[name], value, view)
    ]
    assert differing == []
    homes = {
        str(pair.paths.left).partition(".")[0] for pair in CUSTOMERS.fields.values()
    }
    rest = {key: value for key, value in left.items() if key not in homes}
    assert rest == {key: value for key, value in after.items() if key not in homes}


@PATIENT
@given(left=LEFT_RECORDS, right=RIGHT_RECORDS)
def test_what_travels_to_the_right_reads_back(
    left: dict[str, Value], right: dict[str, Value]
) -> None:
    view = CUSTOMERS.view(Side.LEFT, left)
    values = {name: view[name] for name in CUSTOMERS.fields}

    after = CUSTOMERS.put(Side.RIGHT, right, values, view)

    assert CUSTOMERS.view(Side.RIGHT, after) == values


@PATIENT
@given(right=RIGHT_RECORDS)
def test_a_key_is_found_by_what_is_searched_for(right: dict[str, Value]) -> None:
    view = CUSTOMERS.view(Side.RIGHT, right)
    searched = {path for path, _ in CUSTOMERS.wanted(Side.LEFT, view)}
    homes = {"vat_number": "vatNumber", "tax_code": "corporateIdentificationNumber"}
    sure = {homes[name] for name, _ in CUSTOMERS.keys(view) if name in homes}

    assert sure <= searched
