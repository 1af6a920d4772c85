"""Why a rules file cannot be read.

What has to be known to mend it stands in the advice: what to write instead.
"""

from engine.errors import N_, Place, RuleError


class Unknown(RuleError):
    """A name that nobody knows; the nearest known one is offered."""

    advice = N_("did you mean {nearest!r}?")

    def __init__(self, place: Place, **parts: object) -> None:
        super().__init__(place, **parts)
        if not parts.get("nearest"):
            self.advice = N_("known are: {known}")


class UnknownLanguage(Unknown):
    """The header names a language that there are no keywords for."""

    template = N_("there are no keywords in the language {name!r}")


class UnknownKeyword(Unknown):
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
            ``ENTITY``, ``TABLE``, or an empty text where no name can stand.
        parts: ``expected``, the keywords and signs, and the rest.
    """

    def __init__(self, place: Place, *, due: str = "", **parts: object) -> None:
        super().__init__(place, **parts)
        self.advice = {
            "": N_("expected: {expected}"),
            "NAME": N_("expected: the name of a field, {expected}"),
            "SHAPE": N_("expected: a shape: {expected}"),
            "ENTITY": N_("expected: an entity, as customers"),
            "TABLE": N_("expected: the name of a table"),
        }[due]
        if due == "NAME" and not parts["expected"]:
            self.advice = N_("expected: the name of a field")
        if not due and not parts["expected"]:
            self.advice = N_("begin it on a line of its own, at the left margin")
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
    advice = N_("leave it out")

    def __init__(self, place: Place, **parts: object) -> None:
        super().__init__(place, **parts)
        if parts.get("instead"):
            self.advice = N_("write {instead}")


class BareDate(RuleError):
    """A date stands without quotes."""

    template = N_("a date stands in quotes")
    advice = N_("write {instead}")


class Arithmetic(RuleError):
    """A sign of a calculation."""

    template = N_("rules do not calculate: {found!r} is not used here")
    advice = N_("compare two fields, a length or a sum")


class OpenText(RuleError):
    """A text has no closing quote on its line."""

    template = N_("this text is not closed")
    advice = N_(
        "end it with {quote} on the same line; a {quote} in it is written twice"
    )


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


class Thousands(RuleError):
    """A number looks like one thousand, and would be read as one."""

    template = N_("{found} is read as {value}: a point stands before decimals")
    advice = N_("write {thousands} for thousands, {decimals} for decimals")


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


class Unsayable(RuleError):
    """A rule would be read otherwise in the words of another language."""

    template = N_("this rule cannot be said in the language {language!r}")
    advice = N_("one of its fields is called as a keyword of that language")
