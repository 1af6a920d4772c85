"""The environment and the profile, read once."""

from engine.config.language import language
from engine.config.load import load_profile
from engine.config.profile import (
    About,
    CicAccess,
    CrmAccess,
    Mail,
    Notify,
    Policy,
    Profile,
    Rate,
    StatePlace,
    Toggles,
)
from engine.config.schema import schema_profile
from engine.config.secret import Secret, mask
from engine.config.shipped import shipped

__all__ = [
    "About",
    "CicAccess",
    "CrmAccess",
    "Mail",
    "Notify",
    "Policy",
    "Profile",
    "Rate",
    "Secret",
    "StatePlace",
    "Toggles",
    "language",
    "load_profile",
    "mask",
    "schema_profile",
    "shipped",
]
