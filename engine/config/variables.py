"""Variables of the environment in what was written on the command line."""

import re
from collections.abc import Mapping

from engine.errors import N_, UsageError

_VARIABLE = re.compile(r"\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))")


class NoVariable(UsageError):
    """What was asked for names a variable that the environment does not have."""

    template = N_("the environment has no {name!r}")
    advice = N_("set it; a $ that is meant as such is written %24 in a URL")


def fill(text: str, environment: Mapping[str, str]) -> str:
    """Put the values in for ``${NAME}`` and ``$NAME``.

    Raises:
        NoVariable: One is not set.
    """

    def value(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        if name not in environment:
            raise NoVariable(name=name)
        return environment[name]

    return _VARIABLE.sub(value, text)
