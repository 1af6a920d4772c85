"""What `rules check` says of rules that are right: how many, and which are off."""

from collections.abc import Collection

from engine.application.answer import Document
from engine.application.disabled import disabled_documents, raised_documents
from engine.application.rule_reach import skipped
from engine.mapping.declaration import Declaration
from engine.rules.rulebook import Rulebook

SECTIONS = (
    "check",
    "disabled_rules",
    "raised_rules",
    "skipped_rules",
    "contradictory_rules",
)


def checked_documents(
    book: Rulebook, declaration: Declaration, asked: Collection[str], lang: str
) -> Document:
    """The rules of one entity by file, and those that are off, raised or skipped.

    Args:
        book: The rules.
        declaration: The mapping that they speak of.
        asked: The files that were asked about; none for all.
        lang: The language of sentences.
    """
    counted = _counted(book, declaration.entity)
    entity = declaration.entity
    reach = [one.document(entity, lang) for one in skipped(book, declaration)]
    return {
        "check": [row for row in counted if not asked or row["file"] in asked],
        "disabled_rules": disabled_documents(book),
        "raised_rules": raised_documents(book),
        "skipped_rules": [row for row in reach if not asked or file_of(row) in asked],
    }


def _counted(book: Rulebook, entity: str) -> list[Document]:
    counts: dict[str, int] = {}
    for rule in book.rules:
        file = rule.source.rpartition(":")[0]
        counts[file] = counts.get(file, 0) + 1
    return [
        {"file": file, "entity": entity, "rules": count}
        for file, count in counts.items()
    ]


def file_of(row: Document) -> str:
    """The file that a row is about, or whose rule it is about."""
    return str(row.get("file") or row["source"].rpartition(":")[0])
