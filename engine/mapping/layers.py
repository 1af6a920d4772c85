"""Lays overlays over a stock mapping, key by key."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from engine.mapping import mistakes, overlay_mistakes
from engine.mapping.overlays import Overlay
from engine.mapping.reading import Reader
from engine.marked import Items, Keys, Marked, Scalar
from engine.model.side import Pair
from engine.source import Span

_Way: TypeAlias = Callable[[Marked | None, Marked, str], Marked]
"""How a named value is laid over the old one of that name."""

_WHOLE = ("as", "options")


@dataclass(frozen=True, slots=True)
class Taken:
    """What an overlay took away: its line, why, and where that is said."""

    line: Marked
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Layers:
    """A mapping with its overlays laid over it.

    Attributes:
        root: What is in force; every value has the place that it came from.
        dropped: What was taken away, by section and name.
    """

    root: Keys
    dropped: dict[tuple[str, str], Taken] = dataclasses.field(default_factory=dict)

    def dropped_fields(self) -> dict[str, Taken]:
        """The fields that were taken away; one of an item after its list and a dot."""
        return {
            name: one
            for (section, name), one in self.dropped.items()
            if section == "fields"
        }


def lay(
    reader: Reader, names: Pair[str], stock: Keys, overlays: Sequence[Overlay]
) -> Layers:
    """Lay overlays over a stock mapping, in their order."""
    laying = _Laying(reader, names)
    root = stock
    for overlay in overlays:
        _check_version(reader, stock, overlay)
        root = laying.file(root, overlay.root)
    layers = Layers(root, laying.dropped)
    taken = layers.dropped_fields()
    root = _without_added(_without(root, set(taken)), names.right, taken)
    return dataclasses.replace(layers, root=root)


def _check_version(reader: Reader, stock: Keys, overlay: Overlay) -> None:
    version = stock.get("version")
    now = version.text if isinstance(version, Scalar) else ""
    if overlay.version and now and now != str(overlay.version):
        problem = overlay_mistakes.StockMoved(
            overlay.span, entity=overlay.entity, now=now, pinned=overlay.version
        )
        reader.note(problem)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where named values stand: in a section, or below the list of that name."""

    section: str
    before: str = ""

    def of(self, name: str) -> tuple[str, str]:
        """How a value is called there."""
        return self.section, self.before + name


class _Laying:
    def __init__(self, reader: Reader, names: Pair[str]) -> None:
        self.reader = reader
        self.names = names
        self.dropped: dict[tuple[str, str], Taken] = {}

    def file(self, root: Keys, over: Keys) -> Keys:
        """A whole file, section by section."""
        laid = root
        for key, value in over.entries.items():
            if key in ("schema", "extends", "rules"):
                continue
            old = root.get(key)
            laid = _with(laid, key, self._section(key, old, value), over.spans[key])
        return laid

    def _section(self, key: str, old: Marked | None, new: Marked) -> Marked:
        ways: dict[str, _Way] = {
            "fields": self._line,
            f"{self.names.right}_fields": _merged,
            "groups": _replaced,
            "tables": _replaced,
            "lenses": _replaced,
        }
        if key not in ways:
            return _merged(old, new)
        return self._each(_Place(key), old, new, ways[key])

    def _each(
        self, place: _Place, old: Marked | None, new: Marked, way: _Way
    ) -> Marked:
        """Named values, one by one: taken away, or laid over the old ones."""
        if not isinstance(new, Keys) and isinstance(old, Keys):
            name = place.before.rstrip(".") or place.section
            self.reader.note(mistakes.NotKeys(new.span, key=name))
            return old
        if not isinstance(new, Keys):
            return new
        named = old if isinstance(old, Keys) else Keys({}, {}, new.span)
        for name, value in new.entries.items():
            if isinstance(value, Keys) and "drop" in value.entries:
                named = self._drop(place, named, new.spans[name], (name, value))
                continue
            self.dropped.pop(place.of(name), None)
            line = way(named.get(name), value, name)
            named = _with(named, name, line, new.spans[name])
        return named

    def _drop(
        self, place: _Place, named: Keys, span: Span, said: tuple[str, Keys]
    ) -> Keys:
        name, value = said
        reason = value.entries["drop"]
        text = reason.text if isinstance(reason, Scalar) and not reason.is_null else ""
        if not text.strip():
            self.reader.note(overlay_mistakes.NoReasonGiven(span, name=f"drop {name}"))
        if len(value.entries) > 1:
            self.reader.note(overlay_mistakes.DroppedAndSaid(span, name=name))
        if name not in named.entries:
            problem = overlay_mistakes.NothingToDrop(span, name, named.entries)
            self.reader.note(problem)
            return named
        self.dropped[place.of(name)] = Taken(named.entries[name], text, span)
        return _less(named, {name})

    def _without_key(self, key: Marked | None, items: Marked) -> Marked:
        """What pairs the items of a list is not taken away from under it."""
        name = key.text if isinstance(key, Scalar) else ""
        said = items.get(name) if isinstance(items, Keys) else None
        if not isinstance(said, Keys) or "drop" not in said.entries:
            return items
        self.reader.note(overlay_mistakes.DropsKey(said.span, name=name))
        return _less(items, {name}) if isinstance(items, Keys) else items

    def _line(self, old: Marked | None, new: Marked, name: str) -> Marked:
        """One field; a reason why it had one home goes with its second home."""
        if not isinstance(old, Keys) or not isinstance(new, Keys):
            return new
        gains = any(
            name in new.entries and name not in old.entries for name in self.names
        )
        if gains and "ignore" not in new.entries:
            old = _less(old, {"ignore"})
        laid = _merged(old, new)
        items = new.get("items")
        if items is None or not isinstance(laid, Keys):
            return laid
        place = _Place("fields", f"{name}.")
        said = self._without_key(laid.get("key"), items)
        within = self._each(place, old.get("items"), said, _merged)
        return _with(laid, "items", within, new.spans["items"])


def _merged(old: Marked | None, new: Marked, name: str = "") -> Marked:
    del name
    if not isinstance(old, Keys) or not isinstance(new, Keys):
        return new
    laid = old
    for key, value in new.entries.items():
        before = None if key in _WHOLE else old.get(key)
        laid = _with(laid, key, _merged(before, value), new.spans[key])
    return laid


def _replaced(old: Marked | None, new: Marked, name: str) -> Marked:
    del old, name
    return new


def _with(keys: Keys, key: str, value: Marked, span: Span) -> Keys:
    spans = {**keys.spans, key: span}
    return Keys({**keys.entries, key: value}, spans, keys.span)


def _less(keys: Keys, names: set[str]) -> Keys:
    entries = {name: one for name, one in keys.entries.items() if name not in names}
    return Keys(entries, {name: keys.spans[name] for name in entries}, keys.span)


def _without(root: Keys, fields: set[str]) -> Keys:
    """What only speaks of fields that were taken away goes with them."""
    if not fields:
        return root
    entries = dict(root.entries)
    if isinstance(groups := root.get("groups"), Keys):
        kept = {
            name: _less_items(items, fields) for name, items in groups.entries.items()
        }
        empty = {name for name, one in kept.items() if one == ()}
        members = {name: one for name, one in kept.items() if one != ()}
        whole = Keys({**groups.entries, **_marked(members)}, groups.spans, groups.span)
        entries["groups"] = _less(whole, empty)
    if isinstance(labels := root.get("labels"), Keys):
        lists = {
            name: _less(one, _with_items(one, fields)) if isinstance(one, Keys) else one
            for name, one in labels.entries.items()
        }
        entries["labels"] = Keys(lists, labels.spans, labels.span)
    if isinstance(matches := root.get("match"), Items):
        items = tuple(one for one in matches if not _named_in(one) & fields)
        entries["match"] = Items(items, matches.span)
    return Keys(entries, root.spans, root.span)


def _with_items(labels: Keys, fields: set[str]) -> set[str]:
    """The labels of these fields, and those of the items of a list among them."""
    return {
        name
        for name in labels.entries
        if name in fields or name.partition(".")[0] in fields
    }


def _without_added(root: Keys, right: str, taken: Mapping[str, Taken]) -> Keys:
    """What was added to the right system for lines that are gone goes with them."""
    section, lines = root.get(f"{right}_fields"), root.get("fields")
    if not taken or not isinstance(section, Keys) or not isinstance(lines, Keys):
        return root
    gone = {path for one in taken.values() for path in _homes(one.line, right)}
    used = {path for one in lines.entries.values() for path in _homes(one, right)}
    left = _less(section, gone - used)
    return _with(root, f"{right}_fields", left, root.spans[f"{right}_fields"])


def _homes(line: Marked, right: str) -> list[str]:
    """The paths of a line on the right."""
    marked = line.get(right) if isinstance(line, Keys) else None
    places = marked.items if isinstance(marked, Items) else (marked,)
    return [one.text for one in places if isinstance(one, Scalar)]


def _less_items(items: Marked, fields: set[str]) -> Marked | tuple[()]:
    if not isinstance(items, Items):
        return items
    kept = tuple(
        one for one in items if not (isinstance(one, Scalar) and one.text in fields)
    )
    return Items(kept, items.span) if kept or not items.items else ()


def _marked(members: dict[str, "Marked | tuple[()]"]) -> dict[str, Marked]:
    return {name: one for name, one in members.items() if not isinstance(one, tuple)}


def _named_in(match: Marked) -> set[str]:
    """The fields that a match goes by."""
    by = match.get("by") if isinstance(match, Keys) else None
    items = by.items if isinstance(by, Items) else (by,)
    return {one.text for one in items if isinstance(one, Scalar)}
