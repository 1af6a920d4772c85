"""Which fields and values can be compared, and what a field can be asked."""

import re
from collections.abc import Iterator, Sequence

from engine.errors import RuleError
from engine.rules import mislisted, misuse
from engine.rules.ast import Length, Literal, Name, Operand, Quantity, Sum
from engine.rules.scope import Scope, head, items_of, tail
from engine.rules.shapes import is_day
from engine.rules.vocabulary import FieldSpec, Kind
from engine.rules.words import Words
from engine.source import nearest

_NULLS = frozenset({"null", "none", "nil", "empty", "nullo", "nulla", "vuoto"})


class Comparisons:
    """Yields the problems of fields and values, in the words of one file."""

    def __init__(self, scope: Scope, words: Words) -> None:
        self.scope = scope
        self.words = words

    def fields(self, names: Sequence[Name]) -> Iterator[RuleError]:
        """The names that are no fields."""
        for name in names:
            if self.scope.spec(name.text) is None:
                yield unknown_field(name, self.scope, self.words)

    def spec(self, operand: Operand) -> FieldSpec | None:
        """The field that an operand is, if it is a known one."""
        return self.scope.spec(operand.text) if isinstance(operand, Name) else None

    def operand(self, operand: Operand) -> Iterator[RuleError]:
        """Problems of an operand, whatever it is compared with."""
        match operand:
            case Name():
                yield from self.fields((operand,))
            case Length(field=field):
                yield from self.asked(
                    field, misuse.NoLength, self.words.spell("LENGTH")
                )
            case Sum(field=field):
                yield from self._sum(field)
            case Literal():
                return

    def _sum(self, field: Name) -> Iterator[RuleError]:
        word = f"{self.words.spell('SUM')} {self.words.spell('OF')}"
        scope = self.scope.every(field.text)
        if not tail(field.text):
            yield from not_of_list(field, self.scope, self.words, word)
        else:
            items = Comparisons(scope, self.words)
            yield from items.asked(field, misuse.NoNumber, word)

    def asked(
        self, field: Name, test: type[misuse.WrongTest], word: str
    ) -> Iterator[RuleError]:
        """Problems of asking a field something that only some kinds can answer."""
        yield from self.fields((field,))
        spec = self.spec(field)
        if spec is not None and spec.kind not in test.kinds:
            yield test(field.span, kind=spec.kind, field=field.text, word=word)

    def _kind(self, operand: Quantity) -> Kind | None:
        if not isinstance(operand, Name):
            return Kind.NUMBER
        spec = self.spec(operand)
        return spec.kind if spec else None

    def against(self, left: Quantity, right: Operand, word: str) -> Iterator[RuleError]:
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
            yield self._bare(left, right)
        else:
            yield from self.operand(right)
            yield from self._alike(left, right)

    def _is_bare(self, operand: Quantity) -> bool:
        """Whether a word is rather a value without quotes than a misspelt field."""
        name = _text(operand)
        if not isinstance(operand, Name) or self.scope.spec(name) or "." in name:
            return False
        return name.isupper() or not nearest(name, self.scope.names)

    def _bare(self, left: Quantity, right: Quantity) -> RuleError:
        name, entity = _text(right), self.scope.vocabulary.entity
        if name.lower() in _NULLS:
            return misuse.NullWord(
                right.span, name=name, field=_text(left), words=self.words.absent
            )
        return misuse.BareWord(right.span, name=name, entity=entity)

    def _alike(self, left: Quantity, right: Quantity) -> Iterator[RuleError]:
        kinds = {_class(self._kind(left)), _class(self._kind(right))}
        if None not in kinds and len(kinds) > 1:
            field, other = _text(left), _text(right)
            yield misuse.OtherKind(right.span, field=field, other=other)

    def _value(
        self, left: Quantity, kind: Kind, literal: Literal
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


def _text(operand: Quantity) -> str:
    return operand.text if isinstance(operand, Name) else operand.field.text


def unknown_field(name: Name, scope: Scope, words: Words) -> RuleError:
    """Why a name means nothing here."""
    list_, key = head(name.text), tail(name.text)
    spec = scope.vocabulary.fields.get(list_)
    if not key or spec is None or spec.kind is not Kind.LIST:
        return misuse.UnknownField(
            name.span,
            name=name.text,
            entity=scope.vocabulary.entity,
            nearest=scope.meant(name.text),
            known=", ".join(scope.names),
        )
    each, every = words.spell("EACH"), words.spell("EVERY")
    if spec.items is None:
        return mislisted.PlainItems(name.span, list=list_, every=every)
    if key not in spec.items:
        near, known = nearest(key, spec.items), ", ".join(spec.items)
        return mislisted.UnknownItemField(
            name.span, name=key, list=list_, nearest=near, known=known
        )
    if scope.list == list_:
        return mislisted.DottedItemField(name.span, name=key, list=list_, each=each)
    return mislisted.ItemField(
        name.span, name=name.text, list=list_, each=each, every=every
    )


def not_of_list(
    name: Name, scope: Scope, words: Words, word: str
) -> Iterator[RuleError]:
    """Why a name without a dot is no field of the items of a list."""
    if scope.spec(name.text) is None:
        yield unknown_field(name, scope, words)
    elif items := items_of(scope.vocabulary, name.text):
        known = ", ".join(f"{name.text}.{key}" for key in items)
        yield mislisted.WhichField(name.span, name=name.text, known=known)
    else:
        yield mislisted.NotAList(name.span, name=name.text, word=word)
