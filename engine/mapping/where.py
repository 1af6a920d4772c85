"""What counts only where a property beside it holds a certain value."""

from engine.mapping import join_mistakes
from engine.mapping.parts import Where
from engine.mapping.reading import Reader
from engine.marked import Keys, Marked


def read_where(reader: Reader, marked: Marked | None) -> Where | None:
    """The one property, and what it has to hold; None where nothing is said."""
    if marked is None:
        return None
    keys = reader.keys(marked, "where")
    if not isinstance(marked, Keys):
        return None
    if len(keys.entries) != 1:
        reader.note(join_mistakes.WhereOne(marked.span))
        return None
    ((name, value),) = keys.entries.items()
    return Where(name, reader.text(value, name))
