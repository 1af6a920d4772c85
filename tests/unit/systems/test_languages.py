"""The languages of addresses: filters, keys in paths, stamps."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.resource import Resource
from engine.systems import cic_language, odata
from engine.systems.paging import Cut, Order
from engine.systems.stamps import MILLISECOND, SECOND, ceil, floor, read_stamp
from engine.systems.stamps import write_stamp as written

CUSTOMERS = Resource("customers", "/customers", "customerNumber", modified="updated")
COMPANY = Resource(
    "Company", "Company", "id", modified="moved", starts_with=("emails",)
)
MOMENT = datetime(2026, 1, 5, 10, 0, 7, 250_000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("key", "escaped"),
    [
        pytest.param("19", "19", id="plain"),
        pytest.param("N3.6", "N3_11_6", id="dot"),
        pytest.param("A_B", "A_8_B", id="underscore"),
        pytest.param("a b", "a_9_b", id="space"),
        pytest.param("<>*%:&/\\?#+", "_0__1__2__3__4__5__6__7__10__12__13_", id="rest"),
        pytest.param("caffè", "caff%C3%A8", id="accent"),
    ],
)
def test_a_key_is_escaped_for_a_path(key: str, escaped: str) -> None:
    assert cic_language.escape_key(key) == escaped


@given(st.text())
def test_a_key_can_be_read_back_from_a_path(key: str) -> None:
    assert cic_language.unescape_key(cic_language.escape_key(key)) == key


@pytest.mark.parametrize(
    ("wanted", "terms"),
    [
        pytest.param([("name", "Rossi")], "name$eq:Rossi", id="one"),
        pytest.param([("n", "1"), ("n", "2")], "n$in:[1,2]", id="several of one path"),
        pytest.param(
            [("a", "1"), ("b", "2"), ("a", "3")],
            "a$in:[1,3]$or:b$eq:2",
            id="two paths",
        ),
        pytest.param(
            [("name", "A$B (C) [D], *")],
            "name$eq:A$$B $(C$) $[D$]$, $*",
            id="every escape",
        ),
    ],
)
def test_a_search_of_the_books(wanted: list[tuple[str, str]], terms: str) -> None:
    assert cic_language.any_of(wanted) == terms


@pytest.mark.parametrize(
    ("wanted", "terms"),
    [
        pytest.param([("name", "L'Oro")], "name eq 'L''Oro'", id="a quote"),
        pytest.param([("id", "5"), ("id", "6")], "id eq 5 or id eq 6", id="ids"),
        pytest.param(
            [("emails[0].value", "a@b.it")],
            "startswith(emails,'a@b.it')",
            id="a list is a text",
        ),
        pytest.param([("FF_X", "1")], "FF_X eq '1'", id="an additional field"),
    ],
)
def test_a_search_of_the_tenant(wanted: list[tuple[str, str]], terms: str) -> None:
    assert odata.any_of(COMPANY, wanted) == terms


CUT = Cut(Order.KEY)


@pytest.mark.parametrize(
    ("cut", "books", "tenant"),
    [
        pytest.param(CUT, "", "", id="everything"),
        pytest.param(
            replace(CUT, after=7), "customerNumber$gt:7", "id gt 7", id="after a key"
        ),
        pytest.param(
            replace(CUT, since=MOMENT, before=MOMENT),
            "updated$gte:2026-01-05T10:00:07Z$and:updated$lt:2026-01-05T10:00:08Z",
            "moved ge 2026-01-05T10:00:07.250Z and moved lt 2026-01-05T10:00:07.250Z",
            id="between stamps, rounded so that none is lost",
        ),
    ],
)
def test_a_cut_in_both_languages(cut: Cut, books: str, tenant: str) -> None:
    assert cic_language.filter_of(CUSTOMERS, cut) == books
    assert odata.filter_of(COMPANY, cut) == tenant


def test_terms_of_a_search_are_held_together() -> None:
    since = replace(CUT, since=floor(MOMENT, SECOND))

    books = cic_language.filter_of(CUSTOMERS, replace(since, terms="a$eq:1$or:b$eq:2"))
    tenant = odata.filter_of(COMPANY, replace(since, terms="a eq '1' or b eq '2'"))

    assert books == "(a$eq:1$or:b$eq:2)$and:updated$gte:2026-01-05T10:00:07Z"
    assert tenant == "(a eq '1' or b eq '2') and moved ge 2026-01-05T10:00:07Z"


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        pytest.param("2026-01-05T10:00:07Z", MOMENT.replace(microsecond=0), id="Z"),
        pytest.param("2026-01-05T10:00:07.25", MOMENT, id="no zone is UTC"),
        pytest.param("2026-01-05T11:00:07.2500000+01:00", MOMENT, id="another zone"),
        pytest.param("5 January", None, id="words"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="none"),
        pytest.param(20260105, None, id="a number"),
        pytest.param("0001-01-01T00:00:00+05:00", None, id="before the first year"),
    ],
)
def test_a_stamp_is_read_as_utc(text: str | int | None, stamp: datetime | None) -> None:
    assert read_stamp(text) == stamp


def test_a_stamp_is_written_in_utc_whatever_its_zone() -> None:
    rome = timezone(timedelta(hours=1))

    assert written(MOMENT.astimezone(rome)) == "2026-01-05T10:00:07.250Z"
    assert written(datetime(1, 1, 1, tzinfo=UTC)) == "0001-01-01T00:00:00Z"


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - the zone is given beside
def test_a_stamp_lies_between_its_floor_and_its_ceiling(stamp: datetime) -> None:
    for grain in (SECOND, MILLISECOND, timedelta(minutes=1)):
        low, high = floor(stamp, grain), ceil(stamp, grain)
        assert low <= stamp <= high
        assert high - low in (grain, timedelta(0))
        assert (low == high) == (low == stamp)
