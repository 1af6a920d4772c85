"""A live record as a case beside a mapping, with nobody's name in it."""

from engine import messages
from engine.application.answer import Document
from engine.application.documents import plain
from engine.application.live_pair import LivePair
from engine.application.mapping_files import CasesBeside
from engine.application.sides import name_of
from engine.application.wiring import Wiring
from engine.application.yaml_text import as_yaml_value, free_name, yaml_text
from engine.errors import N_
from engine.lenses.supplies import Others
from engine.mapping.compiled import Mapping
from engine.mapping.masking import masked_record, options_of, others_of
from engine.mapping.trying import make
from engine.model.option import Options
from engine.model.side import Pair, Side
from engine.values import Json


def recorded(pair: LivePair, file: CasesBeside, wiring: Wiring) -> Document:
    """A live record, masked: what it is, and what the mapping makes of it."""
    side, other = name_of(pair.side), name_of(pair.side.other)
    given = masked_record(pair.mapping, pair.vocabulary, pair.side, pair.here)
    after = (
        masked_record(pair.mapping, pair.vocabulary, pair.side.other, pair.there)
        if pair.there is not None
        else None
    )
    records = Pair(given, after or {})
    if pair.side is Side.RIGHT:
        records = Pair(after or {}, given)
    options = options_of(pair.mapping, pair.options, records)
    linked = others_of(pair.mapping, records)
    mapping: Mapping = wiring.languages.mapping(
        pair.mapping.entity, options, (), Others(counterparts=linked)
    )
    case: Document = {"given": {side: given}}
    if after is not None:
        case["after"] = {other: after}
    case |= _expected(pair, mapping, given, after)
    if listed := _options(options):
        case["options"] = listed
    if counterparts := _options(linked):
        case["linked"] = counterparts
    name = free_name(_name(pair, case, wiring.lang), file.places)
    return {
        "record": pair.ref,
        "file": file.wanted,
        "name": name,
        "case": plain(case),
        "yaml": yaml_text({name: as_yaml_value(case)}),
    }


def _expected(
    pair: LivePair, mapping: Mapping, given: Json, after: Json | None
) -> Document:
    other = name_of(pair.side.other)
    made = make(mapping, pair.side, given, after)
    if made.record is not None:
        return {"expect": {other: made.record}}
    return {"refused": {other: {one.field: one.code for one in made.problems}}}


def _options(options: dict[str, Options]) -> Document:
    return {
        name: [
            {
                "key": option.key,
                "label": option.label,
                **({"content": option.content} if option.content else {}),
                **({"within": option.within} if option.within else {}),
            }
            for option in known.options
        ]
        for name, known in options.items()
    }


def _name(pair: LivePair, case: Document, lang: str) -> str:
    if "refused" in case:
        text = N_("a record that is refused")
    elif pair.there is not None:
        text = N_("a record and its counterpart")
    else:
        text = N_("a record without a counterpart")
    return messages.tell(text, lang)
