"""Every stock mapping keeps what it carries, and writes only what changed."""

import copy
import random
from collections.abc import Iterator
from decimal import Decimal

import pytest

from engine.lenses.base import Lens
from engine.lenses.countries import Country
from engine.lenses.numbers import Number
from engine.lenses.options import Choice
from engine.lenses.tables import TableLens
from engine.lenses.truths import Truth
from engine.mapping.compiled import Mapping
from engine.mapping.laws import Verdict
from engine.mapping.proving import prove
from engine.mapping.writing import copy_along, write
from engine.model.link import Baseline, Link
from engine.model.observation import Observation, Twins
from engine.model.side import Pair, Side
from engine.reconcile.pairs import plan_pair
from engine.reconcile.policy import Terms
from engine.values import Json, Value
from tests.mappings.stock import MAPPINGS

COUNT = 10_000
WORDS = (
    *("ACME", "Rossi & Figli", "S.r.l.", "perché", "Müller", "  due  spazi ", "ÀÈÌ"),
    *("01234567890", "IT01234567890", "it 012.345.678.90", "DE 123456789", "00100"),
    *("RSSMRA80A01H501U", "rssmra80a01h501u", "+39 02 1234567", "02/12 34 567", "0"),
    *("a@B.it", " A@b.IT ", "Via Roma 1\r\nScala B ", "\tx", "È", "E\u0300", "ß", "İ"),
    *("https://Acme.it/", "NO", "true", "null", "1,5", "-", "'", '"', "\u00a0", "😀"),
)
COUNTRIES = ("IT", "ES", "FR", "DE", "NO", "XX")


def some_text(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(1, 3)))


def some_value(chance: random.Random, lens: Lens) -> Value:
    """A left value as the books may hold it, now and then an odd one."""
    odd: list[Value] = [None, "", some_text(chance)]
    return chance.choice(odd if chance.random() < 0.1 else usual(chance, lens))


def usual(chance: random.Random, lens: Lens) -> list[Value]:
    match lens:
        case Choice():
            return [*(one.key for one in lens.options.options), 77_777]
        case TableLens():
            return [row.left for row in lens.table.rows]
        case Country():
            return list(COUNTRIES)
        case Number():
            return [Decimal(chance.randint(-9_999, 9_999)).scaleb(-2)]
        case Truth():
            return [True, False]
        case _:
            return [some_text(chance)]


def left_records(mapping: Mapping, seed: int, count: int) -> Iterator[Json]:
    chance = random.Random(seed)  # noqa: S311 - the same records on every machine
    for number in range(count):
        record: Json = {"kept": number, "self": f"https://x/{number}"}
        for line in mapping.lines.values():
            if chance.random() < 0.8:
                write(record, line.homes.left, some_value(chance, line.lens))
        for line in mapping.lines.values():
            copy_along(record, line.homes.left)
        yield record


@pytest.mark.parametrize("name", MAPPINGS)
def test_a_sync_in_which_nothing_changed_writes_nothing(name: str) -> None:
    mapping = MAPPINGS[name]
    written = 0
    for number, left in enumerate(left_records(mapping, 1, COUNT)):
        view = mapping.view(Side.LEFT, left)
        travels = {field: view[field] for field in mapping.fields}
        right = mapping.put(Side.RIGHT, None, travels, view)
        views = Pair(view, mapping.view(Side.RIGHT, right))
        agreed = views.map(lambda one: {field: one[field] for field in mapping.fields})
        for baseline in (Baseline(), Baseline(agreed)):
            sides = views.map(lambda one: Observation("1", "x", one))
            twins = Twins(Link(number, Pair("1", "1")), sides, baseline)
            plan = plan_pair(mapping, twins, Terms())
            written += bool(plan.patches.left) + bool(plan.patches.right)
    assert written == 0


@pytest.mark.parametrize("name", MAPPINGS)
def test_a_record_written_back_as_read_keeps_its_bytes(name: str) -> None:
    mapping = MAPPINGS[name]
    touched = []
    for left in left_records(mapping, 2, COUNT):
        before = copy.deepcopy(left)
        view = mapping.view(Side.LEFT, left)
        if mapping.put(Side.LEFT, left, view, view) != before or left != before:
            touched.append(before)
    assert touched == []


@pytest.mark.parametrize("name", MAPPINGS)
def test_every_line_keeps_what_generated_records_hold(name: str) -> None:
    mapping = MAPPINGS[name]
    lefts = list(left_records(mapping, 3, 300))
    rights = [
        mapping.put(Side.RIGHT, None, view, view)
        for view in (mapping.view(Side.LEFT, left) for left in lefts)
    ]

    found = prove(mapping, Pair(lefts, rights))

    losses = {one.field: one.loss for one in found if one.verdict is Verdict.LOSSY}
    assert losses == {}
    assert all(one.tried for one in found if one.verdict is not Verdict.ONE_WAY)
