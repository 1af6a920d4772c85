"""What the application says back: a document, and the exit code that goes with it."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Protocol

Document = dict[str, Any]
"""A JSON document of the contract; the sides stand under the systems' names."""


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    HELD = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """One document for a script or a person."""

    document: Document
    exit: int = Exit.DONE


class Progress(Protocol):
    """Is told how far long work is."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Be told ``done`` of ``total`` (None: not known) at a stage of the work."""
