"""What a partial write has to send."""

from engine.values import Json, Value, is_set


def changed_properties(before: Json, after: Json) -> Json:
    """The properties to send so that ``before`` becomes ``after``."""
    names = [*after, *(name for name in before if name not in after)]
    changed = {}
    for name in names:
        old, new = before.get(name), after.get(name)
        if is_set(new) and new != old:
            changed[name] = new
        elif is_set(old) and not is_set(new):
            changed[name] = _cleared(old)
    return changed


def _cleared(value: Value) -> Value:
    """What takes the place of a value that is cleared.

    Whether null clears a property is not known; the empty text and list do.
    """
    match value:
        case str():
            return ""
        case list():
            return []
        case _:
            return None
