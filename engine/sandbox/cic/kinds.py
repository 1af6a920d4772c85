"""What a property of CiC can hold: how it is taken in, and how it is shown."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from engine.sandbox.cic.reading import MOST_DECIMALS, Misfit, Reading, wrong_type
from engine.sandbox.collection import Key
from engine.sandbox.exact import Fields, exact

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


Look = Callable[[str, Key], Fields | None]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a record is shown: the root of all links, its own address, the others.

    `modules` are those of the agreement; a listing shows less than a single record.
    """

    root: str
    own: str
    look: Look
    modules: tuple[str, ...] = ()
    is_listed: bool = False


class Kind(Protocol):
    """One kind of value."""

    def accept(self, value: object, reading: Reading) -> Any:  # noqa: ANN401 - JSON
        """Check a value that came in a body and give what is kept."""

    def show(self, value: Any, at: Address) -> Any:  # noqa: ANN401 - JSON
        """Give a kept value as an answer shows it."""

    def schema(self) -> Fields:
        """Describe the kind as JSON Schema does."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property, standing where answers show it.

    A default is what an answer shows where a body said nothing; `module` begins the
    name of the module without which the property is not there.
    """

    name: str
    kind: Kind
    required: bool = False
    default: object = None
    read_only: bool = False
    module: str = ""
    listed: bool = True

    def is_there(self, modules: tuple[str, ...]) -> bool:
        """Say whether an agreement with these modules has it."""
        return not self.module or any(name.startswith(self.module) for name in modules)


class AsItIs:
    """A kind whose values are shown as they are kept."""

    __slots__ = ()

    def show(self, value: Any, at: Address) -> Any:  # noqa: ANN401, ARG002 - JSON; a kind's shape
        """Show it as it is."""
        return value


@dataclass(frozen=True, slots=True)
class Text(AsItIs):
    """A string, perhaps one of a few."""

    maximum: int | None = None
    minimum: int = 0
    choices: tuple[str, ...] = ()

    def accept(self, value: object, reading: Reading) -> str:
        """Take a string that fits."""
        if not isinstance(value, str):
            raise wrong_type(value, "String")
        if self.choices and value not in self.choices:
            message = f"Value '{value}' is not defined in enum."
            raise Misfit(message, value)
        if len(value) < self.minimum:
            message = f"String '{value}' is less than minimum length of {self.minimum}."
            raise Misfit(message, value)
        if reading.lengths and self.maximum is not None and len(value) > self.maximum:
            message = f"String '{value}' exceeds maximum length of {self.maximum}."
            raise Misfit(message, value)
        return value

    def schema(self) -> Fields:
        """Describe the string."""
        told: Fields = {"type": "string"}
        if self.maximum is not None:
            told["maxLength"] = self.maximum
        if self.minimum:
            told["minLength"] = self.minimum
        if self.choices:
            told["enum"] = list(self.choices)
        return told


@dataclass(frozen=True, slots=True)
class Whole(AsItIs):
    """A whole number between two bounds."""

    minimum: int = 1
    maximum: int = 999_999_999

    def accept(self, value: object, reading: Reading) -> int:  # noqa: ARG002 - a kind's shape
        """Take a whole number in its bounds."""
        if not isinstance(value, int) or isinstance(value, bool):
            raise wrong_type(value, "Integer")
        if value < self.minimum:
            message = f"Integer {value} is less than minimum value of {self.minimum}."
            raise Misfit(message, value)
        if value > self.maximum:
            message = f"Integer {value} exceeds maximum value of {self.maximum}."
            raise Misfit(message, value)
        return value

    def schema(self) -> Fields:
        """Describe the number."""
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


@dataclass(frozen=True, slots=True)
class Amount(AsItIs):
    """A decimal with a fixed number of places, kept with its zeros."""

    scale: int = 2

    def accept(self, value: object, reading: Reading) -> Decimal:  # noqa: ARG002 - a kind's shape
        """Take a number; more places than CiC ever stores are refused."""
        if not isinstance(value, (int, Decimal)) or isinstance(value, bool):
            raise wrong_type(value, "Number")
        number = Decimal(value)
        if -int(number.as_tuple().exponent) > MOST_DECIMALS:
            message = f"Number {number:f} has more than {MOST_DECIMALS} decimals."
            raise Misfit(message, value, "E04740")
        return exact(number, self.scale)

    def schema(self) -> Fields:
        """Describe the number."""
        return {"type": "number", "maxDecimal": self.scale}


@dataclass(frozen=True, slots=True)
class Flag(AsItIs):
    """Yes or no."""

    def accept(self, value: object, reading: Reading) -> bool:  # noqa: ARG002 - a kind's shape
        """Take a boolean."""
        if not isinstance(value, bool):
            raise wrong_type(value, "Boolean")
        return value

    def schema(self) -> Fields:
        """Describe the boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Day(AsItIs):
    """A date, or a moment of which only the date is kept."""

    def accept(self, value: object, reading: Reading) -> str:  # noqa: ARG002 - a kind's shape
        """Take a date as YYYY-MM-DD; what follows it is dropped."""
        if not isinstance(value, str):
            raise wrong_type(value, "String")
        found = DAY.match(value)
        if found is None:
            message = f"String '{value}' is not a date."
            raise Misfit(message, value)
        return found.group()

    def schema(self) -> Fields:
        """Describe the date."""
        return {"type": "string", "format": "full-date"}


@dataclass(frozen=True, slots=True)
class Anything(AsItIs):
    """A value whose shape nobody has described."""

    def accept(self, value: object, reading: Reading) -> object:  # noqa: ARG002 - a kind's shape
        """Take it as it is, but no null."""
        if value is None:
            raise wrong_type(value, "Object")
        return value

    def schema(self) -> Fields:
        """Describe nothing."""
        return {}


@dataclass(frozen=True, slots=True)
class Link:
    """The address of what stands below a record; never kept."""

    below: str

    def accept(self, value: object, reading: Reading) -> None:
        """Take nothing: a link is the server's to say."""

    def show(self, value: Any, at: Address) -> str:  # noqa: ANN401, ARG002 - a kind's shape
        """Show the address."""
        return f"{at.own}/{self.below}"

    def schema(self) -> Fields:
        """Describe the address."""
        return {"type": "string", "format": "uri"}
