from decimal import Decimal

import pytest

from engine.lenses.base import NOTHING, Lens, Objection
from engine.lenses.chain import Chain
from engine.lenses.countries import Country, alpha_2
from engine.lenses.fiscal import TaxCode, VatNumber
from engine.lenses.options import Choice
from engine.lenses.phones import Phone
from engine.lenses.plain import Email, FirstLine, Lines, Text
from engine.lenses.stock_codes import SAMPLE
from engine.model.option import Option, Options
from engine.model.side import Side
from engine.values import Value

PROVINCE = Choice(SAMPLE.options["provinces"], show="code", within="country")
TERMS = Choice(SAMPLE.options["payment_terms"])
VAT = VatNumber("country")
PHONE = Phone("country")


@pytest.mark.parametrize(
    ("lens", "one", "other", "country"),
    [
        pytest.param(Text(), "ACME  Srl ", " ACME Srl", "IT", id="runs of spaces"),
        pytest.param(Text(), "Cafe\u0301", "Caf\u00e9", "IT", id="composed letters"),
        pytest.param(Text(), 20121, "20121", "IT", id="a number and its digits"),
        pytest.param(Text(), None, "  ", "IT", id="nothing and spaces"),
        pytest.param(Lines(), "a \r\nb\r\n", "a\nb", "IT", id="line ends"),
        pytest.param(Email(), " a@B.IT", "a@b.it", "IT", id="domain"),
        pytest.param(VAT, "IT 012.345.678.90", "01234567890", "IT", id="vat prefix"),
        pytest.param(VAT, "DE123456789", "123456789", "DE", id="foreign vat prefix"),
        pytest.param(VAT, "EL123456789", "123456789", "GR", id="greek vat prefix"),
        pytest.param(
            TaxCode(), "rss mra 80a01h501u", "RSSMRA80A01H501U", "IT", id="cf"
        ),
        pytest.param(TaxCode(), "IT01234567890", "01234567890", "IT", id="cf as vat"),
        pytest.param(PHONE, "02 1234567", "+39021234567", "IT", id="italian phone"),
        pytest.param(PHONE, "030 123456", "+4930123456", "Germania", id="german phone"),
        pytest.param(PHONE, "0039 02 1234567", "02/1234567", None, id="no country"),
        pytest.param(Country(), "Italia", "IT", "IT", id="italian name"),
        pytest.param(Country(), "germany", "DE", "IT", id="english name"),
        pytest.param(Country(), "CÔTE D'IVOIRE", "costa d'avorio", "IT", id="accents"),
        pytest.param(PROVINCE, "mi", "MI", "IT", id="small letters"),
        pytest.param(PROVINCE, "Milano", "MI", "Italia", id="name of an option"),
        pytest.param(PROVINCE, "malaga", "MA", "ES", id="name in its country"),
        pytest.param(TERMS, 11, "11", "IT", id="number and text of a key"),
    ],
)
def test_two_spellings_say_the_same(
    lens: Lens, one: Value, other: Value, country: str | None
) -> None:
    scope = {"country": country}

    assert lens.normal(one, scope) == lens.normal(other, scope)


@pytest.mark.parametrize(
    ("lens", "one", "other"),
    [
        pytest.param(Text(), "ACME", "Acme", id="capitals of a text"),
        pytest.param(Lines(), "a\nb", "a b", id="lines and one line"),
        pytest.param(Email(), "Info@a.it", "info@a.it", id="capitals of a mailbox"),
        pytest.param(VAT, "01234567890", "01234567891", id="digits"),
        pytest.param(VAT, "IT", "", id="a prefix alone"),
        pytest.param(PHONE, "02 1234567", "02 1234567 int 5", id="extension"),
        pytest.param(Country(), "IT", "SM", id="countries"),
        pytest.param(TERMS, "11", "12", id="options"),
    ],
)
def test_two_different_values_stay_different(
    lens: Lens, one: Value, other: Value
) -> None:
    assert lens.normal(one, NOTHING) != lens.normal(other, NOTHING)


@pytest.mark.parametrize(
    ("lens", "right", "expected"),
    [
        pytest.param(Text(), "Rossi & C.  snc", "Rossi & C.  snc", id="as typed"),
        pytest.param(Email(), "Info@B.IT", "Info@B.IT", id="mail as typed"),
        pytest.param(Phone(), "02 / 123", "02 / 123", id="phone as typed"),
        pytest.param(VAT, "it01234567890", "01234567890", id="vat loses IT"),
        pytest.param(VAT, "DE 123 456 789", "DE123456789", id="foreign vat keeps DE"),
        pytest.param(Country(), "san marino", "SM", id="country becomes a code"),
        pytest.param(TERMS, "12", 12, id="key of the right type"),
        pytest.param(PROVINCE, "MI", 58, id="shown text becomes a key"),
        pytest.param(TERMS, "9" * 5000, "9" * 5000, id="no number has that length"),
    ],
)
def test_a_left_value_is_written_as_the_left_wants_it(
    lens: Lens, right: Value, expected: Value
) -> None:
    assert expected == lens.put(right, None, {"country": "IT"})


def test_a_key_without_a_text_to_show_is_not_set_and_keeps_its_bytes() -> None:
    scope = {"country": "IT"}

    assert PROVINCE.get(999, scope) is None
    assert PROVINCE.put(None, 999, scope) == 999
    assert PROVINCE.put("MI", 999, scope) == 58


def test_an_unknown_key_stays_recognisable() -> None:
    assert TERMS.get(77, NOTHING) == "77"
    assert PROVINCE.get(58, {"country": "FR"}) == "58"
    assert Text().get([1, {"a": Decimal("1.50")}], NOTHING) == '[1,{"a":1.50}]'


def test_an_only_holder_of_a_code_is_found_without_its_country() -> None:
    assert PROVINCE.put("MI", None, NOTHING) == 58
    assert PROVINCE.normal("milano", NOTHING) == "MI"


@pytest.mark.parametrize(
    ("lens", "right", "country", "target", "expected"),
    [
        pytest.param(TERMS, "77", "IT", Side.LEFT, "unknown_option", id="option"),
        pytest.param(TERMS, "77", "IT", Side.RIGHT, "unknown_option", id="either way"),
        pytest.param(TERMS, "11", "IT", Side.LEFT, None, id="known option"),
        pytest.param(TERMS, None, "IT", Side.LEFT, None, id="not set"),
        pytest.param(PROVINCE, "MI", "ES", Side.LEFT, "option_elsewhere", id="country"),
        pytest.param(
            PROVINCE, "MI", None, Side.LEFT, "option_unclear", id="no country"
        ),
        pytest.param(
            Country(), "Atlantide", "", Side.LEFT, "unknown_country", id="land"
        ),
        pytest.param(Country(), "Atlantide", "", Side.RIGHT, None, id="land as a text"),
        pytest.param(Text(), "x" * 999, "IT", Side.LEFT, None, id="any text"),
    ],
)
def test_a_lens_says_what_cannot_be_written(
    lens: Lens, right: Value, country: str | None, target: Side, expected: str | None
) -> None:
    objection = lens.why_not(right, {"country": country}, target)

    assert expected == (objection.code if objection else None)


def test_marks_alone_name_no_option() -> None:
    lens = Choice(Options("signs", (Option("€", "Euro", {}),)))

    assert lens.put("€", None, NOTHING) == "€"
    assert lens.why_not("-", NOTHING, Side.LEFT) is not None


def test_nothing_speaks_against_options_that_could_not_be_read() -> None:
    lens = Choice(Options("price_groups", (), is_missing=True))

    assert lens.why_not("3", NOTHING, Side.LEFT) is None


@pytest.mark.parametrize(
    ("lens", "right", "expected"),
    [
        pytest.param(
            VAT,
            "IT01234567890",
            ("01234567890", "IT01234567890", "IT 01234567890"),
            id="vat number",
        ),
        pytest.param(
            VAT,
            "012 345 678 90",
            ("01234567890", "IT01234567890", "IT 01234567890", "012 345 678 90"),
            id="vat number with spaces",
        ),
        pytest.param(
            TaxCode(),
            "RSSMRA80A01H501U",
            ("RSSMRA80A01H501U", "rssmra80a01h501u"),
            id="tax code",
        ),
        pytest.param(Email(), "A@B.it", ("A@B.it", "A@b.it", "a@b.it"), id="email"),
        pytest.param(Text(), None, (), id="not set"),
    ],
)
def test_searches_know_every_spelling(
    lens: Lens, right: Value, expected: tuple[str, ...]
) -> None:
    assert expected == lens.spellings(right, {"country": "IT"})


def test_a_chain_goes_through_every_lens_both_ways() -> None:
    chain = Chain((Text(), VAT))

    assert chain.get("01234567890", NOTHING) == "01234567890"
    assert chain.put("IT 01234567890", "1", NOTHING) == "01234567890"
    assert chain.reads == ("country",)


def test_a_chain_objects_with_its_first_objection() -> None:
    chain = Chain((TERMS, Text()))

    assert chain.why_not("77", NOTHING, Side.LEFT) == Objection(
        "unknown_option", {"value": "77", "registry": "payment_terms"}
    )


def test_the_first_line_is_the_first_that_says_something() -> None:
    assert FirstLine().get("\n  Via Roma 1 \nScala B", NOTHING) == "Via Roma 1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("it", "IT", id="small letters"),
        pytest.param("ITA", "IT", id="three letters"),
        pytest.param("Stati Uniti", "US", id="official name"),
        pytest.param("Olanda", "NL", id="everyday name"),
        pytest.param("UK", "GB", id="everyday code"),
        pytest.param("EU", "", id="a union is no country"),
        pytest.param("NO", "NO", id="Norway"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_country_is_known_by_its_codes_and_names(text: str, expected: str) -> None:
    assert expected == alpha_2(text)
