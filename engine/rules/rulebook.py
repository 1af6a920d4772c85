"""The rules of one entity, ready to be asked."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from engine.model.problem import Problem, Severity
from engine.model.side import Side
from engine.rules.cache import Cache
from engine.rules.part import Part, Stated
from engine.rules.quoting import quoted, value_at
from engine.rules.vocabulary import Vocabulary
from engine.source import Source
from engine.values import Value


@dataclass(frozen=True, slots=True)
class Listed:
    """One rule, for listings.

    Attributes:
        code: Its own code, or one made from what it says.
        source: Where it stands, ``rules/customers.rules:12``.
        fields: Every field of the record that it names.
        severity: What it makes of a record that breaks it; a default holds none.
        items: Every field of an item that it names, as ``lines.amount``.
    """

    code: str
    source: str
    fields: tuple[str, ...]
    severity: Severity
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A value that a default gave to a field, and where that default stands."""

    field: str
    value: Value
    source: str


class Rulebook:
    """The rules of one entity: they fill what is missing, and judge what is there.

    Attributes:
        rules: Every rule in the order of the files, for listings.
    """

    def __init__(
        self,
        rules: tuple[Listed, ...],
        parts: tuple[Part, ...],
        *,
        off: AbstractSet[str] = frozenset(),
        raised: AbstractSet[str] = frozenset(),
    ) -> None:
        self.rules = rules
        self._parts = parts
        self._off = off
        self._raised = raised

    def adjusted(
        self,
        *,
        off: AbstractSet[str] = frozenset(),
        raised: AbstractSet[str] = frozenset(),
    ) -> "Rulebook":
        """The same rules, those of some codes off, warnings of others made errors."""
        rules = tuple(
            replace(rule, severity=Severity.ERROR) if rule.code in raised else rule
            for rule in self.rules
            if rule.code not in off
        )
        return Rulebook(
            rules, self._parts, off=self._off | off, raised=self._raised | raised
        )

    def fill(self, record: Mapping[str, Value], *, is_new: bool) -> tuple[Filled, ...]:
        """The values that the defaults give to what is not set, in file order."""
        filled: list[Filled] = []
        for part in self._parts:

            def is_off(index: int, part: Part = part) -> bool:
                return part.fillings[index].code in self._off

            for index, value in part.fill(record, is_new=is_new, is_off=is_off):
                filling = part.fillings[index]
                record = {**record, filling.field: value}
                filled.append(Filled(filling.field, value, filling.place))
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
        problems: list[Problem] = []
        for part in self._parts:
            for found in part.complain(record, before):
                index, row = (found, 0) if isinstance(found, int) else found
                stated = part.stated[index]
                if stated.code not in self._off:
                    value = value_at(record, stated.field, row)
                    problem = self._problem(stated, row, side, changed)
                    problems.append(_quoting(problem, stated, value))
        return tuple(problems)

    def code_for_absent(self, field: str) -> str:
        """The code of the ``require`` rule about this field, or an empty text."""
        for part in self._parts:
            for stated in part.stated:
                is_about = stated.is_require and stated.field == field
                if is_about and stated.code not in self._off:
                    return stated.code
        return ""

    def _problem(
        self, stated: Stated, row: int, side: Side, changed: frozenset[str] | None
    ) -> Problem:
        is_old = changed is not None and changed.isdisjoint(stated.fields)
        is_warning = stated.is_warning and stated.code not in self._raised
        texts = stated.texts[0 if side is Side.LEFT else 1]
        return Problem(
            code=stated.code,
            side=side,
            field=stated.field,
            parts=_of_row(texts, row) if stated.is_of_items else dict(texts),
            source=f"rule {stated.place}",
            severity=Severity.WARNING if is_old or is_warning else Severity.ERROR,
        )


def _quoting(problem: Problem, stated: Stated, value: Value) -> Problem:
    if not stated.is_of_value:
        return problem
    return replace(problem, parts=quoted(problem.parts, stated.field, value))


def _of_row(texts: Mapping[str, str], row: int) -> dict[str, str]:
    """The texts about one item of a list; its number is a part as well."""
    number = str(row)
    said = {name: text.replace("{row}", number) for name, text in texts.items()}
    return {"row": number, **said}


EMPTY = Rulebook((), ())
"""No rules: fills nothing, finds nothing."""


def load_rules(
    sources: Sequence[Source], vocabulary: Vocabulary, *, cache: Cache | None = None
) -> Rulebook:
    """Read, check and compile the rules of one entity, those of all sources in order.

    Args:
        sources: The files.
        vocabulary: What they may name.
        cache: Where what was made of the same files is kept, if anywhere.

    Raises:
        Several: Everything that is wrong in any of the files.
    """
    from engine.rules import kept

    known = kept.take(cache, sources, vocabulary) if cache else None
    if known is not None:
        return Rulebook(*known)
    from engine.rules.reading import compile_sheets  # brings lark

    listed, parts = compile_sheets(sources, vocabulary)
    if cache:
        kept.put(cache, sources, vocabulary, (listed, parts))
    return Rulebook(listed, parts)
