"""The language server: diagnostics, completion, meanings and formatting of rules."""

from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.workspace import PositionCodec, TextDocument

from engine.application.rule_words import words_near
from engine.config.language import Language
from engine.editor.completing import Offer, Sort, complete
from engine.editor.meaning import meaning
from engine.editor.reading import OpenFile, mistakes, open_file
from engine.errors import Located, Several
from engine.messages import advice_text, sentence_text
from engine.rules.vocabulary import Vocabulary
from engine.source import Source, Span

_KINDS = {
    Sort.FIELD: types.CompletionItemKind.Field,
    Sort.OPTION: types.CompletionItemKind.EnumMember,
    Sort.SHAPE: types.CompletionItemKind.Class,
    Sort.KEYWORD: types.CompletionItemKind.Keyword,
    Sort.ENTITY: types.CompletionItemKind.Module,
}


def make_server(lang: Language) -> LanguageServer:
    """A server for one editor, in the language of the person."""
    server = LanguageServer("raccordo", version("raccordo"))
    desk = _EditorDesk(server, lang)
    triggers = types.CompletionOptions(trigger_characters=[" ", "'", "[", "."])
    answers: dict[str, Callable[[Any], object]] = {
        types.TEXT_DOCUMENT_DID_OPEN: desk.opened,
        types.TEXT_DOCUMENT_DID_CHANGE: desk.changed,
        types.TEXT_DOCUMENT_DID_SAVE: desk.saved,
        types.TEXT_DOCUMENT_DID_CLOSE: desk.closed,
        types.TEXT_DOCUMENT_HOVER: desk.hover,
        types.TEXT_DOCUMENT_FORMATTING: desk.formatted,
    }
    # pygls marks what it registers, and a bound method takes no mark.
    for name, give in answers.items():
        server.feature(name)(partial(give))
    server.feature(types.TEXT_DOCUMENT_COMPLETION, triggers)(partial(desk.completions))
    return server


class _EditorDesk:
    """What one editor asks, answered from the files as it has them open."""

    def __init__(self, server: LanguageServer, lang: Language) -> None:
        self._server = server
        self._lang = lang
        self._words: dict[str, dict[str, Vocabulary]] = {}

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Read what the rules of the file may name, and say what is wrong."""
        self._words.pop(params.text_document.uri, None)
        self._tell(params.text_document.uri)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Say what is wrong now."""
        self._tell(params.text_document.uri)

    def saved(self, params: types.DidSaveTextDocumentParams) -> None:
        """Read the names again: the profile or a mapping may have changed."""
        self._words.pop(params.text_document.uri, None)
        self._tell(params.text_document.uri)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget the file."""
        uri = params.text_document.uri
        self._words.pop(uri, None)
        self._publish(uri, [])

    def completions(self, params: types.CompletionParams) -> types.CompletionList:
        """What can be written next."""
        uri, (line, column) = params.text_document.uri, self._place(params)
        file = self._file(uri)
        text = file.source.line(line)[:column]
        offers = complete(file, line, text, self._lang)
        items = [_item(offer, at) for at, offer in enumerate(offers)]
        return types.CompletionList(is_incomplete=False, items=items)

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """What the word under the cursor means."""
        line, column = self._place(params)
        file = self._file(params.text_document.uri)
        said = meaning(file, line, column, self._lang)
        if not said:
            return None
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, said))

    def formatted(
        self, params: types.DocumentFormattingParams
    ) -> list[types.TextEdit] | None:
        """The file in its form; nothing where it cannot be read."""
        from engine.rules.formatting import format_rules

        file = self._file(params.text_document.uri)
        try:
            text = format_rules(file.source)
        except Several:
            return None
        if text == file.source.text:
            return []
        end = types.Position(len(file.source.text.splitlines()) + 1, 0)
        return [types.TextEdit(types.Range(types.Position(0, 0), end), text)]

    def _document(self, uri: str) -> TextDocument:
        return self._server.workspace.get_text_document(uri)

    def _file(self, uri: str) -> OpenFile:
        document = self._document(uri)
        path = Path(document.path)
        if uri not in self._words:
            self._words[uri] = words_near(path)
        return open_file(Source(path.name, document.source), self._words[uri])

    def _place(
        self, params: types.CompletionParams | types.HoverParams
    ) -> tuple[int, int]:
        """A place as we count: lines from 1, columns in characters from 0."""
        document = self._document(params.text_document.uri)
        lines = document.source.splitlines(keepends=True) or [""]
        place = document.position_codec.position_from_client_units(
            lines, params.position
        )
        return place.line + 1, place.character

    def _tell(self, uri: str) -> None:
        codec = self._document(uri).position_codec
        file = self._file(uri)
        found = [self._diagnostic(error, codec) for error in mistakes(file)]
        self._publish(uri, found)

    def _publish(self, uri: str, found: list[types.Diagnostic]) -> None:
        params = types.PublishDiagnosticsParams(uri, found)
        self._server.text_document_publish_diagnostics(params)

    def _diagnostic(self, error: Located, codec: PositionCodec) -> types.Diagnostic:
        sentence = sentence_text(error, self._lang)
        advice = advice_text(error, self._lang)
        return types.Diagnostic(
            range=_range(error, codec),
            message=f"{sentence}\n{advice}" if advice else sentence,
            severity=types.DiagnosticSeverity.Error,
            source="raccordo",
        )


def _range(error: Located, codec: PositionCodec) -> types.Range:
    place = error.place
    if not isinstance(place, Span):
        return types.Range(types.Position(0, 0), types.Position(0, 1))
    start = types.Position(place.line - 1, place.column - 1)
    end = types.Position(place.line - 1, place.column - 1 + place.width)
    lines = place.source.text.splitlines(keepends=True) or [""]
    return codec.range_to_client_units(lines, types.Range(start, end))


def _item(offer: Offer, at: int) -> types.CompletionItem:
    return types.CompletionItem(
        label=offer.text,
        kind=_KINDS[offer.sort],
        detail=offer.said or None,
        sort_text=f"{at:04}",
    )
