"""The demo tells the truth, in both languages, and leaves nothing behind."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.scene import Said


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_claim_of_the_demo_holds(
    run: Callable[..., Said],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    said = run("demo", "--json", "--lang", lang)

    assert said.code == 0
    stages = said.document["stages"]
    assert [stage["stage"] for stage in stages] == [
        *("set_up", "plan", "first_sync", "two_edits", "conflict"),
        *("held", "mended", "idle", "quoted", "printed"),
    ]
    assert all(claim["holds"] for stage in stages for claim in stage["claims"])
    assert list(tmp_path.iterdir()) == []


def test_the_demo_is_told_to_a_person(run: Callable[..., Said]) -> None:
    said = run("demo", "--lang", "en")

    assert said.code == 0
    assert "10/10" in said.out
    assert "✗" not in said.out.replace("✗ 1 Torrefazione", "")
