"""The words of a refusal: what a server says is wrong, its code, the property."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.values import Json, Value

_MOST = 500
"""Characters of a refusal that are worth showing."""

_MISSING = re.compile(r"[Rr]equired propert(?:y is|ies are) missing from object: (\w+)")


@dataclass(frozen=True, slots=True)
class Words:
    """What could be read in the body of a refusal; empty texts where nothing."""

    text: str
    code: str = ""
    field: str = ""


def read_words(value: Value, body: bytes) -> Words:
    """Read the body of a refusal: either API's frame, or whatever else came."""
    match value:
        case dict():
            return _from_frame(value)
        case str():
            return Words(value[:_MOST])
        case None if body.strip()[:1] not in (b"", b"<", b"{", b"["):
            return Words(body.decode("utf-8", "replace").strip()[:_MOST])
        case _:
            return Words("")


def _from_frame(frame: Json) -> Words:
    inner = tuple(_inner(frame.get("errors")))
    outer = _text(frame, "message", "error", "Message", "title")
    sentences = [outer, *(_text(error, "message", "errorMessage") for error in inner)]
    text = " ".join(dict.fromkeys(sentence for sentence in sentences if sentence))
    codes = (_text(error, "errorCode") for error in (frame, *inner))
    fields = (_field(error) for error in (*inner, frame))
    missing = _MISSING.search(text)
    return Words(
        (text or _text(frame, "developerHint"))[:_MOST],
        next((code for code in codes if code), ""),
        next((field for field in fields if field), missing[1] if missing else ""),
    )


def _inner(errors: Value) -> Iterator[Json]:
    """Each single error, in a list or under the name of its property."""
    if isinstance(errors, list):
        for error in errors:
            if isinstance(error, dict):
                yield error
                yield from _inner(error.get("items"))
            elif isinstance(error, str):
                yield {"message": error}
    elif isinstance(errors, dict):
        for name, found in errors.items():
            nested = found.get("errors") if isinstance(found, dict) else found
            for error in _inner(nested):
                yield {"propertyName": name, **error}


def _field(error: Json) -> str:
    details = error.get("details")
    if isinstance(details, dict):
        named = _text(details, "path", "property")
        if named:
            return named
    return _text(error, "propertyName", "property")


def _text(source: Json, *names: str) -> str:
    found = (source.get(name) for name in names)
    return next((text for text in found if isinstance(text, str) and text), "")
