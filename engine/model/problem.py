"""Trouble with one record, as a value."""

import dataclasses
from dataclasses import dataclass
from enum import Enum

from engine.model.side import Side


class Severity(Enum):
    """Whether a problem holds its record."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a record is held, or what a person should know about it.

    The words are found last, by code and parts; where ``parts`` has texts under
    ``it`` and ``en`` those are the message (a rule brings its own), and under
    ``fix_it`` and ``fix_en`` the fix.

    Attributes:
        code: A stable name of the cause.
        side: The side that the record would have been written to.
        field: The neutral field that it is about, or an empty text.
        parts: The named parts of the message.
        source: What spoke: ``rule rules/customers.rules:12``, ``server``.
    """

    code: str
    side: Side
    field: str = ""
    parts: dict[str, str] = dataclasses.field(default_factory=dict)
    source: str = ""
    severity: Severity = Severity.ERROR
