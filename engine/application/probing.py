"""What only a question of its own shows: strange options, what nobody searches."""

from collections.abc import Iterator

from engine.application.fields import Wanted
from engine.application.wiring import Wiring
from engine.errors import Refused
from engine.mapping.declaration import Creation, Declaration
from engine.mapping.drift import Drift, Kind
from engine.mapping.paths import bare
from engine.model.option import Options
from engine.model.resource import Resource
from engine.model.side import Side
from engine.systems.protocol import System

_NOBODY = "raccordo-0"
_NO_NUMBER = "999999999"
"""A text that no record has."""


def unknown_options(
    declaration: Declaration, compared: list[Wanted], options: dict[str, Options]
) -> Iterator[Drift]:
    """Values that somebody added to a select field, and that the left does not know."""
    known = {one.code: one for one in declaration.added_fields}
    for one in compared:
        declared = known[one.wanted.code]
        is_read = bool(declared.table) or declared.options in options
        if one.found is None or one.found.type != "select" or not is_read:
            continue
        values = {value for value, _ in one.wanted.values}
        strange = [value for value, _ in one.found.values if value not in values]
        if not strange or (declared.options and options[declared.options].is_missing):
            continue
        for pair in declaration.fields.values():
            if pair.paths.right == declared.property:
                yield Drift(
                    Kind.OPTIONS,
                    Side.RIGHT,
                    declared.property,
                    pair.name,
                    one.wanted.label,
                    ", ".join(strange),
                    pair.span,
                )


def unsearchable(wiring: Wiring, declaration: Declaration) -> Iterator[Drift]:
    """Properties that counterparts are searched by, and that a system does not search.

    A question for a text that no record has costs one call, and tells.
    """
    names = dict.fromkeys(one.by[0] for one in declaration.matches if one.is_sure)
    for side in Side:
        system: System = wiring.systems[side]
        resource = _resource(wiring, declaration, side)
        # Where nothing is ever created, nothing is searched before; below a parent
        # records are found by that.
        if declaration.creation[side] is Creation.NEVER or resource.parent:
            continue
        for name in names:
            pair = declaration.fields[name]
            path = pair.searched(side)
            text = _NO_NUMBER if path in resource.numbers else _NOBODY
            try:
                system.search(resource.name, [(path, text)], None)
            except Refused:
                yield Drift(Kind.FILTER, side, bare(path), name, span=pair.span)


def _resource(wiring: Wiring, declaration: Declaration, side: Side) -> Resource:
    described = wiring.languages.descriptions[side]
    found: Resource = described.resource(declaration.resources[side])
    return found
