"""What a person may take to decide a conflict: a side, or a value."""

from engine.application.sides import NAMES
from engine.errors import N_, UsageError
from engine.mapping.declaration import Declaration
from engine.state.conflicts import Conflict


class BadTake(UsageError):
    """A decision that is not written as one."""

    template = N_("{take!r} does not decide a conflict about {field}")
    advice = N_("write --take cic, --take crm or --take {field}=VALUE")


def demand_take(declaration: Declaration, conflict: Conflict, take: str) -> None:
    """See that what is to be taken is a side, or a value of the field.

    Raises:
        BadTake: It is neither.
    """
    name, equals, _ = take.partition("=")
    pair = declaration.fields.get(conflict.field)
    is_value = equals and name.strip() == conflict.field and not (pair and pair.items)
    if take not in (NAMES.left, NAMES.right) and not is_value:
        raise BadTake(take=take, field=conflict.field)
