"""Mappings as documents: lines, verdicts, differences, cases."""

from engine import messages
from engine.application.answer import Document
from engine.application.documents import plain
from engine.application.sides import NAMES, name_of
from engine.errors import N_
from engine.mapping.coverage import Uncovered
from engine.mapping.declaration import Declaration, FieldPair
from engine.mapping.effective import EffectiveLine, quoted
from engine.mapping.laws import LineVerdict, lossy
from engine.mapping.parts import Confidence, LensUse
from engine.mapping.trying import Outcome
from engine.mapping.versions import Moved
from engine.model.side import Side
from engine.source import Span


def place(span: Span | None) -> str:
    """A place as people write it: file and line."""
    return f"{span.source.name}:{span.line}" if span else ""


def lens_text(uses: tuple[LensUse, ...]) -> str:
    """The lenses of a line as its file could say them."""
    texts = [_use_text(use) for use in uses]
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]" if texts else ""


def _use_text(use: LensUse) -> str:
    main = use.entry.main
    arguments = dict(use.arguments)
    if not arguments:
        return use.name
    if main and main in arguments:
        first = f"{use.name}: {quoted(arguments.pop(main))}"
        rest = [f"{key}: {quoted(value)}" for key, value in arguments.items()]
        return "{" + ", ".join([first, *rest]) + "}"
    inner = ", ".join(f"{key}: {quoted(value)}" for key, value in arguments.items())
    return f"{{{use.name}: {{{inner}}}}}"


def mapping_document(declaration: Declaration, lang: str) -> Document:
    """A mapping, line by line."""
    return {
        "entity": declaration.entity,
        "title": declaration.titles.get(lang, declaration.entity),
        "version": declaration.version,
        "file": declaration.source,
        **{name: declaration.resources[side] for side, name in _sides()},
        "fields": [field_document(pair, lang) for pair in declaration.fields.values()],
        "dropped": [
            {"field": name, "reason": one.reason, "source": place(one.span)}
            for name, one in declaration.dropped.items()
        ],
    }


def field_document(pair: FieldPair, lang: str) -> Document:
    """One line of a mapping."""
    return {
        "field": pair.name,
        "label": pair.labels.get(lang) or messages.field_label(pair.name, lang),
        **{name: pair.paths[side] for side, name in _sides()},
        "lens": between(pair),
        "items": [field_document(item, lang) for item in pair.items.values()],
        "direction": _word(pair.direction.value),
        "owner": name_of(pair.owner) if pair.owner else None,
        "conflict": _word(pair.conflict.value) if pair.conflict else None,
        "required": [name for side, name in _sides() if pair.required[side]],
        "ignore": pair.ignore or None,
        "const": plain(pair.const.value) if pair.const else None,
        "source": place(pair.span),
    }


def between(pair: FieldPair) -> str:
    """What stands between the two homes: the lens; of a list, what pairs its items."""
    return f"key: {pair.key}" if pair.key else lens_text(pair.lens)


def line_document(line: EffectiveLine) -> Document:
    """One line in force, with the place that it came from."""
    return {
        "path": list(line.path),
        "text": line.text,
        "source": place(line.origin),
        "dropped": line.dropped or None,
    }


def verdict_document(verdict: LineVerdict, entity: str, lang: str) -> Document:
    """What became of a line on records; with the value that shows a loss."""
    document: Document = {
        "entity": entity,
        "field": verdict.field,
        "verdict": verdict.verdict.value,
        "tried": verdict.tried,
        "accepted": verdict.accepted or None,
        "refused": verdict.is_refused,
        "loss": None,
        "message": None,
        "source": place(verdict.span),
    }
    if verdict.loss is None:
        return document
    loss = verdict.loss
    document["loss"] = {
        "side": name_of(loss.source),
        "before": plain(loss.before),
        "written": plain(loss.written),
        "after": plain(loss.after),
    }
    if verdict.span:
        error = lossy(verdict.span, verdict.field, loss, NAMES)
        document["message"] = messages.sentence_text(error, lang)
    return document


def uncovered_document(one: Uncovered, entity: str) -> Document:
    """A property that no line names."""
    return {
        "entity": entity,
        "side": name_of(one.side),
        "property": one.property,
        "read_only": one.is_read_only,
    }


def unsure(declaration: Declaration, lang: str) -> list[str]:
    """That nobody is recognised for sure any more, where that is so."""
    if any(one.confidence is not Confidence.REVIEW for one in declaration.matches):
        return []
    text = N_(
        "{file}: no match links by itself ({entity}): who is on both sides already "
        "waits for a person, or is created a second time"
    )
    entity = messages.entity_label(declaration.entity, lang)
    parts = {"file": declaration.source, "entity": entity}
    return [messages.tell(text, lang, **parts)]


def moved_document(one: Moved, entity: str, overlay: str) -> Document:
    """A value of a stock mapping that moved on under an overlay."""
    return {
        "entity": entity,
        "overlay": overlay,
        "path": ".".join(one.path),
        "before": one.before,
        "now": one.now,
        "says": one.overlay,
        "advice": one.advice.value,
    }


def outcome_document(file: str, outcome: Outcome) -> Document:
    """A case, and what came otherwise."""
    return {
        "file": file,
        "line": outcome.case.span.line,
        "case": outcome.case.name,
        "state": "passed" if outcome.has_held else "failed",
        "differences": [
            {
                "name": one.name,
                "expected": plain(one.expected),
                "found": plain(one.found),
            }
            for one in outcome.differences
        ],
    }


def _sides() -> list[tuple[Side, str]]:
    return [(side, name_of(side)) for side in Side]


def _word(word: str) -> str:
    """A word of a mapping file: a side stands there by its name."""
    for side, name in _sides():
        word = {side.value: name, f"to_{side.value}": f"to_{name}"}.get(word, word)
    return word
