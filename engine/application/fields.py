"""The fields of the connector: created, compared, brought up to date."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from engine.application.answer import Answer, Document
from engine.application.collections import Collections
from engine.application.drift import forget
from engine.application.wiring import Wiring
from engine.errors import N_, UsageError
from engine.mapping.declaration import Declaration
from engine.mapping.parts import AddedField
from engine.model.option import Options
from engine.state.store import Store
from engine.systems.protocol import Field, System
from engine.values import from_json, to_json


class NotSetUp(UsageError):
    """Fields of the connector are missing in the CRM."""

    template = N_("these fields are missing in the CRM: {fields}")
    advice = N_("run `raccordo setup` first")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field as it should be, as it is (None: missing), and what to do."""

    wanted: Field
    found: Field | None

    @property
    def verb(self) -> str:
        """``create``, ``update`` or ``none``."""
        if self.found is None:
            return "create"
        is_same = set(self.wanted.values) <= set(self.found.values)
        return "none" if is_same and self.found.label == self.wanted.label else "update"


def setup(wiring: Wiring) -> Answer:
    """Create the fields, or bring their labels and values up to date."""
    rows = []
    for entity in wiring.known:
        declaration: Declaration = wiring.languages.declaration(entity)
        collections = Collections(wiring, wiring.store)
        options = collections.refresh(declaration.registries)
        rows += [_row(one) for one in keep_fields(wiring, declaration, options)]
    return Answer({"setup": rows})


def keep_fields(
    wiring: Wiring, declaration: Declaration, options: dict[str, Options]
) -> list[Wanted]:
    """Write what is missing or out of date; returns what was compared."""
    compared = compare(wiring, declaration, options)
    write_fields(wiring, declaration, compared)
    remember(wiring.store, declaration, [_merged(one) for one in compared])
    return compared


def write_fields(
    wiring: Wiring, declaration: Declaration, compared: list[Wanted]
) -> None:
    """Create what is missing, bring up to date what is old."""
    system: System = wiring.systems.right
    due = [one for one in compared if one.verb != "none"]
    for one in due:
        wiring.go_on()
        system.keep_field(declaration.resources.right, _merged(one))
    if due:
        forget(wiring.store, declaration)


def compare(
    wiring: Wiring, declaration: Declaration, options: dict[str, Options]
) -> list[Wanted]:
    """The fields as they should be, beside what the CRM has."""
    system: System = wiring.systems.right
    found = {one.code: one for one in system.fields(declaration.resources.right)}
    return [
        Wanted(_field(one, values), found.get(one.code))
        for one, values in _offered(declaration, options)
    ]


def stale_fields(
    wiring: Wiring,
    store: Store,
    declaration: Declaration,
    options: dict[str, Options],
) -> list[Wanted]:
    """The fields that lack a value; what is remembered of them is believed.

    Raises:
        NotSetUp: Some are missing altogether.
    """
    kept = store.settings.get(_setting(declaration)) or "{}"
    known = cast("dict[str, list[str]]", from_json(kept))
    needed = {
        one.code: {value for value, _ in values}
        for one, values in _offered(declaration, options)
    }
    if all(code in known and keys <= set(known[code]) for code, keys in needed.items()):
        return []
    compared = compare(wiring, declaration, options)
    missing = [one.wanted.label for one in compared if one.found is None]
    if missing:
        raise NotSetUp(fields=", ".join(missing))
    remember(store, declaration, [_merged(one) for one in compared])
    return [one for one in compared if one.verb != "none"]


def remember(store: Store, declaration: Declaration, fields: list[Field]) -> None:
    """Remember which fields are there, with which values."""
    known = {one.code: [value for value, _ in one.values] for one in fields}
    store.settings.set(_setting(declaration), to_json(known))


def _setting(declaration: Declaration) -> str:
    return f"fields of {declaration.resources.right}"


def _offered(
    declaration: Declaration, options: dict[str, Options]
) -> Iterator[tuple[AddedField, tuple[tuple[str, str], ...]]]:
    """The fields that can be kept, each with its values and their labels."""
    for one in declaration.added_fields:
        if one.table:
            texts = declaration.tables[one.table].offered()
            yield one, tuple((text, text) for text in texts)
        elif not one.options:
            yield one, ()
        elif not options[one.options].is_missing:
            known = options[one.options].options
            yield one, tuple((str(option.key), option.label) for option in known)


def _field(declared: AddedField, values: tuple[tuple[str, str], ...]) -> Field:
    # The labels of the original connector are Italian on every tenant.
    label = declared.labels.get("it") or declared.code
    return Field(declared.code, label, values, type=declared.type)


def _merged(one: Wanted) -> Field:
    """The field to be written: a value that records may still hold is never dropped."""
    if one.found is None:
        return one.wanted
    keys = {value for value, _ in one.wanted.values}
    kept = tuple(pair for pair in one.found.values if pair[0] not in keys)
    values = (*one.wanted.values, *kept)
    wanted = one.wanted
    return Field(wanted.code, wanted.label, values, one.found.id, wanted.type)


def _row(one: Wanted) -> Document:
    return {
        "code": one.wanted.code,
        "label": one.wanted.label,
        "verb": one.verb,
        "values": len(one.wanted.values),
    }
