"""The rules files of a profile, the cases beside them, and what rules may name."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.application.texts import Texts
from engine.application.wiring import Wiring
from engine.config.profile import CicAccess, CrmAccess, Profile, StatePlace
from engine.config.secret import Secret
from engine.config.shipped import shipped
from engine.errors import N_, UsageError
from engine.mapping.declaration import Declaration
from engine.model.option import Options
from engine.rules.vocabulary import Vocabulary
from engine.source import Source

_NO_URL = "http://127.0.0.1"


class CasesGiven(UsageError):
    """A file of cases is given where rules are asked for."""

    template = N_(
        "{path} is no rules file: name the rules; the cases beside them are found"
    )


@dataclass(frozen=True, slots=True)
class RulesFile:
    """A rules file as it was read.

    Attributes:
        is_own: Whether it is the customer's, and not one that comes with us.
    """

    path: Path
    source: Source
    is_own: bool

    @property
    def cases(self) -> tuple[Path, ...]:
        """The files of cases that stand beside it."""
        stem, folder = self.path.stem, self.path.parent
        places = (folder / f"{stem}.test.yml", folder / "tests" / f"{stem}.yml")
        return tuple(place for place in places if place.is_file())

    @property
    def first_cases(self) -> str:
        """What its first file of cases is called, or would be."""
        path = Path(self.source.name)
        found = [place.relative_to(self.path.parent) for place in self.cases]
        return str(
            path.with_name(f"{path.stem}.test.yml")
            if not found
            else path.parent / found[0]
        )


def bare_profile(folder: Path) -> Profile:
    """A profile that opens nothing: for rules that are read without one."""
    return Profile(
        name="rules",
        path=folder / "profile.yml",
        cic=CicAccess(_NO_URL, Secret("")),
        crm=CrmAccess(_NO_URL),
        state=StatePlace(path=folder / "rules.db"),
    )


def rules_files(
    wiring: Wiring, declaration: Declaration, asked: Sequence[Path] = ()
) -> tuple[RulesFile, ...]:
    """The stock rules of an entity, then those asked for, or the profile's own.

    Raises:
        Several: An overlay names rules that cannot be read.
        UnreadableFile: One of the others cannot be read.
        CasesGiven: One of them is no rules file.
    """
    sources: list[Source] = wiring.languages.rule_sources(declaration)
    stock = shipped("rules") / declaration.rules
    has_stock = bool(declaration.rules)
    files = [RulesFile(stock, one, is_own=False) for one in sources[:has_stock]]
    folder = wiring.profile.path.parent
    # What is named twice is read once.
    each = {path.resolve(): path for path in asked}
    own = [(path, _rules_text(path)) for path in each.values()] or [
        (folder / source.name, source) for source in sources[has_stock:]
    ]
    files += [RulesFile(path, source, is_own=True) for path, source in own]
    return tuple(
        file
        for file in files
        if not file.is_own or file.path.resolve() != stock.resolve()
    )


def _rules_text(path: Path) -> Source:
    if path.suffix in (".yml", ".yaml"):
        raise CasesGiven(path=str(path))
    return read_text(path, str(path))


def words_of(wiring: Wiring, declaration: Declaration) -> Vocabulary:
    """What rules of an entity may name, with the options that were last read."""
    options = remembered(wiring, declaration)
    words: Vocabulary = wiring.languages.words(declaration, options)
    return words


def remembered(wiring: Wiring, declaration: Declaration) -> dict[str, Options] | None:
    """The options of a mapping as they were last read; nothing is asked of a system."""
    if not wiring.has_state:
        return None
    kept = {name: wiring.store.collections.get(name) for name in declaration.registries}
    return {
        name: found[0] if found else Options(name, (), is_missing=True)
        for name, found in kept.items()
    }


def read_text(path: Path, name: str) -> Source:
    """A file, under the name that a person knows it by.

    Raises:
        UnreadableFile: It cannot be read.
    """
    return Texts(path.parent).read(path, name)
