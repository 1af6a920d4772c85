"""Plays the scenes one after the other, and judges their claims."""

import time
from types import TracebackType
from typing import Any, Self

from engine.cli.demo import sales, scenes, story
from engine.cli.demo.scenes import Scene
from engine.cli.demo.world import CUSTOMERS, World
from engine.cli.desk import Desk
from engine.cli.render.page import Page
from engine.errors import N_

SCENES = (
    scenes.set_up,
    scenes.plan,
    scenes.first_sync,
    scenes.two_edits,
    scenes.conflict,
    scenes.held,
    scenes.mended,
    scenes.idle,
    sales.quoted,
    sales.printed,
)


class Play:
    """The demo, from the first scene to the last."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.page = Page(desk)
        self.world = World(desk)

    def __enter__(self) -> Self:
        self.world.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.world.__exit__(kind, error, trace)

    def all(self) -> dict[str, Any]:
        """Play everything, and give the document of it."""
        began = time.monotonic()
        if not self.desk.json:
            self.page.title(self.desk.say(story.TITLE, n=CUSTOMERS))
        stages = []
        for number, play in enumerate(SCENES, start=1):
            scene = play(self.world)
            if not self.desk.json:
                self._show(number, scene)
            stages.append(self._document(play.__name__, scene))
        holds = all(claim["holds"] for stage in stages for claim in stage["claims"])
        seconds = round(time.monotonic() - began, 1)
        if not self.desk.json:
            self._end(seconds, holds=holds)
        return {"stages": stages, "seconds": seconds, "holds": holds}

    def _show(self, number: int, scene: Scene) -> None:
        title, sentence = scene.said
        self.page.heading(f"{number}/{len(SCENES)}  {self.desk.say(title)}")
        self.page.line(self.desk.say(sentence, **scene.parts))
        self.page.blank()
        scene.render(self.page, scene.document)
        self.page.blank()
        for text, holds, parts in scene.claims:
            sign = ("✓ ", "bold green") if holds else ("✗ ", "bold red")
            self.page.line(sign, self.desk.say(text, **parts), indent=2)

    def _document(self, name: str, scene: Scene) -> dict[str, Any]:
        title, sentence = scene.said
        return {
            "stage": name,
            "title": self.desk.say(title),
            "sentence": self.desk.say(sentence, **scene.parts),
            "document": scene.document,
            "claims": [
                {"claim": self.desk.say(text, **parts), "holds": holds}
                for text, holds, parts in scene.claims
            ],
        }

    def _end(self, seconds: float, *, holds: bool) -> None:
        self.page.blank()
        if not holds:
            text = N_("A claim does not hold: this is a bug of raccordo.")
            self.page.line(("✗ ", "bold red"), self.desk.say(text))
            return
        text = N_("Every claim holds. {seconds} s, and nothing is left behind.")
        self.page.line(("✓ ", "bold green"), self.desk.say(text, seconds=seconds))
        self.page.line(
            self.desk.say(
                N_("Next: `raccordo sandbox` to try it yourself, `raccordo init DIR`.")
            )
        )
