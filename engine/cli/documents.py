"""The one JSON document that a script reads."""

import json
from datetime import UTC, datetime
from typing import Any


def to_text(document: object) -> str:
    """Write a document: decimals as texts, times in UTC with a Z."""
    text = json.dumps(document, ensure_ascii=False, indent=2, default=_plain)
    return f"{text}\n"


def to_line(document: object) -> str:
    """Write a document on one line, without its end."""
    return json.dumps(document, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> object:  # noqa: ANN401 - whatever json does not know
    if isinstance(value, datetime):
        moment = value.astimezone(UTC)
        return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, frozenset | set):
        return sorted(value)
    return str(value)
