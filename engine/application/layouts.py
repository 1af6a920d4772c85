"""The print templates of the books, by name or number."""

from engine.model.option import Option, Options

LAYOUTS = "layouts"
"""The collection that they stand in."""


def usable(options: Options) -> list[Option]:
    """Those that may be used: a deleted one stays in the list."""
    return [one for one in options.options if not one.content.get("deleted")]


def chosen_layout(options: Options, named: str) -> Option | None:
    """The one of that name or number; for an empty text the default one."""
    found = usable(options)
    if not named:
        return next((one for one in found if one.content.get("isDefault")), None)
    folded = named.strip().casefold()
    by_name = (one for one in found if one.label.strip().casefold() == folded)
    by_number = (one for one in found if str(one.key) == named.strip())
    return next(by_name, None) or next(by_number, None)
