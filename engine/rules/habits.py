"""What people write who know another language, and what is written here instead."""

from collections.abc import Sequence

from engine.errors import N_, RuleError
from engine.rules.tokens import Token
from engine.rules.words import Words
from engine.source import nearest

_BEGINNINGS = frozenset(
    {"FOR", "REQUIRE", "CHECK", "DEFAULT", "FORBID", "WARN", "EACH"}
)


class TwoRules(RuleError):
    """A rule begins behind another one."""

    template = N_("another rule begins here")
    advice = N_("write it on a line of its own")


class ConditionFirst(RuleError):
    """A line begins with a condition."""

    template = N_("a rule begins with what it asks for, not with {name!r}")
    advice = N_(
        "write '{require} … {name} …'; or indent this line, if it continues the one"
        " above"
    )


class OpenChoice(RuleError):
    """A list of values is not in square brackets, or a table is not called one."""

    template = N_("{found!r} cannot stand here")
    advice = N_("write a list of values as ['IT', 'DE'], a table as '{table} …'")


class IsValue(RuleError):
    """A value follows ``is``."""

    template = N_("a value is compared with =, not with {word!r}")
    advice = N_("write = {found}")


class NoFunction(RuleError):
    """A name is called as a function."""

    template = N_("nothing is called with parentheses here")
    advice = N_("known are: {known}")


class SpacedName(RuleError):
    """Two names stand side by side."""

    template = N_("{found!r} cannot stand here")
    advice = N_("in one name write '_' for a space: {joined}; between two a comma")


class MeantKeyword(RuleError):
    """A word was taken for a field, and is rather a slip for a keyword."""

    template = N_("{found!r} cannot stand here")
    advice = N_("did you mean {nearest!r}?")


def habit(
    tokens: Sequence[Token], index: int, expected: frozenset[str], words: Words
) -> RuleError | None:
    """The habit behind the token at ``index``, where ``expected`` was due."""
    token = tokens[index]
    meanings = frozenset(words.meanings(token.text)) if token.kind == "WORD" else None
    if meanings and "WHEN" in expected and meanings & _BEGINNINGS:
        return TwoRules(token.span)
    if "BEGIN" in expected and not _is_near(token, words):
        table = words.phrase("IN", "TABLE")
        return OpenChoice(token.span, found=token.text, table=table)
    before = tokens[index - 1] if index else None
    if before is None or before.kind != "WORD":
        return None
    return _behind_a_word(before, token, expected, words)


def condition_first(token: Token, words: Words) -> RuleError | None:
    """A line that begins with ``when`` or ``unless``."""
    if not {"WHEN", "UNLESS"}.intersection(words.meanings(token.text)):
        return None
    require = words.spell("REQUIRE")
    return ConditionFirst(token.span, name=token.text.lower(), require=require)


def _behind_a_word(
    before: Token, token: Token, expected: frozenset[str], words: Words
) -> RuleError | None:
    said = words.meanings(before.text)
    if "IS" in said and token.kind in ("TEXT", "NUMBER"):
        return IsValue(token.span, word=before.text, found=token.text)
    if said:
        return None
    if token.kind == "OPEN":
        of = words.spell("OF")
        lengths = f"{words.spell('LENGTH')} {of} zip"
        known = f"'{lengths}', '{words.spell('SUM')} {of} lines.amount'"
        return NoFunction(before.span, known=known)
    if token.kind == "WORD" and not words.meanings(token.text):
        return _two_names(before, token, expected, words)
    return None


def _two_names(
    before: Token, token: Token, expected: frozenset[str], words: Words
) -> RuleError | None:
    due = [words.spell(one) for one in words.terminals if one in expected]
    if close := nearest(token.text, due):
        return MeantKeyword(token.span, found=token.text, nearest=close)
    if meant := words.slips.get(before.text.lower()):
        return MeantKeyword(before.span, found=before.text, nearest=meant)
    is_slip = token.text.lower() in words.slips or "REQUIRES" in expected
    if not is_slip and {"COMMA", "EQUAL"} & expected:
        joined = f"{before.text}_{token.text}"
        return SpacedName(token.span, found=token.text, joined=joined)
    return None


def _is_near(token: Token, words: Words) -> bool:
    """Whether a word is nearly ``table`` or ``catalogue``."""
    known = [words.spell("TABLE"), words.spell("CATALOGUE")]
    return bool(nearest(token.text, known))
