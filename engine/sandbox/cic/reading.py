"""One reading of a body: where we are in it, and what was found wrong so far."""

from dataclasses import dataclass, field, replace
from typing import Any, Protocol

MOST_DECIMALS = 10


class Misfit(Exception):
    """A value does not fit its property."""

    def __init__(
        self, message: str, value: object = None, code: str = "E00500"
    ) -> None:
        super().__init__(message)
        self.message = message
        self.value = value
        self.code = code


class Taker(Protocol):
    """Whatever can take a value in."""

    def accept(self, value: object, reading: "Reading") -> Any:  # noqa: ANN401 - JSON
        """Check a value and give what is kept."""


@dataclass(frozen=True, slots=True)
class SchemaProblem:
    """One thing in a body that does not fit the schema."""

    path: str
    misfit: Misfit


@dataclass(frozen=True, slots=True)
class Reading:
    """A place in a body, with what counts while it is read."""

    nulls: bool = False
    lengths: bool = True
    modules: tuple[str, ...] = ()
    path: str = ""
    problems: list[SchemaProblem] = field(default_factory=list)

    def at(self, name: str | int) -> "Reading":
        """Go one step down; the problems are kept together."""
        return replace(self, path=f"{self.path}.{name}".lstrip("."))

    def take(self, kind: Taker, value: object) -> Any:  # noqa: ANN401 - JSON
        """Take one value in, or note what is wrong with it and give nothing."""
        try:
            return kind.accept(value, self)
        except Misfit as misfit:
            self.problems.append(SchemaProblem(self.path, misfit))
            return None

    def miss(self, names: list[str]) -> None:
        """Note required properties that are not there."""
        for name in names:
            message = f"Required properties are missing from object: {name}."
            self.problems.append(SchemaProblem(self.at(name).path, Misfit(message)))

    def lack(self, name: str, module: str) -> None:
        """Note a property whose module the agreement does not have."""
        message = f"Property '{name}' needs the module {module}."
        self.problems.append(SchemaProblem(self.at(name).path, Misfit(message)))


def wrong_type(value: object, expected: str) -> Misfit:
    """Say that a value is of another type."""
    return Misfit(f"Expected {expected} but got {_type(value)}.", value)


def _type(value: object) -> str:
    names = {bool: "Boolean", int: "Integer", str: "String", dict: "Object"}
    if value is None:
        return "Null"
    return names.get(type(value), "Array" if isinstance(value, list) else "Number")
