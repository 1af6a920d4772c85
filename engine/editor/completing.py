"""What can be written next: fields, options, shapes and keywords.

::

    behind                    offered
    ------------------------  --------------------------------------------
    nothing, at the margin    the words that begin a rule, and the fields
    for                       the entities
    is a                      the shapes
    =  !=  in [               the options of the field that is compared
    is                        set, not, a, changed
    anything else             the fields, then the keywords
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from engine.editor.reading import OpenFile, words_before
from engine.rules.shapes import SHAPES
from engine.rules.vocabulary import FieldSpec, Kind, Vocabulary
from engine.rules.words import Words

_BEGINNINGS = ("REQUIRE", "CHECK", "DEFAULT", "FORBID", "WARN", "EACH", "FOR")
_AFTER_IS = ("SET", "NOT", "A", "CHANGED")
_INSIDE = ("WHEN", "UNLESS", "AND", "OR", "NOT", "IS", "IN", "MATCHES", "REQUIRES")
_COMPARING = ("=", "!=")


class Sort(Enum):
    """What an offer is."""

    FIELD = "field"
    OPTION = "option"
    SHAPE = "shape"
    KEYWORD = "keyword"
    ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be written here.

    Attributes:
        text: What is written.
        said: What it means, in the language of the person.
    """

    text: str
    sort: Sort
    said: str = ""


def complete(file: OpenFile, line: int, text: str, lang: str) -> tuple[Offer, ...]:
    """What can be written on a line, behind ``text``; lines count from 1."""
    before, _ = words_before(text)
    vocabulary, words = file.vocabulary_at(line), file.words
    last = before[-1] if before else ""
    if not before:
        terminals = _INSIDE[:2] if text[:1].isspace() else _BEGINNINGS
        return (*_spelt(terminals, words), *_fields(vocabulary, lang))
    meanings = words.meanings(last)
    if "FOR" in meanings and len(before) == 1:
        return tuple(Offer(name, Sort.ENTITY) for name in file.vocabularies)
    if "A" in meanings and _is_said(before, words):
        return tuple(_shapes(lang))
    compared = _compared(before, vocabulary)
    if compared is not None:
        return tuple(_values(compared, words))
    if "IS" in meanings:
        return tuple(_spelt(_AFTER_IS, words))
    return (*_fields(vocabulary, lang), *_spelt(_INSIDE, words))


def _is_said(before: Sequence[str], words: Words) -> bool:
    """Whether an article stands behind ``is``, or ``is not``."""
    return any("IS" in words.meanings(word) for word in before[-3:-1])


def _compared(before: Sequence[str], vocabulary: Vocabulary) -> FieldSpec | None:
    """The field whose value is due."""
    opened = len(before) - before[::-1].index("[") if "[" in before else 0
    is_in_list = opened and "]" not in before[opened:]
    if not (before[-1] in _COMPARING or is_in_list):
        return None
    names = [word for word in before if word in vocabulary.fields]
    return vocabulary.fields[names[-1]] if names else None


def _values(spec: FieldSpec, words: Words) -> Iterator[Offer]:
    if spec.kind is Kind.TRUTH:
        yield from _spelt(("TRUE", "FALSE"), words)
    for option in spec.options or ():
        yield Offer(f"'{option}'", Sort.OPTION)


def _fields(vocabulary: Vocabulary, lang: str) -> Iterator[Offer]:
    for name, spec in vocabulary.fields.items():
        yield Offer(name, Sort.FIELD, spec.labels.get(lang, ""))
        for item in spec.items or {}:
            yield Offer(f"{name}.{item}", Sort.FIELD, spec.labels.get(lang, ""))


def _shapes(lang: str) -> Iterator[Offer]:
    for shape in SHAPES.values():
        yield Offer(shape.name, Sort.SHAPE, shape.meaning[lang])


def _spelt(terminals: Iterable[str], words: Words) -> Iterator[Offer]:
    for terminal in terminals:
        if terminal in words.terminals:
            yield Offer(words.spell(terminal), Sort.KEYWORD)
