"""What a property of the CRM takes, kind by kind."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.sandbox.crm.errors import expected
from engine.sandbox.exact import Exact, Fields

# A client is known to write `2024-05-01 9:00:00`.
SHORT_HOUR = re.compile(r"[ T](\d):")
Taker = Callable[[str, Any], Any]


def text(name: str, value: object) -> str:
    """Take a text."""
    if not isinstance(value, str):
        raise expected(name, "a text")
    return value


def integer(name: str, value: object) -> int:
    """Take a whole number, or a text that is one."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lstrip("-").isdecimal():
        return int(value)
    raise expected(name, "a whole number")


def decimal(name: str, value: object) -> Decimal | int:
    """Take a number, or a text that is one."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return value
    try:
        return Exact(str(value))
    except InvalidOperation as error:
        raise expected(name, "a number") from error


def flag(name: str, value: object) -> bool:
    """Take a boolean, or 0 and 1, which a client is known to send."""
    if isinstance(value, int) and value in {0, 1}:
        return bool(value)
    raise expected(name, "true or false")


def moment(name: str, value: object) -> str:
    """Take a date or a moment; one without a zone is UTC."""
    if not isinstance(value, str):
        raise expected(name, "a date")
    try:
        found = datetime.fromisoformat(SHORT_HOUR.sub(r"T0\1:", value))
    except ValueError as error:
        raise expected(name, "a date") from error
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def things(name: str, value: object) -> list[Any]:
    """Take an array."""
    if not isinstance(value, list):
        raise expected(name, "an array")
    return value


def valued(name: str, value: object) -> list[Fields]:
    """Take addresses or numbers, each as an object with its value."""
    entries = things(name, value)
    for entry in entries:
        if not isinstance(entry, dict) or set(entry) != {"value"}:
            raise expected(name, 'an array of {"value": …}')
        text(name, entry["value"])
    return entries


def anything(name: str, value: object) -> object:  # noqa: ARG001 - a taker's shape
    """Take it as it is."""
    return value


TAKERS: Mapping[str, Taker] = {
    "any": anything,
    "decimal": decimal,
    "flag": flag,
    "integer": integer,
    "list": things,
    "moment": moment,
    "rows": things,
    "text": text,
    "values": valued,
}
