"""Mistakes of a mapping file about joins, and about what is read under a condition."""

from engine.errors import N_, MappingError
from engine.mapping import mistakes


class JoinedTwice(MappingError):
    """A join names where its id stands on both sides."""

    template = N_("a join follows an id of one side")
    advice = N_("keep {left} or {right}, not both")


class JoinTaken(MappingError):
    """A join has the name of a property."""

    template = N_("{system} has a property {name!r} in {resource}")
    advice = N_("give the join another name")


class UnknownJoin(mistakes.Unknown):
    """``otherwise`` begins with what is no join."""

    template = N_("there is no join {name!r}")


class WhereOne(MappingError):
    """``where`` names no property, or several."""

    template = N_("where takes one property and its value")
    advice = N_("write where: {{kind: 0}}")


class WhereBothWays(MappingError):
    """``where`` stands on an item of a list that goes both ways."""

    template = N_("where stands in lists that go one way")
    advice = N_("give the list a direction")
