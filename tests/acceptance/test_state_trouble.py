"""A state that may not be written, or of an older version: what a person sees."""

import shutil
from pathlib import Path

import pytest

from engine.state import migrations, sqlite
from tests.acceptance.scene import Both, Run, is_at_rest
from tests.unit.state.states import no_rights, reachable


@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_folder_that_may_only_be_read_says_so(
    lang: str, synced: Both, profile: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced.cic.customers.edit(1, city="Monza")
    with reachable() as folder:
        for path in (profile, profile.with_name("acme.db")):
            Path(shutil.copy(path, folder)).chmod(0o444)
        monkeypatch.setenv("RACCORDO_PROFILE", str(folder / "profile.yml"))
        folder.chmod(0o555)

        with no_rights():
            said = run("sync", "--lang", lang)

    assert said.code == 2
    expected = {"it": "non si può scrivere", "en": "cannot be written"}
    assert expected[lang] in said.err
    assert str(folder) in said.err
    assert synced.writes == 0


def test_a_state_of_an_older_version_is_brought_up_to_date_and_goes_on(
    both: Both, profile: Path, run: Run
) -> None:
    """It was begun by the first version, and nobody has to say anything."""
    assert profile.exists()
    with pytest.MonkeyPatch.context() as first_version:
        for module in (sqlite, migrations):
            first_version.setattr(module, "STEPS", migrations.STEPS[:1])
        assert run("setup").code == 0

    assert run("sync").code == 0

    assert is_at_rest(both, run)
