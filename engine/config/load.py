"""Reading a profile, without the weight of the reader until one is read."""

from collections.abc import Mapping
from pathlib import Path

from engine.config.profile import Profile


def load_profile(
    path: Path, environment: Mapping[str, str], *, is_offline: bool = False
) -> Profile:
    """Read and check a profile; ``${NAME}`` comes from ``environment``.

    Args:
        path: Where it is.
        environment: The variables of the process.
        is_offline: Nothing will be asked of a system: a variable that is lacking
            under ``cic`` or ``crm`` stays as it is written.

    Raises:
        NoProfile: There is no such file.
        Several: All that is wrong in it, each with its place.
    """
    from engine.config.reader import read_profile

    return read_profile(path, environment, is_offline=is_offline)
