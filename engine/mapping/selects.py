"""The select fields that the connector keeps on the right side."""

from engine.mapping import mistakes
from engine.mapping.declaration import SelectField
from engine.mapping.reading import Reader
from engine.mapping.words import SELECT
from engine.marked import Keys, Marked
from engine.model.resource import SystemDescription
from engine.model.side import Pair


def read_selects(
    reader: Reader, systems: Pair[SystemDescription], marked: Marked | None, key: str
) -> tuple[SelectField, ...]:
    """Every select field of a file, by its property."""
    keys = reader.keys(marked, key)
    return tuple(_read_one(reader, systems, keys, name) for name in keys.entries)


def _read_one(
    reader: Reader, systems: Pair[SystemDescription], keys: Keys, name: str
) -> SelectField:
    fields = systems.right.fields
    prefix = fields.prefix if fields else ""
    code = name.removeprefix(prefix)
    if not name.startswith(prefix) or not code.isidentifier():
        problem = mistakes.NotASelectField(keys.spans[name], name=name, prefix=prefix)
        reader.note(problem)
    line = reader.keys(keys.entries[name], name, ("type", "label", "options"))
    if isinstance(keys.entries[name], Keys):
        reader.demand(line, ("type", "label", "options"))
    reader.word(line.get("type"), "type", SELECT, "")
    options = reader.text(line.get("options"), "options")
    marked = line.get("options")
    if marked and options and systems.left.resource(options) is None:
        known = [known for known, _ in systems.left.resources]
        reader.note(
            mistakes.UnknownRegistry(
                marked.span, options, known, system=systems.left.name
            )
        )
    return SelectField(code, name, reader.labels(line.get("label"), "label"), options)
