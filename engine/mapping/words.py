"""The words of a mapping file that stand for something; the sides' names are given."""

from dataclasses import dataclass

from engine.mapping.declaration import Creation, Direction, Policy
from engine.mapping.parts import Confidence, Holds
from engine.model.side import Pair, Side


@dataclass(frozen=True, slots=True)
class Words:
    """What may stand where, by what it stands for."""

    names: Pair[str]

    @property
    def sides(self) -> dict[str, Side]:
        """The two sides by their names."""
        return {self.names.left: Side.LEFT, self.names.right: Side.RIGHT}

    @property
    def directions(self) -> dict[str, Direction]:
        """Which way edits travel."""
        return {
            "both": Direction.BOTH,
            f"to_{self.names.left}": Direction.TO_LEFT,
            f"to_{self.names.right}": Direction.TO_RIGHT,
            "create_only": Direction.CREATE_ONLY,
        }

    @property
    def policies(self) -> dict[str, Policy]:
        """Who wins a conflict."""
        return {
            "last_modified": Policy.LAST_MODIFIED,
            self.names.left: Policy.LEFT,
            self.names.right: Policy.RIGHT,
            "manual": Policy.MANUAL,
        }

    @property
    def firsts(self) -> dict[str, str]:
        """What decides at a first meeting."""
        return {
            "last_modified": "last_modified",
            self.names.left: "left",
            self.names.right: "right",
            "ask": "ask",
        }

    def one_way(self, target: Side) -> str:
        """The word for edits that only travel to that side."""
        return f"to_{self.names[target]}"


CREATIONS = {
    creation.value: creation
    for creation in Creation
    if creation is not Creation.CONDITION
}
HOLDS = {holds.value: holds for holds in Holds}
DELETIONS = {word: word for word in ("ask", "unlink", "mark", "recreate")}
UPDATES = {"always": False, "on_request": True}
FOREIGN_EDITS = {word: word for word in ("report", "revert", "keep")}
CONFIDENCES = {confidence.value: confidence for confidence in Confidence}
TOO_LONG = {"problem": False, "truncate": True}
MISSING = {word: word for word in ("keep", "drop", "remove")}
ADDED = {word: word for word in ("select", "text", "number", "date", "boolean")}
