"""Whether a rule has anything to say of a record: only then does it hold or fail.

A rule speaks where what it complains of could be there, but for its last test::

    rule                    speaks where
    ----------------------  ----------------------------------------
    require …               its conditions hold
    a requires b            … and a is set
    check E                 … and the subject of E is set
    forbid E                its conditions hold
    each l: …               as above, of any item of l
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from engine.rules.ast import AllOf, AnyOf, Check, Expression, IsSet, Name, Not, Requires
from engine.rules.compiler import compile_rules
from engine.rules.complaints import Complaint, complaints_of, conditions_of, names_in
from engine.rules.program import Found
from engine.rules.reading import Named
from engine.rules.vocabulary import Vocabulary
from engine.values import Value

_Record: TypeAlias = Mapping[str, Value]
Speaking: TypeAlias = Callable[[_Record, _Record | None], frozenset[str]]
"""Of a record and its baseline, the codes of the rules that speak."""


def speaking(rules: Sequence[Named], vocabulary: Vocabulary) -> Speaking:
    """Make ready to ask which of these checked rules speak of a record."""
    probes = [
        _probe(complaint)
        for one in rules
        for complaint in complaints_of(one.code, one.rule, vocabulary)
    ]
    program = compile_rules("speaking", probes, (), vocabulary)
    judge = program.judge_partial.put_to_work(vocabulary)

    def ask(record: _Record, before: _Record | None) -> frozenset[str]:
        found: list[Found] = []
        judge(record, before, found.append)
        indices = {one if isinstance(one, int) else one[0] for one in found}
        return frozenset(probes[index].code for index in indices)

    return ask


def _probe(complaint: Complaint) -> Complaint:
    """The complaint without what would make it one."""
    operands = complaint.cause.operands
    count = len(conditions_of(complaint.rule))
    keeps_subject = isinstance(complaint.rule.statement, Check | Requires)
    kept = operands[:-1] if keeps_subject else operands[:count]
    # It still names every field, so that it is silent where one is not known.
    named = tuple(map(_either_way, names_in(complaint.cause)))
    return replace(complaint, cause=AllOf((*kept, *named), complaint.rule.span))


def _either_way(name: Name) -> Expression:
    is_set = IsSet(name, name.span)
    return AnyOf((is_set, Not(is_set, name.span)), name.span)
