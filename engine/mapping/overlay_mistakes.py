"""What can be wrong in an overlay."""

from engine.errors import N_, MappingError
from engine.mapping.mistakes import Unknown


class NotAnOverlay(MappingError):
    """The whole file is a list or a text."""

    template = N_("this is no overlay")
    advice = N_("it holds keys with values: see mappings/README.md")


class Fixed(MappingError):
    """An overlay changes what belongs to the stock mapping alone."""

    template = N_("an overlay cannot change {key!r}")
    advice = N_("write a mapping of your own instead")


class NotPinned(MappingError):
    """An overlay does not say which version it was written for."""

    template = N_("{found!r} names no mapping with its version")
    advice = N_("write {entity}@{version}")


class StockMoved(MappingError):
    """An overlay was written for another version of the stock mapping."""

    template = N_("{entity} is at version {now}, this was written for {pinned}")
    advice = N_("look at `raccordo mapping check`, then write {entity}@{now}")


class NothingToDrop(Unknown):
    """An overlay takes away what is not there."""

    template = N_("there is no {name!r} to drop")


class DroppedAndSaid(MappingError):
    """An overlay takes a line away and says things about it."""

    template = N_("{name!r} is dropped here, and described")
    advice = N_("keep drop alone, or take it away")


class DropsKey(MappingError):
    """An overlay takes away what the items of a list are paired by."""

    template = N_("items are paired by {name!r}: it cannot be dropped")
    advice = N_("pair them by another field: key: FIELD")


class DropsDemanded(MappingError):
    """An overlay takes away what a system demands of every new record."""

    template = N_("{system} creates nothing without {path!r}: {name!r} cannot go")
    advice = N_("write a line with a const there, or say create: {{{key}: never}}")


class AsksForDropped(MappingError):
    """A lens asks for a field that an overlay took away."""

    template = N_("this lens asks for {name!r}, which {overlay} drops")
    advice = N_("give this field another lens there, or keep {name!r}")


class NoReasonGiven(MappingError):
    """Something is taken away or changed, and nothing says why."""

    template = N_("{name!r} needs a reason")
    advice = N_("write why")


class UnknownMapping(Unknown):
    """An overlay extends a mapping that nobody has."""

    template = N_("there is no mapping {name!r}")
