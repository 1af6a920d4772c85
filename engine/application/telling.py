"""The sentences of a story: who, what, where, when and why, in either language."""

from engine import messages
from engine.application.documents import moment, problem_document
from engine.application.sides import name_of
from engine.errors import N_
from engine.model.decision import Reason
from engine.model.link import Link, LinkState, View
from engine.model.observation import Edited
from engine.model.plan import Verb
from engine.model.side import Side
from engine.state.conflicts import Conflict
from engine.state.journal import Entry
from engine.state.problems import Held
from engine.values import Value, is_set

_MADE_BY = {
    "person": N_("a person linked {left} and {right}"),
    "created": N_("{left} and {right} are a pair: one was created from the other"),
    "unclear": N_("{left} and {right} are a pair: a create that was not answered"),
    "undone": N_("{left} and {right} are a pair again: an undo was taken back"),
}
_MATCHED = N_("{left} and {right} are a pair: they have the same {key}")
_PARTED = N_("{said}; the pair was dissolved since")
_PARTING = N_("{said}; one of them was deleted since")
_WAITS = N_("{said}; it waits for a person")

_WHY = {
    Reason.EDITED.value: N_("somebody changed it in {other}"),
    Reason.FILLED.value: N_("it was empty there, and set in {other}"),
    Reason.GONE.value: N_("its counterpart in {other} was deleted"),
    Reason.UNDONE.value: N_("a person took an earlier write back"),
    Reason.PERSON.value: N_("a person decided the conflict"),
    Reason.RULE.value: N_("a rule filled it in"),
    Reason.LAST_MODIFIED.value: N_("both had changed it, and {other} later"),
    Reason.OWNER.value: N_("both had changed it, and {other} owns it"),
    Reason.POLICY.value: N_("both had changed it, and the policy prefers {other}"),
}


class Teller:
    """Says what is known of a record of an entity, as its screens show it."""

    def __init__(self, entity: str, screens: messages.Screens) -> None:
        self.entity = entity
        self.screens = screens
        self.lang = screens.lang

    def say(self, template: str, **parts: object) -> str:
        """Say one sentence."""
        return messages.tell(template, self.lang, **parts)

    def system(self, side: Side) -> str:
        """What a person calls a side."""
        return messages.system_name(name_of(side))

    def ref(self, side: Side, id: str) -> str:
        """A record as a person finds it."""
        return f"{self.system(side)} {id}"

    def label(self, field: str) -> str:
        """What a person calls a field."""
        return self.screens.field(self.entity, field)

    def labels(self, fields: tuple[str, ...]) -> str:
        """What a person calls some fields."""
        return ", ".join(self.label(name) for name in fields)

    def quote(self, field: str, value: Value) -> str:
        """A value of a field between quotes, or that there is none."""
        if not is_set(value):
            return self.say(N_("(empty)"))
        return f"«{self.screens.value(self.entity, field, value)}»"

    def linked(self, link: Link, made_by: str) -> str:
        """How a pair came about, and whether it is one still."""
        ids = {
            "left": self.ref(Side.LEFT, link.ids.left),
            "right": self.ref(Side.RIGHT, link.ids.right),
        }
        template = _MADE_BY.get(made_by, _MATCHED)
        said = self.say(template, key=self.labels(tuple(made_by.split("+"))), **ids)
        if link.state is LinkState.UNLINKED:
            return self.say(_PARTED, said=said)
        if link.state is LinkState.FROZEN:
            return self.say(_WAITS, said=said)
        if link.state is LinkState.PARTING:
            return self.say(_PARTING, said=said)
        return said

    def edited(self, side: Side, unit: str, typed: View, edit: Edited) -> str:
        """Who typed what where, and between which two moments."""
        values = ", ".join(
            f"{self.label(name)} {self.quote(name, value)}"
            for name, value in typed.items()
        )
        parts = {
            "system": self.system(side),
            "values": values or self.label(unit),
            "before": self.moment(moment(edit.not_before)),
            "after": self.moment(moment(edit.not_after)),
        }
        if edit.not_after is None:
            return self.say(N_("somebody changed in {system}: {values}"), **parts)
        if edit.not_before is None:
            text = N_("somebody changed in {system}, not after {after}: {values}")
            return self.say(text, **parts)
        text = N_(
            "somebody changed in {system}, between {before} and {after}: {values}"
        )
        return self.say(text, **parts)

    def wrote(self, entry: Entry) -> str:
        """What a run wrote, and why."""
        parts = {
            "run": entry.run,
            "system": self.system(entry.side),
            "other": self.system(entry.side.other),
            "source": self.ref(entry.side.other, entry.source_id),
            "record": entry.record,
            "field": self.label(entry.field),
            "before": self.quote(entry.field, entry.before),
            "after": self.quote(entry.field, entry.after),
        }
        if entry.verb == Verb.CREATE.value:
            text = N_("run {run} created {record} in {system} from {source}")
            return self._with_detail(self.say(text, **parts), entry)
        if entry.verb == Verb.DELETE.value:
            text = N_("run {run} deleted {record} in {system}: a person asked for it")
            return self.say(text, **parts)
        text = N_("run {run} wrote {field} in {system}: {before} became {after}")
        said, why = self.say(text, **parts), self._why(entry, parts)
        said = f"{said} ({why})" if why else said
        return self._with_detail(said, entry)

    def conflict(self, one: Conflict) -> str:
        """What both sides held, who won and why, or that a person has to say."""
        parts = {
            "run": one.run,
            "field": self.label(one.field),
            **{
                side.value: f"{self.system(side)} "
                f"{self.quote(one.field, one.values[side])}"
                for side in Side
            },
            "id": one.number,
        }
        text = N_("run {run} found {field} changed on both sides: {left}, {right}")
        said = self.say(text, **parts)
        if one.decided is None:
            text = N_("{said}; `raccordo resolve {id} --take cic|crm` decides")
            return self.say(text, said=said, **parts)
        why = messages.reason_text(one.reason, self.lang)
        grade = messages.reason_text(one.grade, self.lang)
        won = self.say(
            N_("{system} stayed: {why}"),
            system=self.system(one.decided),
            why=f"{why}, {grade}" if grade else why,
        )
        return f"{said}; {won}"

    def problem(self, held: Held, entity: str) -> str:
        """What holds a record, how often it was tried, and what to do."""
        document = problem_document(held, entity, self.screens)
        text = N_("problem {id}: {message}; tries: {tries}; {fix}")
        if held.is_dismissed:
            text = N_("problem {id}, put away by a person: {message}; {fix}")
        return self.say(text, **document)

    def moment(self, text: str | None) -> str:
        """A moment as people read it."""
        return (text or "—").replace("T", " ")

    def _why(self, entry: Entry, parts: dict[str, object]) -> str:
        known = _WHY.get(entry.reason)
        if known is None:
            return messages.reason_text(entry.reason, self.lang)
        why = self.say(known, **parts)
        grade = messages.reason_text(entry.grade, self.lang)
        return f"{why}, {grade}" if grade else why

    def _with_detail(self, said: str, entry: Entry) -> str:
        if entry.detail == "unclear":
            text = N_("{said}; nobody answered, and it was found done")
            return self.say(text, said=said)
        if entry.detail:
            return self.say(
                N_("{said}; filled by rules: {rules}"), said=said, rules=entry.detail
            )
        return said
