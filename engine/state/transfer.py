"""All that one database remembers, carried over to another, and compared there.

Whatever tables there are go over, with the numbers that were given last: what a
person was told about number 1 is not about another one tomorrow.  Whoever calls
sees to it that nobody writes meanwhile, and that it happens whole or not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol, TypeAlias

from engine.errors import N_, StateError
from engine.state.dialect import storable

Record: TypeAlias = Sequence[object]

_WIDTH = 1 << 256


class NotTheSame(StateError):
    """What arrived is not what was sent."""

    template = N_("{table} did not arrive whole: nothing was moved")
    advice = N_("this is a bug of ours: please tell us; the state is where it was")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its columns, and the last number that it gave (0 if it gives none).

    A table whose rows have no number of their own has them in ``rowid``.
    """

    name: str
    columns: tuple[str, ...]
    last: int = 0

    @property
    def numbers(self) -> str:
        """The column of the numbers that the database gives, if it gives any."""
        return next((one for one in ("number", "rowid") if one in self.columns), "")


class Archive(Protocol):
    """A database that can be read out, and filled, table by table."""

    def sheets(self) -> list[Sheet]:
        """The tables."""

    def read_out(self, sheet: Sheet) -> Iterator[Record]:
        """All the rows of a table."""

    def fill(self, sheet: Sheet, records: Iterable[Record]) -> None:
        """Put rows into a table that is empty."""


def transfer(source: Archive, target: Archive) -> None:
    """Carry everything over to an empty database."""
    for sheet in source.sheets():
        target.fill(sheet, source.read_out(sheet))


def compare(source: Archive, target: Archive) -> dict[str, int]:
    """See that everything arrived, word by word.

    Returns:
        How many rows there are, by table.

    Raises:
        NotTheSame: Something is there that was not sent, or the other way round.
    """
    counts = {}
    for sheet in source.sheets():
        sent, arrived = _seal(source, sheet), _seal(target, sheet)
        if sent != arrived:
            raise NotTheSame(table=sheet.name, path="", text="")
        counts[sheet.name] = sent[0]
    return counts


def is_empty(archive: Archive) -> bool:
    """Whether nothing is remembered yet."""
    return not any(True for sheet in archive.sheets() for _ in archive.read_out(sheet))


def _seal(archive: Archive, sheet: Sheet) -> tuple[int, int]:
    """What tells two sets of rows apart, in whatever order they come."""
    count, total = 0, 0
    for record in archive.read_out(sheet):
        known = sha256(repr([storable(value) for value in record]).encode()).digest()
        count, total = count + 1, (total + int.from_bytes(known)) % _WIDTH
    return count, total
