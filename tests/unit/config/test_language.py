"""Which language a person is spoken to in."""

import pytest

from engine.config import language


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        pytest.param({}, "it", id="nothing is said"),
        pytest.param({"LANG": "C.UTF-8"}, "it", id="no locale to speak of"),
        pytest.param({"LC_ALL": "POSIX"}, "it", id="posix"),
        pytest.param({"LANG": "it_IT.UTF-8"}, "it", id="an Italian locale"),
        pytest.param({"LANG": "en_US.UTF-8"}, "en", id="an English locale"),
        pytest.param({"LANG": "de_DE.UTF-8"}, "en", id="a locale we do not speak"),
        pytest.param(
            {"LANG": "it_IT", "LC_ALL": "en_GB"}, "en", id="LC_ALL goes first"
        ),
        pytest.param(
            {"LC_ALL": "en_GB", "RACCORDO_LANG": "it"}, "it", id="ours goes before all"
        ),
        pytest.param({"LC_ALL": "", "LANG": "en_US"}, "en", id="empty says nothing"),
    ],
)
def test_the_language_is_that_of_the_person(
    environment: dict[str, str], expected: str
) -> None:
    assert language(environment) == expected
