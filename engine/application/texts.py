"""The files that a profile names, read as sources with the names people know."""

from pathlib import Path

from engine.errors import N_, UsageError
from engine.mapping.files import NoSuchFile
from engine.source import Source

_REASONS = {
    FileNotFoundError: N_("there is no such file"),
    IsADirectoryError: N_("it is a folder"),
    PermissionError: N_("nobody gave leave to read it"),
}
_NOT_UTF8 = N_("it is not UTF-8 text")


class UnreadableFile(UsageError):
    """A file of the profile that cannot be read."""

    template = N_("{path} cannot be read: {text}")


class NotUtf8(UnreadableFile):
    """A file whose letters are stored otherwise."""

    template = N_("{path}:{line}: this is no UTF-8 text")
    advice = N_("save the file as UTF-8 in your editor")


class Texts:
    """Reads files, and remembers where each came from.

    What a file names is read from beside it, and from nowhere outside the folder
    of the profile or its own.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._paths: dict[str, Path] = {}

    def near(self, path: Path) -> str:
        """A path as a person knows it: from where the profile is."""
        is_near = path.is_relative_to(self._home)
        return str(path.relative_to(self._home) if is_near else path)

    def read(self, path: Path, name: str = "") -> Source:
        """A file, by the name that messages call it.

        Raises:
            UnreadableFile: It cannot be read.
        """
        known = name or self.near(path)
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            line = bytes(error.object)[: error.start].count(b"\n") + 1
            raise NotUtf8(path=known, line=line, text=_NOT_UTF8) from error
        except OSError as error:
            text = _REASONS.get(type(error), str(error.strerror))
            raise UnreadableFile(path=known, text=text) from error
        self._paths[known] = path
        return Source(known, text)

    def beside(self, named_in: str, name: str) -> Path:
        """Where a file is that another one names.

        Raises:
            NoSuchFile: It lies outside the folders that may be read.
        """
        folder = self._paths.get(named_in, self._home / "x").parent
        path = (folder / name).resolve()
        allowed = (self._home.resolve(), folder.resolve())
        if not any(path.is_relative_to(one) for one in allowed):
            msg = N_("it lies outside the folder of this file")
            raise NoSuchFile(msg)
        return path

    def open(self, named_in: str, name: str) -> Source:
        """A file that another one names.

        Raises:
            NoSuchFile: It cannot be read.
        """
        path = self.beside(named_in, name)
        try:
            return self.read(path)
        except UnreadableFile as error:
            raise NoSuchFile(str(error.parts["text"])) from error
