"""What can be wrong in tables, in added fields, and in the options of lenses."""

from engine.errors import N_, MappingError
from engine.mapping.mistakes import Unknown


class OptionsOfNoSelect(MappingError):
    """A field that offers no values names some."""

    template = N_("a field of type {type!r} offers no values")
    advice = N_("take options away, or say type: select")


class UnknownTable(Unknown):
    """A lens names a table that the mapping does not have."""

    template = N_("there is no table {name!r}")


class TwoTables(MappingError):
    """A table has rows here and in a file."""

    template = N_("the table {name!r} has rows here and in a file")
    advice = N_("keep one of the two")


class WrongColumns(MappingError):
    """The columns of a table are not called like the two sides."""

    template = N_("the columns of a table are {left} and {right}")
    advice = N_("call them so, in either order")


class NotARow(MappingError):
    """A row of a table is not two values."""

    template = N_("this is no row of a table")
    advice = N_("write two values, and {one_way} behind them where it is one")


class AmbiguousRow(MappingError):
    """A value stands in two rows of a table."""

    template = N_("{value!r} of {system} stands in line {first} already")
    advice = N_("mark the row that is not used on the way back: {one_way}")


class UselessRow(MappingError):
    """A marked row of a table stands for values that other rows stand for."""

    template = N_("the row of {value!r} is used on no way")
    advice = N_("take it away: other rows stand for both of its values")


class NotAnAmount(MappingError):
    """A number is due, with or without a point."""

    template = N_("{found!r} is no number")
    advice = N_("write it in plain digits, with a point for decimals")


class NoFile(MappingError):
    """A file that is named cannot be read."""

    template = N_("{name} cannot be read: {text}")
    advice = N_("its name is read from the folder of this file")


class LensExists(MappingError):
    """A customer's own lens is called like one of the catalogue."""

    template = N_("there is a lens {name!r} already")
    advice = N_("give yours another name")


class NotALensFile(MappingError):
    """A Python file is no lens."""

    template = N_("this is no lens {name!r}: {text}")
    advice = N_("see mappings/README.md, 'A lens of your own'")


class TooManyPlaces(MappingError):
    """A lens is asked for more decimals than it can keep."""

    template = N_("at most {most} decimals can count")
    advice = N_("write a smaller number")


class NotAZone(MappingError):
    """A time zone that nobody knows."""

    template = N_("there is no time zone {name!r}")
    advice = N_("write one such as Europe/Rome")
