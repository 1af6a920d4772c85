"""What rules may name of a mapping."""

from collections import abc

from engine.lenses.base import Lens
from engine.lenses.chain import Chain
from engine.lenses.options import Choice
from engine.lenses.supplies import Supplies
from engine.lenses.tables import TableLens
from engine.mapping.declaration import Declaration, FieldPair
from engine.mapping.parts import LensUse
from engine.model.option import Options
from engine.rules import vocabulary as words
from engine.rules.vocabulary import FieldSpec, Vocabulary


def vocabulary(
    declaration: Declaration, options: abc.Mapping[str, Options] | None
) -> Vocabulary:
    """What rules may name of a mapping; without ``options`` no value is refused.

    A field that an overlay dropped is still a name: the rules that speak of it
    are off, and no mistakes.
    """
    supplies = declaration.supplies(options)
    gone = {name: one.pair for name, one in declaration.dropped.items()}
    whole = {name: pair for name, pair in gone.items() if "." not in name}
    pairs = {**whole, **declaration.fields}
    fields = {name: _spec(pair, supplies) for name, pair in pairs.items()}
    for name, pair in gone.items():
        outer, _, own = name.partition(".")
        if own and (items := fields[outer].items):
            items.setdefault(own, _spec(pair, supplies))
    tables: dict[str, abc.Collection[str] | None] = {
        name: table.offered() for name, table in declaration.tables.items()
    }
    for name in declaration.registries:
        known = (options or {}).get(name)
        is_known = known is not None and not known.is_missing
        tables[name] = (
            tuple(str(one.key) for one in known.options) if known and is_known else None
        )
    return Vocabulary(declaration.entity, fields, tables=tables)


def lens_of(uses: tuple[LensUse, ...], supplies: Supplies) -> Lens:
    """The lens that these uses make, in a chain where they are several."""
    made = tuple(use.entry.make(use.arguments, supplies) for use in uses)
    return made[0] if len(made) == 1 else Chain(made)


def _spec(pair: FieldPair, supplies: Supplies) -> FieldSpec:
    if pair.items:
        items = {name: _spec(item, supplies) for name, item in pair.items.items()}
        return FieldSpec(pair.name, words.Kind.LIST, None, pair.labels, items=items)
    kind, texts = words.Kind(pair.holds.value), None
    lens = lens_of(pair.lens, supplies) if pair.lens else None
    if isinstance(lens, Choice):
        kind = words.Kind.OPTION
        texts = None if lens.options.is_missing else lens.texts()
    elif isinstance(lens, TableLens):
        kind = words.Kind.OPTION
        is_open = lens.table.other.right is not None
        texts = None if is_open else lens.texts()
    elif lens is not None and lens.knows:
        # One of those that it looks up, which the rules cannot know beforehand.
        kind = words.Kind.OPTION
    return FieldSpec(pair.name, kind, texts, pair.labels)
