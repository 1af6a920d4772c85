"""Waiting for a profile that another run holds, without going deaf meanwhile."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack

from engine.errors import Busy

_STEP = 0.5
"""How many seconds pass between two looks at whether we were asked to end."""


def enter_soon(
    stack: ExitStack,
    hold: Callable[[float], AbstractContextManager[None]],
    seconds: float,
    wait: Callable[[float, float], None],
) -> None:
    """Take a profile as soon as the run beside us has ended.

    Args:
        stack: Lets the profile go again.
        hold: Tries to hold it for some seconds.
        seconds: How long another run may take to end.
        wait: Is told how long it takes so far, and of how long; it may raise.

    Raises:
        Busy: Another run holds it, and goes on holding it.
    """
    begun = time.monotonic()
    while True:
        try:
            stack.enter_context(hold(_STEP))
        except Busy:
            waited = time.monotonic() - begun
            if waited >= seconds:
                raise
            wait(waited, seconds)
        else:
            return
