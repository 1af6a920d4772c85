"""What speaks against a write, as a problem with the words of a person's screen."""

from engine.lenses.base import Objection
from engine.mapping.declaration import Declaration
from engine.mapping.sentences import sentences
from engine.messages.fields import field_label
from engine.messages.systems import system_name
from engine.model.problem import Problem
from engine.model.side import Pair, Side
from engine.rules.tongues import screen_of

_OF_RULES = ("mandatory_missing", "unknown_option")
"""What a rule may know by a code of its own."""


def label_of(declaration: Declaration, field: str, lang: str) -> str:
    """What a person calls a field; its own name where nobody said."""
    pair = declaration.fields.get(field)
    return (pair.labels.get(lang) if pair else None) or field_label(field, lang)


def problem_of(
    declaration: Declaration,
    names: Pair[str],
    whose: tuple[Side, str],
    objection: Objection,
    absent: str,
) -> Problem:
    """An objection as a problem.

    Args:
        declaration: The mapping that objects.
        names: The names of the two systems.
        whose: The side that would be written to, and the field.
        objection: What speaks against it.
        absent: The code of the rule that demands the field, or an empty text.
    """
    (side, field), cause = whose, objection.code
    parts = {
        "field": field,
        "side": names[side],
        "system": system_name(names[side]),
        "screen": system_name(names[side.other]),
        **{
            f"form_{lang}": screen_of(declaration.entity, side, lang)
            for lang in ("it", "en")
        },
        "label_it": label_of(declaration, field, "it"),
        "label_en": label_of(declaration, field, "en"),
        **objection.parts,
    }
    return Problem(
        (absent if cause in _OF_RULES else "") or cause,
        side,
        field,
        parts | sentences(cause, parts),
        source=f"mapping {declaration.source}",
    )
