"""Cases tried on the rules beside them: what was expected, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.model.problem import Severity
from engine.model.side import Side
from engine.rules.cases import Case, Expected
from engine.rules.rulebook import Rulebook
from engine.values import Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules made of a case.

    Attributes:
        record: The record as it was judged, with what the defaults filled in.
        said: The codes of the rules that complained, each once, a ``?`` before one
            that only warned.
        filled: What the defaults filled in.
        sources: Where the defaults stand that did.
    """

    case: Case
    record: dict[str, Value]
    said: tuple[str, ...]
    filled: dict[str, Value]
    sources: frozenset[str]

    @property
    def has_held(self) -> bool:
        """Whether everything came as the case expects."""
        expected, said = self.case.says, list(self.said)
        is_filled = self.case.fills is None or self.case.fills == self.filled
        if expected is None:
            return is_filled
        fits = len(set(_codes(expected))) == len(said) and all(
            any(_is_met(one, code) for code in said) for one in expected
        )
        return is_filled and fits


def prove(case: Case, book: Rulebook) -> Outcome:
    """Let the rules fill in and judge the record of a case."""
    filled = book.fill(case.record, is_new=case.is_new)
    record = {**case.record, **{one.field: one.value for one in filled}}
    problems = book.judge(
        record, side=Side.LEFT, changed=case.changed, before=case.before
    )
    said = [
        one.code if one.severity is Severity.ERROR else f"?{one.code}"
        for one in problems
    ]
    # Where one rule complains of two fields, its code is said once.
    return Outcome(
        case,
        record,
        tuple(_once(said)),
        {one.field: one.value for one in filled},
        frozenset(one.source for one in filled),
    )


def _once(said: Sequence[str]) -> list[str]:
    """Each code once: where it is an error as well as a warning, the error."""
    errors = {code for code in said if not code.startswith("?")}
    return [
        code
        for code in dict.fromkeys(said)
        if not (code.startswith("?") and code[1:] in errors)
    ]


def _codes(expected: Sequence[Expected]) -> list[str]:
    return [one.code for one in expected]


def _is_met(expected: Expected, said: str) -> bool:
    """Whether this was expected; one without a mark leaves the severity open."""
    if expected.is_warning:
        return said == expected.text
    return said.removeprefix("?") == expected.code
