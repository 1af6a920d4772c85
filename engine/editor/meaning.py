"""What the word under the cursor means: a field, a shape, or the whole rule."""

from engine.editor.reading import OpenFile, word_at
from engine.errors import N_
from engine.messages import tell
from engine.rules.saying import say_rule
from engine.rules.shapes import SHAPES, Shape
from engine.rules.vocabulary import FieldSpec, Kind

_MOST_OPTIONS = 12

_KINDS = {
    Kind.TEXT: N_("a text"),
    Kind.NUMBER: N_("a number"),
    Kind.TRUTH: N_("true or false"),
    Kind.OPTION: N_("a choice of a list"),
    Kind.DATE: N_("a date"),
    Kind.LIST: N_("a list"),
}


def meaning(file: OpenFile, line: int, column: int, lang: str) -> str:
    """What stands there, in Markdown; an empty text where there is nothing to say.

    Args:
        file: The file.
        line: From 1.
        column: From 0.
        lang: The language of the person.
    """
    text = file.source.line(line)
    word, before = word_at(text, column)
    fields = file.vocabulary_at(line).fields
    # A field may be called as a shape is: `pec is a pec`.
    is_asked = "A" in file.words.meanings(before)
    if word in SHAPES and (is_asked or word not in fields):
        return _shape(SHAPES[word], lang)
    if word in fields:
        return _field(fields[word], lang)
    named = file.rule_at(line) if word else None
    if named is None:
        return ""
    sentence = say_rule(named.rule, lang, file.vocabulary_at(line))
    return f"**{named.code}**\n\n{sentence}"


def _field(spec: FieldSpec, lang: str) -> str:
    label = spec.labels.get(lang) or spec.name
    parts = [f"**{label}** `{spec.name}`", tell(_KINDS[spec.kind], lang)]
    if spec.options:
        shown = ", ".join(f"`{one}`" for one in spec.options[:_MOST_OPTIONS])
        more = "…" if len(spec.options) > _MOST_OPTIONS else ""
        parts.append(f"{shown}{more}")
    if spec.is_read_only:
        parts.append(tell(N_("it cannot be written"), lang))
    return "\n\n".join(parts)


def _shape(shape: Shape, lang: str) -> str:
    good = ", ".join(f"`{one}`" for one in shape.good)
    bad = ", ".join(f"`{one}`" for one in shape.bad)
    return f"**{shape.name}**: {shape.meaning[lang]}\n\n✓ {good}\n\n✗ {bad}"
