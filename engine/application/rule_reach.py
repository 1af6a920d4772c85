"""Rules that cannot speak where a record is created: the other side lacks a field.

A rule is asked of what is known when a record is written.  A field with one home is
unknown while its side has no record yet: whoever is created there is not judged by a
rule that names it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from engine import messages
from engine.application.answer import Document
from engine.application.sides import name_of
from engine.errors import N_
from engine.mapping.declaration import Creation, Declaration
from engine.messages import system_name
from engine.model.side import Side
from engine.rules.rulebook import Rulebook

_SKIPPED = N_("not asked when {other} creates in {system}: {other} has no {fields}")
_HOME = N_("give it a home in {other} in an overlay ({key}: PROPERTY), or leave it so")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A rule that is not asked of what is created on a side.

    Attributes:
        source: Where the rule stands.
        fields: What it names that only that side has.
    """

    code: str
    source: str
    side: Side
    fields: tuple[str, ...]

    def document(self, entity: str, lang: str) -> Document:
        """The same for a face."""
        target, other = name_of(self.side), name_of(self.side.other)
        parts = {
            "system": system_name(target),
            "other": system_name(other),
            "fields": ", ".join(self.fields),
            "key": other,
        }
        return {
            "entity": entity,
            "code": self.code,
            "source": self.source,
            "side": target,
            "fields": list(self.fields),
            "message": messages.tell(_SKIPPED, lang, **parts),
            "fix": messages.tell(_HOME, lang, **parts),
        }


def skipped(book: Rulebook, declaration: Declaration) -> Iterator[Skipped]:
    """The rules that are skipped where a counterpart is created, by side.

    Stock rules are meant so: what is not there yet cannot be in the archive.
    """
    stock = f"rules/{declaration.rules}:"
    for side in Side:
        if declaration.creation[side] is Creation.NEVER:
            continue
        alone = {
            name
            for name, pair in declaration.fields.items()
            if pair.paths[side] and not pair.paths[side.other]
        }
        for rule in book.rules:
            if rule.source.startswith(stock):
                continue
            if fields := tuple(name for name in rule.fields if name in alone):
                yield Skipped(rule.code, rule.source, side, fields)
