"""YAML read with its places: every value knows the line that it came from.

Scalars are kept as the texts they are (PyYAML would read ``00100`` as 64 and
``NO`` as false); whoever reads a value says what it has to be.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from engine.errors import N_, ConfigError, Located
from engine.source import Source, Span

# An alias is read again wherever it stands: a few lines of them can name
# more values than any memory holds.
_MOST_NODES = 100_000


class NotYaml(ConfigError):
    """A text is not YAML."""

    template = N_("this is not YAML: {text}")


class TabIndents(NotYaml):
    """A tab stands where a line begins."""

    template = N_("a tab stands here: YAML indents with spaces alone")
    advice = N_("write spaces in its place")


class OpenBracket(NotYaml):
    """A bracket that is opened and not closed."""

    template = N_("this bracket is not closed")
    advice = N_("close it, or look for a quote that is not closed behind it")


class OpenQuote(NotYaml):
    """A quote that is opened and not closed."""

    template = N_("this quote is not closed")
    advice = N_("close it; an apostrophe within quotes is written twice")


class LooseColon(NotYaml):
    """A text with a colon in it, or a line at another depth than its neighbours."""

    template = N_("this colon is not understood")
    advice = N_("quote a text that holds one; indent keys of one level alike")


class OddBeginning(NotYaml):
    """A text begins with a sign that YAML keeps for itself."""

    template = N_("no text begins with {sign!r} in YAML")
    advice = N_("put the text in quotes")


class SameKeyTwice(ConfigError):
    """A mapping of YAML names one key twice."""

    template = N_("the key {key!r} stands here twice")
    advice = N_("keep one of the two")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, and whether it was written plain (without quotes)."""

    text: str
    span: Span
    plain: bool = True

    @property
    def is_null(self) -> bool:
        """Whether this is an empty place, ``~`` or ``null``."""
        return self.plain and self.text in ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple["Marked", ...]
    span: Span

    def __iter__(self) -> Iterator["Marked"]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class Keys:
    """A mapping from keys to values, in the order of the file."""

    entries: dict[str, "Marked"]
    spans: dict[str, Span]
    span: Span

    def get(self, key: str) -> "Marked | None":
        """The value under ``key``, or None."""
        return self.entries.get(key)


Marked: TypeAlias = Scalar | Items | Keys


def read(source: Source) -> tuple[Marked, tuple[Located, ...]]:
    """Read one YAML document; the problems found come beside what could be read."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(source.text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        problem = _not_yaml(source, error)
        return Keys({}, {}, Span(source, 1, 1)), (problem,)
    except (yaml.YAMLError, ValueError) as error:
        start = Span(source, 1, 1)
        text = str(error).splitlines()[0]
        return Keys({}, {}, start), (NotYaml(start, text=text),)
    if node is None:
        return Keys({}, {}, Span(source, 1, 1)), ()
    reader = _Reader(source)
    try:
        return reader.marked(node), tuple(reader.problems)
    except RecursionError:
        start = Span(source, 1, 1)
        problem = NotYaml(
            start, text="it refers to itself, or is nested too deep, or too large"
        )
        return Keys({}, {}, start), (problem,)


# What PyYAML was reading, where the end of it did not come.
_OPENED: dict[str, type[NotYaml]] = {
    "while parsing a flow mapping": OpenBracket,
    "while parsing a flow sequence": OpenBracket,
    "while scanning a quoted scalar": OpenQuote,
}


def _not_yaml(source: Source, error: yaml.MarkedYAMLError) -> NotYaml:
    """What is wrong, in words for who does not know how YAML is read."""
    text = str(error.problem or error.context)
    mark = error.problem_mark or error.context_mark
    span = _span(source, mark)
    sign = source.text[mark.index : mark.index + 1] if mark else ""
    if "cannot start any token" in text:
        return TabIndents(span) if sign == "\t" else OddBeginning(span, sign=sign)
    if "mapping values are not allowed" in text:
        return LooseColon(span)
    opened = _OPENED.get(str(error.context))
    if opened and error.context_mark:
        return opened(_span(source, error.context_mark))
    return NotYaml(span, text=text)


def plain(marked: Marked) -> object:
    """The same without places, scalars read as numbers and truths where plain."""
    match marked:
        case Keys(entries=entries):
            return {key: plain(value) for key, value in entries.items()}
        case Items(items=items):
            return [plain(item) for item in items]
        case Scalar():
            return _typed(marked)


def _typed(scalar: Scalar) -> object:
    if not scalar.plain:
        return scalar.text
    if scalar.is_null:
        return None
    if scalar.text in ("true", "false"):
        return scalar.text == "true"
    digits = scalar.text.removeprefix("-")
    if digits.isascii() and digits.isdigit() and (digits == "0" or digits[0] != "0"):
        return int(scalar.text)
    whole, dot, fraction = digits.partition(".")
    if dot and (whole + fraction).isascii() and whole.isdigit() and fraction.isdigit():
        return float(scalar.text)
    return scalar.text


class _Reader:
    """Turns the nodes of PyYAML into ours, and gathers the problems met."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Located] = []
        self.seen = 0

    def marked(self, node: yaml.Node) -> Marked:
        self.seen += 1
        if self.seen > _MOST_NODES:
            raise RecursionError
        span = _span(self.source, node.start_mark, node.end_mark)
        if isinstance(node, yaml.MappingNode):
            return self._keys(node, span)
        if isinstance(node, yaml.SequenceNode):
            return Items(tuple(self.marked(child) for child in node.value), span)
        style = node.style if isinstance(node, yaml.ScalarNode) else None
        # The C loader says '' where the other one says None.
        return Scalar(node.value, span, plain=not style)

    def _keys(self, node: yaml.MappingNode, span: Span) -> Keys:
        entries: dict[str, Marked] = {}
        spans: dict[str, Span] = {}
        for key_node, value_node in node.value:
            key_span = _span(self.source, key_node.start_mark, key_node.end_mark)
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            if key in entries:
                self.problems.append(SameKeyTwice(key_span, key=key))
                continue
            entries[key] = self.marked(value_node)
            spans[key] = key_span
        return Keys(entries, spans, span)


def _span(
    source: Source, start: yaml.Mark | None, end: yaml.Mark | None = None
) -> Span:
    if start is None:
        return Span(source, 1, 1)
    on_one_line = end is not None and end.line == start.line
    width = end.column - start.column if on_one_line and end is not None else 1
    return Span(source, start.line + 1, start.column + 1, max(1, width))
