"""From the trees of the grammar to our own nodes, each with its span."""

from decimal import Decimal
from typing import TypeVar

from lark import Token, Transformer, Tree, v_args
from lark.tree import Meta

from engine.rules.ast import (
    AllOf,
    AnyOf,
    Check,
    Compare,
    Condition,
    Default,
    Every,
    Expression,
    Forbid,
    Holds,
    InTable,
    IsChanged,
    IsIn,
    IsSet,
    IsShape,
    Length,
    Literal,
    Matches,
    Name,
    Not,
    Operand,
    Operator,
    Require,
    RequireOne,
    Requires,
    Rule,
    Statement,
    Sum,
    Translation,
)
from engine.rules.vocabulary import CATALOGUE
from engine.source import Source, Span

Child = object
T = TypeVar("T")


def build(tree: Tree[Token], source: Source) -> Rule | Name:
    """The rule of a logical line; for a section, the name of its entity."""
    built = _Builder(source).transform(tree)
    assert isinstance(built, Rule | Name)  # noqa: S101 - the grammar says so
    return built


def _only(children: list[Child], kind: type[T]) -> tuple[T, ...]:
    return tuple(child for child in children if isinstance(child, kind))


def _has(children: list[Child], terminal: str) -> bool:
    return any(token.type == terminal for token in _only(children, Token))


@v_args(meta=True)
class _Builder(Transformer[Token, object]):
    """One method for each rule of the grammar that stays in the tree."""

    def __init__(self, source: Source) -> None:
        super().__init__(visit_tokens=True)
        self.source = source

    def _span(self, place: Meta | Token) -> Span:
        line, column = place.line or 1, place.column or 1
        ends_here = place.end_line == line and place.end_column is not None
        width = (place.end_column or 0) - column if ends_here else 1
        return Span(self.source, line, column, max(1, width))

    def NAME(self, token: Token) -> Name:  # noqa: N802 - named for its terminal
        return Name(str(token), self._span(token))

    def TEXT(self, token: Token) -> Literal:  # noqa: N802 - named for its terminal
        quote = token[0]
        text = token[1:-1].replace(quote * 2, quote)
        return Literal(text, self._span(token))

    def NUMBER(self, token: Token) -> Literal:  # noqa: N802 - named for its terminal
        number = Decimal(token) if "." in token else int(token)
        return Literal(number, self._span(token))

    def TRUE(self, token: Token) -> Literal:  # noqa: N802 - named for its terminal
        return Literal(value=True, span=self._span(token))

    def FALSE(self, token: Token) -> Literal:  # noqa: N802 - named for its terminal
        return Literal(value=False, span=self._span(token))

    def section(self, _meta: Meta, children: list[Child]) -> Name:
        return _only(children, Name)[0]

    def code(self, _meta: Meta, children: list[Child]) -> "_Code":
        return _Code(_only(children, Name)[0])

    def each(self, _meta: Meta, children: list[Child]) -> "_Each":
        return _Each(_only(children, Name)[0])

    def rule(self, meta: Meta, children: list[Child]) -> Rule:
        codes = _only(children, _Code)
        lists = _only(children, _Each)
        messages = _only(children, _Message)
        return Rule(
            code=codes[0].name if codes else None,
            is_warning=_has(children, "WARN"),
            each=lists[0].name if lists else None,
            statement=next(c for c in children if isinstance(c, Statement)),
            conditions=_only(children, Condition),
            message=messages[0].translations if messages else (),
            span=self._span(meta),
        )

    def require(self, _meta: Meta, children: list[Child]) -> Require:
        return Require(_only(children, Name))

    def require_one(self, _meta: Meta, children: list[Child]) -> RequireOne:
        return RequireOne(_only(children, Name))

    def requires(self, _meta: Meta, children: list[Child]) -> Requires:
        subject, *fields = _only(children, Name)
        return Requires(subject, tuple(fields))

    def check(self, _meta: Meta, children: list[Child]) -> Check:
        return Check(_expressions(children)[0])

    def forbid(self, _meta: Meta, children: list[Child]) -> Forbid:
        return Forbid(_expressions(children)[0])

    def default(self, _meta: Meta, children: list[Child]) -> Default:
        field, value = _operands(children)
        assert isinstance(field, Name)  # noqa: S101 - the grammar says so
        return Default(field, value, always=_has(children, "ALWAYS"))

    def condition(self, meta: Meta, children: list[Child]) -> Condition:
        expression = _expressions(children)[0]
        return Condition(expression, _has(children, "UNLESS"), self._span(meta))

    def message(self, _meta: Meta, children: list[Child]) -> "_Message":
        alone = tuple(Translation("", text) for text in _only(children, Literal))
        return _Message(alone + _only(children, Translation))

    def translation(self, _meta: Meta, children: list[Child]) -> Translation:
        language = _only(children, Token)[0].type.lower()
        return Translation(language, _only(children, Literal)[0])

    def any_of(self, meta: Meta, children: list[Child]) -> AnyOf:
        return AnyOf(_expressions(children), self._span(meta))

    def all_of(self, meta: Meta, children: list[Child]) -> AllOf:
        return AllOf(_expressions(children), self._span(meta))

    def negate(self, meta: Meta, children: list[Child]) -> Not:
        return Not(_expressions(children)[0], self._span(meta))

    def compare(self, meta: Meta, children: list[Child]) -> Compare:
        left, right = _operands(children)
        assert not isinstance(left, Literal)  # noqa: S101 - the grammar says so
        operator = Operator(str(_only(children, Token)[0]))
        within = [each.limit for each in _only(children, _Within)]
        return Compare(
            left, operator, right, within[0] if within else None, self._span(meta)
        )

    def within(self, _meta: Meta, children: list[Child]) -> "_Within":
        return _Within(_only(children, Literal)[0])

    def every(self, meta: Meta, children: list[Child]) -> Every:
        (test,) = _expressions(children)
        assert not isinstance(test, AllOf | AnyOf | Every)  # noqa: S101 - likewise
        return Every(test, self._span(meta))

    def length(self, meta: Meta, children: list[Child]) -> Length:
        return Length(_only(children, Name)[0], self._span(meta))

    def sum(self, meta: Meta, children: list[Child]) -> Sum:
        return Sum(_only(children, Name)[0], self._span(meta))

    def is_set(self, meta: Meta, children: list[Child]) -> Expression:
        span = self._span(meta)
        return _negated(children, IsSet(_only(children, Name)[0], span), span)

    def is_shape(self, meta: Meta, children: list[Child]) -> Expression:
        field, shape = _only(children, Name)
        span = self._span(meta)
        return _negated(children, IsShape(field, shape, span), span)

    def is_changed(self, meta: Meta, children: list[Child]) -> Expression:
        span = self._span(meta)
        return _negated(children, IsChanged(_only(children, Name)[0], span), span)

    def is_in(self, meta: Meta, children: list[Child]) -> Expression:
        span = self._span(meta)
        choices = _only(children, Literal)
        return _negated(children, IsIn(_only(children, Name)[0], choices, span), span)

    def in_table(self, meta: Meta, children: list[Child]) -> Expression:
        span = self._span(meta)
        field, *named = _only(children, Name)
        if not named:
            token = next(t for t in _only(children, Token) if t.type == "CATALOGUE")
            named = [Name(CATALOGUE, self._span(token))]
        return _negated(children, InTable(field, named[0], span), span)

    def matches(self, meta: Meta, children: list[Child]) -> Expression:
        span = self._span(meta)
        test = Matches(_only(children, Name)[0], _only(children, Literal)[0], span)
        return _negated(children, test, span)

    def holds(self, meta: Meta, children: list[Child]) -> Holds:
        return Holds(_only(children, Name)[0], self._span(meta))


class _Code:
    """The code of a rule, on its way from its own tree to the rule's."""

    def __init__(self, name: Name) -> None:
        self.name = name


class _Each:
    """The list that a rule speaks of, on its way to it."""

    def __init__(self, name: Name) -> None:
        self.name = name


class _Within:
    """How far apart is equal, on its way to the comparison."""

    def __init__(self, limit: Literal) -> None:
        self.limit = limit


class _Message:
    """The message of a rule, on its way to it."""

    def __init__(self, translations: tuple[Translation, ...]) -> None:
        self.translations = translations


def _expressions(children: list[Child]) -> tuple[Expression, ...]:
    return tuple(child for child in children if isinstance(child, Expression))


def _operands(children: list[Child]) -> list[Operand]:
    return [child for child in children if isinstance(child, Operand)]


def _negated(children: list[Child], test: Expression, span: Span) -> Expression:
    return Not(test, span) if _has(children, "NOT") else test
