"""The nodes of a rule, each with its span; two are equal wherever they stand."""

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from engine.source import Source, Span


@dataclass(frozen=True, slots=True)
class Name:
    """A word that names a field, a shape or an entity."""

    text: str
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in a rule."""

    value: str | int | Decimal | bool
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Length:
    """How many characters a text has, or how many items a list."""

    field: Name
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Sum:
    """``sum of lines.amount``: a field of every item of a list, added up."""

    field: Name
    span: Span = dataclasses.field(compare=False, repr=False)


Quantity: TypeAlias = Name | Length | Sum
Operand: TypeAlias = Quantity | Literal


class Operator(Enum):
    """How two values are compared."""

    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Compare:
    """``country = 'IT'``; false where a value is not set, ``!=`` its opposite.

    ``within`` is how far two numbers may be apart that count as equal.
    """

    left: Quantity
    operator: Operator
    right: Operand
    within: Literal | None
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class IsSet:
    """``country is set``."""

    field: Name
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class IsShape:
    """``vat_number is a partita_iva``."""

    field: Name
    shape: Name
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class IsChanged:
    """``vat_number is changed``, against what both sides last agreed on."""

    field: Name
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class IsIn:
    """``currency in ['EUR', 'USD']``."""

    field: Name
    choices: tuple[Literal, ...]
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class InTable:
    """``customer_class in table classes``; the catalogue is a table as well."""

    field: Name
    table: Name
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Matches:
    """``zip matches '[0-9]{5}'``, the whole of it."""

    field: Name
    pattern: Literal
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Holds:
    """A field alone: it is set, and not false."""

    field: Name
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The exact opposite of an expression."""

    operand: "Expression"
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Expressions joined by ``and``."""

    operands: tuple["Expression", ...]
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Expressions joined by ``or``."""

    operands: tuple["Expression", ...]
    span: Span = dataclasses.field(compare=False, repr=False)


OneField: TypeAlias = IsSet | IsShape | IsChanged | IsIn | InTable | Matches | Holds


@dataclass(frozen=True, slots=True)
class Every:
    """``every lines.product_code in catalogue``.

    No item breaks the test; where what the test speaks of is not set in an item,
    that item is passed over, unless the test asks just that.
    """

    test: "Compare | OneField | Not"
    span: Span = dataclasses.field(compare=False, repr=False)


Test: TypeAlias = Compare | OneField | Every
Expression: TypeAlias = Test | Not | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Require:
    """``require name, currency``: each of them must be set."""

    fields: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class RequireOne:
    """``require one of vat_number, tax_code``."""

    fields: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """``check …``: must hold, where its subject is set."""

    condition: Expression


@dataclass(frozen=True, slots=True)
class Requires:
    """``province requires country``: where the one is set, the others must be."""

    subject: Name
    fields: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Default:
    """``default currency = 'EUR'``; on create only, unless ``always``."""

    field: Name
    value: Operand
    always: bool


@dataclass(frozen=True, slots=True)
class Forbid:
    """``forbid …``: must not hold."""

    condition: Expression


Statement: TypeAlias = Require | RequireOne | Check | Requires | Default | Forbid


@dataclass(frozen=True, slots=True)
class Condition:
    """``when …``, or ``unless …``: whether the rule speaks at all."""

    expression: Expression
    is_unless: bool
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Translation:
    """A message in one language, or (without one) in all of them."""

    language: str
    text: Literal


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, as it was written; with ``each`` it speaks of the items of a list."""

    code: Name | None
    is_warning: bool
    each: Name | None
    statement: Statement
    conditions: tuple[Condition, ...]
    message: tuple[Translation, ...]
    span: Span = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Section:
    """``for customers``, and the rules below it."""

    entity: Name
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rules file: its language and its sections."""

    source: Source = dataclasses.field(compare=False, repr=False)
    language: str
    sections: tuple[Section, ...]
