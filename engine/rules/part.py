"""The rules of one file at work, made of nothing but plain values and code."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple, TypeAlias

from engine.rules.program import Fill, Found, Function, Judge, Program
from engine.rules.vocabulary import Vocabulary
from engine.values import Value

_Record: TypeAlias = Mapping[str, Value]


class Stated(NamedTuple):
    """What a complaint has to say when its cause holds (a plain tuple, to be kept).

    Attributes:
        code: The code of its rule.
        field: The field that it is about; with its list before a dot, an item's.
        fields: Every field of the record that its cause names.
        is_require: Whether it comes from ``require`` alone.
        is_warning: Whether it only warns.
        is_of_value: Whether it is about what a field holds, and not that it is empty.
        place: Where its rule stands.
        is_of_items: Whether it is about an item of a list.
        texts: Left, then right: what is wrong and how to mend it, as the parts of a
            problem; ``{row}`` is the number of the item.
    """

    code: str
    field: str
    fields: tuple[str, ...]
    is_require: bool
    is_warning: bool
    is_of_value: bool
    place: str
    is_of_items: bool
    texts: tuple[dict[str, str], dict[str, str]]


class Filling(NamedTuple):
    """A default: its code, what it fills and where it stands."""

    code: str
    field: str
    place: str


class Part:
    """The rules of one file, put to work when first asked."""

    def __init__(
        self,
        stated: tuple[Stated, ...],
        fillings: tuple[Filling, ...],
        program: Program,
        vocabulary: Vocabulary,
    ) -> None:
        self.stated = stated
        self.fillings = fillings
        self.program = program
        self._vocabulary = vocabulary

    def complain(self, record: _Record, before: _Record | None = None) -> list[Found]:
        """The complaints about a record, in the order of ``stated``: their indices."""
        found: list[Found] = []
        try:
            self._judge_whole(record, before, found.append)
        except KeyError:  # the record does not know a field that a rule names
            found.clear()
            self._judge_partial(record, before, found.append)
        if len(found) > 1:
            found.sort(key=_order)
        return found

    def fill(
        self, record: _Record, *, is_new: bool, is_off: Callable[[int], bool]
    ) -> list[tuple[int, Value]]:
        """What the defaults give: their indices among ``fillings``, and the values."""
        filled: list[tuple[int, Value]] = []
        try:
            self._fill_whole(record, is_new, is_off, filled.append)
        except KeyError:  # as above
            filled.clear()
            self._fill_partial(record, is_new, is_off, filled.append)
        return filled

    @cached_property
    def _judge_whole(self) -> Judge:
        return self._at_work(self.program.judge_whole)

    @cached_property
    def _judge_partial(self) -> Judge:
        return self._at_work(self.program.judge_partial)

    @cached_property
    def _fill_whole(self) -> Fill:
        return self._at_work(self.program.fill_whole)

    @cached_property
    def _fill_partial(self) -> Fill:
        return self._at_work(self.program.fill_partial)

    def _at_work(self, function: Function) -> Callable[..., None]:
        return function.put_to_work(self._vocabulary)


def _order(found: Found) -> tuple[int, int]:
    return (found, 0) if isinstance(found, int) else found
