"""What joins read: the records that others point to, as the state remembers them."""

import threading
from collections.abc import Mapping

from engine.model.link import LinkState
from engine.model.side import Side
from engine.state.store import Store
from engine.values import Json


class Joined:
    """From an entity and an id of one side to the counterpart: its id, its fields.

    Writers ask from threads of their own, where no state is open.  They are told
    what was read before; whatever a plan needs was, when its record was seen.
    """

    def __init__(self, store: Store, chosen: Mapping[str, Json]) -> None:
        self._store = store
        self._chosen = chosen
        self._home = threading.get_ident()
        self._known: dict[tuple[str, Side, str], Json | None] = {}

    def __call__(self, entity: str, side: Side, id: str) -> Json | None:
        """The counterpart of a record; without an id, the one that was chosen."""
        key = (entity, side, id)
        if key not in self._known and threading.get_ident() == self._home:
            self._known[key] = self._read(entity, side, id)
        return self._known.get(key)

    def _read(self, entity: str, side: Side, id: str) -> Json | None:
        if not id:
            return self._chosen.get(entity)
        shelves = self._store.of(entity)
        link = shelves.links.of(side, id)
        if link is None or link.state is not LinkState.LINKED:
            return None
        other = link.ids[side.other]
        seen = shelves.observations.get(side.other, other)
        return {**(seen.view if seen else {}), "id": other}
