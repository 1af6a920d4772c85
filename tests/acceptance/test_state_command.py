"""What a person can ask about the state itself."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.scene import CUSTOMERS, Both, Said
from tests.unit.state.states import alter, scribble

Run = Callable[..., Said]


@pytest.fixture
def state(profile: Path) -> Path:
    return profile.parent / "acme.db"


@pytest.fixture
def here(profile: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the profile, where the command is called."""
    monkeypatch.chdir(profile.parent)
    return profile.parent


def test_a_state_that_is_well(synced: Both, run: Run) -> None:
    said = run("state", "check", "--json")

    assert said.code == 0
    assert {one["state"] for one in said.document["check"]} == {"ok"}
    assert f"whole, {CUSTOMERS} pairs" in said.document["check"][0]["message"]
    assert synced.writes == 0


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        pytest.param("en", ("never read", "reads them anew"), id="English"),
        pytest.param("it", ("mai letta", "li rilegge"), id="Italian"),
    ],
)
def test_a_pair_that_no_run_would_look_at_is_found_and_mended(
    lang: str, sentences: tuple[str, str], synced: Both, state: Path, run: Run
) -> None:
    alter(state, "DELETE FROM observation WHERE side = 'right' AND id = '5001'")

    said = run("state", "check", "--lang", lang)

    assert said.code == 1
    assert all(sentence in said.out for sentence in sentences)
    assert run("sync", "--full").code == 0
    assert run("state", "check").code == 0
    assert synced.writes == 0


def test_a_damaged_state_is_told_with_its_fix_and_restored(
    synced: Both, state: Path, run: Run
) -> None:
    copy = state.with_name("copy.db")
    assert run("state", "backup", str(copy)).code == 0
    scribble(state)

    said = run("state", "check")

    assert said.code == 1
    assert "state restore" in said.out
    assert run("state", "restore", str(copy)).code == 0
    assert run("sync").code == 0
    assert len(run("links", "--json").document["links"]) == CUSTOMERS
    assert synced.writes == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param(("backup", "profile.yml"), "is there already", id="over a file"),
        pytest.param(("backup", "--force", "acme.db"), "the state itself", id="itself"),
        pytest.param(("backup", "none/copy.db"), "the folder", id="to nowhere"),
        pytest.param(("restore", "none.db"), "there is no file", id="from nothing"),
        pytest.param(("restore", "acme.db"), "the state itself", id="from itself"),
        pytest.param(("restore", "profile.yml"), "not a state", id="from a text"),
        pytest.param(("move", "--to", "there.db"), "not a place", id="elsewhere"),
    ],
)
def test_what_cannot_be_done_is_said_and_not_done(
    words: tuple[str, ...], sentence: str, synced: Both, run: Run, here: Path
) -> None:
    profile = here / "profile.yml"
    before = profile.read_bytes()

    said = run("state", *words)

    assert said.code == 2
    assert sentence in said.err
    assert profile.read_bytes() == before
    assert run("state", "check").code == 0
    assert synced.writes == 0


def test_a_copy_is_laid_over_a_file_when_it_is_asked_for(
    synced: Both, state: Path, run: Run
) -> None:
    copy = state.with_name("copy.db")
    copy.write_text("something else")

    said = run("state", "backup", str(copy), "--force", "--json")

    assert said.code == 0
    assert said.document["operation"] == {
        "verb": "backup",
        "file": str(copy),
        "links": CUSTOMERS,
        "kept": None,
    }
    assert synced.writes == 0


def test_before_the_first_run_there_is_no_state(profile: Path, run: Run) -> None:
    for words in (("check",), ("backup", "copy.db")):
        said = run("state", *words)

        assert said.code == 2
        assert "there is no state" in said.err
    assert not (profile.parent / "acme.db").exists()


def test_a_state_is_restored_by_one_at_a_time(
    synced: Both, state: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.application import wiring
    from engine.state.store import hold

    monkeypatch.setattr(wiring, "_WAIT", 0.05)
    copy = state.with_name("copy.db")
    assert run("state", "backup", str(copy)).code == 0

    with hold(state, "acme", 1):
        assert run("state", "restore", str(copy)).code == 5
        assert run("state", "check").code == 0
    assert synced.writes == 0


@pytest.mark.parametrize("variable", ["${NOT_SET_HERE}", "$NOT_SET_HERE"])
@pytest.mark.parametrize(
    "place", ["postgresql://me:{}@127.0.0.1:1/firm", "sqlite:///{}.db"]
)
def test_a_move_to_a_variable_that_is_not_set_is_refused(
    variable: str, place: str, synced: Both, here: Path, run: Run
) -> None:
    files = sorted(here.iterdir())

    said = run("state", "move", "--to", place.format(variable), "--lang", "it")

    assert said.code == 2
    assert "nell'ambiente manca 'NOT_SET_HERE'" in said.err
    assert sorted(here.iterdir()) == files
    assert run("sync").code == 0
    assert synced.writes == 0
