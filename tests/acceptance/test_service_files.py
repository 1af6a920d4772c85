"""The unit for systemd and the container file say what the command understands."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.scene import Said

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "06-service"
UNIT = (EXAMPLE / "raccordo.service").read_text(encoding="utf-8")
CONTAINER = (EXAMPLE / "Containerfile").read_text(encoding="utf-8")
README = (EXAMPLE / "README.md").read_text(encoding="utf-8")


def in_unit() -> list[str]:
    (line,) = re.findall(r"^ExecStart=(.*)$", UNIT, re.MULTILINE)
    command, *words = shlex.split(line)
    assert Path(command).name == "raccordo"
    return words


def in_container() -> list[str]:
    (entry,) = re.findall(r"^ENTRYPOINT (.*)$", CONTAINER, re.MULTILINE)
    (words,) = re.findall(r"^CMD (.*)$", CONTAINER, re.MULTILINE)
    assert json.loads(entry) == ["raccordo"]
    found: list[str] = json.loads(words)
    return found


def in_readme() -> list[str]:
    (line,) = re.findall(r"^ {4}raccordo (.*)$", README, re.MULTILINE)
    return shlex.split(line)


WORDS = [
    pytest.param(in_unit(), id="the unit"),
    pytest.param(in_container(), id="the container file"),
    pytest.param(in_readme(), id="the page beside them"),
]


@pytest.mark.parametrize("words", WORDS)
def test_their_words_are_those_of_the_command(
    words: list[str], run: Callable[..., Said]
) -> None:
    """An option that is not there is refused before any help is shown."""
    assert run(*words, "--help").code == 0
    assert run(*words, "--prot", "1", "--help").code == 2


def test_they_listen_where_they_say() -> None:
    for words in (in_unit(), in_container()):
        assert words[words.index("--port") + 1] == "8340"
    assert "EXPOSE 8340" in CONTAINER
    assert "http://127.0.0.1:8340/healthz" in CONTAINER
    assert "proxy_pass http://127.0.0.1:8340;" in README


def test_they_end_it_with_the_signal_that_ends_it_well() -> None:
    assert "KillSignal=SIGTERM" in UNIT
    assert "STOPSIGNAL SIGTERM" in CONTAINER


def test_the_unit_may_write_where_the_profile_is() -> None:
    words = in_unit()
    folder = str(Path(words[words.index("--profile") + 1]).parent)

    assert f"ReadWritePaths={folder}\n" in UNIT
    assert f"WorkingDirectory={folder}\n" in UNIT
