"""What a list in a mapping file must be, and the lines of its items to each other."""

from engine.mapping import join_mistakes, list_mistakes, mistakes, paths
from engine.mapping.declaration import Declaration, Direction, FieldPair
from engine.mapping.parts import Holds
from engine.mapping.reading import Reader
from engine.mapping.words import Words
from engine.marked import Keys
from engine.model.side import Side

_OF_ONE_VALUE = ("as", "max", "too_long", "const", "accept_loss")


def check_no_list(reader: Reader, pair: FieldPair, keys: Keys) -> None:
    """A field that is no list says nothing that only a list can mean."""
    if "key" in keys.spans:
        reader.note(list_mistakes.OnlyWithItems(keys.spans["key"], key="key"))
    if pair.missing == "remove":
        place = keys.spans["missing"]
        reader.note(list_mistakes.OnlyWithItems(place, key="missing: remove"))


def check_list(reader: Reader, words: Words, pair: FieldPair, keys: Keys) -> None:
    """A list is paired by one of its fields, or keeps its order and goes one way."""
    names = words.names
    for key in _OF_ONE_VALUE:
        if key in keys.spans:
            reader.note(list_mistakes.NotOfAList(keys.spans[key], key=key))
    if "type" in keys.spans and pair.holds is not Holds.LIST:
        reader.note(list_mistakes.NotOfAList(keys.spans["type"], key="type"))
    if not pair.items:
        place = keys.spans["items"]
        problem = list_mistakes.NoItems(
            place, name=pair.name, left=names.left, right=names.right
        )
        reader.note(problem)
        return
    _check_key(reader, words, pair, keys)
    _check_missing(reader, pair, keys)
    for side in Side:
        _check_paths(reader, words, pair, side)


def _check_key(reader: Reader, words: Words, pair: FieldPair, keys: Keys) -> None:
    is_two_way = pair.direction is Direction.BOTH
    if pair.key and pair.key not in pair.items:
        place = keys.entries["key"].span
        reader.note(
            list_mistakes.UnknownItemKey(place, pair.key, pair.items, list=pair.name)
        )
    elif pair.key and not pair.items[pair.key].has_two_homes:
        place = keys.entries["key"].span
        reader.note(list_mistakes.KeyOneSided(place, name=pair.key))
    elif is_two_way and not pair.key:
        reader.note(
            list_mistakes.NoKey(
                keys.spans["items"],
                name=pair.name,
                direction=words.one_way(Side.RIGHT),
            )
        )
    for item in pair.items.values():
        if is_two_way and item.where and item.span:
            reader.note(join_mistakes.WhereBothWays(item.span))
        if is_two_way and not item.has_two_homes and item.ignore and item.span:
            reader.note(list_mistakes.ItemOneSided(item.span, name=item.name))


def _check_missing(reader: Reader, pair: FieldPair, keys: Keys) -> None:
    if "missing" not in keys.spans:
        return
    place = keys.spans["missing"]
    if pair.missing == "drop":
        reader.note(list_mistakes.NotOfAnItem(place))
    elif not pair.key:
        reader.note(list_mistakes.NothingMissing(place))


def _check_paths(reader: Reader, words: Words, pair: FieldPair, side: Side) -> None:
    """Two fields of an item do not share a place, and a value has no properties."""
    first_by_path: dict[str, str] = {}
    for item in pair.items.values():
        if item.span is None:
            continue
        for path in paths.each(item.paths[side]):
            system, first = words.names[side], first_by_path.get(path)
            if first:
                problem = mistakes.SameHome(
                    item.span, path=path, system=system, first=first
                )
                reader.note(problem)
            elif first_by_path and paths.WHOLE in (path, *first_by_path):
                reader.note(list_mistakes.WholeAmongOthers(item.span, system=system))
            first_by_path.setdefault(path, item.name)


def check_use(reader: Reader, declaration: Declaration) -> None:
    """Lists are merged item by item: they win or lose with nothing else."""
    lists = {name for name, pair in declaration.fields.items() if pair.items}
    for unit in declaration.units:
        for name in unit.fields:
            span = declaration.fields[name].span if name in lists else None
            if span and unit.fields != (name,):
                reader.note(list_mistakes.ListGrouped(span, name=name))
    for match in declaration.matches:
        for name, span in zip(match.by, match.spans, strict=True):
            if name in lists:
                reader.note(list_mistakes.ListMatched(span, name=name))
