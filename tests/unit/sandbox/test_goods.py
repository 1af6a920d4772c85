"""Goods that are drawn: plausible, and the same every time."""

from decimal import Decimal

from engine.sandbox.italy.goods import bar_code, goods


def test_a_larger_catalogue_begins_with_the_smaller_one() -> None:
    assert list(goods(40, seed=3))[:25] == list(goods(25, seed=3))
    assert list(goods(3, seed=3)) == list(goods(40, seed=3))[:3]


def test_every_code_is_its_own_and_short_enough() -> None:
    drawn = list(goods(20_000, seed=1))

    assert len({good.code for good in drawn}) == 20_000
    assert max(len(good.code) for good in drawn) <= 25


def test_a_catalogue_has_all_sorts() -> None:
    drawn = list(goods(500, seed=1))

    assert {good.vat for good in drawn} == {-1, 4, 10, 22}
    assert {good.unit for good in drawn} == {1, 2, 3}
    assert {good.is_service for good in drawn} == {True, False}
    assert any(good.is_barred for good in drawn)
    assert any("/" in good.code for good in drawn)
    assert any(Decimal(good.price).as_tuple().exponent == -6 for good in drawn)
    assert all(Decimal(good.cost) <= Decimal(good.price) for good in drawn)


def test_a_bar_code_ends_with_its_check_digit() -> None:
    # 8+0+6+0+0+1 and three times 0+5+0+0+0+1 are 33; seven are wanting.
    assert bar_code(11) == "8005600000117"
