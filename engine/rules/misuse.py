"""Why a rule that can be read cannot hold: it names or asks what is not there."""

from engine.errors import N_, Place, RuleError
from engine.rules.errors import Unknown
from engine.rules.vocabulary import Kind


class UnknownField(Unknown):
    """A rule names a field that the entity does not have."""

    template = N_("there is no field {name!r} in {entity}")


class BareWord(RuleError):
    """A word without quotes, where a value is due, that is no field."""

    template = N_("there is no field {name!r} in {entity}")
    advice = N_("put it in quotes, if it is a value: '{name}'")


class NullWord(RuleError):
    """A word of another language for what is not set."""

    template = N_("{name!r} is no value here")
    advice = N_("write '{field} {words}'")


class UnknownEntity(Unknown):
    """A section is for an entity that does not exist."""

    template = N_("there is no entity {name!r}")


class UnknownShape(Unknown):
    """A rule asks for a shape that nobody declared."""

    template = N_("there is no shape {name!r}")


class UnknownTable(Unknown):
    """A rule asks a table that nobody declared."""

    template = N_("there is no table {name!r}")


class UnknownOption(Unknown):
    """A rule compares a field with a value that it can never hold."""

    template = N_("{field} can never be {value!r}")


class UnknownPlaceholder(Unknown):
    """A message has a placeholder that nothing fills."""

    template = N_("nothing fills {name!r} in this message")


class SameField(RuleError):
    """A rule names one field twice in its list."""

    template = N_("{name!r} stands here twice")
    advice = N_("keep one of the two")


class SameMessage(RuleError):
    """A rule has two messages in one language."""

    template = N_("there is already a message in the language {language!r}")
    advice = N_("keep one of the two")


class SameCode(RuleError):
    """Two rules have one code."""

    template = N_("the code {code!r} is already that of {other}")
    advice = N_("give this rule another code")


class _OfKind(RuleError):
    """A field is of a kind that does not go with what is said of it."""

    def __init__(self, place: Place, *, kind: Kind, **parts: object) -> None:
        super().__init__(place, **parts)
        self.template = {
            Kind.TEXT: N_("{field} is a text"),
            Kind.NUMBER: N_("{field} is a number"),
            Kind.TRUTH: N_("{field} is true or false"),
            Kind.OPTION: N_("{field} is a choice of a list"),
            Kind.DATE: N_("{field} is a date"),
            Kind.LIST: N_("{field} is a list"),
        }[kind]


class WrongValue(_OfKind):
    """A field is compared with a value that it cannot hold, being of another kind."""

    advice = N_("write {example}")


class WrongTest(_OfKind):
    """A field is asked what only fields of some kinds can answer."""

    kinds: tuple[Kind, ...] = ()


class NotCompared(WrongTest):
    """A list is compared with one value."""

    advice = N_("ask for its length, or whether it is set")
    kinds = (Kind.TEXT, Kind.OPTION, Kind.DATE, Kind.NUMBER, Kind.TRUTH)


class NoOrder(WrongTest):
    """A field is asked whether it is less or more."""

    advice = N_("{word!r} compares numbers and dates only")
    kinds = (Kind.NUMBER, Kind.DATE)


class NoText(WrongTest):
    """A field that is no text is asked for a shape or a pattern."""

    advice = N_("{word!r} can be asked of a text only")
    kinds = (Kind.TEXT, Kind.OPTION, Kind.DATE)


class NoLength(WrongTest):
    """A field that has no length is asked for it."""

    advice = N_("{word!r} can be asked of a text or a list only")
    kinds = (Kind.TEXT, Kind.OPTION, Kind.DATE, Kind.LIST)


class NoKey(WrongTest):
    """A field that is no key is looked up in a table."""

    advice = N_("{word!r} can be asked of a text, a choice or a number only")
    kinds = (Kind.TEXT, Kind.OPTION, Kind.DATE, Kind.NUMBER)


class NoNumber(WrongTest):
    """What is no number is added up, or compared with a tolerance."""

    advice = N_("{word!r} is for numbers only")
    kinds = (Kind.NUMBER,)


class OtherKind(RuleError):
    """Two fields of different kinds are compared."""

    template = N_("{field} and {other} are of different kinds")
    advice = N_("compare a number with a number, a text with a text")


class NotADay(RuleError):
    """A text beside a date is not a day."""

    template = N_("{day!r} is not a day")
    advice = N_("write a date as '2024-12-31'")


class EmptyText(RuleError):
    """A field is compared with the empty text, which is never there."""

    template = N_("a field that is set is never ''")
    advice = N_("write '{field} {words}'")


class ReadOnly(RuleError):
    """A default fills a field that cannot be written."""

    template = N_("{field} cannot be written, so it has no default")
    advice = N_("remove this rule")


class NoBaseline(RuleError):
    """A default asks what changed, before there is anything to compare."""

    template = N_("a default cannot ask what is changed")
    advice = N_("ask for a value, or whether the field is set")


class RefusedDefault(RuleError):
    """A default gives a value that another rule does not accept."""

    template = N_("{other} does not accept this default")
    advice = N_("change one of the two")


class WarnedDefault(RuleError):
    """A default is written as a warning."""

    template = N_("a default does not complain, so it cannot be a warning")
    advice = N_("remove {word!r}")


class SilentDefault(RuleError):
    """A default has a message."""

    template = N_("a default does not complain, so it has no message")
    advice = N_("remove the message, or put a comment in its place")


class CheckOfPresence(RuleError):
    """A check asks whether what it speaks of is set."""

    template = N_("this rule can never complain")
    advice = N_("'{check}' says nothing of a field that is not set: write '{require}'")


class NeverFires(RuleError):
    """A rule that no record can break."""

    template = N_("this rule can never complain")
    advice = N_(
        "what it asks for is already so whenever it speaks: remove or correct it"
    )


class NeverSpeaks(RuleError):
    """Conditions that contradict each other."""

    template = N_("no record can meet these conditions together")
    advice = N_("correct one of the values, or use '{either}' in place of '{both}'")


class NeverHolds(RuleError):
    """A check that every record breaks."""

    template = N_("no value can meet this check")
    advice = N_("correct one of the values, or use '{either}' in place of '{both}'")


class NeverFills(RuleError):
    """A default whose conditions ask that its field is already set."""

    template = N_("this default never fills anything")
    advice = N_("where its conditions hold, {field} is already set")


class BadPattern(RuleError):
    """A pattern cannot be used."""

    template = N_("this pattern cannot be used: {text}")


class SlowPattern(RuleError):
    """A pattern could take longer than anybody waits."""

    template = N_("this pattern could take for ever on some text")
    advice = N_("do not repeat what already repeats, and use few + and *")


class LookingPattern(RuleError):
    """A pattern looks ahead or back, or sets flags."""

    template = N_("a pattern cannot look ahead or back, nor begin with (?…)")
    advice = N_("say what the whole text looks like, from left to right")


class LongPattern(RuleError):
    """A pattern is longer than anybody reads."""

    template = N_("this pattern is longer than {limit} characters")
    advice = N_("use a shape, or split the rule")
