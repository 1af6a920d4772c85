"""What people are told of without asking: problems, a grant's end, a stop, a silence.

Each piece of news carries a mark of what it tells.  The marks of what was told are
kept, so that nothing is told twice, not even by a service that was begun anew; what
was cured before anybody was told is not told.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from engine import messages
from engine.application import granting, silence
from engine.application.answer import Document
from engine.application.documents import moment, problem_document
from engine.application.wiring import Wiring
from engine.config.secret import mask
from engine.errors import N_, EngineError, SafetyStop, Unauthorised
from engine.values import from_json, to_json

_SETTING = "what people were told"
_DAYS = (30, 7, 1, 0)
"""When the end of a grant is told: so many days before it."""

_SHOWN = 5

Marks = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Item:
    """One piece of news."""

    kind: str
    mark: str
    title: str
    lines: tuple[str, ...]
    more: Document


@dataclass(frozen=True, slots=True)
class News:
    """A message about all that is new.

    Attributes:
        subject: The whole in a few words.
        text: What a person reads.
        document: The same for a program.
        marks: What has been told once this was sent.
    """

    subject: str
    text: str
    document: Document
    marks: Marks


def gather(wiring: Wiring, error: EngineError | None) -> News | None:
    """What is new since people were last told; None where nothing is.

    Args:
        wiring: The profile.
        error: How the latest run failed, if it did.
    """
    told = _told(wiring)
    items = list(_items(wiring, error, told))
    current = {item.kind: item.mark for item in items}
    _forget_what_is_over(wiring, told, current)
    new = [item for item in items if told.get(item.kind, "") != item.mark]
    return _news(wiring, new, told) if new else None


def remember(wiring: Wiring, news: News) -> None:
    """People were told."""
    wiring.store.settings.set(_SETTING, to_json(dict(news.marks)))


def _told(wiring: Wiring) -> Marks:
    kept = wiring.store.settings.get(_SETTING)
    found = from_json(kept) if kept else {}
    if not isinstance(found, dict):
        return {}
    return {kind: str(mark) for kind, mark in found.items()}


def _forget_what_is_over(wiring: Wiring, told: Marks, current: Marks) -> None:
    """What comes again after it was over is new again."""
    for kind in ("grant", "safety_stop"):
        if told.get(kind) and kind not in current:
            del told[kind]
            wiring.store.settings.set(_SETTING, to_json(dict(told)))


def _items(wiring: Wiring, error: EngineError | None, told: Marks) -> Iterator[_Item]:
    notify = wiring.profile.notify
    if notify is None:
        return
    if notify.about.problems:
        yield from _problems(wiring, int(told.get("problems") or 0))
    if notify.about.grant:
        yield from _grant(wiring, error)
    if notify.about.safety_stop and isinstance(error, SafetyStop):
        said = messages.error_text(error, wiring.lang)
        title = messages.tell(N_("a safety stop"), wiring.lang)
        yield _Item("safety_stop", said, title, (said,), {"text": said})
    if notify.about.silence and error is not None:
        yield from _silence(wiring, error)


def _problems(wiring: Wiring, last: int) -> Iterator[_Item]:
    """The problems with a higher number than any that was told."""
    found = [
        problem_document(held, entity, wiring.screens)
        for entity in wiring.known
        for held in wiring.shelves(entity).problems.all()
        if held.number > last
    ]
    if not found:
        return
    causes = Counter(str(one["code"]) for one in found)
    lines = []
    for code, count in causes.most_common():
        first = next(one for one in found if one["code"] == code)
        names = list(
            dict.fromkeys(str(one["name"]) for one in found if one["code"] == code)
        )
        more = ", …" if len(names) > _SHOWN else ""
        named = ", ".join(names[:_SHOWN])
        lines.append(f"{count}: {first['message']} ({named}{more})")
        lines.append(f"    → {first['fix']}")
    title = messages.tell_count(
        "{n} new problem", "{n} new problems", wiring.lang, n=len(found)
    )
    newest = str(max(int(one["id"]) for one in found))
    more_of = {"count": len(found), "causes": dict(causes)}
    yield _Item("problems", newest, title, tuple(lines), more_of)


def _grant(wiring: Wiring, error: EngineError | None) -> Iterator[_Item]:
    title = messages.tell(N_("the access to CiC"), wiring.lang)
    if isinstance(error, Unauthorised):
        said = messages.error_text(error, wiring.lang)
        yield _Item("grant", "refused", title, (said,), {"text": said})
        return
    days = granting.days_left(wiring)
    stage = next((one for one in reversed(_DAYS) if (days or 0) <= one), None)
    if days is None or stage is None or wiring.grant is None:
        return
    said = "; ".join(granting.warnings(wiring))
    mark = f"{wiring.grant.ends_on} {stage}"
    yield _Item("grant", mark, title, (said,), {"text": said, "days_left": days})


def _silence(wiring: Wiring, error: EngineError) -> Iterator[_Item]:
    """Each silence is told once: the moment of its beginning is its mark."""
    since = silence.too_long(wiring, error)
    if since is None:
        return
    system, when = silence.silent(error), since.astimezone()
    title = messages.tell(N_("no answer of {system}"), wiring.lang, system=system)
    said = messages.tell(
        N_("{system} has not answered since {when}: no run can be made"),
        wiring.lang,
        system=system,
        when=f"{when:%Y-%m-%d %H:%M}",
    )
    lines = (said, f"    → {messages.error_text(error, wiring.lang)}")
    more: Document = {"text": said, "system": system, "since": moment(since)}
    yield _Item(f"silence {system}", since.isoformat(), title, lines, more)


def _news(wiring: Wiring, items: list[_Item], told: Marks) -> News:
    name, lang = wiring.profile.name, wiring.lang
    subject = f"raccordo ({name}): {', '.join(item.title for item in items)}"
    closing = messages.tell(N_("`raccordo problems` lists what is held."), lang)
    lines = [line for item in items for line in (item.title, *item.lines, "")]
    events = [{"kind": item.kind.partition(" ")[0], **item.more} for item in items]
    text = mask("\n".join([*lines, closing]))
    return News(
        mask(subject),
        text,
        {"profile": name, "text": f"{mask(subject)}\n\n{text}", "events": events},
        {**told, **{item.kind: item.mark for item in items}},
    )
