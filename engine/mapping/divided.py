"""Lines whose value stands in two properties of one side."""

from engine.mapping import divided_mistakes
from engine.mapping.declaration import FieldPair
from engine.mapping.paths import each
from engine.mapping.reading import Reader
from engine.mapping.words import Words
from engine.marked import Items, Keys, Marked, Scalar
from engine.model.side import Side

_TWO = 2


def read_places(reader: Reader, marked: Marked | None, key: str) -> list[Scalar]:
    """The places of a home: one path, or a list of two."""
    if not isinstance(marked, Items):
        is_there = marked is not None and reader.text(marked, key)
        return [marked] if is_there and isinstance(marked, Scalar) else []
    places = reader.texts(marked, key)
    if len(marked.items) != _TWO:
        problem = divided_mistakes.NotTwo(marked.span, count=len(marked.items))
        reader.note(problem)
        return places[:_TWO]
    if len(places) == _TWO and len({one.text for one in places}) == 1:
        problem_ = divided_mistakes.TwiceTheSame(places[-1].span, path=places[0].text)
        reader.note(problem_)
    return places


def check_divided(reader: Reader, words: Words, pair: FieldPair, keys: Keys) -> None:
    """A value is divided on one side, by a lens that knows how."""
    sides = [side for side in Side if each(pair.paths[side])[1:]]
    if not sides:
        _check_whole(reader, pair)
        return
    place = keys.entries[words.names[sides[0]]].span
    if "items" in keys.entries:
        reader.note(divided_mistakes.DividedList(place))
    elif len(sides) == _TWO:
        reader.note(divided_mistakes.BothDivided(place, name=pair.name))
    elif not pair.has_two_homes:
        system = words.names[sides[0].other]
        problem = divided_mistakes.DividedAlone(place, name=pair.name, system=system)
        reader.note(problem)
    else:
        _check_lens(reader, pair, sides[0], keys)
    for side in sides:
        limits, name = keys.get("max"), words.names[side]
        if isinstance(limits, Keys) and name in limits.entries:
            problem_ = divided_mistakes.DividedMax(limits.spans[name], system=name)
            reader.note(problem_)


def _check_lens(reader: Reader, pair: FieldPair, side: Side, keys: Keys) -> None:
    use = pair.divider(side)
    if use and use.entry.divides is None:
        place = keys.entries["as"].span if "as" in keys.entries else pair.span
        if place:
            reader.note(divided_mistakes.NoDivision(place, lens=use.name))


def _check_whole(reader: Reader, pair: FieldPair) -> None:
    for use in pair.lens:
        if use.entry.divides and use.arguments and use.span:
            option = next(iter(use.arguments))
            reader.note(
                divided_mistakes.NothingDivided(
                    use.spans.get(option, use.span), option=option, lens=use.name
                )
            )
