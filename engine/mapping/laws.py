"""What the lines of a mapping keep of a value on the way there and back.

::

    written to a new record and read again         verdict
    ---------------------------------------------  ---------
    every value as it was, to the letter            exact
    every value the same, as its lens compares      canonical
    some value another one                          lossy
    (a line that goes one way)                      one way

A lossy line is refused with the value that shows it, unless it says why that is
fine.  Values that a system would refuse are problems, and no losses.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from engine.lenses.base import Kind, Lens
from engine.mapping import entity_mistakes
from engine.mapping.declaration import Declaration, Direction, FieldPair
from engine.mapping.reading import Reader
from engine.mapping.vocabulary import lens_of
from engine.model.side import Pair, Side
from engine.source import Span
from engine.values import Value, is_set

_TELLING: tuple[Value, ...] = (
    *("ACME S.r.l.", "acme", "Via Roma 1\nScala B", "a, b", "a;b", "IT", "Italia"),
    *("01234567890", "IT01234567890", "02 1234567", "+39 333 1234567", "a@B.it"),
    *("https://Acme.it/", "2024-05-02", "2024-05-01T22:30:00Z", "true", "No"),
    *(0, 1, 20121, Decimal("10.005"), Decimal("22.50"), True, False),
    *("1.234,50", "MI", "EUR", "perché no"),
    list[Value](["a", "b"]),
    list[Value](["uno"]),
)
"""Values that show what a lens does; those of live records come on top."""


class Verdict(Enum):
    """What a line keeps."""

    EXACT = "exact"
    CANONICAL = "canonical"
    LOSSY = "lossy"
    ONE_WAY = "one_way"


@dataclass(frozen=True, slots=True)
class CounterExample:
    """A value that does not come back.

    Attributes:
        source: The side that it started from.
        before: The value there.
        written: What it became on the other side.
        after: What came back.
    """

    source: Side
    before: Value
    written: Value
    after: Value


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """One line, judged.

    Attributes:
        tried: How many values went there and back.
        loss: The first value that does not come back, if one does not.
        accepted: Why that is fine, where the line says so.
    """

    field: str
    verdict: Verdict
    tried: int
    span: Span | None
    loss: CounterExample | None = None
    accepted: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether the mapping cannot be used as it is."""
        return self.verdict is Verdict.LOSSY and not self.accepted


@dataclass(frozen=True, slots=True)
class Trip:
    """A value on its way there and back, and how much of it came back."""

    example: CounterExample
    is_same: bool
    is_exact: bool


def judge_lens(
    pair: FieldPair, lens: Lens, values: Pair[Iterable[Value]]
) -> LineVerdict:
    """Judge one line by some values of either side, in an empty scope."""
    if pair.direction is not Direction.BOTH:
        return LineVerdict(pair.name, Verdict.ONE_WAY, 0, pair.span)
    trips = [*_from_left(lens, values.left), *_from_right(lens, values.right)]
    return verdict_of(pair, [*trips, *lost_by(lens)])


def lost_by(lens: Lens) -> Iterator[Trip]:
    """What a lens says of itself that it loses."""
    if lens.loses:
        left = lens.put(lens.loses, None, {})
        example = CounterExample(Side.RIGHT, lens.loses, left, lens.get(left, {}))
        yield Trip(example, is_same=False, is_exact=False)


def verdict_of(pair: FieldPair, trips: list[Trip]) -> LineVerdict:
    """Add up what some values showed."""
    loss = next((trip.example for trip in trips if not trip.is_same), None)
    if loss is not None:
        verdict = Verdict.LOSSY
    elif all(trip.is_exact for trip in trips):
        verdict = Verdict.EXACT
    else:
        verdict = Verdict.CANONICAL
    return LineVerdict(
        pair.name, verdict, len(trips), pair.span, loss, pair.accept_loss
    )


def _from_left(lens: Lens, values: Iterable[Value]) -> Iterator[Trip]:
    for left in values:
        right = lens.get(left, {})
        if not is_set(left) or not is_set(right):
            continue
        if lens.why_not(right, {}, Side.RIGHT) or lens.why_not(right, {}, Side.LEFT):
            continue
        back = lens.put(right, None, {})
        again = lens.get(back, {})
        is_same = _same(lens, right, again)
        # Writing back over what stood there changes nothing.
        kept = lens.put(right, left, {})
        is_same = is_same and kept == left
        example = CounterExample(
            Side.LEFT, left, right, back if again == right else again
        )
        yield Trip(example, is_same, is_exact=back == left)


def _from_right(lens: Lens, values: Iterable[Value]) -> Iterator[Trip]:
    for right in values:
        if not is_set(right) or lens.why_not(right, {}, Side.LEFT):
            continue
        left = lens.put(right, None, {})
        read = lens.get(left, {})
        example = CounterExample(Side.RIGHT, right, left, read)
        yield Trip(example, _same(lens, right, read), is_exact=right == read)


def _same(lens: Lens, one: Value, other: Value) -> bool:
    return one == other or lens.normal(one, {}) == lens.normal(other, {})


def refuse_losses(reader: Reader, declaration: Declaration, names: Pair[str]) -> None:
    """Note every two-way line that loses something and does not accept it.

    The lenses of the catalogue keep the laws, alone: their tests say so.  What is
    tried here, quickly, is what a file puts together itself.
    """
    supplies = declaration.supplies()
    fields = declaration.fields.values()
    items = (item for pair in fields for item in pair.items.values())
    for pair in (*fields, *items):
        lens = lens_of(pair.lens, supplies) if pair.lens else None
        if lens is None or not (_is_own(pair) or _owns_up(pair, lens)):
            continue
        examples = [one for use in pair.lens for one in use.entry.examples]
        values = Pair(
            _telling([one.left for one in examples]),
            _telling([one.right for one in examples]),
        )
        verdict = judge_lens(pair, lens, values)
        if verdict.is_refused and verdict.loss and pair.span:
            reader.note(lossy(pair.span, pair.name, verdict.loss, names))


def _telling(examples: list[Value]) -> Iterable[Value]:
    """The examples, and telling values of their kinds: a lens is asked no others."""
    kinds = {type(one) for one in examples}
    return [*examples, *(one for one in _TELLING if type(one) in kinds)]


def lossy(
    place: Span, name: str, loss: CounterExample, names: Pair[str]
) -> entity_mistakes.Lossy:
    """The refusal of a line, with the value that shows why."""
    return entity_mistakes.Lossy(
        place,
        name=name,
        source=names[loss.source],
        target=names[loss.source.other],
        before=shown(loss.before),
        written=shown(loss.written),
        after=shown(loss.after),
    )


def shown(value: Value) -> object:
    """A value as a message quotes it."""
    return str(value) if isinstance(value, Decimal) else value


def _owns_up(pair: FieldPair, lens: Lens) -> bool:
    """Whether it goes both ways, and its lens says that it loses something."""
    return pair.direction is Direction.BOTH and bool(lens.loses)


def _is_own(pair: FieldPair) -> bool:
    """Whether its lens is more than one of the catalogue's, alone."""
    is_two_way = pair.has_two_homes and pair.direction is Direction.BOTH
    kinds = {use.entry.kind for use in pair.lens}
    is_put_together = len(pair.lens) > 1 or any(
        not use.entry.is_stock for use in pair.lens
    )
    return is_two_way and Kind.ONE_WAY not in kinds and is_put_together
