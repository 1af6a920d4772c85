"""How errors, problems and labels are said."""

import json
import re

import pytest

from engine.config import schema_profile
from engine.errors import N_, ConfigError, Refused, Several, UsageError
from engine.messages import (
    entity_label,
    error_text,
    field_label,
    problem_text,
    reason_text,
)
from engine.messages.catalogue import LOCALE
from engine.source import Source, Span

SOURCE = Source("profile.yml", "crmm: {}\nsync: yes\n")


class Unknown(ConfigError):
    """A key that nobody knows, for these tests."""

    template = N_("unknown key {key!r}")
    advice = N_("did you mean {nearest!r}?")


def unknown(key: str, nearest: str, line: int) -> Unknown:
    return Unknown(Span(SOURCE, line, 1, 4), key=key, nearest=nearest)


def test_a_located_error_points_in_the_language_of_the_person() -> None:
    assert error_text(unknown("crmm", "crm", 1), "it") == (
        "profile.yml:1:1: chiave sconosciuta 'crmm'\n"
        "    1 | crmm: {}\n"
        "      | ^^^^  forse 'crm'?"
    )


def test_several_errors_are_said_one_below_the_other() -> None:
    both = Several([unknown("sync", "x", 2), unknown("crmm", "crm", 1)])

    text = error_text(both, "en")

    assert [line for line in text.splitlines() if "profile.yml" in line] == [
        "profile.yml:1:1: unknown key 'crmm'",
        "profile.yml:2:1: unknown key 'sync'",
    ]


def test_the_words_of_a_server_are_not_translated() -> None:
    refused = Refused(system="cic", status=400, text="yes")

    assert error_text(refused, "it") == "CiC lo ha rifiutato (400): yes"


def test_an_error_inside_an_error_is_said_in_the_language_too() -> None:
    inner = Refused(system="crm", status=409, text="duplicate")

    said = error_text(UsageError(text=inner), "it")

    assert said == "CRM lo ha rifiutato (409): duplicate"


@pytest.mark.parametrize(
    ("lang", "message", "fix"),
    [
        pytest.param(
            "it",
            "la provincia è compilata e la nazione no",
            "compilare la nazione dell'azienda nel CRM, poi riprovare",
            id="italiano",
        ),
        pytest.param(
            "en",
            "the province is set and the country is not",
            "fill in the country of the company in the CRM, then retry",
            id="english",
        ),
    ],
)
def test_a_problem_has_a_message_and_a_fix(lang: str, message: str, fix: str) -> None:
    assert problem_text("province_needs_country", {}, lang) == (message, fix)


def test_the_words_of_a_rule_come_first() -> None:
    own = {"it": "mio", "en": "mine", "fix_it": "rimedio", "fix_en": "fix"}

    assert problem_text("C-012", own, "it") == ("mio", "rimedio")
    assert problem_text("C-012", own, "en") == ("mine", "fix")


def test_a_problem_of_an_unknown_code_names_it() -> None:
    message, fix = problem_text("brand_new", {}, "en")

    assert message == "held for the reason 'brand_new'"
    assert fix


def test_a_problem_says_its_field_and_side_as_people_do() -> None:
    parts = {"field": "vat_number", "side": "cic", "max": "20"}

    assert problem_text("too_long", parts, "it")[0] == (
        "Partita IVA supera i 20 caratteri che CiC accetta"
    )


def test_what_a_system_misses_is_filled_in_where_the_record_is_mended() -> None:
    parts = {"field": "date", "side": "cic", "form": "in the quote"}

    assert problem_text("mandatory_missing", parts, "en") == (
        "Date is missing, and CiC takes no record without it",
        "fill in the field in the quote, then retry",
    )


def test_what_has_no_label_keeps_its_name() -> None:
    assert field_label("loyalty_card", "it") == "loyalty card"
    assert entity_label("customers", "it") == "Clienti"
    assert reason_text("filled by rules/customers.rules:4", "it") == (
        "filled by rules/customers.rules:4"
    )


def test_a_webhook_is_one_word_in_italian() -> None:
    schema = json.dumps(schema_profile("it"), ensure_ascii=False)
    catalogue = (LOCALE / "it" / "LC_MESSAGES" / "raccordo.po").read_text("utf-8")
    said = [one for one in catalogue.splitlines() if one.startswith("msgstr")]

    assert "webhook" in schema
    split = re.compile("web[ -]hook", re.IGNORECASE)
    assert not [one for one in (schema, *said) if split.search(one)]
