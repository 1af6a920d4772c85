"""A live record that stands for a person's, and says nothing of them.

Only what the lines of a mapping name is kept: what no line reads cannot be told.
Texts are replaced by others of the same shape; options, numbers, truths, dates and
countries stay, for the mapping goes by their values.
"""

from collections.abc import Iterator, Mapping

from engine.mapping.compiled import Mapping as AtWork
from engine.mapping.paths import find
from engine.mapping.writing import copy_along, write
from engine.model.option import Option, Options
from engine.model.side import Pair, Side
from engine.rules.masking import masked_text
from engine.rules.vocabulary import Kind, Vocabulary
from engine.values import Json, Value, is_set

_PERSONAL = (Kind.TEXT, Kind.LIST)


def masked_record(
    mapping: AtWork, vocabulary: Vocabulary, side: Side, content: Json
) -> Json:
    """The record with nobody's name, address or number in it."""
    record: Json = {}
    for name, line in mapping.lines.items():
        home = line.homes[side]
        value = find(content, home.steps)
        if not is_set(value):
            continue
        is_personal = vocabulary.fields[name].kind in _PERSONAL
        write(record, home, _masked(value) if is_personal else value)
    for line in mapping.lines.values():
        copy_along(record, line.homes[side])
    return record


def options_of(
    mapping: AtWork, options: Mapping[str, Options], records: Pair[Json]
) -> dict[str, Options]:
    """The options that a record and its counterpart speak of, and no others."""
    found: dict[str, Options] = {}
    for line in mapping.lines.values():
        for use in line.pair.uses:
            known = options.get(use.arguments.get("registry", ""))
            if known is None or known.is_missing:
                continue
            said = {str(find(records[side], line.homes[side].steps)) for side in Side}
            kept = found.get(known.name, Options(known.name, ())).options
            more = _said(known, use.arguments.get("show", ""), said)
            both = {(one.within, one.key): one for one in (*kept, *more)}
            found[known.name] = Options(known.name, tuple(both.values()))
    return found


def _said(options: Options, show: str, said: set[str]) -> Iterator[Option]:
    for option in options.options:
        content = {show: option.content.get(show)} if show else {}
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
