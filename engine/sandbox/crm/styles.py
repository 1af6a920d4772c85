"""The styles in which a caller wants some properties, named in `Crm-…Style` headers."""

from collections.abc import Iterable, Mapping

from engine.sandbox.crm.errors import expected
from engine.sandbox.exact import Fields

# What each header names; a style that nobody has described is refused.
KNOWN: Mapping[str, frozenset[str]] = {
    "crm-emailstyle": frozenset({"csv", "valueonly"}),
    "crm-phonestyle": frozenset({"csv", "valueonly"}),
    "crm-freefieldsstyle": frozenset({"asvalueonlyparentproperties"}),
}
STYLED = {"crm-emailstyle": "emails", "crm-phonestyle": "phones"}


def styles(headers: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Give the style asked for by property, where it is not the default.

    Raises:
        Refusal: 400, a style is not known here.
    """
    asked: dict[str, str] = {}
    for name, value in headers:
        header, style = name.lower(), value.lower()
        if not (header.startswith("crm-") and header.endswith("style")):
            continue
        if header.endswith("enumstyle") and style == "adaptiveinteger":
            continue
        if style not in KNOWN.get(header, ()):
            raise expected(header, "a style that is known here")
        if header in STYLED:
            asked[STYLED[header]] = style
    return asked


def styled(fields: Fields, asked: Mapping[str, str]) -> Fields:
    """Write properties in the styles asked for."""
    if not asked:
        return fields
    return fields | {
        name: _plain([entry["value"] for entry in fields[name] or []], style)
        for name, style in asked.items()
        if name in fields
    }


def unstyled(body: object, asked: Mapping[str, str]) -> object:
    """Read properties in the styles asked for; the default form is taken, too."""
    if not isinstance(body, dict):
        return body
    return body | {
        name: _valued(body[name])
        for name in asked
        if isinstance(body.get(name), (str, list))
    }


def _plain(values: list[str], style: str) -> object:
    return ",".join(values) if style == "csv" else values


def _valued(given: str | list[object]) -> list[object]:
    entries = given.split(",") if isinstance(given, str) else given
    texts = [entry.strip() if isinstance(entry, str) else entry for entry in entries]
    return [
        {"value": text} if isinstance(text, str) else text for text in texts if text
    ]
