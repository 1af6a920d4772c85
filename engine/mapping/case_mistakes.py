"""What can be wrong in the cases beside a mapping."""

from engine.errors import N_, MappingError


class NoCases(MappingError):
    """A file of cases has none."""

    template = N_("this file has no cases")
    advice = N_("write `cases:` and under it one key for each case")


class NotOneSide(MappingError):
    """A record of a case is not under the name of exactly one side."""

    template = N_("{key!r} holds one record, under {left!r} or {right!r}")
    advice = N_("write {key}: {{{left}: {{…}}}}")


class SameSide(MappingError):
    """A case expects a record of the side that it gives one of."""

    template = N_("{key!r} is about the other side, {other!r}")
    advice = N_("the record of {side!r} is what the case starts from")


class ExpectsTwice(MappingError):
    """A case expects both a record and refusals, or neither."""

    template = N_("a case has either `expect` or `refused`")
    advice = N_("keep one of the two")


class OptionWithoutKey(MappingError):
    """An option of a case has no key."""

    template = N_("an option needs a `key`")
    advice = N_("write {{key: EUR, label: Euro}}")
