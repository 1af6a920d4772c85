"""What can be known to be wrong before any record is seen: all of it, at once."""

import re
from collections.abc import Iterator, Sequence

from engine.errors import RuleError
from engine.rules import mislisted, misuse
from engine.rules.ast import (
    Check,
    Default,
    Forbid,
    IsChanged,
    Name,
    Require,
    RequireOne,
    Requires,
    Rule,
)
from engine.rules.comparisons import unknown_field
from engine.rules.complaints import names_in, tests_in
from engine.rules.conditions import Conditions
from engine.rules.contradictions import never_speaks
from engine.rules.scope import Scope
from engine.rules.vocabulary import Kind, Vocabulary
from engine.rules.words import Words
from engine.source import Span


def check_rules(
    rules: Sequence[Rule], vocabulary: Vocabulary, words: Words
) -> tuple[RuleError, ...]:
    """The problems of the rules of one entity, in the words of their file."""
    return tuple(
        problem for rule in rules for problem in _problems(rule, vocabulary, words)
    )


def check_codes(rules: Sequence[Rule]) -> Iterator[RuleError]:
    """The codes that two rules share."""
    first: dict[str, Span] = {}
    for rule in rules:
        if rule.code is None:
            continue
        code, span = rule.code.text, rule.code.span
        if code in first:
            yield misuse.SameCode(span, code=code, other=first[code])
        first.setdefault(code, span)


def _problems(rule: Rule, vocabulary: Vocabulary, words: Words) -> Iterator[RuleError]:
    scope = Scope(vocabulary)
    found = []
    if rule.each:
        found = list(_each(rule.each, scope, words))
        scope = Scope(vocabulary, rule.each.text)
    if not found:
        checker = _Checker(scope, words)
        found = list(checker.rule(rule)) or list(checker.speaks_of_items(rule))
    # What cannot be read right cannot be said to contradict itself either.
    yield from found or never_speaks(rule, vocabulary, words)


def _each(each: Name, scope: Scope, words: Words) -> Iterator[RuleError]:
    """Problems of the list that a rule goes through."""
    spec = scope.spec(each.text)
    if spec is None:
        yield unknown_field(each, scope, words)
    elif spec.kind is not Kind.LIST:
        yield mislisted.NotAList(each.span, name=each.text, word=words.spell("EACH"))
    elif spec.items is None:
        every = f"{words.spell('CHECK')} {words.spell('EVERY')}"
        yield mislisted.PlainItems(each.span, list=each.text, every=every)


class _Checker:
    """Yields the problems of one rule, one method for each of its parts."""

    def __init__(self, scope: Scope, words: Words) -> None:
        self.scope = scope
        self.words = words
        self.conditions = Conditions(scope, words)
        self.compared = self.conditions.compared

    def rule(self, rule: Rule) -> Iterator[RuleError]:
        match rule.statement:
            case Require(fields=fields) | RequireOne(fields=fields):
                yield from self._list(fields)
            case Requires(subject=subject, fields=fields):
                yield from self._list((subject, *fields))
            case Check(condition=condition) | Forbid(condition=condition):
                yield from self.conditions.expression(condition)
            case Default():
                yield from self._default(rule.statement, rule)
        for clause in rule.conditions:
            yield from self.conditions.expression(clause.expression)
        yield from self._message(rule)

    def _list(self, names: Sequence[Name]) -> Iterator[RuleError]:
        yield from self.compared.fields(names)
        first: set[str] = set()
        for name in names:
            if name.text in first:
                yield misuse.SameField(name.span, name=name.text)
            first.add(name.text)

    def _default(self, default: Default, rule: Rule) -> Iterator[RuleError]:
        if rule.each:
            require = self.words.spell("REQUIRE")
            yield mislisted.ItemDefault(default.field.span, require=require)
            return
        yield from self._filled(default)
        if rule.is_warning:
            yield misuse.WarnedDefault(rule.span, word=self.words.spell("WARN"))
        if rule.message:
            yield misuse.SilentDefault(rule.message[0].text.span)
        for clause in rule.conditions:
            for test in tests_in(clause.expression):
                if isinstance(test, IsChanged):
                    yield misuse.NoBaseline(test.span)

    def _filled(self, default: Default) -> Iterator[RuleError]:
        yield from self.compared.fields((default.field,))
        spec = self.compared.spec(default.field)
        if spec is None:
            yield from self.compared.operand(default.value)
            return
        if spec.is_read_only:
            yield misuse.ReadOnly(default.field.span, field=spec.name)
        yield from self.compared.against(default.field, default.value, "=")

    def speaks_of_items(self, rule: Rule) -> Iterator[RuleError]:
        """A rule that goes through a list for nothing."""
        names = [name.text for name in _own_names(rule)]
        if rule.each and not any(map(self.scope.is_item, names)):
            each = self.words.spell("EACH")
            yield mislisted.NothingOfItems(rule.span, list=rule.each.text, each=each)

    def _message(self, rule: Rule) -> Iterator[RuleError]:
        spoken: set[str] = set()
        known = ["field", "row"] if self.scope.list else ["field"]
        for translation in rule.message:
            language, text = translation.language, translation.text
            if language in spoken:
                yield misuse.SameMessage(text.span, language=language)
            spoken.add(language)
            for name in re.findall(r"\{([^{}]*)\}", str(text.value)):
                if name not in known:
                    yield misuse.UnknownPlaceholder(
                        text.span, name=name, nearest="field", known="field"
                    )


def _own_names(rule: Rule) -> list[Name]:
    """The names of a statement, without those of its conditions."""
    match rule.statement:
        case Require(fields=fields) | RequireOne(fields=fields):
            return list(fields)
        case Requires(subject=subject, fields=fields):
            return [subject, *fields]
        case Check(condition=condition) | Forbid(condition=condition):
            return list(names_in(condition))
        case Default(field=field):
            return [field]
