"""Reading a profile, without the weight of the reader until one is read."""

from collections.abc import Mapping
from pathlib import Path

from engine.config.profile import Profile


def load_profile(path: Path, environment: Mapping[str, str]) -> Profile:
    """Read and check a profile; ``${NAME}`` comes from ``environment``.

    Raises:
        NoProfile: There is no such file.
        Several: All that is wrong in it, each with its place.
    """
    from engine.config.reader import read_profile

    return read_profile(path, environment)
