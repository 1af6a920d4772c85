"""Texts in their plain and tidy forms, shared by all converters."""

import unicodedata

from engine.values import Value, is_set, to_json


def as_text(value: Value) -> str | None:
    """Any value as a text that a person recognises; None where it is not set."""
    if isinstance(value, str):
        return value or None
    if not is_set(value):
        return None
    if isinstance(value, bool | list | dict):
        return to_json(value)
    return str(value)


def tidy(text: str) -> str:
    """Composed (NFC), without outer spaces, every inner run of them as one."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def folded(text: str) -> str:
    """Tidy, without accents, capitals and marks: how names are looked up."""
    decomposed = unicodedata.normalize("NFKD", tidy(text).casefold())
    kept = "".join(char for char in decomposed if not unicodedata.combining(char))
    return tidy("".join(char if char.isalnum() else " " for char in kept))


def compact(text: str) -> str:
    """Capital letters and digits alone: how codes are compared."""
    return "".join(char for char in text.upper() if char.isalnum())
