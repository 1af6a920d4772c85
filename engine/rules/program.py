"""Compiled rules at rest: code, and the recipes of what it needs beside it."""

import marshal
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import NamedTuple, Protocol, TypeAlias

from engine.rules import runtime
from engine.rules.vocabulary import Vocabulary
from engine.values import Value

_Record: TypeAlias = Mapping[str, Value]

Found: TypeAlias = int | tuple[int, int]
"""The index of a complaint; where it is about an item of a list, its row as well."""

Judge: TypeAlias = Callable[[_Record, _Record | None, Callable[[Found], None]], None]


class Fill(Protocol):
    """Reports each default that fills something: its index and the value."""

    def __call__(
        self,
        record: _Record,
        is_new: bool,  # noqa: FBT001 - generated code is called as it is written
        is_off: Callable[[int], bool],
        filled: Callable[[tuple[int, Value]], None],
    ) -> None:
        """Fill one record."""


class Function(NamedTuple):
    """One function: its code as marshal writes it, and how its constants are made."""

    code: bytes
    recipes: tuple[tuple[str, tuple[str, str]], ...]

    def put_to_work(self, vocabulary: Vocabulary) -> FunctionType:
        """Make the constants, and with them the function."""
        code = marshal.loads(self.code)  # noqa: S302 - from the compiler or our cache
        made = {
            name: runtime.make(kind, text, vocabulary)
            for name, (kind, text) in self.recipes
        }
        return FunctionType(code, {**_WORLD, **made})


class Program(NamedTuple):
    """The functions of one file."""

    judge_whole: Function
    judge_partial: Function
    fill_whole: Function
    fill_partial: Function


_WORLD: dict[str, object] = {
    "__builtins__": {
        "any": any,
        "enumerate": enumerate,
        "len": len,
        "bool": bool,
        "str": str,
        "list": list,
    },
    "MISSING": object(),
    "NUMBERS": runtime.NUMBERS,
    "SIZED": runtime.SIZED,
    "UNSET": runtime.UNSET,
    "is_changed": runtime.is_changed,
    "is_near": runtime.is_near,
    "rows": runtime.rows,
    "total": runtime.total,
}
