"""Which entities a profile keeps equal, and which of them a run takes by itself."""

from pathlib import Path

from engine.application.sides import QUOTATIONS
from engine.config.profile import Profile

FIRST_ENTITY = "customers"
"""The entity that is meant where none is named."""

_PRODUCTS = "products"

_STOCK = (FIRST_ENTITY, _PRODUCTS, QUOTATIONS)
"""The stock mappings that can be kept equal so far."""

_LOOKUPS = {
    FIRST_ENTITY: ("vat_rates", "payment_terms", "payment_types"),
    _PRODUCTS: ("vat_rates", "units"),
    QUOTATIONS: ("vat_rates", "payment_terms", "payment_types", "units"),
}
"""What goes with an entity where the profile keeps orders equal."""


def known_to(profile: Profile) -> tuple[str, ...]:
    """The entities that a profile keeps equal, in the order of its mappings."""
    named = [Path(name) for name in profile.mappings]
    found = [path.stem for path in named if path.suffix or path.name in _STOCK]
    if not profile.toggles.orders:
        found = [name for name in found if name not in (_PRODUCTS, QUOTATIONS)]
    return with_lookups(profile, tuple(dict.fromkeys(found)))


def with_lookups(profile: Profile, entities: tuple[str, ...]) -> tuple[str, ...]:
    """The entities, each with its lookups where orders are kept equal."""
    if not profile.toggles.orders:
        return entities
    lookups = (one for name in entities for one in _LOOKUPS.get(name, ()))
    return tuple(dict.fromkeys((*entities, *lookups)))


def is_on(profile: Profile, entity: str) -> bool:
    """Whether a run that names no entity keeps a known one equal."""
    of_orders = {_PRODUCTS, QUOTATIONS, *_LOOKUPS[_PRODUCTS], *_LOOKUPS[QUOTATIONS]}
    return profile.toggles.customers or entity in of_orders
