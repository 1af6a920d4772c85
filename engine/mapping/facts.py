"""What the descriptions of the two systems know, asked while a file is read."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.lenses.catalogue import CATALOGUE
from engine.lenses.entry import Entry
from engine.lenses.tables import Table
from engine.mapping import paths
from engine.mapping.parts import Join
from engine.model.resource import Resource, SystemDescription
from engine.model.side import Pair, Side


@dataclass(frozen=True, slots=True)
class Facts:
    """The two systems, the resource of each, and what else the file itself brings.

    A resource is None where the file names none that exists; then nothing is
    said about its properties, so that one mistake is told once.

    Attributes:
        lists: The list whose items the paths are of, if they are.
        joined: By side, the paths below which joins are read.
    """

    systems: Pair[SystemDescription]
    resources: Pair[Resource | None]
    select_properties: frozenset[str] = frozenset()
    tables: Mapping[str, Table] = dataclasses.field(default_factory=dict)
    lenses: Mapping[str, Entry] = dataclasses.field(default_factory=lambda: CATALOGUE)
    lists: Pair[str] | None = None
    joined: Pair[frozenset[str]] = Pair(frozenset(), frozenset())  # noqa: RUF009 - a Pair is frozen

    def of_items(self, lists: Pair[str]) -> "Facts":
        """The same, of the items of a list of each side."""
        return dataclasses.replace(self, lists=lists)

    def with_joins(self, joins: Iterable[Join]) -> "Facts":
        """The same, with what joins let a line read."""
        found = {
            side: frozenset(
                ".".join(filter(None, (one.list, one.name)))
                for one in joins
                if one.side is side
            )
            for side in Side
        }
        return dataclasses.replace(
            self, joined=Pair(found[Side.LEFT], found[Side.RIGHT])
        )

    def full(self, side: Side, path: str) -> str:
        """A path as descriptions write it, from the record down."""
        outer = paths.bare(self.lists[side]) if self.lists else ""
        if path == paths.WHOLE:
            return outer
        return ".".join(filter(None, (outer, paths.bare(path))))

    def registry(self, name: str) -> Resource | None:
        """The collection of the left system that serves as a list of options."""
        return self.systems.left.resource(name)

    @property
    def registries(self) -> list[str]:
        """The names of all collections of the left system."""
        return [name for name, _ in self.systems.left.resources]

    def properties(self, side: Side) -> frozenset[str]:
        """The paths that a line may name on that side; empty where unknown."""
        resource = self.resources[side]
        if resource is None or not resource.properties:
            return frozenset()
        keys = {f"{one.path}.{one.key}" for one in resource.references}
        own = self.select_properties if side is Side.RIGHT else frozenset()
        return frozenset(resource.properties) | keys | own

    def knows(self, side: Side, path: str) -> bool:
        """Whether a record of that side can have this path, as far as is known."""
        known = self.properties(side)
        name = self.full(side, path)
        if not known or name in known:
            return True
        if any(name.startswith(f"{one}.") for one in self.joined[side]):
            return True
        # Where a description names no part of a property, any part may be there.
        top = name.partition(".")[0]
        return top in known and not any(one.startswith(f"{top}.") for one in known)

    def limit(self, side: Side, path: str) -> int | None:
        """The longest text that this path takes, as far as is known."""
        resource = self.resources[side]
        return (
            dict(resource.max_length).get(self.full(side, path)) if resource else None
        )

    def is_read_only(self, side: Side, path: str) -> bool:
        """Whether a write of this path does not count."""
        resource = self.resources[side]
        name = self.full(side, path)
        return resource is not None and any(
            name == one or name.startswith(f"{one}.") for one in resource.read_only
        )
