"""The folders of profiles, whose states are in a file or on a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import STATES, state_line


@pytest.fixture(params=STATES)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A folder for a profile, told once for each kind of state."""
    with state_line(request.param) as line:
        (tmp_path / "state.yml").write_text(line, encoding="utf-8")
        yield tmp_path
