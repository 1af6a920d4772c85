"""What the operating system says, told in words of ours and in Italian."""

import errno
import os
import socket

import pytest

from engine.errors import Unauthorised, Unavailable
from engine.messages import error_text
from engine.messages.catalogue import translated
from engine.messages.denials import DENIALS, denial


@pytest.mark.parametrize(
    ("number", "said"),
    [
        pytest.param(errno.ENOENT, "there is no such file or folder", id="no file"),
        pytest.param(errno.ENOSPC, "the disk is full", id="full"),
        pytest.param(errno.ECONNREFUSED, "nobody listens there", id="refused"),
    ],
)
def test_a_denial_is_told_in_our_words(number: int, said: str) -> None:
    assert denial(OSError(number, os.strerror(number))) == said


def test_the_cause_of_an_error_tells_where_it_says_nothing_itself() -> None:
    error = ValueError("all attempts failed")
    error.__cause__ = ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")

    assert denial(error) == "nobody listens there"
    assert denial(socket.gaierror(-2, "Name or service not known")).startswith(
        "no host"
    )
    assert denial(OSError(errno.EXDEV, "Invalid link")) == "Invalid link"


def test_a_full_stop_of_a_server_is_no_colon() -> None:
    error = Unauthorised(system="cic", text="Authorization has been denied.")

    assert ".:" not in error_text(error, "it")
    assert "denied: renew them" in error_text(error, "en")


@pytest.mark.parametrize("said", sorted(DENIALS))
def test_a_system_that_cannot_be_reached_is_told_in_one_language(said: str) -> None:
    error = Unavailable(system="cic", text=said)

    assert translated(said, "it") != said
    assert translated(said, "it") in error_text(error, "it")
    assert said in error_text(error, "en")
