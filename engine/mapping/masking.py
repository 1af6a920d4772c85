"""A live record that stands for a person's, and says nothing of them.

Only what the lines of a mapping name is kept: what no line reads cannot be told.
Texts are replaced by others of the same shape; options, numbers, truths, dates and
countries stay, for the mapping goes by their values.
"""

from collections.abc import Iterator, Mapping

from engine.mapping.compiled import Line
from engine.mapping.compiled import Mapping as AtWork
from engine.mapping.paths import find
from engine.mapping.writing import copy_along, write
from engine.model.option import Option, Options
from engine.model.side import Side
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
    mapping: AtWork, options: Mapping[str, Options], *records: Json
) -> dict[str, Options]:
    """The options that these records speak of, and no others."""
    said = {leaf for record in records for leaf in _leaves(record)}
    return {
        name: Options(name, tuple(_shown(mapping, name, options[name], said)))
        for name in mapping.registries
        if name in options and not options[name].is_missing
    }


def _shown(
    mapping: AtWork, name: str, options: Options, said: set[str]
) -> Iterator[Option]:
    shows = set(_shows(mapping.lines, name))
    for option in options.options:
        content = {show: option.content.get(show) for show in shows}
        texts = {str(one) for one in (option.key, *content.values()) if is_set(one)}
        is_there = not option.within or option.within in said
        if texts & said and is_there:
            yield Option(option.key, option.label, content, option.within)


def _shows(lines: Mapping[str, Line], registry: str) -> Iterator[str]:
    """The properties of the items of a collection that lines put on the right."""
    for line in lines.values():
        for use in line.pair.lens:
            if use.arguments.get("registry") == registry and "show" in use.arguments:
                yield use.arguments["show"]


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


def _leaves(value: Value) -> Iterator[str]:
    match value:
        case dict():
            for one in value.values():
                yield from _leaves(one)
        case list():
            for one in value:
                yield from _leaves(one)
        case _ if is_set(value):
            yield str(value)
        case _:
            return
