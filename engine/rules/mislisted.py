"""Why a rule about the items of a list cannot hold."""

from engine.errors import N_, RuleError
from engine.rules.errors import Unknown


class UnknownItemField(Unknown):
    """A rule names a field that the items of a list do not have."""

    template = N_("the items of {list} have no field {name!r}")


class NotAList(RuleError):
    """A rule speaks of the items of what is no list."""

    template = N_("{name} is not a list")
    advice = N_("{word!r} needs a list, or a field of its items: lines.amount")


class WhichField(RuleError):
    """Of a list whose items have fields, none of them is named."""

    template = N_("the items of {name} have several fields, and none is named")
    advice = N_("write one of: {known}")


class PlainItems(RuleError):
    """The items of a list have no fields of their own."""

    template = N_("the items of {list} are plain texts, without fields")
    advice = N_("ask '{every} {list} …'")


class ItemField(RuleError):
    """A field of items is named as if there were one value."""

    template = N_("{name} has a value for every item of {list}")
    advice = N_("begin the rule with '{each} {list}:', or ask '{every} {name} …'")


class DottedItemField(RuleError):
    """Below ``each`` a field of the item is named with its list."""

    template = N_("the list is already named by '{each} {list}:'")
    advice = N_("write {name!r}")


class NothingOfItems(RuleError):
    """A rule below ``each`` says nothing of the items."""

    template = N_("this rule names no field of the items of {list}")
    advice = N_("write it without '{each} {list}:'")


class ItemDefault(RuleError):
    """A default below ``each``."""

    template = N_("a default fills a field of the record, not of an item")
    advice = N_("write '{require} …', so that a person fills it in")


class ItemBaseline(RuleError):
    """A rule asks whether a field of an item is changed."""

    template = N_("it is not remembered what an item was before")
    advice = N_("ask whether the whole list is changed: '{instead}'")


class NestedEvery(RuleError):
    """A rule goes through a list while it goes through one."""

    template = N_("{every!r} cannot stand below '{each} …:'")
    advice = N_("split it into two rules")


class WithinOrder(RuleError):
    """A tolerance stands beside less or more."""

    template = N_("{word!r} goes with = and != only")
    advice = N_("remove it, or write = in place of {sign}")


class NegativeWithin(RuleError):
    """A tolerance is below zero."""

    template = N_("two numbers are never less than 0 apart")
    advice = N_("write {instead}")
