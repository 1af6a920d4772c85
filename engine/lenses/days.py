"""Days and moments: a day is one in Italy, a moment is one everywhere."""

# ruff: noqa: ARG002 - every lens is asked alike, whether or not it needs the scope

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from engine.lenses.base import Kind, Lens, Objection, Scope, distinct
from engine.lenses.texts import as_text, tidy
from engine.model.side import Side
from engine.values import Value

_LENGTH_OF_A_DAY = 10


class Day(Lens):
    """A day: of a moment, the day that it is in a time zone."""

    kind = Kind.CANONICAL

    def __init__(self, zone: str = "") -> None:
        self.zone = zone or "Europe/Rome"

    def written(self, right: Value, scope: Scope) -> Value:
        """The day alone; what is none as it was typed."""
        text = as_text(right) or ""
        day = self._day(text)
        return text if day is None else day.isoformat()

    def normal(self, right: Value, scope: Scope) -> str:
        """The day as year, month and day."""
        text = as_text(right) or ""
        day = self._day(text)
        return tidy(text) if day is None else day.isoformat()

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """As it stands, and the day alone."""
        return distinct(as_text(right), self.normal(right, scope))

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """What is no day."""
        text = as_text(right)
        if text is None or self._day(text) is not None:
            return None
        return Objection("not_a_day", {"value": text})

    def _day(self, text: str) -> date | None:
        moment = _moment(text)
        if moment is None:
            return None
        if moment.tzinfo is None:
            return moment.date()
        try:
            return moment.astimezone(_zone(self.zone)).date()
        except OverflowError:
            return None


class Moment(Lens):
    """A moment: two that are the same instant are equal."""

    kind = Kind.CANONICAL

    def normal(self, right: Value, scope: Scope) -> str:
        """The instant in UTC; what is none as a tidy text."""
        text = as_text(right) or ""
        moment = _moment(text)
        if moment is None:
            return tidy(text)
        try:
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(
                UTC
            ).isoformat().removesuffix("+00:00") + "Z"
        except OverflowError:
            return tidy(text)

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """What is no moment."""
        text = as_text(right)
        if text is None or _moment(text) is not None:
            return None
        return Objection("not_a_moment", {"value": text})


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _moment(text: str) -> datetime | None:
    stripped = text.strip()
    if len(stripped) < _LENGTH_OF_A_DAY or not stripped.isascii():
        return None
    try:
        return datetime.fromisoformat(stripped)
    except ValueError:
        return None
