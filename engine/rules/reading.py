"""From the texts of rules files to rules that are known to be right, and to code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.errors import RuleError, Several
from engine.model.problem import Severity
from engine.model.side import Side
from engine.rules import misuse
from engine.rules.ast import Check, Default, Forbid, Literal, Require, Rule, Sheet
from engine.rules.checker import check_codes, check_rules
from engine.rules.codes import coded
from engine.rules.compiler import compile_rules
from engine.rules.complaints import (
    Complaint,
    complaints_of,
    item_names_of,
    names_of,
)
from engine.rules.parser import parse
from engine.rules.part import Filling, Part, Stated
from engine.rules.rulebook import Listed, Rulebook
from engine.rules.vocabulary import Vocabulary
from engine.rules.wording import parts_of
from engine.rules.words import LANGUAGES
from engine.source import Source, nearest


@dataclass(frozen=True, slots=True)
class Named:
    """One rule with the code that it has, or was given."""

    code: str
    rule: Rule


def read_rules(
    sources: Sequence[Source], vocabulary: Vocabulary
) -> tuple[tuple[Named, ...], ...]:
    """The rules of one entity, file by file, each with its code.

    Raises:
        Several: Everything that is wrong in any of the files.
    """
    problems: list[RuleError] = []
    sheets: list[Sheet] = []
    for source in sources:
        sheet, found = parse(source)
        sheets.append(sheet)
        problems.extend(found)
    problems.extend(_problems(sheets, vocabulary))
    if problems:
        raise Several(problems)
    of_sheet = [_rules_for(sheet, vocabulary.entity) for sheet in sheets]
    codes = coded([rule for rules in of_sheet for rule in rules])
    return tuple(tuple(Named(*next(codes)) for _ in rules) for rules in of_sheet)


def compile_sheets(
    sources: Sequence[Source], vocabulary: Vocabulary
) -> tuple[tuple[Listed, ...], tuple[Part, ...]]:
    """The rules of all files, listed and compiled.

    Raises:
        Several: Everything that is wrong in any of the files.
    """
    of_sheet = read_rules(sources, vocabulary)
    listed = tuple(_listed(named, vocabulary) for s in of_sheet for named in s)
    parts = tuple(
        _part(source.name, named, vocabulary)
        for source, named in zip(sources, of_sheet, strict=True)
    )
    refused = tuple(_refused_defaults(of_sheet, Rulebook(listed, parts)))
    if refused:
        raise Several(refused)
    return listed, parts


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


def _part(name: str, named: Sequence[Named], vocabulary: Vocabulary) -> Part:
    complaints = tuple(
        complaint
        for one in named
        for complaint in complaints_of(one.code, one.rule, vocabulary)
    )
    defaults = tuple(one for one in named if isinstance(one.rule.statement, Default))
    program = compile_rules(
        name, complaints, [one.rule for one in defaults], vocabulary
    )
    return Part(
        tuple(_stated(complaint, vocabulary) for complaint in complaints),
        tuple(
            Filling(one.code, _default_of(one.rule).field.text, _place(one.rule))
            for one in defaults
        ),
        program,
        vocabulary,
    )


def _stated(complaint: Complaint, vocabulary: Vocabulary) -> Stated:
    return Stated(
        code=complaint.code,
        field=complaint.scope.full(complaint.field),
        fields=complaint.fields,
        is_require=isinstance(complaint.rule.statement, Require),
        is_warning=complaint.rule.is_warning,
        is_of_value=isinstance(complaint.rule.statement, Check | Forbid),
        place=_place(complaint.rule),
        is_of_items=bool(complaint.scope.list),
        texts=(
            parts_of(complaint, Side.LEFT, vocabulary.entity),
            parts_of(complaint, Side.RIGHT, vocabulary.entity),
        ),
    )


def _listed(named: Named, vocabulary: Vocabulary) -> Listed:
    rule = named.rule
    holds_none = rule.is_warning or isinstance(rule.statement, Default)
    severity = Severity.WARNING if holds_none else Severity.ERROR
    return Listed(
        named.code,
        _place(rule),
        names_of(rule, vocabulary),
        severity,
        item_names_of(rule, vocabulary),
    )


def _refused_defaults(
    of_sheet: Sequence[Sequence[Named]], book: Rulebook
) -> Iterator[RuleError]:
    """Defaults that a rule refuses which looks at nothing else of the record."""
    for named in (one for sheet in of_sheet for one in sheet):
        default = named.rule.statement
        if not isinstance(default, Default) or not isinstance(default.value, Literal):
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
