"""What can be wrong in a list and in the lines of its items."""

from engine.errors import N_, MappingError
from engine.mapping.mistakes import Unknown


class NoItems(MappingError):
    """A list says nothing of its items."""

    template = N_("the list {name!r} names no field of its items")
    advice = N_("write items: {{FIELD: {{{left}: PATH, {right}: PATH}}}}")


class OnlyWithItems(MappingError):
    """A key speaks of a list, and the field is none."""

    template = N_("{key} means nothing without items")
    advice = N_("take it away, or say items: {{FIELD: …}}")


class NotOfAList(MappingError):
    """A key speaks of one value, and the field is a list."""

    template = N_("{key} means nothing for a whole list")
    advice = N_("say it of the fields under items")


class NotOfAnItem(MappingError):
    """A key speaks of what a path names, and the field is a whole list."""

    template = N_("missing: drop is for paths such as a[type=legal].b")
    advice = N_("say missing: keep or missing: remove")


class UnknownItemKey(Unknown):
    """Items are paired by a field that they do not have."""

    template = N_("the items of {list} have no field {name!r}")


class NoKey(MappingError):
    """Items that go both ways are paired by nothing."""

    template = N_("the items of {name!r} go both ways, and no key pairs them")
    advice = N_("say key: FIELD, or direction: {direction}")


class KeyOneSided(MappingError):
    """The field that pairs items stands on one side only."""

    template = N_("items are paired by {name!r}: it needs a home on both sides")
    advice = N_("give it one, or name another key")


class ItemOneSided(MappingError):
    """A field of items that go both ways stands on one side only."""

    template = N_("{name!r} is a field of items that go both ways: it needs two homes")
    advice = N_("give it its other home, or take it out of items")


class WholeAmongOthers(MappingError):
    """An item is a value of its own, and has properties too."""

    template = N_("in {system} the item is one value ('.'): it has no other property")
    advice = N_("keep '.', or the other paths")


class NothingMissing(MappingError):
    """A list that keeps its order says what stays of an item."""

    template = N_("a list without a key is written whole: nothing of it is missing")
    advice = N_("take missing away, or say key: FIELD")


class ListGrouped(MappingError):
    """A list stands in a group."""

    template = N_("the list {name!r} cannot stand in a group")
    advice = N_("take it out: its items are compared one by one")


class ListMatched(MappingError):
    """Records would be recognised by a list."""

    template = N_("records cannot be matched by the list {name!r}")
    advice = N_("name a field that holds one value")
