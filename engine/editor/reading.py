"""A rules file as an editor has it: what is wrong in it, and what stands where."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine.errors import Located, Several
from engine.rules.ast import Sheet
from engine.rules.parser import parse
from engine.rules.reading import Named, read_rules
from engine.rules.rulebook import load_rules
from engine.rules.vocabulary import Vocabulary
from engine.rules.words import LANGUAGES, Words
from engine.source import Source

_WORD = re.compile(r"[^\W\d]\w*(?:[-.]\w+)*|'(?:[^']|'')*'|[<>!=]+|[\[\](),:]")


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A rules file while it is being written.

    Attributes:
        sheet: What can be read of it.
        vocabularies: What its rules may name, by entity.
    """

    source: Source
    sheet: Sheet
    vocabularies: Mapping[str, Vocabulary]

    @property
    def words(self) -> Words:
        """The keywords of its language."""
        return LANGUAGES[self.sheet.language]

    def vocabulary_at(self, line: int) -> Vocabulary:
        """What may be named on a line: the entity of the section above it."""
        above = [
            section.entity.text
            for section in self.sheet.sections
            if section.entity.span.line <= line
        ]
        named = above[-1] if above else ""
        first = next(iter(self.vocabularies.values()))
        return self.vocabularies.get(named, first)

    def rule_at(self, line: int) -> Named | None:
        """The rule that stands on a line, or that the line continues."""
        text = self.source.line(line)
        found = [rule for rule in self._rules(line) if rule.rule.span.line <= line]
        if not found or not text.strip():
            return None
        first = found[-1].rule.span.line
        between = range(first + 1, line + 1)
        is_continued = all(
            self.source.line(n)[:1].isspace() or not self.source.line(n).strip()
            for n in between
        )
        return found[-1] if is_continued else None

    def _rules(self, line: int) -> list[Named]:
        vocabulary = self.vocabulary_at(line)
        try:
            sheets = read_rules([self.source], vocabulary)
        except Several:
            return []
        return [one for sheet in sheets for one in sheet]


def open_file(source: Source, vocabularies: Mapping[str, Vocabulary]) -> OpenFile:
    """Read what can be read of a file."""
    return OpenFile(source, parse(source)[0], vocabularies)


def mistakes(file: OpenFile) -> tuple[Located, ...]:
    """Everything that is wrong in a file, each once, in its order."""
    found: dict[object, Located] = {}
    for vocabulary in file.vocabularies.values():
        try:
            load_rules([file.source], vocabulary)
        except Several as several:
            found.update(((one.place.order, str(one)), one) for one in several.errors)
    return tuple(sorted(found.values(), key=lambda error: error.place.order))


def words_before(text: str) -> tuple[list[str], str]:
    """The words of a line up to the cursor, and the one that is being written."""
    found = list(_WORD.finditer(text))
    if found and found[-1].end() == len(text) and text[-1:].isidentifier():
        return [one.group() for one in found[:-1]], found[-1].group()
    return [one.group() for one in found], ""


def word_at(text: str, column: int) -> tuple[str, str]:
    """The word under the cursor, and the one before it; columns count from 0."""
    before = ""
    for one in _WORD.finditer(text):
        if one.start() <= column <= one.end():
            return one.group(), before
        before = one.group()
    return "", before
