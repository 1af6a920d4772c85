"""From the text of a profile to a profile, or to all that is wrong in it."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine import marked
from engine.config.build import build
from engine.config.check import Plain, check
from engine.config.mistakes import NoProfile, NoSuchVariable, NotText
from engine.config.profile import Profile
from engine.config.schema import schema_profile
from engine.config.secret import Secret
from engine.errors import Located, Several
from engine.marked import Items, Keys, Marked, Scalar
from engine.source import Source, Span

_WHOLE = re.compile(r"-?[0-9]{1,9}")
_NUMBER = re.compile(r"-?[0-9]{1,9}\.[0-9]{1,9}")
_SECRET = re.compile(
    # Misspelt ones too: a key that is nearly right holds what it should hold.
    # A key begins a line, an entry or a comment: "Every key: …" is a sentence.
    r"(?:^|[{,#])[ \t-]*[\"']?[\w-]*"
    r"(?:token|secret|key|grant|pass?s?w|pwd|webhook)[\w-]*"
    r"[\"']?\s*:\s*[\"']?([^\s\"',}]+)"
    r"|[a-z]+://[^:/@\s]*:([^@\s]+)@",
    re.IGNORECASE | re.MULTILINE,
)
_SYSTEMS = ("cic", "crm")
_SPARED = (*_SYSTEMS, "notify")
_HARMLESS = {"url", "rate", "username", "app_public_token", "grant_url"}
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def read_profile(
    path: Path, environment: Mapping[str, str], *, is_offline: bool
) -> Profile:
    """Read and check a profile; see ``load_profile``."""
    source = Source(str(path), _text(path))
    _remember_secrets(source.text)
    root, problems = marked.read(source)
    _remember_values(root)
    fill = _Fill(environment, spares=_SPARED if is_offline else ())
    root = fill.filled(root)
    schema = schema_profile()
    shaped = _shaped(root, schema, schema["$defs"])
    found: list[Located] = [*problems, *fill.problems]
    # What could not be read as YAML has no keys that could be judged.
    if not problems:
        found += check(root, shaped, schema)
    if found or not isinstance(shaped, dict) or not isinstance(root, Keys):
        raise Several(found)
    profile, missing = build(shaped, root, path)
    if missing:
        raise Several(missing)
    return profile


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise NotText(path=str(path)) from None
    except OSError:
        raise NoProfile(path=str(path)) from None


def _remember_secrets(text: str) -> None:
    """Have the mask know what is secret, before a line of the text is ever shown."""
    for found in _SECRET.finditer(text):
        value = found[1] or found[2]
        is_harmless = found[0].partition(":")[0].strip("{,#\"' \t-") in _HARMLESS
        if not is_harmless and not value.startswith("${"):
            Secret(value)


def _remember_values(root: Marked) -> None:
    """Whatever stands under a key of a system that is not known to be harmless."""
    for name in _SYSTEMS:
        system = root.get(name) if isinstance(root, Keys) else None
        entries = system.entries if isinstance(system, Keys) else {}
        for key, value in entries.items():
            if key in _HARMLESS or not isinstance(value, Scalar):
                continue
            if not value.text.startswith("${"):
                Secret(value.text)


class _Fill:
    """Puts the environment's values in, and gathers the variables it lacks."""

    def __init__(
        self, environment: Mapping[str, str], *, spares: Sequence[str] = ()
    ) -> None:
        self.environment = environment
        self.spares = spares
        self.problems: list[Located] = []

    def filled(self, value: Marked) -> Marked:
        match value:
            case Keys(entries=entries, spans=spans, span=span):
                filled = {
                    key: self._entry(key, entry) for key, entry in entries.items()
                }
                return Keys(filled, spans, span)
            case Items(items=items, span=span):
                return Items(tuple(self.filled(item) for item in items), span)
            case Scalar(text=text, span=span, plain=plain):
                return Scalar(self._text(text, span), span, plain)

    def _entry(self, key: str, value: Marked) -> Marked:
        known = len(self.problems)
        filled = self.filled(value)
        if key in self.spares:
            del self.problems[known:]
        return filled

    def _text(self, text: str, span: Span) -> str:
        def value(found: re.Match[str]) -> str:
            name = found[1]
            if name not in self.environment:
                self.problems.append(NoSuchVariable(_inside(span, found), name=name))
                return found[0]
            return self.environment[name]

        return _VARIABLE.sub(value, text)


def _inside(span: Span, found: re.Match[str]) -> Span:
    """The place of a variable inside the value that it stands in."""
    column = span.source.line(span.line).find(found[0], span.column - 1)
    if column < 0:
        return span
    return Span(span.source, span.line, column + 1, len(found[0]))


def _shaped(value: Marked, schema: dict[str, Any], defs: dict[str, Any]) -> Plain:
    """The plain value, read by the schema, never by YAML (`0012` may be a key)."""
    schema = defs[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    match value:
        case Keys(entries=entries):
            wanted = schema.get("properties", {})
            return {
                key: _shaped(entry, wanted.get(key, {}), defs)
                for key, entry in entries.items()
            }
        case Items(items=items):
            wanted = schema.get("items", {})
            return [_shaped(item, wanted, defs) for item in items]
        case Scalar(text=text):
            return _typed(text, schema.get("type"))


def _typed(text: str, wanted: object) -> Plain:
    """A scalar as the schema wants it; as it was written where it cannot be that."""
    if not text:
        return None
    if wanted == "boolean" and text in ("true", "false"):
        return text == "true"
    if wanted in ("integer", "number") and _WHOLE.fullmatch(text):
        return int(text)
    if wanted == "number" and _NUMBER.fullmatch(text):
        return float(text)
    return text
