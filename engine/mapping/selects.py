"""The fields that the connector keeps on the right side."""

from engine.lenses.tables import Table
from engine.mapping import mistakes, table_mistakes
from engine.mapping.format import known, needed
from engine.mapping.parts import AddedField
from engine.mapping.reading import Reader
from engine.mapping.words import ADDED
from engine.marked import Keys, Marked, Scalar
from engine.model.resource import SystemDescription
from engine.model.side import Pair


def read_added(
    reader: Reader,
    systems: Pair[SystemDescription],
    tables: dict[str, Table],
    marked: Marked | None,
) -> tuple[AddedField, ...]:
    """Every such field of a file, by its property."""
    names = systems.map(lambda system: system.name)
    keys = reader.keys(marked, f"{names.right}_fields")
    added = _Added(reader, systems, tables)
    return tuple(added.read(keys, name) for name in keys.entries)


class _Added:
    def __init__(
        self,
        reader: Reader,
        systems: Pair[SystemDescription],
        tables: dict[str, Table],
    ) -> None:
        self.reader = reader
        self.systems = systems
        self.tables = tables
        self.names = systems.map(lambda system: system.name)

    def read(self, keys: Keys, name: str) -> AddedField:
        """One field."""
        reader, span = self.reader, keys.spans[name]
        fields = self.systems.right.fields
        prefix = fields.prefix if fields else ""
        code = name.removeprefix(prefix)
        if not name.startswith(prefix) or not code.isidentifier():
            reader.note(mistakes.NotASelectField(span, name=name, prefix=prefix))
        line = reader.keys(keys.entries[name], name, known("added", self.names))
        if isinstance(keys.entries[name], Keys):
            reader.demand(line, needed("added", self.names))
        kind = reader.word(line.get("type"), "type", ADDED, "select")
        marked = line.get("options")
        options = reader.text(marked, "options")
        if marked and kind != "select":
            reader.note(table_mistakes.OptionsOfNoSelect(marked.span, type=kind))
        elif marked is None and _is_select(line.get("type")):
            reader.note(mistakes.MissingKeys(line.span, keys="options"))
        is_table = options in self.tables
        if marked and options and not is_table and kind == "select":
            self._check_registry(marked, options)
        return AddedField(
            code,
            name,
            reader.labels(line.get("label"), "label"),
            kind,
            "" if is_table else options,
            options if is_table else "",
        )

    def _check_registry(self, marked: Marked, options: str) -> None:
        left = self.systems.left
        if left.resource(options) is None:
            names = [*(name for name, _ in left.resources), *self.tables]
            problem = mistakes.UnknownRegistry(
                marked.span, options, names, system=left.name
            )
            self.reader.note(problem)


def _is_select(type_: Marked | None) -> bool:
    return isinstance(type_, Scalar) and type_.text == "select"
