import pytest

from tests.unit.rules.customers import mistakes

_CERTAIN = [
    ("require zip when country = 'IT' and country != 'IT'", "NeverSpeaks"),
    ("require zip when country = 'IT' and country in ['DE', 'FR']", "NeverSpeaks"),
    ("require zip when country = 'IT' unless country in ['IT', 'FR']", "NeverSpeaks"),
    ("require zip when country = 'IT' and country is not set", "NeverSpeaks"),
    ("require zip when not (country is set or country is not set)", "NeverSpeaks"),
    ("require zip when vat_zone = 1 and vat_zone = '2'", "NeverSpeaks"),
    ("require zip when discount > 5 and discount <= 5", "NeverSpeaks"),
    ("require zip when discount > 5 and not discount > 3", "NeverSpeaks"),
    ("require zip when discount = 5 and discount > 5", "NeverSpeaks"),
    ("require zip when since > '2024-01-02' and since < '2024-01-01'", "NeverSpeaks"),
    ("require zip when barred and barred = false", "NeverSpeaks"),
    ("require zip when (city = 'a' or city = 'b') and city = 'c'", "NeverSpeaks"),
    ("require zip when tags is not set and length of tags > 2", "NeverSpeaks"),
    ("require zip when length of tags < 1", "NeverSpeaks"),
    ("require zip when city = province and city is not set", "NeverSpeaks"),
    ("require zip when zip in table far and zip not in table far", "NeverSpeaks"),
    ("check zip = '20121' and zip = '00100'", "NeverHolds"),
    ("check country = 'Italia' and country is a country", "NeverHolds"),
    ("check balance >= 10 and balance < 5", "NeverHolds"),
    ("check zip is not set", "NeverHolds"),
    ("check country != 'DE' when country = 'IT'", "NeverFires"),
    ("check balance > 0 when balance >= 1", "NeverFires"),
    ("check country = 'IT' or country != 'IT'", "NeverFires"),
    ("require country when country != 'DE' and country is set", "NeverFires"),
    ("iban requires swift when swift = 'X'", "NeverFires"),
    ("require one of zip, city when zip is set", "NeverFires"),
    ("forbid zip = '1' and zip = '2'", "NeverFires"),
    ("check zip is set", "CheckOfPresence"),
    ("check zip is set or city is set", "CheckOfPresence"),
    ("each lines: check amount > 0 when amount > 3", "NeverFires"),
    ("each lines: require amount when amount is set and country = 'IT'", "NeverFires"),
    ("default zip = '1' when zip = '2'", "NeverFills"),
    ("default zip = '1' when zip is set", "NeverFills"),
]  # fmt: skip
_POSSIBLE = [
    "require zip when country = 'IT' or country = 'DE'",
    "require zip when discount >= 5 and discount <= 5",
    "require zip when not discount > 5 and not discount <= 5",
    "require zip when not barred and barred = false",
    "require zip when not barred = true and not barred = false",
    "require zip when length of tags = 1 and tags is set",
    "require zip when vat_zone = 1 and vat_zone = '1'",
    "require zip when country is changed and country is not set",
    "require zip when since >= '2024-01-01' and since < '2024-01-02'",
    "require zip when city = province and city != 'Roma'",
    "require zip when balance = discount within 2 and balance != discount",
    "require zip when every tags is a email and tags is not set",
    "require zip when country != 'IT' and country is not set",
    "check country = 'IT' when province = 'MI'",
    "check country in ['IT', 'DE'] when country != 'DE'",
    "check vat_zone in [1, 2, 3, 4]",
    "check zip = '20121' and zip is a cap",
    "check vat_zone = 1 and vat_zone matches '[0-9]'",
    "forbid country is not set",
    "require zip, city when zip is not set",
    "each lines: check amount > 3 when quantity > 3",
    "default zip = '1' when city is set",
    "default zip = '1' when zip is not set",
    "default zip = '1' when not zip = '2'",
]


@pytest.mark.parametrize(("rule", "expected"), _CERTAIN, ids=[r for r, _ in _CERTAIN])
def test_what_can_never_be_is_told(rule: str, expected: str) -> None:
    found = [type(error).__name__ for error in mistakes(f"for customers\n{rule}")]

    assert found == [expected]


@pytest.mark.parametrize("rule", _POSSIBLE)
def test_what_some_record_could_be_is_let_pass(rule: str) -> None:
    assert mistakes(f"for customers\n{rule}") == []


def test_of_several_fields_the_one_in_vain_is_pointed_at() -> None:
    (error,) = mistakes("for customers\nrequire zip, city when city = 'Roma'")

    assert str(error.place) == "r.rules:2:14"


def test_more_alternatives_than_are_looked_through_are_let_pass() -> None:
    many = " and ".join(f"(city = '{i}' or zip = '{i}')" for i in range(12))

    assert mistakes(f"for customers\nrequire name when {many}") == []
