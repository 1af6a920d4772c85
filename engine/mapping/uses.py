"""The lenses of one line: a name, a name with options, or a list of these."""

from zoneinfo import ZoneInfo

from engine.lenses.entry import Setting, Takes
from engine.mapping import mistakes, table_mistakes
from engine.mapping.facts import Facts
from engine.mapping.parts import LensUse
from engine.mapping.reading import Reader
from engine.marked import Items, Keys, Marked, Scalar

_MOST_PLACES = 10


def read_lens(
    reader: Reader, facts: Facts, marked: Marked | None, left: str
) -> tuple[LensUse, ...]:
    """The lenses in order from left to right; ``left`` is that system's name."""
    items = marked.items if isinstance(marked, Items) else (marked,)
    if isinstance(marked, Items) and not marked.items:
        reader.note(mistakes.NotALens(marked.span))
    uses = [_read_one(reader, facts, item) for item in items if item is not None]
    found = tuple(use for use in uses if use)
    for use in found:
        _check_names(reader, facts, use, left)
    return found


def _read_one(reader: Reader, facts: Facts, marked: Marked) -> LensUse | None:
    if isinstance(marked, Scalar) and not marked.is_null:
        return _use(reader, facts, Keys({marked.text: marked}, {}, marked.span), {})
    if not isinstance(marked, Keys) or not marked.entries:
        reader.note(mistakes.NotALens(marked.span))
        return None
    name, *more = marked.entries
    options = marked.entries[name]
    entry = facts.lenses.get(name)
    span = marked.spans[name]
    if entry and entry.main and isinstance(options, Scalar):
        # {option: currencies, show: code}: the main option stands at the name.
        entries = {entry.main: options} | {key: marked.entries[key] for key in more}
        spans = {entry.main: span} | {key: marked.spans[key] for key in more}
        return _use(reader, facts, Keys({name: marked}, spans, span), entries)
    if more:
        reader.note(mistakes.NotALens(marked.spans[more[0]]))
    keys = reader.keys(options, name)
    return _use(reader, facts, Keys({name: marked}, keys.spans, span), keys.entries)


def _use(
    reader: Reader, facts: Facts, named: Keys, entries: dict[str, Marked]
) -> LensUse | None:
    (name,), span = named.entries, named.span
    entry = facts.lenses.get(name)
    if entry is None:
        reader.note(mistakes.UnknownLens(span, name, facts.lenses))
        return None
    for key in entries:
        if key not in entry.options:
            place = named.spans.get(key, span)
            problem = mistakes.UnknownLensOption(place, key, entry.options, lens=name)
            reader.note(problem)
    for key, setting in entry.options.items():
        if setting.is_needed and key not in entries:
            reader.note(mistakes.LensLacksOption(span, lens=name, option=key))
        for other in setting.beside if key in entries else ():
            if other not in entries:
                reader.note(mistakes.LensLacksOption(span, lens=name, option=other))
    arguments = {
        key: _argument(reader, entry.options[key], value, key)
        for key, value in entries.items()
        if key in entry.options
    }
    places = {key: entries[key].span for key in arguments}
    own = None if entry.is_stock else entry
    return LensUse(name, {k: v for k, v in arguments.items() if v}, span, places, own)


def _argument(reader: Reader, setting: Setting, marked: Marked, key: str) -> str:
    match setting.takes:
        case Takes.WORD:
            words = {word: word for word in setting.words}
            return reader.word(marked, key, words, "")
        case Takes.NUMBER:
            number = reader.number(marked, key)
            if number is not None and number > _MOST_PLACES:
                reader.note(
                    table_mistakes.TooManyPlaces(marked.span, most=_MOST_PLACES)
                )
                return ""
            return "" if number is None else str(number)
        case Takes.ZONE:
            text = reader.text(marked, key)
            if text and not _is_zone(text):
                reader.note(table_mistakes.NotAZone(marked.span, name=text))
                return ""
            return text
        case _:
            return reader.text(marked, key)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return False
    return True


def _check_names(reader: Reader, facts: Facts, use: LensUse, left: str) -> None:
    """The registry is one of the left system's, the property one of the registry's."""
    for key, name in use.arguments_that(Takes.TABLE).items():
        if name not in facts.tables:
            reader.note(table_mistakes.UnknownTable(use.spans[key], name, facts.tables))
    for key, name in use.arguments_that(Takes.REGISTRY).items():
        if facts.registry(name) is None:
            reader.note(
                mistakes.UnknownRegistry(
                    use.spans[key], name, facts.registries, system=left
                )
            )
    _check_properties(reader, facts, use, left)


def _check_properties(reader: Reader, facts: Facts, use: LensUse, left: str) -> None:
    registry = facts.registry(use.arguments.get("registry", ""))
    if registry is None or not registry.properties:
        return
    named = use.arguments_that(Takes.PROPERTY)
    if "list" not in named:
        # Else it is a path of an item, of which descriptions say nothing.
        named |= use.arguments_that(Takes.PATH)
    for key, name in named.items():
        if name.partition(".")[0] not in registry.properties:
            reader.note(
                mistakes.UnknownProperty(
                    use.spans[key],
                    name,
                    registry.properties,
                    system=left,
                    resource=registry.name,
                )
            )
