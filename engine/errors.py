"""Everything that can go wrong, as one tree.

::

    EngineError
    ├── Located              a place in a file is wrong
    │   ├── ConfigError      the profile, or the description of a system
    │   ├── MappingError     a mapping file or an overlay
    │   └── RuleError        a rules file
    ├── Several              all the problems of one or more files, together
    ├── UsageError           what was asked for cannot be asked
    ├── RemoteError          a system answered badly, or not at all
    │   ├── Refused          the record is wrong: trying again does not help
    │   ├── Absent           there is no such record
    │   ├── Forbidden        a permission or a module is missing
    │   ├── Unauthorised     the credentials are not accepted: stop the run
    │   ├── Unavailable      nothing was done: try later
    │   └── Unclear          no answer came: it may have been done or not
    ├── StateError           what the engine remembers cannot be read or kept
    │   └── Busy             another run holds this profile
    ├── SafetyStop           a plan too destructive to be trusted
    └── Stopped              a person or the system asked this process to end

An error is a sentence with named parts.  The sentence stands in the class, in
English, and is the key under which ``messages`` finds the Italian one; a face
asks ``messages`` for the words, last.
"""

from collections.abc import Sequence
from typing import Protocol


def N_(text: str) -> str:  # noqa: N802 - the mark that gettext tools look for
    """Mark a text for translation, and leave it as it is."""
    return text


class EngineError(Exception):
    """Something that went wrong and that the engine has words for.

    Attributes:
        template: The sentence, with ``{named}`` parts.
        advice: What to do next, with the same parts; empty where nothing helps.
        parts: The values of the parts.
        exit_code: How a command ends that meets it (2 for what is wrong in a
            file or in what was asked, and so on down the tree).
    """

    template = N_("something went wrong")
    advice = ""
    exit_code = 2

    def __init__(self, **parts: object) -> None:
        super().__init__(parts)
        self.parts = parts

    def __str__(self) -> str:
        sentence = self.template.format(**self.parts)
        if not self.advice:
            return sentence
        return f"{sentence}: {self.advice.format(**self.parts)}"


class Place(Protocol):
    """A place in a text, as ``source.Span`` is one."""

    @property
    def order(self) -> tuple[str, int, int]:
        """Where this place stands among others: file, line, column."""

    def show(self, note: str = "") -> str:
        """The line with a caret under the word, and a note behind it."""

    def __str__(self) -> str:
        """``file:line:column``."""


class Located(EngineError):
    """Something wrong at a place in a file."""

    def __init__(self, place: Place, **parts: object) -> None:
        super().__init__(**parts)
        self.place = place

    def __str__(self) -> str:
        advice = self.advice.format(**self.parts)
        sentence = self.template.format(**self.parts)
        return f"{self.place}: {sentence}\n{self.place.show(advice)}"


class ConfigError(Located):
    """A profile or a description of a system is wrong."""


class MappingError(Located):
    """A mapping or an overlay is wrong."""


class RuleError(Located):
    """A rules file is wrong."""


class Several(EngineError):
    """All the located problems of one or more files, sorted by place."""

    def __init__(self, errors: Sequence[Located]) -> None:
        super().__init__()
        self.errors = tuple(sorted(errors, key=lambda error: error.place.order))

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


class UsageError(EngineError):
    """What was asked for cannot be asked."""

    template = N_("{text}")


class RemoteError(EngineError):
    """A system answered badly, or not at all."""

    exit_code = 3
    template = N_("{system}: {text}")


class Refused(RemoteError):
    """A system refused one record: the record is wrong.

    Parts: ``system``, ``status`` (HTTP), ``text`` (the system's own words),
    ``error_code`` (its code, or an empty text), ``field`` (the property that it
    names, or an empty text).
    """

    template = N_("{system} refused this ({status}): {text}")


class Absent(RemoteError):
    """A system has no such record (any more)."""

    template = N_("{system} has no {resource} {id}")


class Forbidden(RemoteError):
    """A system lacks a module, or we lack a permission."""

    template = N_("{system} does not allow {resource} ({status}): {text}")
    advice = N_("install the module, or give the user the permission")


class Unauthorised(RemoteError):
    """A system does not accept our credentials."""

    template = N_("{system} does not accept the credentials: {text}")
    advice = N_("renew them in the profile or with `raccordo grant`, then run again")


class Unavailable(RemoteError):
    """A system could not be reached, or asked us to come back later."""

    template = N_("{system} cannot be reached: {text}")
    advice = N_("nothing is lost: run again later")


class Unclear(RemoteError):
    """A request was sent and no answer came: it may have been done or not."""

    template = N_("{system} did not answer, and may have done it: {text}")
    advice = N_("nothing is lost: the next run looks first")


class StateError(EngineError):
    """What the engine remembers cannot be read or kept."""

    template = N_("the state {path} cannot be used: {text}")


class Busy(StateError):
    """Another run holds this profile."""

    exit_code = 5
    template = N_("another run holds the profile {profile!r}")
    advice = N_("wait until it has ended, then try again")


class SafetyStop(EngineError):
    """A plan is too destructive to be trusted; nothing was written."""

    exit_code = 4
    template = N_("safety stop: {text}")
    advice = N_("nothing was written; look at the plan, then use --force")


class Stopped(EngineError):
    """This process was asked to end; what was done before stands."""

    exit_code = 130
    template = N_("stopped: what was done so far is kept, the next run goes on")
