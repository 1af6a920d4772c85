"""Which names a rule can see: the fields of the record, and of one list's items.

::

    where                         a name             means
    ----------------------------  -----------------  ---------------------------------
    anywhere                      country            the field of the record
    each lines: …                 amount             the item's, else the record's
    every lines.amount > 0        lines.amount       the item's
    every tags is an email        tags               the item, a plain text
    sum of lines.amount           lines.amount       of all items
"""

from dataclasses import dataclass

from engine.rules.vocabulary import FieldSpec, Kind, Vocabulary
from engine.source import nearest


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that one rule, or one test of it, can see.

    Attributes:
        vocabulary: The fields of the record.
        list: The list whose items are in sight, or an empty text.
        is_every: Whether those are named with the list before a dot.
    """

    vocabulary: Vocabulary
    list: str = ""
    is_every: bool = False

    def every(self, name: str) -> "Scope":
        """The scope of a test about every ``name``."""
        return Scope(self.vocabulary, head(name), is_every=True)

    def is_item(self, name: str) -> bool:
        """Whether a name is one of an item, rather than of the record."""
        if not self.list:
            return False
        items = items_of(self.vocabulary, self.list)
        if not self.is_every:
            return items is not None and name in items
        if items is None:
            return name == self.list and is_list(self.vocabulary, name)
        return head(name) == self.list and tail(name) in items

    def key(self, name: str) -> str:
        """Where an item has the value of a name; an empty text is the item itself."""
        return tail(name) if self.is_every else name

    def full(self, name: str) -> str:
        """A name as it is called from outside: with its list."""
        is_short = self.is_item(name) and not self.is_every
        return f"{self.list}.{name}" if is_short else name

    def root(self, name: str) -> str:
        """The field of the record in which the value of a name is found."""
        return self.list if self.is_item(name) else head(name)

    def spec(self, name: str) -> FieldSpec | None:
        """What a name is, if it can be seen from here."""
        if not self.is_item(name):
            return self.vocabulary.fields.get(name)
        items = items_of(self.vocabulary, self.list)
        return FieldSpec(name) if items is None else items[self.key(name)]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that can be written here."""
        items = items_of(self.vocabulary, self.list) or {}
        near = [f"{self.list}.{key}" if self.is_every else key for key in items]
        return tuple(dict.fromkeys([*near, *self.vocabulary.fields]))

    def meant(self, word: str) -> str:
        """The nearest name, or the field called so on the screen; or nothing."""
        labels = {
            label.replace(" ", "_").casefold(): name
            for name in self.names
            if (spec := self.spec(name)) is not None
            for label in spec.labels.values()
        }
        if word.casefold() in labels:
            return labels[word.casefold()]
        return nearest(word, self.names) or labels.get(nearest(word, labels), "")


def head(name: str) -> str:
    """The part of a name before its dot: the list."""
    return name.partition(".")[0]


def tail(name: str) -> str:
    """The part of a name behind its dot: the field of an item."""
    return name.partition(".")[2]


def items_of(vocabulary: Vocabulary, name: str) -> dict[str, FieldSpec] | None:
    """The fields of the items of a list; None where they are plain texts."""
    return vocabulary.fields[name].items if is_list(vocabulary, name) else None


def is_list(vocabulary: Vocabulary, name: str) -> bool:
    """Whether a name is that of a list."""
    spec = vocabulary.fields.get(name)
    return spec is not None and spec.kind is Kind.LIST
