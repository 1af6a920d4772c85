"""In which order entities are kept equal: each after what it waits for."""

from collections.abc import Collection, Mapping

from engine.errors import Located, Several
from engine.mapping.declaration import Declaration
from engine.mapping.entity_mistakes import CircleInAfter, UnknownEntity


def check_after(declaration: Declaration, known: Collection[str]) -> None:
    """See that a mapping waits for and reads what there is, and not itself.

    Raises:
        Several: It waits for something else.
    """
    problems: list[Located] = []
    for name, span in zip(declaration.after, declaration.after_spans, strict=True):
        if name == declaration.entity:
            problems.append(CircleInAfter(span, circle=f"{name} > {name}"))
        elif name not in known:
            problems.append(UnknownEntity(span, name, known))
    problems += [
        UnknownEntity(one.span, one.entity, known)
        for one in declaration.joins
        if one.span and one.entity not in known
    ]
    if problems:
        raise Several(problems)


def in_order(declarations: Mapping[str, Declaration]) -> tuple[str, ...]:
    """The entities, each after those that it waits for; else as they were given.

    Raises:
        Several: Some wait for each other.
    """
    done: dict[str, None] = {}
    for name in declarations:
        _visit(name, declarations, done, ())
    return tuple(done)


def _visit(
    name: str,
    declarations: Mapping[str, Declaration],
    done: dict[str, None],
    waiting: tuple[str, ...],
) -> None:
    if name in done:
        return
    declaration = declarations[name]
    path = (*waiting, name)
    for other, span in zip(declaration.after, declaration.after_spans, strict=True):
        if other in path:
            circle = (*path[path.index(other) :], other)
            raise Several([CircleInAfter(span, circle=" > ".join(circle))])
        if other in declarations:
            _visit(other, declarations, done, path)
    done[name] = None
