"""How a mapping says that a record stays alone: a property, and what it then holds."""

import re

from engine.mapping import entity_mistakes, mistakes, paths
from engine.mapping.facts import Facts
from engine.mapping.format import known, needed
from engine.mapping.parts import Mark
from engine.mapping.reading import Reader
from engine.mapping.tables import typed
from engine.marked import Keys, Marked, Scalar
from engine.model.side import Pair, Side
from engine.values import Value

# A zero in front makes a code of a number: 00100 is Rome's.
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")


def read_marks(
    reader: Reader, names: Pair[str], facts: Facts, sync: Keys
) -> Pair[Mark | None]:
    """The mark of either side; needed where the mapping marks, and nowhere else."""
    marked, deletion = sync.get("mark"), sync.get("delete")
    is_wanted = isinstance(deletion, Scalar) and deletion.text == "mark"
    if marked is None:
        if is_wanted and deletion:
            problem = entity_mistakes.NoMark(deletion.span, side=names.right)
            reader.note(problem)
        return Pair(None, None)
    if not is_wanted and not _is_overruled(sync):
        reader.note(entity_mistakes.OnlyWithMark(sync.spans["mark"]))
    keys = reader.keys(marked, "mark", known("mark", names))
    if isinstance(marked, Keys) and not keys.entries:
        reader.note(entity_mistakes.NoMark(marked.span, side=names.right))
    return Pair(
        _mark(reader, facts, Side.LEFT, keys.get(names.left)),
        _mark(reader, facts, Side.RIGHT, keys.get(names.right)),
    )


def _is_overruled(sync: Keys) -> bool:
    """Whether another file than the one with the mark says what a delete does."""
    deletion = sync.spans.get("delete")
    return deletion is not None and deletion.source != sync.spans["mark"].source


def _mark(
    reader: Reader, facts: Facts, side: Side, marked: Marked | None
) -> Mark | None:
    if marked is None:
        return None
    system = facts.systems[side].name
    keys = reader.keys(marked, system, known("marked", Pair("", "")))
    if not isinstance(marked, Keys):
        return None
    reader.demand(keys, needed("marked", Pair("", "")))
    place, value = keys.get("path"), keys.get("value")
    path, text = reader.text(place, "path"), reader.text(value, "value")
    if place is None or value is None:
        return None
    _check_path(reader, facts, side, place)
    if isinstance(value, Scalar) and not value.is_null and not text.strip():
        # Something has to be seen on a record that is marked.
        reader.note(mistakes.NotText(value.span, key="value"))
    return Mark(path, _value(reader, value, text))


def _check_path(reader: Reader, facts: Facts, side: Side, place: Marked) -> None:
    """The place is a path of the resource, and can be written."""
    if not isinstance(place, Scalar) or place.is_null:
        return
    path = place.text
    system, resource = facts.systems[side].name, facts.resources[side]
    if paths.parse(path) is None:
        reader.note(mistakes.NotAPath(place.span, path=path))
    elif resource and not facts.knows(side, path):
        reader.note(
            mistakes.UnknownProperty(
                place.span,
                path,
                facts.properties(side),
                system=system,
                resource=resource.name,
            )
        )
    elif facts.is_read_only(side, path):
        reader.note(entity_mistakes.MarkReadOnly(place.span, path=path, system=system))


def _value(reader: Reader, marked: Marked, text: str) -> Value:
    """A plain truth or number is one; all else, and what stands in quotes, is text."""
    if not (isinstance(marked, Scalar) and marked.plain):
        return text
    if text in ("true", "false"):
        return typed(reader, marked, text, "truth", key="value")
    if _NUMBER.fullmatch(text):
        return typed(reader, marked, text, "number", key="value")
    return text
