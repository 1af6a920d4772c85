"""The code of a rule without one: made from what it says, not from where it stands."""

from collections.abc import Iterator, Sequence

from engine.rules.ast import (
    Check,
    Default,
    Every,
    Forbid,
    Require,
    RequireOne,
    Requires,
    Rule,
)
from engine.rules.complaints import subject_of


def coded(rules: Sequence[Rule]) -> Iterator[tuple[str, Rule]]:
    """Each rule with its code; two rules that say alike are numbered."""
    taken = {rule.code.text for rule in rules if rule.code}
    numbers: dict[str, int] = {}
    for rule in rules:
        if rule.code:
            yield rule.code.text, rule
            continue
        code = stem = _stem(rule)
        while code in taken:
            numbers[stem] = numbers.get(stem, 1) + 1
            code = f"{stem}_{numbers[stem]}"
        taken.add(code)
        yield code, rule


def _stem(rule: Rule) -> str:
    stem = _own_stem(rule).replace(".", "_")
    return f"each_{rule.each.text}_{stem}" if rule.each else stem


def _own_stem(rule: Rule) -> str:
    match rule.statement:
        case Require(fields=fields):
            return "_".join(("require", *(name.text for name in fields)))
        case RequireOne(fields=fields):
            return "_".join(("require_one_of", *(name.text for name in fields)))
        case Requires(subject=subject, fields=fields):
            return "_".join((subject.text, "requires", *(n.text for n in fields)))
        case Check(condition=condition):
            asked, every = condition, ""
            if isinstance(condition, Every):
                asked, every = condition.test, "every_"
            return f"check_{every}{subject_of(asked)[0].text}"
        case Forbid(condition=condition):
            return f"forbid_{subject_of(condition)[0].text}"
        case Default(field=field):
            return f"default_{field.text}"
