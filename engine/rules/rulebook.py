"""The rules of one entity, ready to be asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.errors import RuleError, Several
from engine.model.problem import Problem, Severity
from engine.model.side import Side
from engine.rules import misuse
from engine.rules.ast import Default, Literal, Require, Rule, Sheet
from engine.rules.checker import check_codes, check_rules
from engine.rules.codes import coded
from engine.rules.compiler import Compiled, compile_rules
from engine.rules.complaints import Complaint, complaints_of, names_of
from engine.rules.vocabulary import Vocabulary
from engine.rules.wording import parts_of
from engine.rules.words import LANGUAGES
from engine.source import Source, nearest
from engine.values import Value


@dataclass(frozen=True, slots=True)
class Listed:
    """One rule, for listings.

    Attributes:
        code: Its own code, or one made from what it says.
        source: Where it stands, ``rules/customers.rules:12``.
        fields: Every field that it names.
        severity: What it makes of a record that breaks it; a default holds none.
    """

    code: str
    source: str
    fields: tuple[str, ...]
    severity: Severity


@dataclass(frozen=True, slots=True)
class Filled:
    """A value that a default gave to a field, and where that default stands."""

    field: str
    value: Value
    source: str


@dataclass(frozen=True, slots=True)
class _Part:
    """The rules of one file, compiled."""

    complaints: tuple[Complaint, ...]
    defaults: tuple[Rule, ...]
    compiled: Compiled

    def complain(
        self, record: Mapping[str, Value], before: Mapping[str, Value] | None
    ) -> list[Complaint]:
        found: list[int] = []
        try:
            self.compiled.judge_whole(record, before, found.append)
        except KeyError:  # the record does not know a field that a rule names
            found.clear()
            self.compiled.judge_partial()(record, before, found.append)
        return [self.complaints[index] for index in found]

    def fill(
        self, record: Mapping[str, Value], *, is_new: bool
    ) -> list[tuple[Rule, Value]]:
        filled: list[tuple[int, Value]] = []
        try:
            self.compiled.fill_whole(record, is_new, filled.append)
        except KeyError:  # as above
            filled.clear()
            self.compiled.fill_partial()(record, is_new, filled.append)
        return [(self.defaults[index], value) for index, value in filled]


class Rulebook:
    """The rules of one entity: they fill what is missing, and judge what is there.

    Attributes:
        rules: Every rule in the order of the files, for listings.
    """

    def __init__(
        self,
        rules: tuple[Listed, ...],
        parts: tuple[_Part, ...],
        vocabulary: Vocabulary,
    ) -> None:
        self.rules = rules
        self._parts = parts
        self._vocabulary = vocabulary

    def fill(self, record: Mapping[str, Value], *, is_new: bool) -> tuple[Filled, ...]:
        """The values that the defaults give to what is not set, in file order."""
        filled: list[Filled] = []
        for part in self._parts:
            for rule, value in part.fill(record, is_new=is_new):
                name = _default_of(rule).field.text
                record = {**record, name: value}
                filled.append(Filled(name, value, _place(rule)))
        return tuple(filled)

    def judge(
        self,
        record: Mapping[str, Value],
        *,
        side: Side,
        changed: frozenset[str] | None = None,
        before: Mapping[str, Value] | None = None,
    ) -> tuple[Problem, ...]:
        """Every complaint about a record that would be written to ``side``.

        Args:
            record: The neutral fields; a rule that names one that is not among the
                keys is skipped.
            side: The side that the record would be written to.
            changed: The fields that this run changes; None where the record is new.
                An error on other fields is a warning: old bad values do not hold
                back an unrelated edit.
            before: The baseline, for ``is changed``.
        """
        return tuple(
            self._problem(complaint, side, changed)
            for part in self._parts
            for complaint in part.complain(record, before)
        )

    def code_for_absent(self, field: str) -> str:
        """The code of the ``require`` rule about this field, or an empty text."""
        for part in self._parts:
            for complaint in part.complaints:
                is_require = isinstance(complaint.rule.statement, Require)
                if is_require and complaint.field == field:
                    return complaint.code
        return ""

    def _problem(
        self, complaint: Complaint, side: Side, changed: frozenset[str] | None
    ) -> Problem:
        is_old = changed is not None and not complaint.fields & changed
        is_warning = is_old or complaint.rule.is_warning
        return Problem(
            code=complaint.code,
            side=side,
            field=complaint.field,
            parts=parts_of(complaint, side, self._vocabulary),
            source=f"rule {_place(complaint.rule)}",
            severity=Severity.WARNING if is_warning else Severity.ERROR,
        )


EMPTY = Rulebook((), (), Vocabulary("", {}))
"""No rules: fills nothing, finds nothing."""


def load_rules(sources: Sequence[Source], vocabulary: Vocabulary) -> Rulebook:
    """Read, check and compile the rules of one entity, those of all sources in order.

    Raises:
        Several: Everything that is wrong in any of the files.
    """
    from engine.rules.parser import parse  # brings lark

    problems: list[RuleError] = []
    sheets: list[Sheet] = []
    for source in sources:
        sheet, found = parse(source)
        sheets.append(sheet)
        problems.extend(found)
    problems.extend(_problems(sheets, vocabulary))
    if problems:
        raise Several(problems)
    book = _compiled(sheets, vocabulary)
    refused = tuple(_refused_defaults(book))
    if refused:
        raise Several(refused)
    return book


def _problems(sheets: Sequence[Sheet], vocabulary: Vocabulary) -> Iterator[RuleError]:
    every: list[Rule] = []
    for sheet in sheets:
        rules = _rules_for(sheet, vocabulary.entity)
        yield from check_rules(rules, vocabulary, LANGUAGES[sheet.language])
        yield from _entities(sheet, vocabulary)
        every.extend(rules)
    yield from check_codes(every)


def _rules_for(sheet: Sheet, entity: str) -> tuple[Rule, ...]:
    sections = (s for s in sheet.sections if s.entity.text == entity)
    return tuple(rule for section in sections for rule in section.rules)


def _entities(sheet: Sheet, vocabulary: Vocabulary) -> Iterator[RuleError]:
    """Sections for an entity that does not exist."""
    for section in sheet.sections:
        name = section.entity.text
        if name == vocabulary.entity or name in vocabulary.entities:
            continue
        near = nearest(name, vocabulary.entities or (vocabulary.entity,))
        if near or vocabulary.entities:
            known = ", ".join(vocabulary.entities)
            span = section.entity.span
            yield misuse.UnknownEntity(span, name=name, nearest=near, known=known)


def _compiled(sheets: Sequence[Sheet], vocabulary: Vocabulary) -> Rulebook:
    of_sheet = [_rules_for(sheet, vocabulary.entity) for sheet in sheets]
    codes = coded([rule for rules in of_sheet for rule in rules])
    listed: list[Listed] = []
    parts: list[_Part] = []
    for sheet, rules in zip(sheets, of_sheet, strict=True):
        named = [next(codes) for _ in rules]
        listed.extend(_listed(code, rule) for code, rule in named)
        parts.append(_part(sheet.source.name, named, vocabulary))
    return Rulebook(tuple(listed), tuple(parts), vocabulary)


def _part(
    name: str, named: Sequence[tuple[str, Rule]], vocabulary: Vocabulary
) -> _Part:
    complaints = tuple(c for code, rule in named for c in complaints_of(code, rule))
    defaults = tuple(r for _, r in named if isinstance(r.statement, Default))
    compiled = compile_rules(name, complaints, defaults, vocabulary)
    return _Part(complaints, defaults, compiled)


def _listed(code: str, rule: Rule) -> Listed:
    holds_none = rule.is_warning or isinstance(rule.statement, Default)
    severity = Severity.WARNING if holds_none else Severity.ERROR
    return Listed(code, _place(rule), names_of(rule), severity)


def _refused_defaults(book: Rulebook) -> Iterator[RuleError]:
    """Defaults that a rule refuses which looks at nothing else of the record."""
    for part in book._parts:  # noqa: SLF001 - the book that was just made here
        for rule in part.defaults:
            default = _default_of(rule)
            if not isinstance(default.value, Literal):
                continue
            alone = {default.field.text: default.value.value}
            for problem in book.judge(alone, side=Side.LEFT):
                if problem.severity is Severity.ERROR:
                    other = problem.source.removeprefix("rule ")
                    yield misuse.RefusedDefault(default.value.span, other=other)


def _default_of(rule: Rule) -> Default:
    assert isinstance(rule.statement, Default)  # noqa: S101 - only those are asked
    return rule.statement


def _place(rule: Rule) -> str:
    return f"{rule.span.source.name}:{rule.span.line}"
