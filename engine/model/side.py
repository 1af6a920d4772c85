"""Left, right, and which is the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


class Side(Enum):
    """A place in a mapping."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


# A member of an enumeration is looked up slowly; pairs are asked all the time.
_LEFT = Side.LEFT


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """The same thing for both sides."""

    left: T
    right: T

    def __getitem__(self, side: Side) -> T:
        return self.left if side is _LEFT else self.right

    def __iter__(self) -> Iterator[T]:
        return iter((self.left, self.right))

    def map(self, call: Callable[[T], U]) -> "Pair[U]":
        """A pair of what ``call`` makes of each."""
        return Pair(call(self.left), call(self.right))
