"""What the screens show of the fields of a mapping."""

from collections.abc import Mapping
from functools import partial

from engine.lenses.base import Lens
from engine.lenses.supplies import Supplies
from engine.mapping.declaration import Declaration, FieldPair
from engine.mapping.vocabulary import lens_of
from engine.messages.screens import Screens, Shown

_DAY = "date"
"""The lens of a date without a time."""


def shown_fields(declaration: Declaration) -> dict[str, Shown]:
    """Every field of a mapping, with its label and what it holds."""
    return {name: _shown(pair) for name, pair in declaration.fields.items()}


def screens_of(declaration: Declaration, lang: str) -> Screens:
    """The screens of one entity."""
    return Screens(lang, lambda _: shown_fields(declaration))


def _shown(pair: FieldPair) -> Shown:
    is_day = [use.name for use in pair.lens] == [_DAY]
    day = partial(_day, lens_of(pair.lens, Supplies())) if is_day else None
    return Shown(pair.labels, pair.holds.value, day, _seen(pair.items))


def _day(lens: Lens, text: str) -> str:
    """The day alone, in the time zone that the lens minds; what is none as it is."""
    return lens.normal(text, {})


def _seen(items: Mapping[str, FieldPair]) -> dict[str, Shown]:
    """What a person sees of an item: what only rules ask for is on no screen."""
    return {name: _shown(item) for name, item in items.items() if not item.ignore}
