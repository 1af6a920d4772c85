"""A live record that stands for a person's, and says nothing of them.

Only what the lines of a mapping name is kept: what no line reads cannot be told.
Texts are replaced by others of the same shape; options, numbers, truths, dates and
countries stay, for the mapping goes by their values.
"""

from collections.abc import Iterator, Mapping

from engine.lenses.chain import Chain
from engine.lenses.entry import Takes
from engine.mapping.compiled import Mapping as AtWork
from engine.mapping.declaration import FieldPair
from engine.mapping.parts import LensUse
from engine.mapping.paths import each, find, find_home, parse
from engine.mapping.writing import copy_along, lay, write
from engine.model.option import Option, Options
from engine.model.side import Pair, Side
from engine.rules.masking import masked_text
from engine.rules.vocabulary import FieldSpec, Kind, Vocabulary
from engine.values import Json, Value, is_set

_PERSONAL = (Kind.TEXT, Kind.LIST)


def masked_record(
    mapping: AtWork, vocabulary: Vocabulary, side: Side, content: Json
) -> Json:
    """The record with nobody's name, address or number in it."""
    record: Json = {}
    for name, line in mapping.lines.items():
        home = line.homes[side]
        value = home.find(content)
        if not is_set(value):
            continue
        spec = vocabulary.fields[name]
        if line.pair.items and isinstance(value, list):
            value = [_masked_item(line.pair, spec, side, one) for one in value]
        elif spec.kind in _PERSONAL:
            value = _masked(value)
        write(record, home, value)
    for line in mapping.lines.values():
        copy_along(record, line.homes[side])
    return record


def _masked_item(pair: FieldPair, spec: FieldSpec, side: Side, item: Value) -> Value:
    """An item of a list, with no more than its lines name."""
    if not isinstance(item, dict):
        return _masked(item)
    kept: Json = {}
    for name, line in pair.items.items():
        kind = spec.items[name].kind if spec.items else Kind.TEXT
        for path in each(line.paths[side]):
            steps = parse(path) or ()
            value = find(item, steps) if steps else None
            if is_set(value):
                kept = lay(kept, steps, _masked(value) if kind in _PERSONAL else value)
    return kept


def options_of(
    mapping: AtWork, options: Mapping[str, Options], records: Pair[Json]
) -> dict[str, Options]:
    """The options that a record and its counterpart speak of, and no others."""
    found: dict[str, Options] = {}
    for use, said in _uses(mapping, records):
        known = options.get(use.arguments.get("registry", ""))
        if known is not None and not known.is_missing:
            found[known.name] = _with(found, known, _shown(use), said)
    return found


def others_of(mapping: AtWork, records: Pair[Json]) -> dict[str, Options]:
    """The counterparts of other records that a record speaks of, and no others."""
    found: dict[str, Options] = {}
    for use, said in _uses(mapping, records):
        for entity in use.arguments_that(Takes.ENTITY).values():
            known = mapping.declaration.others.counterparts.get(entity)
            if known is not None:
                found[entity] = _with(found, known, _shown(use) or "id", said)
    return found


def _with(
    found: Mapping[str, Options], known: Options, show: str, said: set[str]
) -> Options:
    """What was found of a collection so far, and what is said of it here."""
    kept = found.get(known.name, Options(known.name, ())).options
    both = {(one.within, one.key): one for one in (*kept, *_said(known, show, said))}
    return Options(known.name, tuple(both.values()))


def _shown(use: LensUse) -> str:
    """The property of an option that a lens looks at, beside its key."""
    asked = use.arguments
    path = asked.get("show") or asked.get("list") or asked.get("to", "")
    return path.partition(".")[0]


def _uses(mapping: AtWork, records: Pair[Json]) -> Iterator[tuple[LensUse, set[str]]]:
    """Every lens, and the texts that stand in its places in both records."""
    for line in mapping.lines.values():
        whole = [(side, line.homes[side].find(records[side])) for side in Side]
        lenses = line.lens.lenses if isinstance(line.lens, Chain) else (line.lens,)
        said = {str(value) for _, value in whole}
        for use, lens in zip(line.pair.lens, lenses, strict=False):
            yield use, said
            # What stands behind a lens is what the next one is asked for.
            said = said | {str(lens.get(one, {})) for one in said}
        for item in line.pair.items.values():
            inner = {
                str(find_home(one, item.paths[side]))
                for side, value in whole
                for one in (value if isinstance(value, list) else ())
            }
            for use in item.lens:
                yield use, inner


def _said(options: Options, show: str, said: set[str]) -> Iterator[Option]:
    for option in options.options:
        content = {show: option.content.get(show)} if show in option.content else {}
        texts = {str(one) for one in (option.key, *content.values()) if is_set(one)}
        if texts & said:
            yield Option(option.key, option.label, content, option.within)


def _masked(value: Value) -> Value:
    match value:
        case str():
            return masked_text(value)
        case bool():
            return value
        case int():
            return int("1" * len(str(abs(value))))
        case list():
            return [_masked(one) for one in value]
        case dict():
            return {name: _masked(one) for name, one in value.items()}
        case _:
            return value
