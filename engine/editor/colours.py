"""A TextMate grammar for rules, made from the tables of keywords.

It is printed by ``python -m engine.editor grammar`` and kept in the file beside this
one, which a test holds equal: a keyword that the language learns is coloured as well.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from engine.rules.shapes import SHAPES
from engine.rules.words import ENGLISH, ITALIAN, Words

_SCOPE = "source.raccordo-rules"
_NEVER = "a(?<!a)"
"""What ends a part that goes on to the end of the file."""

# What each terminal is, in the words that colour themes know.
_STATEMENTS = frozenset(
    (
        *("FOR", "REQUIRE", "CHECK", "REQUIRES", "DEFAULT", "FORBID", "WARN"),
        *("EACH", "EVERY", "MESSAGE", "ALWAYS"),
    )
)
_CONDITIONS = frozenset(("WHEN", "UNLESS"))
_CONSTANTS = frozenset(("TRUE", "FALSE"))


def grammar() -> dict[str, Any]:
    """The grammar: English, until a header says that the file is Italian."""
    return {
        "$schema": "https://json.schemastore.org/tmlanguage.json",
        "name": "raccordo rules",
        "scopeName": _SCOPE,
        "fileTypes": ["rules"],
        "patterns": [{"include": "#italian"}, {"include": "#english"}],
        "repository": {
            "italian": {
                "begin": r"^\s*#\s*(?:language|lingua)\s*:\s*[iI][tT]\b.*$",
                "beginCaptures": {"0": {"name": "comment.line.number-sign"}},
                "end": _NEVER,
                "patterns": [{"include": "#common"}, *_keywords(ITALIAN)],
            },
            "english": {"patterns": [{"include": "#common"}, *_keywords(ENGLISH)]},
            "common": {"patterns": _common()},
        },
    }


def grammar_text() -> str:
    """The grammar as its file holds it."""
    return f"{json.dumps(grammar(), ensure_ascii=False, indent=2)}\n"


def _common() -> list[dict[str, str]]:
    code = r"^[^\W\d]\w*(?:[-.]\w+)*(?=\s*:)"
    return [
        _pattern("comment.line.number-sign", r"#.*$"),
        _pattern("string.quoted.single", "'(?:[^']|'')*'"),
        _pattern("string.quoted.double", '"(?:[^"]|"")*"'),
        _pattern("entity.name.tag", code),
        _pattern("constant.numeric", r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])"),
        _pattern("keyword.operator.comparison", "!=|<=|>=|=|<|>"),
        _pattern("support.type.shape", _any_of(SHAPES, is_cased=True)),
    ]


def _keywords(words: Words) -> list[dict[str, str]]:
    kinds: dict[str, list[str]] = {}
    for word, meanings in words.keywords.items():
        kinds.setdefault(_kind(meanings[0]), []).append(word)
    return [_pattern(kind, _any_of(found)) for kind, found in kinds.items()]


def _kind(terminal: str) -> str:
    if terminal in _STATEMENTS:
        return "keyword.control.statement"
    if terminal in _CONDITIONS:
        return "keyword.control.conditional"
    if terminal in _CONSTANTS:
        return "constant.language"
    return "keyword.operator.word"


def _any_of(words: Iterable[str], *, is_cased: bool = False) -> str:
    """Any of some words, the longest first; one may end in an apostrophe."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    flag = "" if is_cased else "(?i)"
    return rf"{flag}(?<![\w.'])(?:{'|'.join(map(_word, ordered))})"


def _word(word: str) -> str:
    text = re.escape(word).replace(r"\ ", r"\s+")
    return text if word.endswith("'") else rf"{text}(?![\w.])"


def _pattern(name: str, match: str) -> dict[str, str]:
    return {"name": f"{name}.raccordo-rules", "match": match}
