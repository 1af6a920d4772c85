"""What moved in a stock mapping since an overlay was written for it.

The versions that were released stay beside the stock mapping: ``past/NAME@1.yml``.
"""

from engine.application.answer import Document
from engine.application.mapping_words import moved_document
from engine.application.rule_files import read_text
from engine.application.wiring import Wiring
from engine.config.shipped import shipped
from engine.mapping.loader import read_root
from engine.mapping.overlays import Overlay
from engine.mapping.versions import three_way
from engine.marked import Keys, Scalar


def moved_documents(wiring: Wiring, entity: str) -> list[Document]:
    """Every value that is not what an overlay of the profile was written for.

    Raises:
        Several: The mapping or an overlay cannot be read at all.
    """
    now, _ = read_root(wiring.languages.mapping_source(entity))
    version = now.get("version")
    found: list[Document] = []
    for overlay in wiring.languages.overlays_of(entity):
        is_there = isinstance(version, Scalar) and version.text == str(overlay.version)
        before = None if is_there else _past(wiring, entity, overlay)
        if before is not None:
            name = overlay.span.source.name
            found += [
                moved_document(one, entity, name)
                for one in three_way(before, now, overlay)
            ]
    return found


def _past(wiring: Wiring, entity: str, overlay: Overlay) -> Keys | None:
    """The stock mapping as it was in the version that an overlay was written for."""
    name = f"{entity}@{overlay.version}.yml"
    own = wiring.profile.path.parent / wiring.languages.mapping_source(entity).name
    for folder in (own.parent, shipped("mappings")):
        path = folder / "past" / name
        if path.is_file():
            root, _ = read_root(read_text(path, f"past/{name}"))
            return root
    return None
