"""The lenses of one line: a name, a name with options, or a list of these."""

from engine.lenses.catalogue import CATALOGUE, Entry, Takes
from engine.mapping import mistakes
from engine.mapping.declaration import LensUse
from engine.mapping.facts import Facts
from engine.mapping.reading import Reader
from engine.marked import Items, Keys, Marked, Scalar
from engine.source import Span


def read_lens(
    reader: Reader, facts: Facts, marked: Marked | None, left: str
) -> tuple[LensUse, ...]:
    """The lenses in order from left to right; ``left`` is that system's name."""
    items = marked.items if isinstance(marked, Items) else (marked,)
    if isinstance(marked, Items) and not marked.items:
        reader.note(mistakes.NotALens(marked.span))
    uses = [_read_one(reader, item) for item in items if item is not None]
    found = tuple(use for use in uses if use)
    for use in found:
        _check_names(reader, facts, use, left)
    return found


def _read_one(reader: Reader, marked: Marked) -> LensUse | None:
    if isinstance(marked, Scalar) and not marked.is_null:
        return _use(reader, marked.text, marked.span, {}, {})
    if not isinstance(marked, Keys) or not marked.entries:
        reader.note(mistakes.NotALens(marked.span))
        return None
    name, *more = marked.entries
    options = marked.entries[name]
    entry = CATALOGUE.get(name)
    if entry and entry.main and isinstance(options, Scalar):
        # {option: currencies, show: code}: the main option stands at the name.
        entries = {entry.main: options} | {key: marked.entries[key] for key in more}
        spans = {key: marked.spans[key] for key in more}
        return _use(reader, name, marked.spans[name], entries, spans)
    if more:
        reader.note(mistakes.NotALens(marked.spans[more[0]]))
    keys = reader.keys(options, name)
    return _use(reader, name, marked.spans[name], keys.entries, keys.spans)


def _use(
    reader: Reader,
    name: str,
    span: Span,
    entries: dict[str, Marked],
    spans: dict[str, Span],
) -> LensUse | None:
    entry = CATALOGUE.get(name)
    if entry is None:
        reader.note(mistakes.UnknownLens(span, name, CATALOGUE))
        return None
    for key in entries:
        if key not in entry.options:
            problem = mistakes.UnknownLensOption(
                spans.get(key, span), key, entry.options, lens=name
            )
            reader.note(problem)
    if entry.main and entry.main not in entries:
        reader.note(mistakes.LensLacksOption(span, lens=name, option=entry.main))
    arguments = {
        key: reader.text(value, key)
        for key, value in entries.items()
        if key in entry.options
    }
    places = {key: entries[key].span for key in arguments}
    return LensUse(name, {k: v for k, v in arguments.items() if v}, span, places)


def arguments_of(use: LensUse, takes: Takes) -> dict[str, str]:
    """The options of a lens that name such a thing, with what they name."""
    entry: Entry = CATALOGUE[use.name]
    return {
        key: value
        for key, value in use.arguments.items()
        if entry.options[key] is takes
    }


def _check_names(reader: Reader, facts: Facts, use: LensUse, left: str) -> None:
    """The registry is one of the left system's, the property one of the registry's."""
    for key, name in arguments_of(use, Takes.REGISTRY).items():
        if facts.registry(name) is None:
            reader.note(
                mistakes.UnknownRegistry(
                    use.spans[key], name, facts.registries, system=left
                )
            )
    registry = facts.registry(use.arguments.get("registry", ""))
    if registry is None or not registry.properties:
        return
    for key, name in arguments_of(use, Takes.PROPERTY).items():
        if name not in registry.properties:
            reader.note(
                mistakes.UnknownProperty(
                    use.spans[key],
                    name,
                    registry.properties,
                    system=left,
                    resource=registry.name,
                )
            )
