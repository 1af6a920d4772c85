"""One live record as the rules see it: read now, and written nowhere."""

from collections.abc import Mapping as Dict
from dataclasses import dataclass

from engine.application.collections import Collections
from engine.application.sides import NAMES, read_ref
from engine.application.wiring import Wiring
from engine.application.worlds import others_in
from engine.errors import N_, Absent, UsageError
from engine.mapping.compiled import Mapping
from engine.model.link import LinkState
from engine.model.side import Side
from engine.rules.trying import Subject
from engine.rules.vocabulary import Vocabulary
from engine.state.store import Shelves, Store
from engine.values import Value


class NoSuchLive(UsageError):
    """A record that is not there."""

    template = N_("{system} has no record {id}")


@dataclass(frozen=True, slots=True)
class Live:
    """A live record, and all that rules need to judge it.

    Attributes:
        ref: How it was asked for.
        subject: What the rules see: with a counterpart also what only that knows,
            without one also what the defaults fill in.
    """

    ref: str
    side: Side
    id: str
    name: str
    subject: Subject
    mapping: Mapping
    vocabulary: Vocabulary


def read_live(wiring: Wiring, entity: str, ref: str) -> Live:
    """Read one record and its counterpart, if it has one.

    Raises:
        NoSuchLive: There is no such record.
    """
    from engine.mapping.compiler import vocabulary

    side, id = read_ref(ref)
    store = wiring.store.rehearsal() if wiring.has_state else Store.open(None)
    try:
        declaration = wiring.languages.declaration(entity)
        options = Collections(wiring, store).get(declaration.registries)
        others = others_in(store, declaration)
        mapping: Mapping = wiring.languages.mapping(entity, options, (), others)
        name, view = _read(wiring, mapping, side, id)
        subject = _subject(wiring, mapping, store.of(entity), (side, id), view)
    finally:
        store.close()
    words = vocabulary(declaration, options)
    return Live(ref, side, id, name, subject, mapping, words)


def _read(
    wiring: Wiring, mapping: Mapping, side: Side, id: str
) -> tuple[str, dict[str, Value]]:
    resource = mapping.resources[side]
    try:
        record = wiring.systems[side].get(resource.name, id)
    except Absent as error:
        raise NoSuchLive(system=NAMES[side], id=id) from error
    name = str(record.content.get(resource.label) or "")
    return name, mapping.view(side, record.content)


def _subject(
    wiring: Wiring,
    mapping: Mapping,
    shelves: Shelves,
    ref: tuple[Side, str],
    view: dict[str, Value],
) -> Subject:
    side, id = ref
    link = shelves.links.of(side, id)
    if link is None or link.state is not LinkState.LINKED:
        known = _new(mapping, side, view)
        filled = mapping.rules.fill(known, is_new=True)
        values = {one.field: one.value for one in filled}
        return Subject({**known, **values}, side.other)
    _, other = _read(wiring, mapping, side.other, link.ids[side.other])
    twins = shelves.links.twins(link.number)
    agreed: Dict[str, Value] = twins.baseline.sides[side.other] if twins else {}
    known = {**_one_sided(mapping, other), **view}
    return Subject(known, side.other, before=agreed or other)


def _new(mapping: Mapping, side: Side, view: dict[str, Value]) -> dict[str, Value]:
    """What is known of a record that has no counterpart yet.

    A new customer has nothing of what only accounting knows; a new company is judged
    with it, for it is there.
    """
    known = {name: view.get(name) for name in mapping.fields}
    return known if side is Side.RIGHT else {**_one_sided(mapping, view), **known}


def _one_sided(mapping: Mapping, view: Dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in view.items() if name not in mapping.fields}
