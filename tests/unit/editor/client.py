"""A small editor: it starts the language server and speaks JSON-RPC with it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Message = dict[str, Any]


class Editor:
    """One editor with one server."""

    def __init__(self, process: "subprocess.Popen[bytes]", file: Path) -> None:
        self.process = process
        self.uri = file.as_uri()
        self.number = 0
        self.told: list[Message] = []

    def ask(self, method: str, **params: Any) -> Any:  # noqa: ANN401 - JSON
        """Ask, and wait for the answer; what is told meanwhile is kept."""
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == self.number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
            self.told.append(message)

    def tell(self, method: str, **params: Any) -> None:  # noqa: ANN401 - JSON
        self._send({"method": method, "params": params})

    def open(self, text: str) -> list[Message]:
        """Open the file with a text, and wait for what is wrong in it."""
        item = {
            "uri": self.uri,
            "languageId": "raccordo-rules",
            "version": 1,
            "text": text,
        }
        self.tell("textDocument/didOpen", textDocument=item)
        return self.diagnostics()

    def change(self, text: str) -> list[Message]:
        self.tell(
            "textDocument/didChange",
            textDocument={"uri": self.uri, "version": 2},
            contentChanges=[{"text": text}],
        )
        return self.diagnostics()

    def diagnostics(self) -> list[Message]:
        """Wait until the server says what is wrong."""
        while True:
            message = self.told.pop(0) if self.told else self._read()
            if message.get("method") == "textDocument/publishDiagnostics":
                found: list[Message] = message["params"]["diagnostics"]
                return found

    def at(self, method: str, line: int, character: int) -> Any:  # noqa: ANN401 - JSON
        """Ask something about a place."""
        return self.ask(
            method,
            textDocument={"uri": self.uri},
            position={"line": line, "character": character},
        )

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _read(self) -> Message:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        message: Message = json.loads(self.process.stdout.read(length))
        return message


@contextmanager
def editor(file: Path, lang: str) -> Iterator[Editor]:
    """An editor whose server is at work in the folder of a file."""
    with subprocess.Popen(
        [sys.executable, "-m", "engine.editor"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "RACCORDO_LANG": lang},
    ) as process:
        at_work = Editor(process, file)
        at_work.ask("initialize", processId=None, rootUri=None, capabilities={})
        at_work.tell("initialized")
        try:
            yield at_work
            at_work.ask("shutdown")
            at_work.tell("exit")
            process.wait(timeout=30)
        finally:
            process.kill()
