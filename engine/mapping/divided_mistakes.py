"""What can be wrong where one value stands in two properties of a side."""

from engine.errors import N_, MappingError


class NotTwo(MappingError):
    """A value stands in no property of a list, in one, or in many."""

    template = N_("a value stands in one property or in two, not in {count}")
    advice = N_("write [FIRST, SECOND], or one PATH")


class TwiceTheSame(MappingError):
    """The two properties are one."""

    template = N_("{path!r} stands here twice")
    advice = N_("name two properties")


class BothDivided(MappingError):
    """A value stands in two properties of both sides."""

    template = N_("{name!r} stands in two properties of both sides")
    advice = N_("write one line for each property")


class DividedAlone(MappingError):
    """A field with one home names two properties."""

    template = N_("{name!r} names two properties, and has no home in {system}")
    advice = N_("write one line for each property")


class DividedList(MappingError):
    """A list stands in two properties."""

    template = N_("a list cannot stand in two properties")
    advice = N_("name one of them")


class NoDivision(MappingError):
    """No lens says how a value is divided."""

    template = N_("the lens {lens!r} cannot divide a value over two properties")
    advice = N_("say as: person_name, or as: {{together: ', '}}")


class NothingDivided(MappingError):
    """A lens speaks of two properties, and there is one."""

    template = N_("{option!r} of {lens!r} means nothing: no side names two properties")
    advice = N_("name both: [FIRST, SECOND]")


class DividedMax(MappingError):
    """A value in two properties has no length of its own."""

    template = N_("max means nothing in {system}: two properties hold the value")
    advice = N_("take it away")
