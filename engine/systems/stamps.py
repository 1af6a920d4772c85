"""Stamps of records: how they are read, and how they are written in a question."""

from datetime import UTC, datetime, timedelta

from engine.values import Value

SECOND = timedelta(seconds=1)
MILLISECOND = timedelta(milliseconds=1)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_stamp(value: Value) -> datetime | None:
    """Read a stamp; one without a zone is UTC, and None is what cannot be read."""
    if not isinstance(value, str):
        return None
    try:
        stamp = datetime.fromisoformat(value)
        if stamp.tzinfo is None:
            return stamp.replace(tzinfo=UTC)
        return stamp.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def write_stamp(stamp: datetime) -> str:
    """Write a stamp as both APIs do, with milliseconds only where it has any."""
    bare = stamp.astimezone(UTC).replace(tzinfo=None)
    unit = "milliseconds" if bare.microsecond else "seconds"
    return f"{bare.isoformat(timespec=unit)}Z"


def floor(stamp: datetime, grain: timedelta) -> datetime:
    """The last whole grain at or before a stamp."""
    return stamp - (stamp - _EPOCH) % grain


def ceil(stamp: datetime, grain: timedelta) -> datetime:
    """The first whole grain at or after a stamp."""
    cut = floor(stamp, grain)
    return cut if cut == stamp else cut + grain
