"""Which values one field could have, for several tests of it to come out as claimed."""

import operator as python
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from engine.rules.ast import (
    Compare,
    Every,
    Holds,
    IsChanged,
    IsIn,
    IsSet,
    IsShape,
    Length,
    Literal,
    Name,
    Operator,
    Quantity,
    Sum,
    Test,
)
from engine.rules.scope import Scope
from engine.rules.shapes import SHAPES
from engine.rules.vocabulary import Kind

_Value: TypeAlias = str | int | Decimal | bool

_ORDERS: dict[Operator, Callable[..., bool]] = {
    Operator.LESS: python.lt,
    Operator.AT_MOST: python.le,
    Operator.MORE: python.gt,
    Operator.AT_LEAST: python.ge,
}
_OPPOSITES = {
    Operator.EQUAL: Operator.UNEQUAL,
    Operator.UNEQUAL: Operator.EQUAL,
    Operator.LESS: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.LESS,
    Operator.MORE: Operator.AT_MOST,
    Operator.AT_MOST: Operator.MORE,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """That a test holds, or that it does not."""

    test: Test
    is_so: bool


def can_all_hold(claims: Sequence[Claim], scope: Scope) -> bool:
    """Whether some record could make all claims true; when in doubt, it could."""
    claims = [_plain(claim) for claim in claims]
    if any(Claim(claim.test, not claim.is_so) in claims for claim in claims):
        return False
    present = {name for claim in claims for name in _present(claim)}
    if present & {name for claim in claims for name in _absent(claim)}:
        return False
    subjects = dict.fromkeys(s for claim in claims for s in _subjects(claim.test))
    return all(_has_value(subject, claims, scope) for subject in subjects)


def _plain(claim: Claim) -> Claim:
    """A claim of ``!=`` as one of ``=``: each is the exact opposite of the other."""
    test = claim.test
    if isinstance(test, Compare) and test.operator is Operator.UNEQUAL:
        equal = Compare(test.left, Operator.EQUAL, test.right, test.within, test.span)
        return Claim(equal, not claim.is_so)
    return claim


def _present(claim: Claim) -> Iterator[str]:
    """The fields that are set where a claim is true."""
    test = claim.test
    if not claim.is_so or isinstance(test, IsChanged | Every):
        return
    if isinstance(test, Compare):
        for operand in (test.left, test.right):
            if isinstance(operand, Name):
                yield operand.text
            elif isinstance(operand, Length):
                yield operand.field.text
    else:
        yield test.field.text


def _absent(claim: Claim) -> Iterator[str]:
    if isinstance(claim.test, IsSet) and not claim.is_so:
        yield claim.test.field.text


def _subjects(test: Test) -> Iterator[Name | Length]:
    """What a test compares with values that are written in it."""
    if isinstance(test, Compare):
        is_plain = isinstance(test.right, Literal) and test.within is None
        if is_plain and not isinstance(test.left, Sum):
            yield test.left
    elif isinstance(test, IsIn):
        yield test.field


def _has_value(subject: Quantity, claims: Sequence[Claim], scope: Scope) -> bool:
    kind = _kind(subject, scope)
    about = [c for c in claims if _subject(c.test) == subject]
    listed = [
        _choices(c.test, kind) for c in about if c.is_so and _choices(c.test, kind)
    ]
    if listed:
        # A field with a length is set, so that its length is never 0.
        least = 1 if isinstance(subject, Length) else None
        return any(
            all(_agrees(claim, value, kind) for claim in about)
            and all(value in choices for choices in listed)
            and (least is None or not _less(value, least))
            for value in listed[0]
        )
    return _has_room(subject, about)


def _subject(test: Test) -> Quantity | None:
    if isinstance(test, Compare):
        return test.left
    return None if isinstance(test, Every) else test.field


def _kind(subject: Quantity, scope: Scope) -> Kind:
    if not isinstance(subject, Name):
        return Kind.NUMBER
    spec = scope.spec(subject.text)
    return spec.kind if spec else Kind.TEXT


def _choices(test: Test, kind: Kind) -> tuple[_Value, ...]:
    """The values to which a test holds a field."""
    match test:
        case IsIn(choices=choices):
            return tuple(_form(choice, kind) for choice in choices)
        case Compare(operator=Operator.EQUAL, right=Literal() as literal, within=None):
            return (_form(literal, kind),)
        case _:
            return ()


def _form(literal: Literal, kind: Kind) -> _Value:
    return str(literal.value) if kind is Kind.OPTION else literal.value


def _agrees(claim: Claim, value: _Value, kind: Kind) -> bool:
    """Whether a claim could be true of a value; where that is not known, it could."""
    outcome = _outcome(claim.test, value, kind)
    return outcome is None or outcome is claim.is_so


def _outcome(test: Test, value: _Value, kind: Kind) -> bool | None:
    is_text = isinstance(value, str) and kind is Kind.TEXT
    match test:
        case Holds():
            return value is not False
        case IsShape(shape=shape) if is_text:
            return SHAPES[shape.text].fits(str(value))
        case Compare(operator=operator, right=Literal() as literal) if (
            test.within is None and operator in _ORDERS
        ):
            return _ORDERS[operator](value, literal.value)
        case Compare() | IsIn():
            choices = _choices(test, kind)
            return value in choices if choices else None
        case _:
            return None


def _has_room(subject: Quantity, claims: Sequence[Claim]) -> bool:
    """Whether there is something between what is least and what is most."""
    bounds = [bound for claim in claims for bound in _bounds(claim)]
    # One that is compared is a number or a date: then the opposite orders hold too.
    if not any(claim.is_so for claim in claims if list(_bounds(claim))):
        return True
    if isinstance(subject, Length):
        bounds.append((Operator.AT_LEAST, 1))
    lows = [b for b in bounds if b[0] in (Operator.MORE, Operator.AT_LEAST)]
    highs = [b for b in bounds if b[0] in (Operator.LESS, Operator.AT_MOST)]
    return all(_is_room(low, high) for low in lows for high in highs)


def _bounds(claim: Claim) -> Iterator[tuple[Operator, _Value]]:
    test = claim.test
    if isinstance(test, Compare) and isinstance(test.right, Literal):
        operator = test.operator if claim.is_so else _OPPOSITES[test.operator]
        if test.within is None and operator in _ORDERS:
            yield operator, test.right.value


def _is_room(low: tuple[Operator, _Value], high: tuple[Operator, _Value]) -> bool:
    is_closed = low[0] is Operator.AT_LEAST and high[0] is Operator.AT_MOST
    return _less(low[1], high[1]) or (is_closed and low[1] == high[1])


def _less(one: _Value, other: _Value) -> bool:
    return _ORDERS[Operator.LESS](one, other)
