"""A key that is nearly right holds a secret all the same."""

from pathlib import Path

import pytest

from engine.config import load_profile
from engine.config.secret import mask
from engine.errors import Several

PLANTED = "Zm9vYmFyYmF6cXV4"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(f"  apikey: {PLANTED}", id="a misspelt key"),
        pytest.param(f"  pasword: {PLANTED}", id="a misspelt password"),
        pytest.param(f"  app_secret: {PLANTED}", id="the key of the other system"),
        pytest.param(f"  whatever: '{PLANTED}'", id="any key of a system"),
        pytest.param(f"  url: https://mario:{PLANTED}@host/api", id="in an address"),
        pytest.param(f"  apikey: {PLANTED}\n  bad: [", id="where the YAML ends early"),
    ],
)
def test_a_secret_under_a_wrong_key_is_never_shown(tmp_path: Path, line: str) -> None:
    path = tmp_path / "profile.yml"
    path.write_text(f"name: acme\ncrm:\n{line}\n", encoding="utf-8")

    with pytest.raises(Several) as wrong:
        load_profile(path, {})

    assert PLANTED not in mask(str(wrong.value))


def test_a_variable_is_no_secret(tmp_path: Path) -> None:
    path = tmp_path / "profile.yml"
    path.write_text("cic:\n  app_secret_token: ${CIC_APP}\n", encoding="utf-8")

    with pytest.raises(Several) as wrong:
        load_profile(path, {})

    assert "${CIC_APP}" in mask(str(wrong.value))
