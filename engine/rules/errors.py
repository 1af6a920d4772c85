"""Everything that can be wrong in a rules file.

The words that a person has to read twice stand in the advice: what to write instead.
"""

from engine.errors import N_, Place, RuleError
from engine.rules.vocabulary import Kind


class _Unknown(RuleError):
    """A name that nobody knows; the nearest known one is offered."""

    advice = N_("did you mean {nearest!r}?")

    def __init__(self, place: Place, **parts: object) -> None:
        super().__init__(place, **parts)
        if not parts.get("nearest"):
            self.advice = N_("known are: {known}")


class UnknownField(_Unknown):
    """A rule names a field that the entity does not have."""

    template = N_("there is no field {name!r} in {entity}")


class BareWord(RuleError):
    """A word without quotes, where a value is due, that is no field."""

    template = N_("there is no field {name!r} in {entity}")
    advice = N_("put it in quotes, if it is a value: '{name}'")


class UnknownEntity(_Unknown):
    """A section is for an entity that does not exist."""

    template = N_("there is no entity {name!r}")


class UnknownShape(_Unknown):
    """A rule asks for a shape that nobody declared."""

    template = N_("there is no shape {name!r}")


class UnknownOption(_Unknown):
    """A rule compares a field with a value that it can never hold."""

    template = N_("{field} can never be {value!r}")


class UnknownLanguage(_Unknown):
    """The header names a language that there are no keywords for."""

    template = N_("there are no keywords in the language {name!r}")


class UnknownPlaceholder(_Unknown):
    """A message has a placeholder that nothing fills."""

    template = N_("nothing fills {name!r} in this message")


class UnknownKeyword(_Unknown):
    """A line begins with a word that begins no rule."""

    template = N_("no rule begins with {name!r}")


class OtherLanguage(RuleError):
    """A word is a keyword, but of the other language."""

    template = N_("{name!r} is a keyword of another language")
    advice = N_("here it is {here!r}; or begin the file with '# language: {language}'")


class _Expecting(RuleError):
    """Something else is due; a name that is due is said by what it names.

    Args:
        place: Where it is due.
        due: What a name would have to name there: ``NAME`` (a field), ``SHAPE``,
            ``ENTITY``, or an empty text where no name can stand.
        parts: ``expected``, the keywords and signs, and the rest.
    """

    def __init__(self, place: Place, *, due: str = "", **parts: object) -> None:
        super().__init__(place, **parts)
        self.advice = {
            "": N_("expected: {expected}"),
            "NAME": N_("expected: the name of a field, {expected}"),
            "SHAPE": N_("expected: a shape: {expected}"),
            "ENTITY": N_("expected: an entity, as customers"),
        }[due]
        if due == "NAME" and not parts["expected"]:
            self.advice = N_("expected: the name of a field")
        if parts.get("nearest"):
            self.advice = N_("did you mean {nearest!r}?")


class Unexpected(_Expecting):
    """A word stands where another is due."""

    template = N_("{found!r} cannot stand here")


class Unfinished(_Expecting):
    """A rule ends before it has said everything."""

    template = N_("the rule is not finished")


class OddCharacter(RuleError):
    """A character that the language does not use."""

    template = N_("{found!r} is not used in rules")

    def __init__(self, place: Place, **parts: object) -> None:
        super().__init__(place, **parts)
        if parts.get("instead"):
            self.advice = N_("write {instead}")


class OpenText(RuleError):
    """A text has no closing quote on its line."""

    template = N_("this text is not closed")
    advice = N_(
        "end it with {quote} on the same line; a {quote} in it is written twice"
    )


class NotYet(RuleError):
    """A word of the language that this version does not know yet."""

    template = N_("{word!r} is not available yet")
    advice = N_("leave this rule out for now")


class NothingAbove(RuleError):
    """An indented line continues nothing."""

    template = N_(
        "this line is indented, but there is no rule above for it to continue"
    )
    advice = N_("begin it at the left margin")


class NotIndented(RuleError):
    """A line begins with a word that only continues a rule."""

    template = N_("no rule begins with {name!r}")
    advice = N_("indent this line, if it continues the one above")


class DecimalComma(RuleError):
    """A number is written with a comma."""

    template = N_("a number has a point here, not a comma")
    advice = N_("write {instead}")


class NoSection(RuleError):
    """A rule stands before the line that says for which entity."""

    template = N_("this rule does not know for which entity it is")
    advice = N_("write '{example}' on a line above it")


class LateHeader(RuleError):
    """The language is named after the first rule."""

    template = N_("the language must be named before the first rule")
    advice = N_("move this line to the top of the file")


class TooLarge(RuleError):
    """A rules file is larger than any person would write."""

    template = N_("the file is larger than {limit} KB")
    advice = N_("split it into several files")


class TooDeep(RuleError):
    """Parentheses and negations are nested deeper than anybody can read."""

    template = N_("this condition is nested more than {limit} deep")
    advice = N_("split it into several rules")


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


class NeverFires(RuleError):
    """A rule that no record can break."""

    template = N_("this rule can never complain")
    advice = N_("'{check}' says nothing of a field that is not set: write '{require}'")


class BadPattern(RuleError):
    """A pattern cannot be used."""

    template = N_("this pattern cannot be used: {text}")


class SlowPattern(RuleError):
    """A pattern could take longer than anybody waits."""

    template = N_("this pattern could take for ever on some text")
    advice = N_("do not repeat what already repeats, and use few + and *")
