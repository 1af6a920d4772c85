"""What the READMEs tell people to type works as written."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = [
    ROOT / "README.md",
    ROOT / "README.it.md",
    *sorted((ROOT / "examples").glob("*/README.md")),
]
BLOCK = re.compile(
    r"<!-- run: (?P<how>[a-z0-9 ]+) -->\n```(?:sh|python)\n(?P<text>.*?)```", re.DOTALL
)
# A block without a mark would not be run: only the two commands of `make` stand so.
UNMARKED = re.compile(r"(?<!-->\n)```(?:sh|python)\n")
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Shell:
    """A folder of its own, where `raccordo` is this one."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        kept = {k: v for k, v in os.environ.items() if not k.startswith("RACCORDO")}
        return {**kept, "PATH": path, "PYTHONPATH": str(ROOT)}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - the words of our own README
            words,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    command = tmp_path / "bin" / "raccordo"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m engine "$@"\n')
    command.chmod(0o755)
    return Shell(tmp_path)


def steps(text: str) -> Iterator[tuple[str, str]]:
    for block in BLOCK.finditer(text):
        yield block["how"], block["text"]


def begin(shell: Shell, text: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(  # noqa: S603 - the words of our own README
        ["/bin/sh", "-c", f"exec {text}"], cwd=shell.folder, env=shell.environment
    )
    profile = shell.folder / "profile.yml"
    ended = time.monotonic() + LONGEST
    while not (profile.exists() and profile.read_text().endswith("\n")):
        assert process.poll() is None
        assert time.monotonic() < ended
        time.sleep(0.05)
    return process


@pytest.mark.parametrize(
    "readme", READMES, ids=lambda path: str(path.relative_to(ROOT))
)
def test_every_block_works_as_it_is_written(readme: Path, shell: Shell) -> None:
    for file in readme.parent.glob("*.*"):
        if readme.parent != ROOT and file != readme:
            (shell.folder / file.name).write_bytes(file.read_bytes())
    told = list(steps(readme.read_text(encoding="utf-8")))
    assert [how for how, _ in told].count("beside") == 1

    beside = begin(shell, told[0][1])
    try:
        for how, text in told[1:]:
            play(shell, how, text)
        plan = shell.run("raccordo", "plan", "--json")
        assert '"operations": []' in plan.stdout, "a second run plans nothing"
    finally:
        beside.terminate()
        beside.wait(timeout=LONGEST)


def play(shell: Shell, how: str, text: str) -> None:
    if how == "python":
        done = shell.run(sys.executable, "-W", "ignore::ResourceWarning", "-c", text)
        assert done.returncode == 0, done.stderr
        return
    lines = text.splitlines()
    for code, line in zip(how.split(), lines, strict=True):
        done = shell.run("/bin/sh", "-c", line)
        assert done.returncode == int(code), f"{line}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize(
    "readme", READMES, ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_block_escapes_the_test(readme: Path) -> None:
    assert UNMARKED.findall(readme.read_text(encoding="utf-8")) == []
