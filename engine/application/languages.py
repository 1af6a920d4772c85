"""The mapping and the rules of a profile: read, checked, and put to work."""

from collections.abc import Mapping as Dict
from pathlib import Path

from engine.application.sides import NAMES
from engine.config.profile import Profile
from engine.config.shipped import shipped
from engine.errors import N_, UsageError
from engine.mapping.compiled import Mapping
from engine.mapping.compiler import compile_mapping, vocabulary
from engine.mapping.declaration import Declaration
from engine.mapping.loader import load_mapping
from engine.model.option import Options
from engine.model.resource import SystemDescription
from engine.model.side import Pair
from engine.rules.rulebook import Rulebook, load_rules
from engine.source import Source
from engine.systems.description import load_description


class UnreadableFile(UsageError):
    """A file of the profile that cannot be read."""

    template = N_("{path} cannot be read: {text}")


class NoOverlaysYet(UsageError):
    """An overlay that says something, and that nothing reads yet."""

    template = N_("{path}: overlays are not read yet")
    advice = N_("leave it empty, or take it out of the profile")


class Languages:
    """Everything that the files of a profile declare."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self.descriptions = Pair(
            self._description(NAMES.left), self._description(NAMES.right)
        )
        self._declarations: dict[str, Declaration] = {}
        for path in profile.overlays:
            self._check_overlay(path)

    def declaration(self, entity: str) -> Declaration:
        """The mapping of an entity as it was declared.

        Raises:
            Several: Something in its file is wrong; all of it is told.
        """
        if entity not in self._declarations:
            source = self._mapping_source(entity)
            declared = load_mapping(source, NAMES, self.descriptions)
            self._declarations[entity] = declared
        return self._declarations[entity]

    def mapping(self, entity: str, options: Dict[str, Options]) -> Mapping:
        """The mapping of an entity at work, with its rules.

        Raises:
            Several: Something in a file is wrong; all of it is told.
        """
        declaration = self.declaration(entity)
        rules = self.rules(declaration, options)
        return compile_mapping(declaration, self.descriptions, options, rules)

    def rules(
        self, declaration: Declaration, options: Dict[str, Options] | None
    ) -> Rulebook:
        """The stock rules of an entity, and then the profile's own."""
        sources = [
            _source(path, f"rules/{path.name}")
            for path in [shipped("rules") / declaration.rules]
            if declaration.rules
        ]
        sources += [_source(path, self._near(path)) for path in self._profile.rules]
        return load_rules(sources, vocabulary(declaration, options))

    def _description(self, name: str) -> SystemDescription:
        path = shipped("mappings") / "systems" / f"{name}.yml"
        return load_description(_source(path, f"mappings/systems/{name}.yml"))

    def _mapping_source(self, entity: str) -> Source:
        for named in self._profile.mappings:
            path = Path(named)
            if path.suffix and path.stem == entity:
                return _source(path, self._near(path))
        return _source(shipped("mappings") / f"{entity}.yml", f"mappings/{entity}.yml")

    def _near(self, path: Path) -> str:
        """A path as a person knows it: from where the profile is."""
        folder = self._profile.path.parent
        return str(path.relative_to(folder) if path.is_relative_to(folder) else path)

    def _check_overlay(self, path: Path) -> None:
        from engine.marked import Keys, Scalar, read

        marked, problems = read(_source(path, self._near(path)))
        said = set(marked.entries) if isinstance(marked, Keys) else set()
        is_blank = isinstance(marked, Scalar) and marked.is_null
        if (
            problems
            or said - {"schema", "extends"}
            or not (said or is_blank or isinstance(marked, Keys))
        ):
            raise NoOverlaysYet(path=self._near(path))


def _source(path: Path, name: str) -> Source:
    try:
        return Source(name, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError) as error:
        text = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise UnreadableFile(path=name, text=text) from error
