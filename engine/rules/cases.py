"""Cases beside the rules of a file: a record, and what the rules say of it.

A case is an entry of a YAML file, under a sentence that says what it shows::

    an Italian customer without a phone is held:
      record: {name: Acme, country: IT}
      says: [phone_needed]

``says`` are the codes of the rules that complain, a ``?`` before one that only warns.
Besides: ``fills`` (what the defaults fill in), ``unknown`` (fields that the side does
not know), ``changed`` and ``before`` (for an edit of a linked record), ``for``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine import marked
from engine.errors import N_, Located, RuleError, Several
from engine.marked import Items, Keys, Marked, Scalar
from engine.rules.case_values import value_of
from engine.rules.errors import Unknown
from engine.rules.misuse import UnknownField
from engine.rules.vocabulary import Vocabulary
from engine.source import Source, Span, nearest
from engine.values import Value

_KEYS = ("for", "record", "says", "fills", "unknown", "changed", "before")


class UnknownCaseKey(Unknown):
    """A case says something that no case says."""

    template = N_("a case has no {name!r}")


class UnknownCaseEntity(Unknown):
    """A case is about an entity that there is not."""

    template = N_("there is no entity {name!r}")


class UnknownCode(Unknown):
    """A case expects a rule that the file beside it does not have."""

    template = N_("no rule of {rules} has the code {name!r}")


class NoCase(RuleError):
    """An entry of a file of cases that is none."""

    template = N_("a case holds a record and what the rules say of it")
    advice = N_("write record: {{FIELD: VALUE}} and says: [CODE]")


class ClaimsNothing(RuleError):
    """A case says nothing that could come otherwise."""

    template = N_("the case {name!r} claims nothing: it would always hold")
    advice = N_("write says: [CODE] (says: [] for no complaint), or fills: {{…}}")


class NoList(RuleError):
    """A list of words is due."""

    template = N_("{key} has to be a list")
    advice = N_("write {key}: [ONE, TWO]")


class NoRecord(RuleError):
    """Fields with values are due."""

    template = N_("{key} has to hold fields with their values")
    advice = N_("write {key}: {{FIELD: VALUE}}")


@dataclass(frozen=True, slots=True)
class Expected:
    """A code that a case expects, and whether only as a warning."""

    code: str
    is_warning: bool
    span: Span

    @property
    def text(self) -> str:
        """The code as it is written."""
        return f"?{self.code}" if self.is_warning else self.code


@dataclass(frozen=True, slots=True)
class Case:
    """A record, and what the rules are expected to say of it.

    Attributes:
        record: Every field that its side knows, those that nobody wrote not set.
        says: None where the case does not say.
        fills: What defaults are to fill in; None where the case does not say.
        before: The baseline; None for a new record.
        changed: The fields that the run changes; None for a new record.
    """

    name: str
    entity: str
    record: dict[str, Value]
    says: tuple[Expected, ...] | None
    fills: dict[str, Value] | None
    before: dict[str, Value] | None
    changed: frozenset[str] | None
    span: Span

    @property
    def is_new(self) -> bool:
        """Whether nothing is there yet on the side that is written to."""
        return self.changed is None and self.before is None


def read_cases(
    source: Source, vocabularies: Mapping[str, Vocabulary], entity: str
) -> tuple[Case, ...]:
    """Read a file of cases.

    Args:
        source: The file.
        vocabularies: What rules may name, by entity.
        entity: What a case is about that does not say.

    Raises:
        Several: All that is wrong in it, each with its place.
    """
    whole, problems = marked.read(source)
    reader = _Reader(vocabularies, entity, list(problems))
    cases = tuple(reader.cases(whole))
    if reader.problems:
        raise Several(reader.problems)
    return cases


class _Reader:
    """Gathers cases, and the problems met."""

    def __init__(
        self,
        vocabularies: Mapping[str, Vocabulary],
        entity: str,
        problems: list[Located],
    ) -> None:
        self.vocabularies = vocabularies
        self.entity = entity
        self.problems = problems

    def cases(self, whole: Marked) -> Iterator[Case]:
        if isinstance(whole, Scalar) and whole.is_null:
            return
        if not isinstance(whole, Keys):
            self.problems.append(NoCase(whole.span))
            return
        for name, entry in whole.entries.items():
            if isinstance(entry, Keys) and {"record", "fills", "says"} & set(
                entry.entries
            ):
                yield from self._case(name, entry, whole.spans[name])
            else:
                self.problems.append(NoCase(whole.spans[name]))

    def _case(self, name: str, keys: Keys, span: Span) -> Iterator[Case]:
        if not {"says", "fills"} & set(keys.entries):
            self.problems.append(ClaimsNothing(span, name=name))
        for key, place in keys.spans.items():
            if key not in _KEYS:
                self.problems.append(_unknown(UnknownCaseKey, key, place, _KEYS))
        vocabulary = self._vocabulary(keys.get("for"))
        if vocabulary is None:
            return
        unknown = self._names(keys.get("unknown"), "unknown", vocabulary) or ()
        known = dict.fromkeys(n for n in vocabulary.fields if n not in unknown)
        changed = self._names(keys.get("changed"), "changed", vocabulary)
        yield Case(
            name=name,
            entity=vocabulary.entity,
            record={**known, **(self._record(keys, "record", vocabulary) or {})},
            says=self._codes(keys.get("says")),
            fills=self._record(keys, "fills", vocabulary),
            before=self._record(keys, "before", vocabulary),
            changed=None if changed is None else frozenset(changed),
            span=span,
        )

    def _vocabulary(self, marked: Marked | None) -> Vocabulary | None:
        if marked is None:
            return self.vocabularies[self.entity]
        name = marked.text if isinstance(marked, Scalar) else ""
        if name not in self.vocabularies:
            known = tuple(self.vocabularies)
            problem = _unknown(UnknownCaseEntity, name, marked.span, known)
            self.problems.append(problem)
        return self.vocabularies.get(name)

    def _record(
        self, keys: Keys, key: str, vocabulary: Vocabulary
    ) -> dict[str, Value] | None:
        marked = keys.get(key)
        if marked is None:
            return None
        if not isinstance(marked, Keys):
            self.problems.append(NoRecord(marked.span, key=key))
            return None
        record: dict[str, Value] = {}
        for name, value in marked.entries.items():
            spec = vocabulary.fields.get(name)
            if spec is None:
                self._unknown_field(name, marked.spans[name], vocabulary)
            else:
                record[name] = value_of(value, spec, self.problems)
        return record

    def _names(
        self, marked: Marked | None, key: str, vocabulary: Vocabulary
    ) -> tuple[str, ...] | None:
        words = self._words(marked, key)
        for word in words or ():
            if word.text not in vocabulary.fields:
                self._unknown_field(word.text, word.span, vocabulary)
        return None if words is None else tuple(word.text for word in words)

    def _unknown_field(self, name: str, span: Span, vocabulary: Vocabulary) -> None:
        fields = tuple(vocabulary.fields)
        near, known = nearest(name, fields), ", ".join(fields)
        self.problems.append(
            UnknownField(
                span, name=name, entity=vocabulary.entity, nearest=near, known=known
            )
        )

    def _codes(self, marked: Marked | None) -> tuple[Expected, ...] | None:
        words = self._words(marked, "says")
        if words is None:
            return None
        return tuple(
            Expected(one.text.removeprefix("?"), one.text.startswith("?"), one.span)
            for one in words
        )

    def _words(self, marked: Marked | None, key: str) -> tuple[Scalar, ...] | None:
        if marked is None:
            return None
        items = marked.items if isinstance(marked, Items) else ()
        words = tuple(item for item in items if isinstance(item, Scalar))
        if not isinstance(marked, Items) or len(words) < len(items):
            self.problems.append(NoList(marked.span, key=key))
        return words


def _unknown(
    kind: type[Unknown], name: str, span: Span, known: tuple[str, ...]
) -> Unknown:
    return kind(span, name=name, nearest=nearest(name, known), known=", ".join(known))
