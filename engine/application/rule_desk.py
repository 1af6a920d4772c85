"""What can be asked of the rules of a profile: checked, proved, said and tried."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from engine.application.answer import Answer, Document, Exit
from engine.application.documents import new_problem_document, plain
from engine.application.entities import FIRST_ENTITY
from engine.application.live_record import Live, read_live
from engine.application.rule_cases import Proved, prove_files, recorded
from engine.application.rule_checks import SECTIONS, checked_documents, file_of
from engine.application.rule_files import (
    RulesFile,
    remembered,
    rules_files,
    words_of,
)
from engine.application.rule_quarrels import quarrels
from engine.application.sides import UnknownEntity
from engine.application.wiring import Wiring
from engine.errors import N_, Several, UsageError
from engine.messages import Screens
from engine.model.problem import Severity
from engine.rules.adjusting import disabled_of, raised_of
from engine.rules.ast import Default
from engine.rules.coverage import place_of
from engine.rules.reading import Named, read_rules
from engine.rules.rulebook import Rulebook, load_rules
from engine.rules.saying import say_rule
from engine.rules.trying import Trial, Verdict, try_rule
from engine.rules.vocabulary import Vocabulary
from engine.source import nearest

_LANGUAGES = ("it", "en")


class NoSuchRule(UsageError):
    """A rule that there is not."""

    template = N_("no rule has the code {code!r}")

    def __init__(self, code: str, known: Iterable[str]) -> None:
        near = nearest(code, known)
        super().__init__(code=code, nearest=near, known=", ".join(known))
        self.advice = N_("did you mean {nearest!r}?") if near else N_("known: {known}")


class RuleDesk:
    """The rules of one profile; without one, those that come with us."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    def check(self, files: Sequence[Path] = ()) -> Answer:
        """Read and check rules: these files beside the stock ones, or the profile's.

        Raises:
            Several: All that is wrong in any file.
        """
        document: Document = {name: [] for name in SECTIONS}
        problems: list[Several] = []
        asked = {str(path) for path in files}
        named: dict[str, None] = {}
        for entity in self._wiring.known:
            try:
                book = self._book(entity, files)
                declaration = self._wiring.languages.declaration(entity)
                own = self._files(entity, files)
            except Several as several:
                problems.append(several)
                continue
            lang = self._wiring.lang
            found = checked_documents(book, declaration, asked, lang)
            for name, rows in found.items():
                document[name] += rows
            document["contradictory_rules"] += self._quarrels(entity, book, files)
            named |= {file.source.name: None for file in own if file.is_own}
        if problems:
            raise _once(problems)
        told = (*document["check"], *document["disabled_rules"])
        counted = {file_of(row) for row in told}
        document["empty"] = [name for name in named if name not in counted]
        return Answer(document)

    def test(self, files: Sequence[Path] = (), *, with_coverage: bool) -> Answer:
        """Try the cases beside the rules.

        Raises:
            Several: All that is wrong in a file of rules or of cases.
        """
        found = {
            file.path: file
            for entity in self._wiring.known
            for file in self._files(entity, files)
        }
        asked = [file for file in found.values() if file.is_own or not files]
        proved = prove_files(asked, self.words())
        return Answer(_tested(proved, with_coverage=with_coverage), _ended(proved))

    def show(self, code: str | None = None) -> Answer:
        """Say every rule, or one, as a sentence in both languages.

        Raises:
            NoSuchRule: There is none of that code.
        """
        rows = [row for entity in self._wiring.known for row in self._said(entity)]
        if code is not None:
            known = dict.fromkeys(row["code"] for row in rows)
            rows = [row for row in rows if row["code"] == code]
            if not rows:
                raise NoSuchRule(code, known)
        return Answer({"rules": rows})

    def try_rule(self, text: str, ref: str, entity: str = FIRST_ENTITY) -> Answer:
        """Try one rule on a live record; nothing is written anywhere.

        Raises:
            Several: All that is wrong in the rule.
        """
        live = self._live(entity, ref)
        trial = try_rule(text, live.subject, live.vocabulary, self._wiring.lang)
        breaks = any(one.severity is Severity.ERROR for one in trial.problems)
        document = _tried(live, trial, text, self._wiring.screens)
        return Answer(document, Exit.HELD if breaks else Exit.DONE)

    def record(self, ref: str, entity: str = FIRST_ENTITY) -> Answer:
        """Turn a live record into a case that names nobody."""
        live = self._live(entity, ref)
        files = self._files(entity, ())
        own = [file for file in files if file.is_own] or files
        return Answer(recorded(live, own, self._wiring.lang))

    def words(self) -> dict[str, Vocabulary]:
        """What rules may name, by entity."""
        return {entity: self._words(entity) for entity in self._wiring.known}

    def _live(self, entity: str, ref: str) -> Live:
        if entity not in self._wiring.known:
            raise UnknownEntity(entity=entity, known=", ".join(self._wiring.known))
        return read_live(self._wiring, entity, ref)

    def _files(self, entity: str, asked: Sequence[Path]) -> tuple[RulesFile, ...]:
        declaration = self._wiring.languages.declaration(entity)
        return rules_files(self._wiring, declaration, asked)

    def _words(self, entity: str) -> Vocabulary:
        return words_of(self._wiring, self._wiring.languages.declaration(entity))

    def _book(self, entity: str, asked: Sequence[Path]) -> Rulebook:
        declaration = self._wiring.languages.declaration(entity)
        if asked:
            sources = [file.source for file in self._files(entity, asked)]
            return load_rules(sources, self._words(entity))
        options = remembered(self._wiring, declaration)
        book: Rulebook = self._wiring.languages.rules(declaration, options)
        return book

    def _quarrels(
        self, entity: str, book: Rulebook, asked: Sequence[Path]
    ) -> list[Document]:
        """The rules that contradict each other, one of them in a file asked about."""
        sources = [file.source for file in self._files(entity, asked)]
        sheets = read_rules(sources, self._words(entity))
        rules = [named for sheet in sheets for named in sheet]
        in_force = {rule.source for rule in book.rules}
        names = {str(path) for path in asked}
        return [
            row
            for row in quarrels(rules, in_force, entity, self._wiring.lang)
            if not names or names & {file_of(row), file_of(row["other"])}
        ]

    def _said(self, entity: str) -> list[Document]:
        words = self._words(entity)
        sources = [file.source for file in self._files(entity, ())]
        book = self._book(entity, ())
        raised = {rule.code: rule.severity for rule in book.rules}
        off = {one.code: one.reason for one in disabled_of(book)}
        by = {one.code: one.by for one in raised_of(book)}
        return [
            {
                **_said(named, words),
                "entity": entity,
                "severity": raised.get(named.code, _severity(named)).value,
                "off": off.get(named.code),
                "raised": by.get(named.code),
            }
            for sheet in read_rules(sources, words)
            for named in sheet
        ]


def _once(found: Iterable[Several]) -> Several:
    """The errors of several readings of the same files, each once."""
    every = [error for several in found for error in several.errors]
    return Several(list({(one.place.order, str(one)): one for one in every}.values()))


def _said(named: Named, words: Vocabulary) -> Document:
    said = {lang: say_rule(named.rule, lang, words) for lang in _LANGUAGES}
    messages = {one.language: str(one.text.value) for one in named.rule.message}
    return {
        "code": named.code,
        "source": place_of(named),
        "sentence": said,
        "message": messages or None,
    }


def _severity(named: Named) -> Severity:
    """How a rule is written, whatever an overlay makes of it."""
    is_default = isinstance(named.rule.statement, Default)
    holds_none = named.rule.is_warning or is_default
    return Severity.WARNING if holds_none else Severity.ERROR


def _tested(proved: Sequence[Proved], *, with_coverage: bool) -> Document:
    outcomes = [outcome for one in proved for outcome in one.documents()]
    failed = sum(one["state"] == "failed" for one in outcomes)
    document: Document = {
        "cases": outcomes,
        "passed": len(outcomes) - failed,
        "failed": failed,
        "without_cases": [one.wanted for one in proved if not one.outcomes],
    }
    if with_coverage:
        every = [covered for one in proved for covered in one.covered]
        document["coverage"] = {
            "rules": len(every),
            "covered": sum(one.is_covered for one in every),
            "gaps": [
                {
                    "code": one.code,
                    "source": one.source,
                    "default": one.is_default,
                    "held": one.has_held,
                    "failed": one.has_failed,
                }
                for one in every
                if not one.is_covered
            ],
        }
    return document


def _ended(proved: Sequence[Proved]) -> Exit:
    all_hold = all(outcome.has_held for one in proved for outcome in one.outcomes)
    return Exit.DONE if all_hold else Exit.HELD


def _tried(live: Live, trial: Trial, text: str, screens: Screens) -> Document:
    whose = (live.side, live.id, live.name)
    entity = live.vocabulary.entity
    return {
        "rule": text,
        "record": live.ref,
        "name": live.name,
        "verdict": trial.verdict.value,
        "sentence": {
            one: say_rule(trial.named.rule, one, live.vocabulary) for one in _LANGUAGES
        },
        "values": {
            name: {
                "label": live.vocabulary.fields[name].labels.get(screens.lang)
                or screens.field(entity, name),
                "value": plain(value),
            }
            for name, value in trial.values.items()
        },
        "unknown": list(trial.unknown),
        "fills": {one.field: plain(one.value) for one in trial.filled}
        if trial.verdict is Verdict.FILLS
        else {},
        "problems": [
            new_problem_document(problem, whose, entity, screens)
            for problem in trial.problems
        ],
    }
