"""One rule on one record: whether it holds, and what it looked at.

::

    verdict    when
    ---------  ------------------------------------------------------
    fails      it complains
    holds      it has something to say of the record, and is content
    silent     its condition does not hold, or its subject is not set
    skipped    it names a field that this side does not know
    fills      a default whose field was not set, and that speaks
    leaves     a default otherwise
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from engine.errors import N_, RuleError, Several, UsageError
from engine.model.problem import Problem
from engine.model.side import Side
from engine.rules.ast import Default
from engine.rules.complaints import names_of
from engine.rules.parser import parse
from engine.rules.reading import Named, read_rules
from engine.rules.rulebook import Filled, load_rules
from engine.rules.speaking import speaking
from engine.rules.vocabulary import Vocabulary
from engine.rules.words import LANGUAGES
from engine.source import Source, Span
from engine.values import Value

_NAME = "RULE"


class OneRule(UsageError):
    """What was given to be tried is not one rule."""

    template = N_("this is {count} rules; one can be tried at a time")
    advice = N_("write one, as: require phone when country = 'IT'")


class Verdict(Enum):
    """What became of a rule on a record."""

    FAILS = "fails"
    HOLDS = "holds"
    SILENT = "silent"
    SKIPPED = "skipped"
    FILLS = "fills"
    LEAVES = "leaves"


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule that was tried.

    Attributes:
        values: What the record holds in the fields that the rule names.
        unknown: The fields it names that this side does not know.
    """

    verdict: Verdict
    named: Named
    problems: tuple[Problem, ...]
    filled: tuple[Filled, ...]
    values: dict[str, Value]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A record that rules can be tried on.

    Attributes:
        record: Its neutral fields, those that the side knows.
        target: The side that it would be written to.
        before: What both sides last agreed on; None where nothing is.
    """

    record: Mapping[str, Value]
    target: Side
    before: Mapping[str, Value] | None = None


def try_rule(
    text: str, subject: Subject, vocabulary: Vocabulary, language: str
) -> Trial:
    """Try one rule, in either language, on a record.

    Args:
        text: The rule.
        subject: The record.
        vocabulary: What it may name.
        language: The language of the errors' keywords, where it is in neither.

    Raises:
        Several: All that is wrong in the rule.
        OneRule: It is none, or more than one.
    """
    source = _source(text, vocabulary.entity, language)
    try:
        rules = [one for sheet in read_rules([source], vocabulary) for one in sheet]
        book = load_rules([source], vocabulary)
    except Several as several:
        raise _as_given(several, text) from None
    if len(rules) != 1:
        raise OneRule(count=len(rules))
    names = names_of(rules[0].rule, vocabulary)
    record = subject.record
    trial = Trial(
        Verdict.SILENT,
        rules[0],
        book.judge(record, side=subject.target, before=subject.before),
        book.fill(record, is_new=True),
        {name: record[name] for name in names if name in record},
        tuple(name for name in names if name not in record),
    )
    speaks = bool(speaking(rules, vocabulary)(record, subject.before))
    return replace(trial, verdict=_verdict(trial, speaks=speaks))


def _verdict(trial: Trial, *, speaks: bool) -> Verdict:
    if trial.problems:
        return Verdict.FAILS
    if trial.unknown and not speaks:
        return Verdict.SKIPPED
    if isinstance(trial.named.rule.statement, Default):
        return Verdict.FILLS if trial.filled else Verdict.LEAVES
    return Verdict.HOLDS if speaks else Verdict.SILENT


def _source(text: str, entity: str, language: str) -> Source:
    """The rule as a file: in the language in which it can be read."""
    order = sorted(LANGUAGES, key=lambda name: name != language)
    sources = [_file(text, entity, name) for name in order]
    return next((one for one in sources if not parse(one)[1]), sources[0])


def _file(text: str, entity: str, language: str) -> Source:
    word = LANGUAGES[language].spell("FOR")
    return Source(_NAME, f"# language: {language}\n{word} {entity}\n{text}")


def _as_given(several: Several, text: str) -> Several:
    """The same errors, placed in the rule as it was given."""
    given = Source(_NAME, text)
    for error in several.errors:
        place = error.place
        if isinstance(error, RuleError) and isinstance(place, Span):
            line = max(1, place.line - 2)
            error.place = Span(given, line, place.column, place.width)
    return Several(several.errors)
