"""A record that stands for a person's, and says nothing of them.

Every text is replaced by one of the same shape: a valid VAT number by a specimen that
is valid too, an invalid one by one that is as wrong.  What rules compare by its value
stays: options, countries, provinces, currencies, dates, numbers, truths, and every
value that stands in a rule.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from engine.rules.ast import Literal
from engine.rules.shapes import SHAPES
from engine.rules.vocabulary import FieldSpec, Kind, Vocabulary
from engine.values import Value

_KEPT = ("country", "currency", "provincia", "date")
_KEPT_KINDS = (Kind.OPTION, Kind.NUMBER, Kind.TRUTH, Kind.DATE)
_NUMBERED = ("partita_iva", "codice_fiscale", "iban", "phone", "cap")


def masked(
    record: Mapping[str, Value], vocabulary: Vocabulary, named: AbstractSet[object]
) -> dict[str, Value]:
    """The record with nobody's name, address or number in it.

    Args:
        record: The record.
        vocabulary: What its fields are.
        named: The values that stand in rules, and that are kept for them.
    """
    return _item(record, vocabulary.fields, named)


def values_in(node: object) -> Iterator[object]:
    """Every value that is written in a rule, or in many."""
    if isinstance(node, Literal):
        yield node.value
    elif isinstance(node, tuple):
        for one in node:
            yield from values_in(one)
    elif dataclasses.is_dataclass(node):
        for one in dataclasses.fields(node):
            if one.compare:  # what is not compared is a place
                yield from values_in(getattr(node, one.name))


def _masked(value: Value, spec: FieldSpec, named: AbstractSet[object]) -> Value:
    match value:
        case list():
            items = spec.items or {}
            return [
                _item(one, items, named)
                if isinstance(one, dict)
                else _masked(one, FieldSpec(""), named)
                for one in value
            ]
        case str() if spec.kind not in _KEPT_KINDS and value not in named:
            return masked_text(value)
        case _:
            return value


def _item(
    item: Mapping[str, Value],
    specs: Mapping[str, FieldSpec],
    named: AbstractSet[object],
) -> dict[str, Value]:
    return {
        name: _masked(value, specs.get(name) or FieldSpec(name), named)
        for name, value in item.items()
    }


def masked_text(text: str) -> str:
    """A text of the same shape that says nothing of anybody."""
    if any(SHAPES[name].fits(text) for name in _KEPT):
        return text
    if SHAPES["email"].fits(text):
        return _address(text)
    for name in _NUMBERED:
        if SHAPES[name].fits(text):
            return _specimen(name, text)
    return _scrambled(text)


def _address(text: str) -> str:
    """An e-mail address; of a domain that is never certified only the person goes."""
    domain = text.rpartition("@")[2]
    is_public = not SHAPES["pec"].fits(text)
    return f"nome@{domain if is_public else 'example.it'}"


def _specimen(name: str, text: str) -> str:
    """One of the good examples of a shape, the one most like the text."""
    return max(
        SHAPES[name].good,
        key=lambda good: (
            good[:2].isalpha() and good[:2] == text[:2],
            _alike(good, text),
        ),
    )


def _alike(good: str, text: str) -> int:
    """How alike two texts are in length."""
    return -abs(len(good) - len(text))


def _scrambled(text: str) -> str:
    """Letters and digits that are always the same, in the form of the text."""
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    """Another of the same kind; an odd letter stays odd, for shapes refuse it."""
    zero, upper, lower = "0Xx" if letter.isascii() else "\N{ARABIC-INDIC DIGIT ZERO}Èè"
    if letter.isdigit():
        return zero
    if letter.isalpha():
        return upper if letter.isupper() else lower
    return letter
