"""How a person names one record of one system."""

from engine.errors import N_, UsageError


class NotRef(UsageError):
    """A text that names no record."""

    template = N_("{text!r} names no record")
    advice = N_("write cic:ID or crm:ID")


def checked_ref(text: str) -> str:
    """The text, if it is ``cic:ID`` or ``crm:ID``.

    Raises:
        NotRef: It is neither.
    """
    side, colon, record = text.partition(":")
    if side not in ("cic", "crm") or not colon or not record:
        raise NotRef(text=text)
    return text
