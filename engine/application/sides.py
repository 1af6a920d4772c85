"""The two sides by name: accounting on the left, the CRM on the right."""

from engine.errors import N_, UsageError
from engine.model.side import Pair, Side

NAMES = Pair("cic", "crm")

QUOTATIONS = "quotations"
"""The entity whose records are sales documents."""


class BadRef(UsageError):
    """A record that is not named as one."""

    template = N_("{text!r} names no record")
    advice = N_("write cic:NUMBER or crm:NUMBER")


class UnknownEntity(UsageError):
    """An entity that the profile does not keep equal."""

    template = N_("this profile keeps no {entity!r} equal")
    advice = N_("it keeps: {known}")


def name_of(side: Side) -> str:
    """The name of a side, as scripts know it."""
    return NAMES[side]


def side_of(name: str) -> Side:
    """The side of a name.

    Raises:
        BadRef: It is the name of neither.
    """
    for side in Side:
        if NAMES[side] == name:
            return side
    raise BadRef(text=name)


def read_ref(text: str) -> tuple[Side, str]:
    """Read ``cic:5`` as a side and an id.

    Raises:
        BadRef: It is not written so.
    """
    name, colon, id = text.partition(":")
    if not colon or not id.strip():
        raise BadRef(text=text)
    return side_of(name.strip().lower()), id.strip()
