"""Compiled rules as bytes for the cache, and back.

The bytes are marshalled code: they are read only from a folder and a file that are
the user's own, and only by the Python and the version that wrote them.
"""

import hashlib
import marshal
import os
import sys
from collections.abc import Sequence
from functools import cache as once
from pathlib import Path
from typing import Any

from engine.model.problem import Severity
from engine.rules.cache import Cache
from engine.rules.part import Filling, Part, Stated
from engine.rules.program import Function, Program
from engine.rules.rulebook import Listed
from engine.rules.vocabulary import FieldSpec, Vocabulary
from engine.source import Source


def take(
    cache: Cache, sources: Sequence[Source], vocabulary: Vocabulary
) -> tuple[tuple[Listed, ...], tuple[Part, ...]] | None:
    """What was kept of the same files and the same vocabulary, if anything."""
    content = cache.get(_key(sources, vocabulary))
    if content is None:
        return None
    listed, parts = marshal.loads(content)  # noqa: S302 - a file of our own, see above
    return (
        tuple(
            Listed(code, source, fields, Severity(severity), items)
            for code, source, fields, severity, items in listed
        ),
        tuple(_part(part, vocabulary) for part in parts),
    )


def put(
    cache: Cache,
    sources: Sequence[Source],
    vocabulary: Vocabulary,
    made: tuple[tuple[Listed, ...], tuple[Part, ...]],
) -> None:
    """Keep what was made of some files."""
    listed = [
        (rule.code, rule.source, rule.fields, rule.severity.value, rule.items)
        for rule in made[0]
    ]
    parts = [
        (
            list(map(tuple, part.stated)),
            list(map(tuple, part.fillings)),
            list(map(tuple, part.program)),
        )
        for part in made[1]
    ]
    cache.put(_key(sources, vocabulary), marshal.dumps((listed, parts)))


def _key(sources: Sequence[Source], vocabulary: Vocabulary) -> str:
    """A name made of all that the outcome depends on."""
    known = (
        _maker(),
        sys.hexversion,
        sys.implementation.cache_tag,
        [(source.name, source.text) for source in sources],
        vocabulary.entity,
        list(map(_field, vocabulary.fields.values())),
        list(vocabulary.entities),
        [(name, known is None) for name, known in vocabulary.tables.items()],
    )
    return hashlib.sha256(marshal.dumps(known, 2)).hexdigest()


@once
def _maker() -> list[tuple[str, int, int]]:
    """The files of this room: another version of them makes something else.

    Their stamps say it sooner than the version of the package, which takes longer
    to find out than all the rest.
    """
    with os.scandir(Path(__file__).parent) as files:
        stamps = ((file.path, file.stat()) for file in files if file.is_file())
        return sorted((path, s.st_size, s.st_mtime_ns) for path, s in stamps)


def _field(spec: FieldSpec) -> tuple[object, ...]:
    items = None if spec.items is None else list(map(_field, spec.items.values()))
    labels = list(spec.labels.items())
    kind = spec.kind.value
    return (spec.name, kind, spec.options, labels, spec.is_read_only, items)


def _part(part: Sequence[Any], vocabulary: Vocabulary) -> Part:
    stated, fillings, functions = part
    return Part(
        tuple(map(Stated._make, stated)),
        tuple(map(Filling._make, fillings)),
        Program(*(Function(*function) for function in functions)),
        vocabulary,
    )
