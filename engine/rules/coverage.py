"""Which rules the cases tried: a rule is covered once a case made it hold and fail.

::

    rule             held by a case              failed by a case
    ---------------  --------------------------  ------------------
    default          the field kept its value    it was filled in
    any other        it spoke and was content    it complained
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.rules.ast import Default
from engine.rules.proving import Outcome
from engine.rules.reading import Named
from engine.rules.speaking import speaking
from engine.rules.vocabulary import Vocabulary
from engine.values import is_set


@dataclass(frozen=True, slots=True)
class Covered:
    """One rule, and what the cases made of it."""

    code: str
    source: str
    is_default: bool
    has_held: bool
    has_failed: bool

    @property
    def is_covered(self) -> bool:
        """Whether the cases show both."""
        return self.has_held and self.has_failed


def place_of(one: Named) -> str:
    """Where a rule stands, ``rules/customers.rules:12``."""
    return f"{one.rule.span.source.name}:{one.rule.span.line}"


def coverage(
    rules: Sequence[Named], vocabulary: Vocabulary, outcomes: Iterable[Outcome]
) -> tuple[Covered, ...]:
    """What the cases made of each rule, in the order of the file."""
    speaks = speaking(rules, vocabulary)
    held: set[str] = set()
    failed: set[str] = set()
    for outcome in outcomes:
        said = {code.removeprefix("?") for code in outcome.said}
        failed |= said
        held |= speaks(outcome.record, outcome.case.before) - said
        for one in rules:
            if isinstance(one.rule.statement, Default):
                kept = is_set(outcome.case.record.get(one.rule.statement.field.text))
                held |= {one.code} if kept else set()
                failed |= {one.code} if place_of(one) in outcome.sources else set()
    return tuple(
        Covered(
            one.code,
            place_of(one),
            is_default=isinstance(one.rule.statement, Default),
            has_held=one.code in held,
            has_failed=one.code in failed,
        )
        for one in rules
    )
