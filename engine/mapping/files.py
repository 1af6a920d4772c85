"""The files that a mapping or an overlay names, read from beside it."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import Located
from engine.lenses.catalogue import CATALOGUE
from engine.lenses.entry import Entry
from engine.lenses.foreign import Faulty, read_foreign
from engine.mapping import table_mistakes
from engine.mapping.format import known, needed
from engine.mapping.reading import Reader
from engine.marked import Marked
from engine.model.side import Pair
from engine.source import Source, Span


class NoSuchFile(Exception):
    """A file that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Files:
    """Opens files beside the one that names them.

    Attributes:
        open: From the name of the naming file and the name that stands in it to
            the text; raises ``NoSuchFile``.
    """

    open: Callable[[str, str], Source]

    def read(self, reader: Reader, span: Span, name: str) -> Source | None:
        """The file; None, and a problem noted, where it cannot be read."""
        try:
            return self.open(span.source.name, name)
        except NoSuchFile as error:
            problem: Located = table_mistakes.NoFile(span, name=name, text=str(error))
            reader.note(problem)
            return None


def none_opened(beside: str, name: str) -> Source:
    """Open nothing: for mappings that stand alone."""
    del beside, name
    msg = "no files are read here"
    raise NoSuchFile(msg)


NO_FILES = Files(none_opened)


def read_lenses(
    reader: Reader, names: Pair[str], files: Files, marked: Marked | None
) -> dict[str, Entry]:
    """The catalogue, and the lenses that the customer's own folder adds to it."""
    keys = reader.keys(marked, "lenses")
    found = dict(CATALOGUE)
    for name, value in keys.entries.items():
        if name in CATALOGUE:
            reader.note(table_mistakes.LensExists(keys.spans[name], name=name))
            continue
        # Lines that name a lens which cannot be read are not told a second time.
        stand_in = dataclasses.replace(CATALOGUE["text"], name=name, is_stock=False)
        inner = reader.keys(value, name, known("lens", names))
        reader.demand(inner, needed("lens", names))
        file = inner.get("file")
        source = None
        if file and (text := reader.text(file, "file")):
            source = files.read(reader, file.span, text)
        if source is None:
            found[name] = stand_in
            continue
        try:
            found[name] = read_foreign(name, source.text, source.name)
        except Faulty as error:
            place = Span(source, error.line, 1, len(source.line(error.line)) or 1)
            reader.note(table_mistakes.NotALensFile(place, name=name, text=error))
            found[name] = stand_in
    return found
