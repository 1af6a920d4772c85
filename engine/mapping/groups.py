"""Fields that win or lose a conflict together."""

from engine.mapping import mistakes
from engine.mapping.declaration import FieldPair, Unit
from engine.mapping.reading import Reader
from engine.marked import Marked, Scalar


def read_units(
    reader: Reader, marked: Marked | None, fields: dict[str, FieldPair]
) -> tuple[Unit, ...]:
    """Every field that travels, alone or in its group, in the order of the file."""
    keys = reader.keys(marked, "groups")
    group_by_field: dict[str, str] = {}
    members: dict[str, tuple[str, ...]] = {}
    for name, value in keys.entries.items():
        names = reader.texts(value, name)
        members[name] = tuple(one.text for one in names)
        if name in fields and name not in members[name]:
            reader.note(mistakes.GroupIsField(keys.spans[name], name=name))
        for one in names:
            _join(reader, one, fields, group_by_field)
            group_by_field.setdefault(one.text, name)
        _check_directions(reader, name, names, fields)
    units = (
        Unit(group_by_field[name], members[group_by_field[name]])
        if name in group_by_field
        else Unit(name, (name,))
        for name, pair in fields.items()
        if pair.has_two_homes
    )
    return tuple(dict.fromkeys(units))


def _join(
    reader: Reader,
    one: Scalar,
    fields: dict[str, FieldPair],
    group_by_field: dict[str, str],
) -> None:
    name = one.text
    if name not in fields:
        reader.note(mistakes.UnknownField(one.span, name, fields))
    elif not fields[name].has_two_homes:
        reader.note(mistakes.NotGroupable(one.span, name=name))
    elif name in group_by_field:
        first = group_by_field[name]
        reader.note(mistakes.InTwoGroups(one.span, name=name, first=first))


def _check_directions(
    reader: Reader, group: str, names: list[Scalar], fields: dict[str, FieldPair]
) -> None:
    """A group wins or loses whole, so it has to travel whole."""
    known = [one for one in names if one.text in fields]
    for one in known[1:]:
        first = fields[known[0].text].direction
        if fields[one.text].direction is not first:
            problem = mistakes.MixedDirections(one.span, name=one.text, group=group)
            reader.note(problem)
