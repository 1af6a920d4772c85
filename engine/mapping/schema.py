"""The JSON Schema of a mapping file and of an overlay, for editors.

It is made from the declarations that the loader reads by (``format.yml``, and the
catalogue of lenses), so that the two cannot disagree.  It says what can be said of
a file alone; what depends on the two systems, the loader says.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from engine.lenses.catalogue import CATALOGUE
from engine.lenses.entry import Entry, Setting, Takes
from engine.mapping.format import Key, Shape, named, needed, sections
from engine.model.side import Pair

Schema: TypeAlias = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_LANGUAGES = ("it", "en")
_WHERE = ("mapping", "overlay")
_MOST_PLACES = 10
_STEP = r"\w+(\[(0|\w+=[^\[\]=]+)\])?"

_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
# Quotes around a number or a truth are nothing to the loader.
_NUMBER: Schema = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": 999_999_999},
        {"type": "string", "pattern": "^(0|[1-9][0-9]{0,8})$"},
    ]
}
_TRUTH: Schema = {"enum": [True, False, "true", "false"]}
_TEXTS: Schema = {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}
_PATH: Schema = {"type": "string", "pattern": rf"^{_STEP}(\.{_STEP})*$"}
_HOME: Schema = {
    "anyOf": [
        _PATH,
        {
            "type": "array",
            "items": _PATH,
            "minItems": 2,
            "maxItems": 2,
            "uniqueItems": True,
        },
    ]
}
_LABELS: Schema = {
    "type": "object",
    "properties": dict.fromkeys(_LANGUAGES, _SCALAR),
    "required": list(_LANGUAGES),
    "additionalProperties": False,
}
_BY_LANGUAGE: Schema = {
    "type": "object",
    "properties": {
        one: {"type": "object", "additionalProperties": _SCALAR} for one in _LANGUAGES
    },
    "additionalProperties": False,
}
_CELL: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
_ROWS: Schema = {
    "type": "array",
    "items": {
        "type": "array",
        "prefixItems": [_CELL, _CELL, {"const": "one_way"}],
        "items": False,
        "minItems": 2,
    },
}
_REASONS: Schema = {
    "type": "object",
    "additionalProperties": {**_SCALAR, "pattern": r"\S"},
}


def mapping_schema(names: Pair[str], lang: str = "en") -> Schema:
    """The schema, with its hover texts in one language.

    Args:
        names: The names of the two sides, which are keys of a file.
        lang: The language of the texts.
    """
    maker = _Maker(names, lang)
    return {
        "$schema": _DRAFT,
        "title": "raccordo",
        "if": {"type": "object", "required": ["extends"]},
        "then": {"$ref": "#/$defs/overlay_file"},
        "else": {"$ref": "#/$defs/mapping_file"},
        "$defs": maker.definitions(),
    }


class _Maker:
    def __init__(self, names: Pair[str], lang: str) -> None:
        self.names = names
        self.lang = lang

    def definitions(self) -> Schema:
        """Every section, as it may stand in a mapping and in an overlay."""
        return {
            "lens": self.lens_of(CATALOGUE, is_open=True),
            "stock_lens": self.lens_of(CATALOGUE, is_open=False),
            **{
                f"{where}_{name}": self.section(name, where)
                for where in _WHERE
                for name in sections()
            },
        }

    def section(self, name: str, where: str) -> Schema:
        """The keys of a section."""
        keys = {
            named(key.name, self.names): self.key(key, where)
            for key in sections()[name]
            if key.where in ("", where)
        }
        # What an overlay leaves out, the stock mapping says.
        is_whole = where == "mapping" or name == "lens"
        demanded = needed(name, self.names, where) if is_whole else ()
        if where == "overlay" and name == "file":
            demanded = ("extends",)
        return {
            "type": "object",
            "properties": keys,
            "required": list(demanded),
            "additionalProperties": False,
            **(_own_lenses(where) if name == "file" else {}),
        }

    def key(self, key: Key, where: str) -> Schema:
        """What a key takes, and what it says."""
        return {
            **self.shape(key, where),
            **({"pattern": key.pattern} if key.pattern else {}),
            "description": named(key.meaning[self.lang], self.names),
        }

    def shape(self, key: Key, where: str) -> Schema:
        inner: Schema = {"$ref": f"#/$defs/{where}_{key.section}"}
        plain: Mapping[Shape, Schema] = {
            Shape.TEXT: _SCALAR,
            Shape.NUMBER: _NUMBER,
            Shape.TRUTH: _TRUTH,
            Shape.TEXTS: _TEXTS,
            Shape.SCALAR: _SCALAR,
            Shape.LABELS: _LABELS,
            Shape.PATH: _PATH,
            Shape.HOME: _HOME,
            Shape.ROWS: _ROWS,
            Shape.REASONS: _REASONS,
            Shape.LABELS_BY_LANGUAGE: _BY_LANGUAGE,
            Shape.LENS: {"$ref": "#/$defs/lens"},
            Shape.KEYS: inner,
            Shape.LIST: {"type": "array", "items": inner},
        }
        if key.words and key.takes is not Shape.WORD:
            return _of_words(key)
        made: Mapping[Shape, Callable[[], Schema]] = {
            Shape.WORD: lambda: {"enum": [named(w, self.names) for w in key.words]},
            Shape.NAMED: lambda: _named_by(inner if key.section else _TEXTS, where),
            Shape.TRUTH_OR_SIDES: lambda: self.or_sides(_TRUTH),
            Shape.NUMBER_OR_SIDES: lambda: self.or_sides(_NUMBER),
        }
        return plain[key.takes] if key.takes in plain else made[key.takes]()

    def or_sides(self, one: Schema) -> Schema:
        """One for both sides, or one for each."""
        by_side = {
            "type": "object",
            "properties": dict.fromkeys(self.names, one),
            "additionalProperties": False,
        }
        return {"anyOf": [one, by_side]}

    def lens_of(self, entries: Mapping[str, Entry], *, is_open: bool) -> Schema:
        """A name, a name with options, or a list of these."""
        single: list[Schema] = []
        for entry in entries.values():
            single += self.uses(entry)
        if is_open:
            # A lens that the file brings itself: its options are its own.
            known = {"not": {"enum": list(entries)}}
            single.append({"type": "string", **known})
            single.append({"type": "object", "propertyNames": known})
        one = {"anyOf": single}
        return {"anyOf": [*single, {"type": "array", "items": one, "minItems": 1}]}

    def uses(self, entry: Entry) -> list[Schema]:
        """The ways to write one lens."""
        told = {"description": entry.meaning[self.lang]}
        options = {key: self.setting(one) for key, one in entry.options.items()}
        demanded = [key for key, one in entry.options.items() if one.is_needed]
        beside = {
            key: [*one.beside] for key, one in entry.options.items() if one.beside
        }
        inner = {
            "type": "object",
            "properties": options,
            "required": demanded,
            "dependentRequired": beside,
            "additionalProperties": False,
        }
        ways = [_under(entry.name, inner, told)]
        if not demanded:
            ways.append({"const": entry.name, **told})
        if entry.main:
            rest = {key: one for key, one in options.items() if key != entry.main}
            short = _under(entry.name, options[entry.main], told)
            others = [key for key in demanded if key != entry.main]
            ways.append(
                {
                    **short,
                    "properties": {**short["properties"], **rest},
                    "required": [*short["required"], *others],
                    "dependentRequired": beside,
                }
            )
        return ways

    def setting(self, setting: Setting) -> Schema:
        """What an option of a lens takes."""
        told = {"description": setting.meaning[self.lang]}
        if setting.takes is Takes.WORD:
            return {"enum": list(setting.words), **told}
        if setting.takes is Takes.NUMBER:
            return {**_up_to(_MOST_PLACES), **told}
        return {**_SCALAR, **told}


def _of_words(key: Key) -> Schema:
    """A number, or reasons, of a few that are known."""
    numbers = [int(word) for word in key.words if word.isdigit()]
    one = {"enum": [*key.words, *numbers]}
    if key.takes is Shape.REASONS:
        return {"type": "object", "additionalProperties": one}
    return one


def _under(name: str, value: Schema, told: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {name: {**value, **told}},
        "required": [name],
        "additionalProperties": False,
    }


def _up_to(most: int) -> Schema:
    whole = {"type": "integer", "minimum": 0, "maximum": most}
    return {
        "anyOf": [
            whole,
            {"type": "string", "pattern": f"^({'|'.join(map(str, range(most + 1)))})$"},
        ]
    }


def _named_by(value: Schema, where: str) -> Schema:
    """Names of one's own; of fields, in small letters."""
    dropped: Schema = {
        "type": "object",
        "properties": {"drop": {**_SCALAR, "pattern": r"\S"}},
        "required": ["drop"],
        "additionalProperties": False,
    }
    # What is dropped is not described as well; editors still offer the word.
    described = {"allOf": [value, {"not": {"required": ["drop"]}}]}
    either = {"anyOf": [described, dropped]} if where == "overlay" else value
    return {"type": "object", "additionalProperties": either}


def _own_lenses(where: str) -> Schema:
    """Only a file that brings lenses of its own may name others than the stock's."""
    if where == "overlay":
        # One overlay may name what another one brings.
        return {}
    line: Schema = {"properties": {"as": {"$ref": "#/$defs/stock_lens"}}}
    items: Schema = {"items": {"additionalProperties": line}}
    properties = {**line["properties"], **items}
    stock = {"additionalProperties": {"properties": properties}}
    return {
        "if": {"not": {"required": ["lenses"]}},
        "then": {"properties": {"fields": stock}},
    }
