"""The cases beside the rules files of a profile: tried, and recorded anew."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine import messages
from engine.application.answer import Document
from engine.application.documents import plain
from engine.application.live_record import Live
from engine.application.rule_files import RulesFile, read_text
from engine.errors import N_, Several
from engine.rules.cases import Case, UnknownCode, read_cases
from engine.rules.coverage import Covered, coverage
from engine.rules.masking import masked, values_in
from engine.rules.parser import parse
from engine.rules.proving import Outcome, prove
from engine.rules.reading import Named, read_rules
from engine.rules.rulebook import Rulebook, load_rules
from engine.rules.vocabulary import Vocabulary
from engine.source import Span, nearest
from engine.values import Value, is_set

_NO_END = 10**6
"""Wider than any line: lists are not broken."""


@dataclass(frozen=True, slots=True)
class Proved:
    """A rules file, and what became of the cases beside it.

    Attributes:
        wanted: The file of cases that it has, or lacks.
    """

    file: RulesFile
    wanted: str
    outcomes: tuple[Outcome, ...]
    covered: tuple[Covered, ...]

    def documents(self) -> list[Document]:
        """Each case, and what was said."""
        return [_document(outcome) for outcome in self.outcomes]


@dataclass(frozen=True, slots=True)
class _Book:
    """The rules of one file for one entity."""

    named: tuple[Named, ...]
    rulebook: Rulebook
    vocabulary: Vocabulary


def prove_files(
    files: Iterable[RulesFile], words: Mapping[str, Vocabulary]
) -> list[Proved]:
    """Try the cases of each file on the rules of that file alone.

    Raises:
        Several: All that is wrong in a file of rules or of cases.
    """
    return [_prove(file, words) for file in files]


def _prove(file: RulesFile, words: Mapping[str, Vocabulary]) -> Proved:
    books = {name: _book(file, one) for name, one in words.items()}
    sections = [section.entity.text for section in parse(file.source)[0].sections]
    entity = next((name for name in sections if name in words), next(iter(words)))
    cases = [case for one in _cases(file, words, entity) for case in one]
    _check_codes(cases, books, file)
    outcomes = [(case, prove(case, books[case.entity].rulebook)) for case in cases]
    covered = [
        one
        for name, book in books.items()
        for one in coverage(
            book.named,
            book.vocabulary,
            [outcome for case, outcome in outcomes if case.entity == name],
        )
    ]
    found = tuple(outcome for _, outcome in outcomes)
    return Proved(file, file.first_cases, found, tuple(covered))


def _cases(
    file: RulesFile, words: Mapping[str, Vocabulary], entity: str
) -> Iterable[tuple[Case, ...]]:
    for path in file.cases:
        name = str(file.path.parent / path.relative_to(file.path.parent))
        folder = file.source.name.rpartition("/")[0]
        near = str(path.relative_to(file.path.parent))
        shown = f"{folder}/{near}" if folder else near
        yield read_cases(read_text(path, shown or name), words, entity)


def _book(file: RulesFile, vocabulary: Vocabulary) -> _Book:
    named = tuple(one for s in read_rules([file.source], vocabulary) for one in s)
    return _Book(named, load_rules([file.source], vocabulary), vocabulary)


def _check_codes(
    cases: Iterable[Case], books: Mapping[str, _Book], file: RulesFile
) -> None:
    known = {name: [one.code for one in book.named] for name, book in books.items()}
    problems = [
        _unknown(expected.code, expected.span, known[case.entity], file)
        for case in cases
        for expected in case.says or ()
        if expected.code not in known[case.entity]
    ]
    if problems:
        raise Several(problems)


def _unknown(
    code: str, span: Span, known: Sequence[str], file: RulesFile
) -> UnknownCode:
    return UnknownCode(
        span,
        name=code,
        rules=file.source.name,
        nearest=nearest(code, known),
        known=", ".join(dict.fromkeys(known)),
    )


def _document(outcome: Outcome) -> Document:
    case = outcome.case
    return {
        "file": case.span.source.name,
        "line": case.span.line,
        "case": case.name,
        "state": "passed" if outcome.has_held else "failed",
        "expected": None if case.says is None else [one.text for one in case.says],
        "said": list(outcome.said),
        "expected_fills": None if case.fills is None else plain(case.fills),
        "fills": plain(outcome.filled),
    }


def recorded(live: Live, files: Sequence[RulesFile], lang: str) -> Document:
    """A live record as a case beside each of these files, masked."""
    rules = read_rules([file.source for file in files], live.vocabulary)
    named = frozenset(values_in(tuple(one.rule for sheet in rules for one in sheet)))
    record = masked(live.subject.record, live.vocabulary, named)
    cases = [_recorded(live, record, file, lang) for file in files]
    return {"record": live.ref, "cases": cases}


def _recorded(
    live: Live, record: dict[str, Value], file: RulesFile, lang: str
) -> Document:
    rules = load_rules([file.source], live.vocabulary)
    said = _says(rules, live, record)
    unknown = [name for name in live.vocabulary.fields if name not in record]
    name = (
        messages.tell(
            N_("a record that {codes} speaks against"), lang, codes=", ".join(said)
        )
        if said
        else messages.tell(N_("a record that no rule speaks against"), lang)
    )
    name = _free(name, file)
    case: Document = {
        "record": {
            key: _yaml(record[key])
            for key in live.vocabulary.fields
            if is_set(record.get(key))
        },
        **({"unknown": unknown} if unknown else {}),
        "says": said,
    }
    return {
        "file": file.first_cases,
        "name": name,
        "case": case,
        "yaml": _text(name, case),
        "masked_differs": said != _says(rules, live, dict(live.subject.record)),
    }


def _free(name: str, file: RulesFile) -> str:
    """The name, with a number behind it where a case beside the file has it."""
    taken = {
        line.strip(" '\":")
        for path in file.cases
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if line[:1].strip()
    }
    numbered = (f"{name} ({number})" for number in itertools.count(2))
    return next(one for one in itertools.chain([name], numbered) if one not in taken)


def _says(rules: Rulebook, live: Live, record: dict[str, Value]) -> list[str]:
    found = rules.judge(record, side=live.subject.target)
    marks = [
        one.code if one.severity.value == "error" else f"?{one.code}" for one in found
    ]
    return list(dict.fromkeys(marks))


def _yaml(value: Value) -> object:
    """A value as YAML writes it."""
    match value:
        case Decimal():
            return int(value) if value == int(value) else float(value)
        case dict():
            return {key: _yaml(one) for key, one in value.items()}
        case list():
            return [_yaml(one) for one in value]
        case _:
            return value


def _text(name: str, case: Document) -> str:
    import yaml

    def written(value: object, *, is_flow: bool) -> str:
        text: str = yaml.safe_dump(
            value,
            allow_unicode=True,
            sort_keys=False,
            default_flow_style=is_flow,
            width=_NO_END,
        )
        return text

    lists = {key: value for key, value in case.items() if key != "record"}
    return written({name: {"record": case["record"]}}, is_flow=False) + "".join(
        f"  {key}: {written(value, is_flow=True)}" for key, value in lists.items()
    )
