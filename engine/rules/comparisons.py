"""Which fields and values can be compared, and what a field can be asked."""

import re
from collections.abc import Iterator, Sequence

from engine.errors import RuleError
from engine.rules import misuse
from engine.rules.ast import Length, Literal, Name, Operand
from engine.rules.shapes import is_day
from engine.rules.vocabulary import FieldSpec, Kind, Vocabulary
from engine.rules.words import Words
from engine.source import nearest


class Comparisons:
    """Yields the problems of fields and values, in the words of one file."""

    def __init__(self, vocabulary: Vocabulary, words: Words) -> None:
        self.vocabulary = vocabulary
        self.words = words

    def fields(self, names: Sequence[Name]) -> Iterator[RuleError]:
        """The names that are no fields."""
        for name in names:
            if name.text not in self.vocabulary.fields:
                yield _unknown_field(name, self.vocabulary)

    def spec(self, operand: Operand) -> FieldSpec | None:
        """The field that an operand is, if it is a known one."""
        name = operand.text if isinstance(operand, Name) else ""
        return self.vocabulary.fields.get(name)

    def operand(self, operand: Operand) -> Iterator[RuleError]:
        """Problems of an operand, whatever it is compared with."""
        match operand:
            case Name():
                yield from self.fields((operand,))
            case Length(field=field):
                yield from self.asked(
                    field, misuse.NoLength, self.words.spell("LENGTH")
                )
            case Literal():
                return

    def asked(
        self, field: Name, test: type[misuse.WrongTest], word: str
    ) -> Iterator[RuleError]:
        """Problems of asking a field something that only some kinds can answer."""
        yield from self.fields((field,))
        spec = self.spec(field)
        if spec is not None and spec.kind not in test.kinds:
            yield test(field.span, kind=spec.kind, field=field.text, word=word)

    def _kind(self, operand: Name | Length) -> Kind | None:
        if isinstance(operand, Length):
            return Kind.NUMBER
        spec = self.spec(operand)
        return spec.kind if spec else None

    def against(
        self, left: Name | Length, right: Operand, word: str
    ) -> Iterator[RuleError]:
        """Problems of comparing the two; those of the left alone are known."""
        kind = self._kind(left)
        is_order = word not in ("=", "!=", self.words.spell("IN"))
        test = misuse.NoOrder if is_order else misuse.NotCompared
        if isinstance(left, Name) and kind is not None and kind not in test.kinds:
            yield from self.asked(left, test, word)
        elif isinstance(right, Literal):
            if kind is not None:
                yield from self._value(left, kind, right)
        elif self._is_bare(right):
            entity = self.vocabulary.entity
            yield misuse.BareWord(right.span, name=_text(right), entity=entity)
        else:
            yield from self.operand(right)
            yield from self._alike(left, right)

    def _is_bare(self, operand: Name | Length) -> bool:
        """Whether a word is rather a value without quotes than a misspelt field."""
        name = _text(operand)
        is_known = name in self.vocabulary.fields or isinstance(operand, Length)
        is_near = not name.isupper() and nearest(name, self.vocabulary.fields)
        return not is_known and not is_near

    def _alike(self, left: Name | Length, right: Name | Length) -> Iterator[RuleError]:
        kinds = {_class(self._kind(left)), _class(self._kind(right))}
        if None not in kinds and len(kinds) > 1:
            field, other = _text(left), _text(right)
            yield misuse.OtherKind(right.span, field=field, other=other)

    def _value(
        self, left: Name | Length, kind: Kind, literal: Literal
    ) -> Iterator[RuleError]:
        value = literal.value
        field = _text(left)
        if not _holds(kind, value):
            example = self._example(kind, literal)
            yield misuse.WrongValue(
                literal.span, kind=kind, field=field, example=example
            )
        elif value == "" and isinstance(value, str):
            yield misuse.EmptyText(literal.span, field=field, words=self.words.absent)
        elif kind is Kind.DATE and not is_day(str(value)):
            yield misuse.NotADay(literal.span, day=value)
        elif kind is Kind.OPTION and isinstance(left, Name):
            yield from self._option(left, literal)

    def _example(self, kind: Kind, literal: Literal) -> str:
        match kind:
            case Kind.TRUTH:
                return f"{self.words.spell('TRUE')} / {self.words.spell('FALSE')}"
            case Kind.NUMBER:
                text = str(literal.value)
                is_number = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text)
                return text if is_number else "100"
            case Kind.DATE:
                return "'2024-12-31'"
            case _:
                return f"'{literal.value}'"

    def _option(self, field: Name, literal: Literal) -> Iterator[RuleError]:
        spec = self.spec(field)
        value = str(literal.value)
        if spec is None or spec.options is None or value in spec.options:
            return
        yield misuse.UnknownOption(
            literal.span,
            field=field.text,
            value=value,
            nearest=nearest(value, spec.options),
            known=", ".join(spec.options),
        )


def _holds(kind: Kind, value: object) -> bool:
    is_truth = isinstance(value, bool)
    match kind:
        case Kind.TRUTH:
            return is_truth
        case Kind.NUMBER:
            return not is_truth and not isinstance(value, str)
        case Kind.OPTION:
            return not is_truth and isinstance(value, str | int)
        case _:
            return isinstance(value, str)


def _class(kind: Kind | None) -> Kind | None:
    return Kind.TEXT if kind is Kind.OPTION else kind


def _text(operand: Name | Length) -> str:
    return operand.field.text if isinstance(operand, Length) else operand.text


def _unknown_field(name: Name, vocabulary: Vocabulary) -> RuleError:
    return misuse.UnknownField(
        name.span,
        name=name.text,
        entity=vocabulary.entity,
        nearest=nearest(name.text, vocabulary.fields),
        known=", ".join(vocabulary.fields),
    )
