"""Rules that can never speak, never hold or never complain, whatever the record.

What is said here is certain; what is not certain is left alone.  An expression is
taken apart into its alternatives, and each of them into single tests.  Tests of
one field contradict each other where no value could pass them all.
"""

from collections.abc import Iterator, Sequence
from itertools import product

from engine.errors import RuleError
from engine.rules import misuse
from engine.rules.ast import (
    AllOf,
    AnyOf,
    Check,
    Default,
    Expression,
    IsSet,
    Name,
    Not,
    Require,
    Requires,
    Rule,
)
from engine.rules.complaints import (
    Complaint,
    complaints_of,
    conditions_of,
    scope_of,
    subject_of,
)
from engine.rules.domains import Claim, can_all_hold
from engine.rules.scope import Scope
from engine.rules.vocabulary import Vocabulary
from engine.rules.words import Words
from engine.source import Source, Span

# More alternatives than this are not looked through.
_MOST = 64
_NOWHERE = Span(Source("", ""), 1, 1)


def never_speaks(
    rule: Rule, vocabulary: Vocabulary, words: Words
) -> Iterator[RuleError]:
    """What of a rule can never come true."""
    scope = scope_of(rule, vocabulary)
    conditions = conditions_of(rule)
    if not can_hold(conditions, scope):
        yield misuse.NeverSpeaks(rule.conditions[0].span, **_joining(words))
    elif isinstance(rule.statement, Default):
        field = rule.statement.field
        if not can_hold((*conditions, _unset(field)), scope):
            yield misuse.NeverFills(field.span, field=field.text)
    elif isinstance(rule.statement, Check) and not _can_pass(rule.statement, scope):
        yield misuse.NeverHolds(rule.statement.condition.span, **_joining(words))
    else:
        yield from _never_complains(rule, vocabulary, words)


def can_hold(expressions: Sequence[Expression], scope: Scope) -> bool:
    """Whether some record could make all of these hold; when in doubt, it could."""
    alternatives = _alternatives(AllOf(tuple(expressions), _NOWHERE), is_so=True)
    if alternatives is None:
        return True
    return any(can_all_hold(claims, scope) for claims in alternatives)


def _can_pass(check: Check, scope: Scope) -> bool:
    present = tuple(IsSet(name, name.span) for name in subject_of(check.condition))
    return scope.is_every or can_hold((*present, check.condition), scope)


def _never_complains(
    rule: Rule, vocabulary: Vocabulary, words: Words
) -> Iterator[RuleError]:
    complaints = complaints_of("", rule, vocabulary)
    for complaint in complaints:
        if not can_hold((complaint.cause,), complaint.scope):
            yield _silent(complaint, rule, words)


def _silent(complaint: Complaint, rule: Rule, words: Words) -> RuleError:
    match rule.statement:
        case Check(condition=condition):
            subject = subject_of(condition)
            for test in (
                condition.operands if isinstance(condition, AnyOf) else (condition,)
            ):
                if isinstance(test, IsSet) and (test.field,) == subject:
                    require = f"{words.spell('REQUIRE')} {test.field.text}"
                    return misuse.CheckOfPresence(
                        test.span, check=words.spell("CHECK"), require=require
                    )
            return misuse.NeverFires(condition.span)
        case Require(fields=fields) | Requires(fields=fields):
            named = [name for name in fields if name.text in complaint.lacks]
            return misuse.NeverFires((named or list(fields))[0].span)
        case _:
            return misuse.NeverFires(rule.span)


def _joining(words: Words) -> dict[str, str]:
    return {"either": words.spell("OR"), "both": words.spell("AND")}


def _unset(name: Name) -> Expression:
    return Not(IsSet(name, name.span), name.span)


def _alternatives(
    expression: Expression, *, is_so: bool
) -> list[tuple[Claim, ...]] | None:
    """The ways in which an expression holds, or does not; None if there are many."""
    match expression:
        case Not(operand=operand):
            return _alternatives(operand, is_so=not is_so)
        case AllOf(operands=operands) | AnyOf(operands=operands):
            parts = [_alternatives(operand, is_so=is_so) for operand in operands]
            return _joined(parts, is_all=isinstance(expression, AllOf) is is_so)
        case _:
            return [(Claim(expression, is_so),)]


def _joined(
    parts: Sequence[list[tuple[Claim, ...]] | None], *, is_all: bool
) -> list[tuple[Claim, ...]] | None:
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if not is_all:
        joined = [claims for part in known for claims in part]
        return joined if len(joined) <= _MOST else None
    count = 1
    for part in known:
        count *= len(part)
    if count > _MOST:
        return None
    return [tuple(c for claims in chosen for c in claims) for chosen in product(*known)]
