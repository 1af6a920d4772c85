"""What the schema says against a profile, in our words and with its place."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from engine.config import mistakes
from engine.errors import Located
from engine.marked import Items, Keys, Marked
from engine.source import Span, nearest

Plain: TypeAlias = Any
"""A JSON value, as the validator of the schema takes it."""

_BY_TITLE: dict[str, type[Located]] = {
    "name": mistakes.NotName,
    "state": mistakes.NotState,
    "duration": mistakes.NotDuration,
    "email": mistakes.NotEmail,
    "rate": mistakes.NotRate,
}

_SHAPES: dict[str, type[Located]] = {
    "object": mistakes.NotSection,
    "array": mistakes.NotList,
    "string": mistakes.NotPlainText,
    "boolean": mistakes.NotTruth,
    "integer": mistakes.NotWhole,
    "number": mistakes.NotNumber,
}


def check(root: Marked, plain: Plain, schema: dict[str, Any]) -> Iterator[Located]:
    """Yield all that is wrong, in no order."""
    # 78 ms of import, for a profile only.
    from jsonschema import Draft202012Validator

    told = set()
    for error in Draft202012Validator(schema).iter_errors(plain):
        path = tuple(error.absolute_path)
        tell = _TELLERS[str(error.validator)]
        for mistake in tell(_Found(root, path, error)):
            # Of three keys that are missing the validator speaks three times.
            if str(mistake) not in told:
                told.add(str(mistake))
                yield mistake


class _Found:
    """One finding of the validator, beside the place that it is about."""

    def __init__(self, root: Marked, path: tuple[str | int, ...], error: Any) -> None:  # noqa: ANN401 - jsonschema's own class, imported where used
        self.value: Any = error.instance
        self.wanted: Any = error.validator_value
        self.schema: dict[str, Any] = error.schema
        self.key = str(path[-1]) if path else ""
        self.at = root
        self.span = Span(root.span.source, 1, 1)
        for step in path:
            self.span, self.at = _step(self.at, step)

    @property
    def value_span(self) -> Span:
        return self.at.span


def _step(at: Marked, step: str | int) -> tuple[Span, Marked]:
    if isinstance(at, Keys):
        return at.spans[str(step)], at.entries[str(step)]
    if isinstance(at, Items):
        item = at.items[int(step)]
        return item.span, item
    return at.span, at


def _unknown(found: _Found) -> Iterator[Located]:
    known = found.schema["properties"]
    for key in found.value:
        if key not in known:
            span = found.at.spans[key] if isinstance(found.at, Keys) else found.span
            yield unknown_key(span, key, known)


def unknown_key(span: Span, key: str, known: Iterable[str]) -> Located:
    """An unknown key, with the nearest of the known ones or all of them."""
    close = nearest(key, known)
    if close:
        return mistakes.UnknownKey(span, key=key, nearest=close)
    return mistakes.UnheardKey(span, key=key, known=", ".join(known))


def _missing(found: _Found) -> Iterator[Located]:
    for key in found.wanted:
        if key not in found.value:
            yield mistakes.MissingKey(found.span, key=_path(found, key))


def _path(found: _Found, key: str) -> str:
    return f"{found.key}.{key}" if found.key else key


def _half(found: _Found) -> Iterator[Located]:
    # Where an API key stands too, "two kinds" is the better complaint.
    if "api_key" not in found.value:
        return
    yield mistakes.CredentialsUnclear(found.span)


def _credentials(found: _Found) -> Iterator[Located]:
    yield mistakes.CredentialsUnclear(found.span)


def _type(found: _Found) -> Iterator[Located]:
    if found.value is None:
        yield mistakes.Empty(found.span, key=found.key)
        return
    yield _SHAPES[found.wanted](found.value_span, key=found.key)


def _empty(found: _Found) -> Iterator[Located]:
    yield mistakes.Empty(found.span, key=found.key)


def _enum(found: _Found) -> Iterator[Located]:
    known = ", ".join(found.wanted)
    yield mistakes.NotOneOf(
        found.value_span, value=str(found.value), key=found.key, known=known
    )


def _range(found: _Found) -> Iterator[Located]:
    yield mistakes.OutOfRange(
        found.value_span,
        value=found.value,
        key=found.key,
        least=found.schema.get("minimum", "…"),
        most=found.schema.get("maximum", "…"),
    )


def _pattern(found: _Found) -> Iterator[Located]:
    title = str(found.schema["title"])
    if title == "address":
        is_plain = str(found.value).startswith("http://")
        mistake = mistakes.PlainAddress if is_plain else mistakes.NotAddress
        yield mistake(found.value_span, key=found.key)
        return
    # The value of a state may hold a password, so that only its key is named.
    yield _BY_TITLE[title](found.value_span, key=found.key, value=found.value)


_TELLERS: dict[str, Callable[[_Found], Iterator[Located]]] = {
    "additionalProperties": _unknown,
    "required": _missing,
    "dependentRequired": _half,
    "oneOf": _credentials,
    "type": _type,
    "minLength": _empty,
    "enum": _enum,
    "minimum": _range,
    "maximum": _range,
    "pattern": _pattern,
}
