"""One live record beside what a mapping makes of it."""

from engine.application.answer import Document
from engine.application.documents import new_problem_document, plain
from engine.application.live_pair import LivePair
from engine.application.mapping_lists import Shapes, item_documents
from engine.application.mapping_words import between, place
from engine.application.sides import name_of, read_ref
from engine.mapping.declaration import FieldPair
from engine.mapping.paths import find_home
from engine.mapping.trying import Made, make
from engine.messages import Screens
from engine.model.side import Side
from engine.values import Json, Value, is_set


def previewed(pair: LivePair, screens: Screens) -> Document:
    """Both shapes of a record, field by field, and what speaks against the write."""
    made = make(pair.mapping, pair.side, pair.here, pair.there)
    shapes = {pair.side: pair.here, pair.side.other: _shape(pair, made)}
    lists = Shapes(pair.mapping, shapes, pair.side.other, pair.there or {})
    view = pair.mapping.view(pair.side, pair.here)
    objections = {problem.field: problem.code for problem in made.problems}
    whose = (pair.side, read_ref(pair.ref)[1], pair.name)
    entity = pair.mapping.entity
    return {
        "entity": entity,
        "record": pair.ref,
        "name": pair.name,
        "linked": pair.there is not None,
        "fields": [
            {
                "field": field.name,
                "label": screens.field(entity, field.name),
                "value": plain(view.get(field.name)),
                **{
                    name_of(side): {
                        "path": field.paths[side],
                        "value": plain(_at(shapes[side], field.paths[side])),
                    }
                    for side in Side
                },
                "lens": between(field),
                "items": item_documents(lists, field),
                "changes": field.name in made.changed,
                "problem": objections.get(field.name),
                "ignore": field.ignore or None,
                "const": plain(field.const.value) if field.const else None,
                "source": place(field.span),
            }
            for field in pair.mapping.declaration.fields.values()
            if _is_told(field, shapes, made)
        ],
        **{name_of(side): plain(shapes[side]) for side in Side},
        "problems": [
            new_problem_document(problem, whose, entity, screens)
            for problem in made.problems
        ],
    }


def _shape(pair: LivePair, made: Made) -> Json:
    """The record of the other side, even where it would be refused."""
    if made.record is not None:
        return made.record
    refused = {problem.field for problem in made.problems}
    view = pair.mapping.view(pair.side, pair.here)
    kept = {name: one for name, one in made.changed.items() if name not in refused}
    return pair.mapping.put(pair.side.other, pair.there, kept, view)


def _is_told(field: FieldPair, shapes: dict[Side, Json], made: Made) -> bool:
    """A field that is empty on both sides, and that nobody misses, says nothing."""
    is_missed = any(problem.field == field.name for problem in made.problems)
    values = (_at(shapes[side], field.paths[side]) for side in Side)
    return is_missed or any(is_set(value) for value in values)


def _at(shape: Json, path: str | None) -> Value:
    return find_home(shape, path) if path else None
