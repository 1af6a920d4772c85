"""What the lines of a mapping file must be to each other."""

import dataclasses

from engine.lenses.entry import Takes
from engine.mapping import entity_mistakes, mistakes, overlay_mistakes
from engine.mapping.declaration import (
    Declaration,
    Direction,
    FieldPair,
)
from engine.mapping.facts import Facts
from engine.mapping.lists import check_use
from engine.mapping.parts import LensUse, Match
from engine.mapping.paths import each
from engine.mapping.reading import Reader
from engine.mapping.words import Words
from engine.model.side import Side

_FROM = {Side.LEFT: Direction.TO_RIGHT, Side.RIGHT: Direction.TO_LEFT}


def settle_scopes(fields: dict[str, FieldPair], facts: Facts) -> dict[str, FieldPair]:
    """Say what an option is unique in, where the descriptions know it.

    A registry whose keys are unique within a property (provinces, within a
    country) is referred to together with that property; the field that stands
    where the reference copies it from is what the lens has to ask for.
    """
    return {name: _settled(pair, fields, facts) for name, pair in fields.items()}


def _settled(pair: FieldPair, fields: dict[str, FieldPair], facts: Facts) -> FieldPair:
    lens = tuple(_within(use, pair, fields, facts) for use in pair.lens)
    return dataclasses.replace(pair, lens=lens)


def _within(
    use: LensUse, pair: FieldPair, fields: dict[str, FieldPair], facts: Facts
) -> LensUse:
    registry = facts.registry(use.arguments.get("registry", ""))
    left = facts.resources.left
    if not registry or not registry.within or not left or "within" in use.arguments:
        return use
    copied_from = {
        source
        for one in left.references
        for target, source in one.also
        if pair.paths.left == f"{one.path}.{one.key}" and target == registry.within
    }
    for name, other in fields.items():
        if other.paths.left in copied_from and other.has_two_homes:
            arguments = use.arguments | {"within": name}
            return dataclasses.replace(use, arguments=arguments)
    return use


def check(reader: Reader, words: Words, declaration: Declaration, facts: Facts) -> None:
    """Note all that does not fit together."""
    for match in declaration.matches:
        _check_match(reader, match, declaration.fields)
    for pair in declaration.fields.values():
        for use in pair.uses:
            _check_scope(reader, use, pair, declaration)
        _check_acceptance(reader, pair)
    for side in Side:
        _check_homes(reader, words, declaration.fields, side)
    _check_offers(reader, declaration, facts)
    check_use(reader, declaration)
    for entity, uses in declaration.counterparts.items():
        for use in uses:
            if entity not in declaration.after and use.span:
                place = use.spans.get("entity") or use.span
                reader.note(entity_mistakes.NotAfter(place, name=entity))


def _check_match(reader: Reader, match: Match, fields: dict[str, FieldPair]) -> None:
    for name, span in zip(match.by, match.spans, strict=True):
        if name not in fields:
            reader.note(mistakes.UnknownField(span, name, fields))
        elif not fields[name].has_two_homes:
            reader.note(mistakes.NotMatchable(span, name=name))


def _check_acceptance(reader: Reader, pair: FieldPair) -> None:
    """Only what goes both ways can lose something on its way back."""
    is_two_way = pair.has_two_homes and pair.direction is Direction.BOTH
    if pair.accept_loss and not is_two_way and pair.span:
        reader.note(entity_mistakes.NeedlessAcceptance(pair.span))


def _check_scope(
    reader: Reader,
    use: LensUse,
    pair: FieldPair,
    declaration: Declaration,
) -> None:
    """The fields that a lens asks for exist, and ask for nothing themselves."""
    fields, dropped = {**declaration.fields, **pair.items}, declaration.dropped
    for key, name in use.arguments_that(Takes.FIELD).items():
        place = use.spans.get(key) or use.span
        if place is None:
            continue
        gone = dropped.get(f"{pair.name}.{name}") or dropped.get(name)
        if gone and name not in fields:
            overlay = gone.span
            problem = overlay_mistakes.AsksForDropped(place, name=name, overlay=overlay)
            reader.note(problem)
        elif name not in fields:
            reader.note(mistakes.UnknownField(place, name, fields))
        elif any(other.arguments_that(Takes.FIELD) for other in fields[name].lens):
            reader.note(mistakes.LensAsksTwice(place, name=name))


def _check_homes(
    reader: Reader, words: Words, fields: dict[str, FieldPair], side: Side
) -> None:
    first_by_path: dict[str, str] = {}
    for pair in fields.values():
        if pair.has_two_homes and pair.direction is _FROM[side]:
            # What is only read there takes no other field's place.
            continue
        for path in each(pair.paths[side]):
            first = first_by_path.setdefault(path, pair.name)
            if first != pair.name and pair.span:
                system = words.names[side]
                problem = mistakes.SameHome(
                    pair.span, path=path, system=system, first=first
                )
                reader.note(problem)


def _check_offers(reader: Reader, declaration: Declaration, facts: Facts) -> None:
    """A select field offers the options that its line reads."""
    offered = {
        one.property: one.options or one.table
        for one in declaration.added_fields
        if one.options or one.table
    }
    for pair in declaration.fields.values():
        options = offered.get(pair.paths.right or "")
        for use in pair.lens:
            read = use.arguments.get("registry") or use.arguments.get("table", "")
            is_other = options is not None and options != read
            is_known = facts.registry(read) or read in declaration.tables
            if is_other and is_known and use.span:
                reader.note(
                    mistakes.OtherOptions(
                        use.span,
                        property=pair.paths.right,
                        offered=options,
                        read=read,
                    )
                )
