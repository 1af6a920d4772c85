"""The rules of an entity as one customer has them: some switched off, others raised.

A rule is switched off with a reason, and a warning can be made an error; nothing is
ever lowered in silence.  What is switched off stays known, for every report.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from engine.errors import N_, Place, RuleError, Several
from engine.model.problem import Problem, Severity
from engine.model.side import Side
from engine.rules.errors import Unknown
from engine.rules.rulebook import Filled, Listed, Rulebook
from engine.source import Source, Span, nearest
from engine.values import Value

_NOWHERE = Span(Source("rules", ""), 1, 1)


class UnknownRule(Unknown):
    """A rule is adjusted that there is not."""

    template = N_("no rule has the code {name!r}")


class NoReason(RuleError):
    """A rule is switched off and nobody says why."""

    template = N_("the rule {name!r} is switched off without a reason")
    advice = N_("write {name}: WHY; it is shown in every report")


class Lowered(RuleError):
    """An error is to become a warning."""

    template = N_("the severity of {name!r} cannot be lowered")
    advice = N_("switch it off with a reason: disable: {{{name}: WHY}}")


class NoSeverity(RuleError):
    """A rule is raised to what is no severity."""

    template = N_("{name!r} cannot be raised to {severity!r}")
    advice = N_("write {name}: error")


@dataclass(frozen=True, slots=True)
class Disabled:
    """A rule that is switched off, why, and where it stands."""

    code: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Raised:
    """A warning that was made an error, where it stands, and where that is said."""

    code: str
    source: str
    by: str


class Adjusted(Rulebook):
    """A rulebook that knows what of it is switched off, and what was raised."""

    def __init__(
        self,
        book: Rulebook,
        disabled: tuple[Disabled, ...],
        raised: tuple[Raised, ...] = (),
    ) -> None:
        super().__init__(book.rules, ())
        self._book = book
        self.disabled = disabled
        self.raised = raised

    def fill(self, record: Mapping[str, Value], *, is_new: bool) -> tuple[Filled, ...]:
        """As a rulebook fills."""
        return self._book.fill(record, is_new=is_new)

    def judge(
        self,
        record: Mapping[str, Value],
        *,
        side: Side,
        changed: frozenset[str] | None = None,
        before: Mapping[str, Value] | None = None,
    ) -> tuple[Problem, ...]:
        """As a rulebook judges."""
        return self._book.judge(record, side=side, changed=changed, before=before)

    def adjusted(
        self,
        *,
        off: AbstractSet[str] = frozenset(),
        raised: AbstractSet[str] = frozenset(),
    ) -> Rulebook:
        """As a rulebook is adjusted."""
        return self._book.adjusted(off=off, raised=raised)

    def code_for_absent(self, field: str) -> str:
        """As a rulebook says it."""
        return self._book.code_for_absent(field)


def adjust(
    rulebook: Rulebook,
    disable: Mapping[str, str],
    raise_: Mapping[str, str],
    places: Mapping[str, Place] | None = None,
) -> Rulebook:
    """Switch rules off and make warnings errors.

    Args:
        rulebook: The rules as their files have them.
        disable: By code, why a rule is switched off.
        raise_: By code, ``error``.
        places: By code, where that was asked for.

    Raises:
        Several: Codes that no rule has, reasons that are missing, severities that
            would be lowered; all of it.
    """
    by_code = {rule.code: rule for rule in rulebook.rules}
    if problems := list(_problems(by_code, disable, raise_, places or {})):
        raise Several(problems)
    raised = {code for code, to in raise_.items() if to == Severity.ERROR.value}
    book = rulebook.adjusted(off=frozenset(disable), raised=raised)
    disabled = (
        Disabled(code, reason.strip(), by_code[code].source)
        for code, reason in disable.items()
    )
    said = (
        Raised(code, by_code[code].source, _place(places, code))
        for code in raise_
        if by_code[code].severity is not Severity.ERROR and code not in disable
    )
    return Adjusted(
        book,
        (*disabled_of(rulebook), *disabled),
        (*raised_of(rulebook), *said),
    )


def raised_of(rulebook: Rulebook) -> tuple[Raised, ...]:
    """The warnings of a book that were made errors."""
    return rulebook.raised if isinstance(rulebook, Adjusted) else ()


def _place(places: Mapping[str, Place] | None, code: str) -> str:
    """The file and the line where something is said of a rule."""
    found = (places or {}).get(code)
    if found is None:
        return ""
    file, line, _ = found.order
    return f"{file}:{line}"


def disabled_of(rulebook: Rulebook) -> tuple[Disabled, ...]:
    """The rules of a book that are switched off."""
    return rulebook.disabled if isinstance(rulebook, Adjusted) else ()


def _problems(
    by_code: Mapping[str, Listed],
    disable: Mapping[str, str],
    raise_: Mapping[str, str],
    places: Mapping[str, Place],
) -> Iterator[RuleError]:
    for code, reason in disable.items():
        place = places.get(code, _NOWHERE)
        if code not in by_code:
            yield _unknown(code, by_code, place)
        elif not reason.strip():
            yield NoReason(place, name=code)
    for code, severity in raise_.items():
        place = places.get(code, _NOWHERE)
        if code not in by_code:
            yield _unknown(code, by_code, place)
        elif severity not in {one.value for one in Severity}:
            yield NoSeverity(place, name=code, severity=severity)
        elif severity == Severity.WARNING.value:
            yield from _lowered(by_code[code], place)


def _lowered(rule: Listed, place: Place) -> Iterator[RuleError]:
    if rule.severity is Severity.ERROR:
        yield Lowered(place, name=rule.code)


def _unknown(code: str, by_code: Mapping[str, Listed], place: Place) -> RuleError:
    near, known = nearest(code, by_code), ", ".join(by_code)
    return UnknownRule(place, name=code, nearest=near, known=known)
