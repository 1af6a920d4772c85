"""Lines that an overlay took away, and that a system demands of every new record."""

from engine.mapping import overlay_mistakes
from engine.mapping.declaration import Creation, Declaration
from engine.mapping.facts import Facts
from engine.mapping.paths import bare, each
from engine.mapping.reading import Reader
from engine.mapping.words import Words
from engine.model.side import Side


def check_demanded(
    reader: Reader, words: Words, declaration: Declaration, facts: Facts
) -> None:
    """Where records are created, what a system demands keeps a line or a constant."""
    for side in Side:
        resource = facts.resources[side]
        if resource is None or declaration.creation[side] is Creation.NEVER:
            continue
        fields, system = declaration.fields.values(), words.names[side]
        held = {bare(path) for one in fields for path in each(one.paths[side])}
        for name, gone in declaration.dropped.items():
            if "." in name:
                continue
            for path in map(bare, each(gone.pair.paths[side])):
                tops = {path, path.partition(".")[0]}
                if tops & set(resource.required) and path not in held:
                    problem = overlay_mistakes.DropsDemanded(
                        gone.span, name=name, path=path, system=system, key=system
                    )
                    reader.note(problem)
