"""The rules that a profile has switched off, as every report shows them."""

from engine.application.answer import Document
from engine.rules.adjusting import disabled_of
from engine.rules.rulebook import Rulebook


def disabled_documents(book: Rulebook) -> list[Document]:
    """Each rule of a book that is off, with the reason."""
    return [
        {"code": one.code, "reason": one.reason, "source": one.source}
        for one in disabled_of(book)
    ]
