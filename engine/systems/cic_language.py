"""The languages of CiC's addresses: its filters, and keys inside a path.

A key in a path has its own escapes, ``.`` is ``_11_``; a text in a filter has
others, ``$`` is ``$$``.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote, unquote

from engine.model.resource import Resource
from engine.systems.paging import Cut
from engine.systems.stamps import SECOND, ceil, floor, write_stamp

_CODES = dict(enumerate(r"<>*%:&/\_ ?.#+"))
_IN_PATH = str.maketrans({char: f"_{code}_" for code, char in _CODES.items()})
_CODE = re.compile(r"_(\d{1,2})_")
_IN_FILTER = str.maketrans({char: f"${char}" for char in "$()*[],"})


def escape_key(key: str) -> str:
    """Write a key so that it can stand in a path."""
    return quote(key.translate(_IN_PATH), safe="")


def unescape_key(text: str) -> str:
    """Read a key out of a path."""
    return _CODE.sub(lambda found: _CODES.get(int(found[1]), found[0]), unquote(text))


def escape_text(text: str) -> str:
    """Write a text so that a filter takes every character of it as it is."""
    return text.translate(_IN_FILTER)


def any_of(wanted: Sequence[tuple[str, str]]) -> str:
    """Say that any of some (path, text) holds: one list for each path."""
    texts_by_path: dict[str, list[str]] = {}
    for path, text in wanted:
        texts_by_path.setdefault(path, []).append(escape_text(text))
    return "$or:".join(
        f"{path}$eq:{texts[0]}" if len(texts) == 1 else f"{path}$in:[{','.join(texts)}]"
        for path, texts in texts_by_path.items()
    )


def filter_of(resource: Resource, cut: Cut) -> str:
    """Say which records a cut describes; an empty text for all of them."""
    parts = [f"({cut.terms})" if "$or:" in cut.terms else cut.terms]
    if cut.since is not None:
        since = write_stamp(floor(cut.since, SECOND))
        parts.append(f"{resource.modified}$gte:{since}")
    if cut.before is not None:
        before = write_stamp(ceil(cut.before, SECOND))
        parts.append(f"{resource.modified}$lt:{before}")
    if cut.after is not None:
        parts.append(f"{resource.key}$gt:{cut.after}")
    found = [part for part in parts if part]
    if len(found) == 1 and cut.terms:
        return cut.terms
    return "$and:".join(found)
