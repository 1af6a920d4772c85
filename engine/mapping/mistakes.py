"""What can be wrong in a mapping file, one class each."""

from collections.abc import Iterable

from engine.errors import N_, MappingError, Place
from engine.source import nearest


class NotText(MappingError):
    """A text is due."""

    template = N_("{key} has to be a text")


class NotNumber(MappingError):
    """A whole number is due."""

    template = N_("{key} has to be a whole number, not {found!r}")
    advice = N_("write it in plain digits, without a zero in front")


class NotTruth(MappingError):
    """A truth is due."""

    template = N_("{key} has to be true or false, not {found!r}")
    advice = N_("write true or false")


class NotItems(MappingError):
    """A list is due."""

    template = N_("{key} has to be a list")
    advice = N_("write [one, two]")


class NotKeys(MappingError):
    """Keys with values are due."""

    template = N_("{key} has to hold keys with values")
    advice = N_("write {{key: value}}")


class NotAMapping(MappingError):
    """The whole file is a list or a text."""

    template = N_("this is no mapping file")
    advice = N_("it holds keys with values: see mappings/README.md")


class MissingKeys(MappingError):
    """Some keys have to be there and are not."""

    template = N_("missing here: {keys}")
    advice = N_("add what is missing")


class Unknown(MappingError):
    """A name is not among the known ones.

    The advice is the nearest known name; where none is near, all of them.
    """

    advice = N_("did you mean {nearest!r}?")

    def __init__(
        self, place: Place, name: str, known: Iterable[str], **parts: object
    ) -> None:
        names = sorted(set(known))
        near = nearest(name, names)
        all_known = ", ".join(names) or "-"
        super().__init__(place, name=name, nearest=near, known=all_known, **parts)
        if not near:
            self.advice = N_("known here: {known}")


class UnknownKey(Unknown):
    """A key means nothing at its place."""

    template = N_("unknown key {name!r}")


class UnknownWord(Unknown):
    """A value is not one of the words that may stand there."""

    template = N_("{key} cannot be {name!r}")


class UnknownField(Unknown):
    """A field is named that the mapping does not have."""

    template = N_("there is no field {name!r}")


class UnknownLens(Unknown):
    """A mapping names a lens that the catalogue does not have."""

    template = N_("unknown lens {name!r}")


class UnknownLensOption(Unknown):
    """A lens has no such option."""

    template = N_("the lens {lens!r} has no option {name!r}")


class UnknownResource(Unknown):
    """A system has no such resource."""

    template = N_("{system} has no resource {name!r}")


class UnknownRegistry(Unknown):
    """A system has no such collection of options."""

    template = N_("{system} has no collection {name!r}")


class UnknownProperty(Unknown):
    """A resource has no such property."""

    template = N_("{resource} of {system} has no property {name!r}")


class NotALens(MappingError):
    """What stands under ``as`` is no lens."""

    template = N_("this is no lens")
    advice = N_("write a name, {{name: {{option: value}}}}, or a list of these")


class LensLacksOption(MappingError):
    """A lens cannot do without an option."""

    template = N_("the lens {lens!r} needs the option {option!r}")
    advice = N_("add it")


class NoWayBack(MappingError):
    """A lens that only goes one way stands on a line that goes both ways."""

    template = N_("the lens {lens!r} only goes from {left} to {right}")
    advice = N_("say direction: {direction}, or take another lens")


class LensAsksTwice(MappingError):
    """The field that a lens asks for needs another field itself."""

    template = N_("{name!r} cannot be asked for: its own lens asks for another field")
    advice = N_("name a field whose lens needs nothing")


class NotAPath(MappingError):
    """A text is no path of a record."""

    template = N_("{path!r} is no path")
    advice = N_("write a.b, a[0].b or a[type=legal].b")


class NotAName(MappingError):
    """A field or a group cannot be called that."""

    template = N_("a field cannot be called {name!r}")
    advice = N_("write small letters, digits and _, a letter first")


class NoHome(MappingError):
    """A field stands on neither side."""

    template = N_("the field {name!r} stands on neither side")
    advice = N_("say {left}: PATH and {right}: PATH")


class OneHome(MappingError):
    """A field stands on one side only, and nothing says why."""

    template = N_("the field {name!r} has no home in {system}")
    advice = N_("give it one, or say why not: ignore: REASON")


class IgnoredTwice(MappingError):
    """A field has two homes and is ignored all the same."""

    template = N_("the field {name!r} has two homes: it cannot be ignored")
    advice = N_("take away one home, or the word ignore")


class NoReason(MappingError):
    """A field is ignored without a word why."""

    template = N_("ignoring a field needs a reason")
    advice = N_("write why it has no home on the other side")


class OnlyWithTwoHomes(MappingError):
    """A key says how a field travels, and the field does not travel."""

    template = N_("{key!r} means nothing for a field with one home")
    advice = N_("take it away, or give the field its other home")


class ReadOnly(MappingError):
    """A line writes to a property that cannot be written."""

    template = N_("{path!r} cannot be written in {system}")
    advice = N_("say direction: {direction}")


class SameHome(MappingError):
    """Two fields stand on the same property."""

    template = N_("{path!r} of {system} is the home of {first!r} already")
    advice = N_("keep one of the two fields")


class NotMatchable(MappingError):
    """Counterparts cannot be recognised by a field that does not travel."""

    template = N_("records cannot be matched by {name!r}: it has one home")
    advice = N_("name fields with a home on both sides")


class InTwoGroups(MappingError):
    """A field belongs to two groups."""

    template = N_("the field {name!r} stands in the group {first!r} already")
    advice = N_("a field wins or loses with one group")


class NotGroupable(MappingError):
    """A field with one home stands in a group."""

    template = N_("the field {name!r} has one home: nothing is won or lost with it")
    advice = N_("take it out of the group")


class MixedDirections(MappingError):
    """The fields of a group do not all travel the same way."""

    template = N_("{name!r} does not travel like the rest of its group")
    advice = N_("give all fields of the group {group!r} one direction")


class GroupIsField(MappingError):
    """A group bears the name of a field outside it."""

    template = N_("the group {name!r} is called like a field that is not in it")
    advice = N_("give it another name, or put the field in it")


class WrongSchema(MappingError):
    """The file is of another version of the format."""

    template = N_("version {found} of the format is not known")
    advice = N_("this program reads schema: {known}")


class OtherOptions(MappingError):
    """A line and its select field speak of different collections."""

    template = N_("{property!r} offers {offered!r}, the lens reads {read!r}")
    advice = N_("make them the same")


class NotASelectField(MappingError):
    """The name of an additional field is not the prefix of its system and a code."""

    template = N_("{name!r} is no name of an additional field")
    advice = N_("write {prefix}CODE")
