"""A lens that a customer's own folder brings, written in Python.

The file defines ``KIND`` (``exact``, ``canonical`` or ``one_way``), ``MEANING``
(a text for ``it`` and one for ``en``), ``EXAMPLES`` (tuples of a left value, what
it reads as, and what that writes) and the functions::

    get(left)         the right value; None where it is not set
    put(right, old)   the left value over the old one (not for one_way)
    normal(right)     the text by which two right values are compared (optional)

A function that fails costs no run: the value stays as it is, and is a problem.
"""

# ruff: noqa: ARG002 - every lens is asked alike, whether or not it needs the scope

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import N_, EngineError
from engine.lenses.base import Kind, Lens, Objection, Scope
from engine.lenses.entry import Entry, Example
from engine.lenses.texts import as_text, tidy
from engine.model.side import Side
from engine.values import Value, is_set


class Faulty(EngineError):
    """A file that is no lens.

    Attributes:
        line: Where; 1 where that cannot be said.
    """

    def __init__(self, line: int = 1, **parts: object) -> None:
        super().__init__(**parts)
        self.line = line


class NotPython(Faulty):
    """Python cannot read it, or not run it."""

    template = N_("Python says: {error}")


class NoKind(Faulty):
    """It does not say what it keeps of a value."""

    template = N_("KIND has to be one of {known}")


class NoFunction(Faulty):
    """A function is missing."""

    template = N_("there is no function {name}")


class NoMeaning(Faulty):
    """It does not say what it does, in both languages."""

    template = N_("MEANING has to hold a text for it and one for en")


class NoExamples(Faulty):
    """It has no examples, or some that are none."""

    template = N_("EXAMPLES has to hold tuples: (left, right, back)")


class BrokenExample(Faulty):
    """An example is not what happens."""

    template = N_("{call} is {found!r}, and not {expected!r}")


@dataclass(frozen=True, slots=True)
class Functions:
    """The functions of such a file."""

    get: Callable[[Value], Value]
    put: Callable[[Value, Value], Value] | None = None
    normal: Callable[[Value], object] | None = None


class Foreign(Lens):
    """A lens of a customer's own."""

    kind = Kind.CANONICAL
    is_plain = False

    def __init__(self, name: str, functions: Functions) -> None:
        self.name = name
        self.functions = functions

    def get(self, left: Value, scope: Scope) -> Value:
        """What its ``get`` says; what it cannot read as a text."""
        if not is_set(left):
            return None
        try:
            right = self.functions.get(left)
        except Exception:  # noqa: BLE001 - the code is a customer's: anything may happen
            return as_text(left)
        return right if is_set(right) else None

    def put(self, right: Value, old: Value, scope: Scope) -> Value:
        """What its ``put`` says; what it cannot write as a text."""
        if self.get(old, scope) == right:
            return old
        if not is_set(right):
            return None
        try:
            left = self.functions.put(right, old) if self.functions.put else right
        except Exception:  # noqa: BLE001 - as above
            return as_text(right)
        return left if is_set(left) else None

    def written(self, right: Value, scope: Scope) -> Value:
        """The same, over nothing."""
        return self.put(right, None, scope)

    def normal(self, right: Value, scope: Scope) -> str:
        """What its ``normal`` says; the tidy text where it has none."""
        if not is_set(right):
            return ""
        text = tidy(as_text(right) or "")
        if self.functions.normal is None:
            return text
        try:
            return str(self.functions.normal(right))
        except Exception:  # noqa: BLE001 - as above
            return text

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """A value that its ``put`` does not take."""
        if target is Side.RIGHT or not is_set(right) or self.functions.put is None:
            return None
        try:
            self.functions.put(right, None)
        except Exception as error:  # noqa: BLE001 - as above
            parts = {
                "value": as_text(right) or "",
                "lens": self.name,
                "text": str(error) or type(error).__name__,
            }
            return Objection("lens_refused", parts)
        return None


def read_foreign(name: str, text: str, file: str) -> Entry:
    """The lens that a file defines.

    Raises:
        Faulty: It is none, or fails its own examples.
    """
    names = _run(text, file)
    kinds = {kind.value: kind for kind in Kind}
    kind = kinds.get(str(names.get("KIND")))
    if kind is None:
        raise NoKind(_line_of(text, "KIND"), known=", ".join(kinds))
    functions = _functions(names, kind)
    meaning = names.get("MEANING")
    if not isinstance(meaning, dict) or {"it", "en"} - set(meaning):
        raise NoMeaning(_line_of(text, "MEANING"))
    lens = Foreign(name, functions)
    examples = tuple(_examples(names, lens, _line_of(text, "EXAMPLES")))
    return Entry(
        name,
        kind,
        {language: str(words) for language, words in meaning.items()},
        lambda _arguments, _supplies: lens,
        examples,
        is_stock=False,
        digest=hashlib.sha256(text.encode()).hexdigest()[:16],
    )


def _run(text: str, file: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "raccordo_lens", "__file__": file}
    try:
        exec(compile(text, file, "exec"), names)  # noqa: S102 - an overlay of the profile names the file
    except SyntaxError as error:
        raise NotPython(error.lineno or 1, error=error.msg) from error
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        raise NotPython(_line_in(error, file), error=said) from error
    return names


def _line_in(error: Exception, file: str) -> int:
    line, trace = 1, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _line_of(text: str, name: str) -> int:
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if line.startswith(name)), 1)


def _functions(names: Mapping[str, Any], kind: Kind) -> Functions:
    needed = ("get",) if kind is Kind.ONE_WAY else ("get", "put")
    for one in needed:
        if not callable(names.get(one)):
            raise NoFunction(name=one)
    return Functions(
        names["get"],
        names["put"] if kind is not Kind.ONE_WAY else None,
        names["normal"] if callable(names.get("normal")) else None,
    )


def _examples(names: Mapping[str, Any], lens: Foreign, line: int) -> list[Example]:
    rows = names.get("EXAMPLES")
    if not isinstance(rows, list | tuple) or not rows:
        raise NoExamples(line)
    found = []
    for row in rows:
        if not isinstance(row, tuple) or len(row) != 3:  # noqa: PLR2004 - as the message says
            raise NoExamples(line)
        example = Example(*row)
        _try(f"get({example.left!r})", lens.get(example.left, {}), example.right, line)
        if lens.functions.put:
            back = lens.put(example.right, None, {})
            _try(f"put({example.right!r})", back, example.back, line)
        found.append(example)
    return found


def _try(call: str, found: Value, expected: Value, line: int) -> None:
    if found != expected:
        raise BrokenExample(line, call=call, found=found, expected=expected)
