"""Where a profile remembers what it does."""

from pathlib import Path

from engine.config.profile import Profile
from engine.config.secret import Secret
from engine.state.address import Address


def place_of(profile: Profile) -> Path | Address:
    """Where a profile remembers: its file, or its part of a server."""
    state = profile.state
    if state.path is not None:
        return state.path
    return Address(state.url or Secret(""), profile.name)
