"""The long-running life of one profile: web hooks, a schedule, one run at a time."""

from engine.service.opening import Opening
from engine.service.service import Place, Service

__all__ = ["Opening", "Place", "Service"]
