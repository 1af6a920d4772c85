"""The rules that a profile has switched off or raised, as faces show them."""

from engine.application.answer import Document
from engine.rules.adjusting import disabled_of, raised_of
from engine.rules.rulebook import Rulebook


def disabled_documents(book: Rulebook) -> list[Document]:
    """Each rule of a book that is off, with the reason."""
    return [
        {"code": one.code, "reason": one.reason, "source": one.source}
        for one in disabled_of(book)
    ]


def raised_documents(book: Rulebook) -> list[Document]:
    """Each warning of a book that was made an error, and where that is said."""
    return [
        {"code": one.code, "source": one.source, "by": one.by}
        for one in raised_of(book)
    ]
