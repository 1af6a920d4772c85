"""The line that every mapping under a parent has: whose record it is."""

import dataclasses

from engine.lenses.parents import PARENT
from engine.mapping.declaration import (
    Declaration,
    Direction,
    FieldPair,
    Unit,
)
from engine.mapping.facts import Facts
from engine.mapping.parts import LensUse, Match
from engine.model.side import Pair, Side


def with_parent(declaration: Declaration, facts: Facts) -> Declaration:
    """The declaration with a line for the parent, and matches among its own only.

    It is laid when a record is created, and never moved afterwards: a record has
    its place under its parent.
    """
    parent = declaration.parent
    if parent is None or parent.entity in declaration.fields:
        return declaration
    left, right = (_home(declaration, facts, side) for side in Side)
    if not left or not right:
        return declaration
    line = FieldPair(
        parent.entity,
        Pair(left, right),
        lens=(LensUse(PARENT.name, own=PARENT),),
        direction=Direction.CREATE_ONLY,
        required=Pair(left=True, right=True),
        labels={"it": "Appartiene a", "en": "Belongs to"},
        span=next(iter(declaration.fields.values())).span,
    )
    return dataclasses.replace(
        declaration,
        fields={parent.entity: line, **declaration.fields},
        units=(Unit(parent.entity, (parent.entity,)), *declaration.units),
        matches=tuple(_within(one, parent.entity) for one in declaration.matches),
    )


def _home(declaration: Declaration, facts: Facts, side: Side) -> str:
    """Where a record names its parent: as the mapping says, or the description."""
    named = declaration.parent.paths[side] if declaration.parent else None
    resource = facts.resources[side]
    return named or (resource.within if resource else "")


def _within(match: Match, name: str) -> Match:
    spans = (match.spans[0], *match.spans) if match.spans else ()
    return dataclasses.replace(match, by=(name, *match.by), spans=spans)
