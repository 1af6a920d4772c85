"""People type on both sides while things go wrong: in the end nothing is lost.

A failure prints the story: who typed what when, what each run wrote, what broke.
"""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from engine.model.side import Pair, Side
from engine.values import Value
from tests.machine import promises
from tests.machine.agreement import vat_number
from tests.machine.servers import Trouble
from tests.machine.stage import Stage

SKEWS = st.sampled_from([0.0, 2.0, -2.0, 60.0, -60.0, 300.0, -300.0])
TEXTS: dict[str, list[Value]] = {
    "name": ["Rossi", "Bianchi", "Verdi", "Neri"],
    "email": ["a@example.it", "b@example.it", "c@example.it", None],
    "phone": ["+39 06 1234567", "+39 02 7654321", None],
    "address": ["Via Roma 1", "Via Po 2", "Corso Como 3", None],
    "zip": ["00100", "20121", None],
    "city": ["Roma", "Milano", None],
    "province": ["MI", "RM", None],
    "country": ["IT", "FR", None],
    "payment_type": ["17", "21", None],
    "vat_zone": ["1", "2", "3"],
    "payment_terms": ["6", "11"],
}
EDITS = st.sampled_from(
    [{name: value} for name, values in TEXTS.items() for value in values]
    + [
        {"address": "Via Nuova 9", "zip": "00185", "city": "Roma"},
        {"country": "IT", "province": "RM", "city": "Roma"},
        {"province": None, "country": None},
        {"name": "Gialli", "email": "d@example.it"},
    ]
)
KINDS = ["down", "kill", "lost before", "lost after", "kill before", "kill after"]
TROUBLES = st.builds(Trouble, st.sampled_from(KINDS), st.integers(0, 12))
SIDES = st.sampled_from(Side)


class Sync(RuleBasedStateMachine):
    """What people, systems and the engine do, in any order."""

    stage: Stage
    count = 0

    @initialize(lag=st.sampled_from([0, 0, 5, 60]), left=SKEWS, right=SKEWS)
    def begin(self, lag: int, left: float, right: float) -> None:
        self.stage = Stage(timedelta(seconds=lag), Pair(left, right))
        for number in range(3):
            self.creates(Side.LEFT, has_vat=number != 1, zip_code=None)
            self.stage.pass_time(1)
        self.create_twin()

    @rule(side=SIDES, has_vat=st.booleans(), zip_code=st.sampled_from([None, "20121"]))
    def creates(self, side: Side, *, has_vat: bool, zip_code: str | None) -> None:
        self.count += 1
        more: dict[str, Value] = {"zip": zip_code}
        if has_vat:
            more["vat_number"] = vat_number(self.count)
        if side is Side.RIGHT:
            more |= {"currency": "EUR", "customer_group": "1"}
            more |= {"payment_terms": "6", "vat_zone": "1"}
        self.stage.create(side, f"Ditta {self.count}", **more)

    @rule(email=st.sampled_from([None, "a@example.it"]))
    def create_twin(self, email: str | None = "z@example.it") -> None:
        """Two existing records that are the same thing."""
        self.count += 1
        vat = vat_number(self.count)
        self.stage.create(Side.LEFT, f"Gemella {self.count}", vat_number=vat)
        self.stage.create(
            Side.RIGHT,
            f"Gemella {self.count}",
            vat_number=vat,
            email=email,
            currency="EUR",
        )

    @rule(side=SIDES, data=st.data(), values=EDITS)
    def edits(self, side: Side, data: st.DataObject, values: dict[str, Value]) -> None:
        id = self._one(data, side)
        if not (side is Side.LEFT and values.get("vat_zone", "1") is None):
            self.stage.edit(side, id, values)

    @rule(data=st.data(), left=EDITS, right=EDITS, gap=st.sampled_from([0, 1, 5, 90]))
    def both_edit(
        self,
        data: st.DataObject,
        left: dict[str, Value],
        right: dict[str, Value],
        gap: int,
    ) -> None:
        links = self.stage.links()
        if not links:
            return
        link = links[data.draw(st.integers(0, len(links) - 1))]
        first = data.draw(SIDES)
        values = Pair(left, right)
        for side in (first, first.other):
            self.stage.edit(side, link.ids[side], values[side])
            self.stage.pass_time(gap)

    @rule(side=SIDES, data=st.data())
    def touches(self, side: Side, data: st.DataObject) -> None:
        self.stage.touch(side, self._one(data, side))

    @rule(seconds=st.sampled_from([0.4, 3.0, 45.0, 400.0]))
    def time_passes(self, seconds: float) -> None:
        self.stage.pass_time(seconds)

    @rule(data=st.data())
    def sends(self, data: st.DataObject) -> None:
        self.stage.send(self._one(data, Side.RIGHT))

    @rule(is_full=st.sampled_from([False, False, False, True]))
    def runs(self, *, is_full: bool) -> None:
        self.stage.run(is_full=is_full)

    @rule(side=SIDES, troubles=st.lists(TROUBLES, min_size=1, max_size=3))
    def runs_in_trouble(self, side: Side, troubles: list[Trouble]) -> None:
        self.stage.trouble(side, troubles)
        self.stage.run()
        self.stage.systems[side].troubles.clear()

    @rule(side=SIDES, values=EDITS, after=st.integers(0, 3))
    def runs_while_somebody_types(
        self, side: Side, values: dict[str, Value], after: int
    ) -> None:
        self.stage.next_edit = values
        self.stage.trouble(side, [Trouble("edit", after)])
        self.stage.run()
        self.stage.systems[side].troubles.clear()

    @rule()
    @precondition(lambda self: self.stage.typed)
    def rests(self) -> None:
        self.stage.settle()
        promises.hold_at_rest(self.stage)
        self.stage.rested()

    @invariant()
    def nothing_comes_from_thin_air(self) -> None:
        promises.hold_always(self.stage)

    def teardown(self) -> None:
        if hasattr(self, "stage"):
            self.stage.settle()
            promises.hold_at_rest(self.stage)
            self.stage.store.close()

    def _one(self, data: st.DataObject, side: Side) -> str:
        ids = self.stage.ids(side)
        return ids[data.draw(st.integers(0, len(ids) - 1))]


@pytest.mark.parametrize("steps", [pytest.param(25, id="stories of 25 steps")])
def test_nothing_is_lost_and_nothing_doubled(steps: int) -> None:
    run_state_machine_as_test(
        Sync,
        settings=settings(
            stateful_step_count=steps,
            max_examples=3 * settings().max_examples,
        ),
    )
