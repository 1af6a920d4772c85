"""The only place where rooms are wired, and what the faces may ask of it."""

from engine.application.answer import Answer, Progress
from engine.application.application import Application

__all__ = ["Answer", "Application", "Progress"]
