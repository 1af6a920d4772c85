"""What can be wrong in deletes, constants, conditions, order, parents and laws."""

from engine.errors import N_, MappingError
from engine.mapping.mistakes import Unknown


class NoMark(MappingError):
    """Deleted records are to be marked, and nothing says how."""

    template = N_("delete: mark does not say what is written")
    advice = N_("say mark: {{{side}: {{path: PROPERTY, value: VALUE}}}}")


class OnlyWithMark(MappingError):
    """A mark is given, and deletes are dealt with otherwise."""

    template = N_("mark means nothing without delete: mark")
    advice = N_("take mark away, or say delete: mark")


class MarkReadOnly(MappingError):
    """A mark would be written to what cannot be written."""

    template = N_("{path!r} cannot be written in {system}")
    advice = N_("mark the record by another property")


class OnlyWithConst(MappingError):
    """A key says how a constant is written, and there is none."""

    template = N_("{key!r} means nothing without const")
    advice = N_("take it away, or say const: VALUE")


class ConstTwice(MappingError):
    """A constant stands on a field with two homes."""

    template = N_("the field {name!r} has two homes: it is no constant")
    advice = N_("take away one home, or const")


class ConstIgnored(MappingError):
    """A constant is ignored."""

    template = N_("a constant is written, so it cannot be ignored")
    advice = N_("take away const or ignore")


class ConstReadOnly(MappingError):
    """A constant would be written to what cannot be written."""

    template = N_("{path!r} cannot be written in {system}")
    advice = N_("take the constant away")


class NotOnThatSide(MappingError):
    """Which records of a side take part is said by a field of the other side."""

    template = N_("the field {name!r} has no home in {system}")
    advice = N_("name fields with a home there")


class NoItem(MappingError):
    """A line says what stays of an item, and its paths name none."""

    template = N_("no path of this line names an item of a list")
    advice = N_("take missing away, or write a path such as a[type=legal].b")


class NothingToCut(MappingError):
    """A line says what is done with long texts, and nothing says how long."""

    template = N_("nothing says how long a text may be here")
    advice = N_("add max: NUMBER")


class CircleInAfter(MappingError):
    """Entities wait for each other."""

    template = N_("these wait for each other: {circle}")
    advice = N_("take one of them out of after")


class UnknownEntity(Unknown):
    """An entity is named that nobody keeps equal."""

    template = N_("there is no entity {name!r}")


class NotAfter(MappingError):
    """A line asks for the counterparts of records that may come later."""

    template = N_("the counterparts of {name} have to be there before")
    advice = N_("say sync: {{after: [{name}]}}")


class NoParent(MappingError):
    """A resource lives under another one, and the mapping does not say so."""

    template = N_("{resource} of {system} lives under {parent}")
    advice = N_("say under: {{entity: {parent}, {other}: PATH}}")


class NotUnder(MappingError):
    """A mapping names a parent that its resources do not have."""

    template = N_("neither resource lives under another one")
    advice = N_("take under away, or name the property that holds the parent")


class OtherParent(MappingError):
    """A mapping names another parent than its resource has."""

    template = N_("{resource} lives under {parent}, not under {found}")
    advice = N_("say entity: {parent}")


class Lossy(MappingError):
    """A two-way line loses something on the way there and back."""

    template = N_(
        "the field {name!r} loses something: {before!r} of {source} is written as"
        " {written!r} in {target} and comes back as {after!r}"
    )
    advice = N_("take another lens, or say accept_loss: REASON")


class NeedlessAcceptance(MappingError):
    """A line accepts a loss and goes one way only."""

    template = N_("a line that goes one way loses nothing on its way back")
    advice = N_("take accept_loss away")
