"""YAML that is written for people: one key a line, lists and leaves in one."""

import itertools
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

_NO_END = 10**6
"""Wider than any line: lists are not broken."""


def as_yaml_value(value: object) -> object:
    """A value as YAML writes it: a decimal as a number."""
    match value:
        case Decimal():
            return int(value) if value == int(value) else float(value)
        case dict():
            return {key: as_yaml_value(one) for key, one in value.items()}
        case list():
            return [as_yaml_value(one) for one in value]
        case _:
            return value


def yaml_text(value: object) -> str:
    """A value as YAML, in blocks; the innermost lists and keys in one line."""
    import yaml

    text: str = yaml.safe_dump(
        value,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=_NO_END,
    )
    return text


def free_name(name: str, places: Iterable[Path]) -> str:
    """The name, with a number behind it where a case in these files has it."""
    taken = {
        line.strip(" '\":")
        for path in places
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    }
    numbered = (f"{name} ({number})" for number in itertools.count(2))
    return next(one for one in itertools.chain([name], numbered) if one not in taken)
