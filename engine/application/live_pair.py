"""One live record and its counterpart, as they stand in the two systems now."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from engine.application.collections import Collections
from engine.application.live_record import NoSuchLive
from engine.application.sides import NAMES, read_ref
from engine.application.wiring import Wiring
from engine.application.worlds import others_in
from engine.errors import Absent
from engine.mapping.compiled import Mapping
from engine.mapping.compiler import vocabulary
from engine.model.link import LinkState
from engine.model.option import Options
from engine.model.side import Side
from engine.rules.vocabulary import Vocabulary
from engine.state.store import Store
from engine.values import Json


@dataclass(frozen=True, slots=True)
class LivePair:
    """A record, what stands on the other side, and the mapping between them.

    Attributes:
        ref: How it was asked for.
        there: The counterpart; None where it has none.
        options: The collections of the left system, as just read.
    """

    ref: str
    side: Side
    here: Json
    there: Json | None
    mapping: Mapping
    vocabulary: Vocabulary
    options: dict[str, Options]

    @property
    def name(self) -> str:
        """What a person knows the record by."""
        label = self.mapping.resources[self.side].label
        return str(self.here.get(label) or "")


@contextlib.contextmanager
def scratch(wiring: Wiring) -> Iterator[Store]:
    """A copy of the state, to look with; nothing is kept."""
    store = wiring.store.rehearsal() if wiring.has_state else Store.open(None)
    try:
        yield store
    finally:
        store.close()


def read_pair(wiring: Wiring, entity: str, ref: str) -> LivePair:
    """Read one record and its counterpart, if it has one; nothing is kept.

    Raises:
        NoSuchLive: There is no such record.
    """
    side, id = read_ref(ref)
    declaration = wiring.languages.declaration(entity)
    others = others_in(wiring.store, declaration) if wiring.has_state else None
    with scratch(wiring) as store:
        options = Collections(wiring, store).get(declaration.registries)
        mapping: Mapping = wiring.languages.mapping(entity, options, (), others)
        link = store.of(entity).links.of(side, id)
    here = _read(wiring, mapping, side, id)
    there = None
    if link is not None and link.state is LinkState.LINKED:
        there = _read(wiring, mapping, side.other, link.ids[side.other])
    words = vocabulary(declaration, options)
    return LivePair(ref, side, here, there, mapping, words, options)


def _read(wiring: Wiring, mapping: Mapping, side: Side, id: str) -> Json:
    try:
        record = wiring.systems[side].get(mapping.resources[side].name, id)
    except Absent as error:
        raise NoSuchLive(system=NAMES[side], id=id) from error
    content: Json = record.content
    return content
