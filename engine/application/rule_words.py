"""What the rules of a file may name, by the profile that stands near it."""

import os
from collections.abc import Iterator
from pathlib import Path

from engine.application.application import Application
from engine.application.rule_files import bare_profile
from engine.config import load_profile
from engine.config.profile import Profile
from engine.errors import EngineError
from engine.rules.vocabulary import Vocabulary

_PROFILE = "profile.yml"


def words_near(path: Path) -> dict[str, Vocabulary]:
    """What rules may name, by entity.

    It comes from the profile in the folder of the file or above it; where there is
    none that can be read, from the stock mappings.
    """
    folder = path.resolve().parent
    for profile in _profiles(folder):
        try:
            return _words(profile)
        except EngineError:
            continue
    return _words(bare_profile(folder))


def _profiles(folder: Path) -> Iterator[Profile]:
    for place in (folder, *folder.parents):
        if (place / _PROFILE).is_file():
            try:
                yield load_profile(place / _PROFILE, os.environ)
            except EngineError:
                return


def _words(profile: Profile) -> dict[str, Vocabulary]:
    with Application(profile) as application:
        words: dict[str, Vocabulary] = application.rule_desk().words()
    return words
