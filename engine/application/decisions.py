"""What a person decides about records and pairs, as a face asks it of one profile."""

from engine.application.answer import Answer
from engine.application.wiring import Wiring


class Decisions:
    """The questions that end in a decision of a person; part of ``Application``."""

    _wiring: Wiring

    def dismiss(self, id: int) -> Answer:
        """Show a problem no more until it changes."""
        from engine.application import deciding

        with self._wiring.held():
            return deciding.dismiss(self._wiring, id)

    def resolve(self, id: int, take: str) -> Answer:
        """Decide a conflict, and write the decision."""
        from engine.application import deciding

        with self._wiring.held():
            return deciding.resolve(self._wiring, id, take)

    def link(self, entity: str, cic: str, crm: str) -> Answer:
        """Say that two records are one thing."""
        from engine.application import deciding

        with self._wiring.held():
            return deciding.link(self._wiring, entity, cic, crm)

    def unlink(self, entity: str, cic: str) -> Answer:
        """Say that a pair is none: neither is created or matched again."""
        from engine.application import deciding

        with self._wiring.held():
            return deciding.unlink(self._wiring, entity, cic)

    def never(self, entity: str, cic: str, crm: str) -> Answer:
        """Say that two records are not the same, for good."""
        from engine.application import deciding

        with self._wiring.held():
            return deciding.never(self._wiring, entity, cic, crm)

    def exclude(self, entity: str, ref: str, reason: str) -> Answer:
        """Leave one record out."""
        from engine.application import deciding

        with self._wiring.held():
            return deciding.exclude(self._wiring, entity, ref, reason)

    def include(self, entity: str, ref: str) -> Answer:
        """Take one record in again."""
        from engine.application import deciding

        with self._wiring.held():
            return deciding.include(self._wiring, entity, ref)
