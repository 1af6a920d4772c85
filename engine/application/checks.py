"""Everything that a run needs, looked at one by one."""

from collections.abc import Iterator

from engine import messages
from engine.application import drift, granting, probing
from engine.application.answer import Answer, Document
from engine.application.collections import Collections
from engine.application.fields import Wanted, compare
from engine.application.layouts import LAYOUTS, chosen_layout, usable
from engine.application.rule_reach import skipped
from engine.application.sides import NAMES
from engine.application.wiring import Wiring
from engine.config.grants import Grant
from engine.errors import N_, Forbidden, RemoteError
from engine.mapping.declaration import Declaration
from engine.model.option import Options
from engine.model.side import Side
from engine.rules.rulebook import Rulebook
from engine.systems.protocol import System

_OK, _WARNING, _ERROR = "ok", "warning", "error"


def check(wiring: Wiring) -> Answer:
    """Look at the files, the credentials, the collections and the select fields.

    Raises:
        Several: A mapping or a rules file is wrong.
        RemoteError: A system refused us or could not be reached; the rows of what
            was found until then are lost with it only where nothing answered.
    """
    rows: list[Document] = []
    for entity in wiring.known:
        declaration = wiring.languages.declaration(entity)
        rulebook = wiring.languages.rules(declaration, None)
        rows.append(_fine(f"mapping {entity}", declaration.source))
        rows.append(_fine(f"rules {entity}", f"{len(rulebook.rules)}"))
        rows += _skipped(wiring, rulebook, declaration)
    for side in Side:
        wiring.go_on()
        system = wiring.systems[side]
        rows.append(_fine(NAMES[side], system.whoami()))
    if wiring.grant is not None:
        rows.append(_grant(wiring, wiring.grant))
    for entity in wiring.known:
        declaration = wiring.languages.declaration(entity)
        rows += _check_entity(wiring, declaration)
    failed = any(row["state"] == _ERROR for row in rows)
    return Answer({"check": rows}, 1 if failed else 0)


def _skipped(
    wiring: Wiring, rulebook: Rulebook, declaration: Declaration
) -> Iterator[Document]:
    """The rules that are not asked where a record is created."""
    for one in skipped(rulebook, declaration):
        told = one.document(declaration.entity, wiring.lang)
        yield _row(f"rule {one.code}", _WARNING, told["message"], told["fix"])


def _grant(wiring: Wiring, grant: Grant) -> Document:
    ending = granting.ending(wiring)
    if ending:
        return _row("grant", _WARNING, ending, _say(wiring, granting.RENEW))
    text = N_("given on {given}, lives until {ends}")
    return _fine("grant", _say(wiring, text, given=grant.given_on, ends=grant.ends_on))


def _check_entity(wiring: Wiring, declaration: Declaration) -> Iterator[Document]:
    tried = [
        _tried(wiring, wiring.systems[side], declaration.resources[side])
        for side in Side
    ]
    yield from tried
    if any(row["state"] != _OK for row in tried):
        return  # what cannot be read cannot be looked at more closely
    collections = Collections(wiring, wiring.store)
    options = collections.refresh(declaration.registries)
    # With the options known, a value that none of them is comes to light.
    wiring.languages.rules(declaration, options)
    for name in declaration.registries:
        yield _collection(wiring, options[name])
    try:
        compared = compare(wiring, declaration, options)
    except Forbidden as error:
        yield _failed(wiring, "select fields", error)
        return
    for one in compared:
        yield _field(wiring, one)
    found = [*drift.look_again(wiring, wiring.store, declaration)]
    found += probing.unknown_options(declaration, compared, options)
    found += probing.unsearchable(wiring, declaration)
    missing = {f"FF_{one.wanted.code}" for one in compared if one.found is None}
    for each in found:
        # What setup has not made yet is told above.
        if each.name not in missing:
            yield drift.drift_document(each, declaration, wiring.lang)


def _collection(wiring: Wiring, options: Options) -> Document:
    if options.is_missing:
        message = _say(
            wiring, N_("CiC does not offer this list: its field is not kept equal")
        )
        return _row(options.name, _WARNING, message)
    if options.name == LAYOUTS and not chosen_layout(options, wiring.profile.layout):
        return _layout(wiring, options)
    message = _say(wiring, N_("{count} values"), count=len(options.options))
    return _row(options.name, _OK, message)


def _layout(wiring: Wiring, options: Options) -> Document:
    """No print template is that of new documents: every quote would be held."""
    named = wiring.profile.layout
    template = (
        N_("CiC has no print template {named!r}")
        if named
        else N_("CiC calls no print template its default one")
    )
    known = ", ".join(one.label for one in usable(options))
    fix = _say(
        wiring, N_("write one of these in the profile, layout: {known}"), known=known
    )
    return _row(LAYOUTS, _ERROR, _say(wiring, template, named=named), fix)


def _field(wiring: Wiring, one: Wanted) -> Document:
    what = f"FF_{one.wanted.code}"
    match one.verb:
        case "none":
            message = _say(wiring, N_("{label}: up to date"), label=one.wanted.label)
            return _row(what, _OK, message)
        case "update":
            message = _say(
                wiring, N_("{label}: values are missing"), label=one.wanted.label
            )
            return _row(
                what, _WARNING, message, _say(wiring, N_("run `raccordo setup`"))
            )
        case _:
            message = _say(
                wiring, N_("{label}: missing in the CRM"), label=one.wanted.label
            )
            return _row(what, _ERROR, message, _say(wiring, N_("run `raccordo setup`")))


def _tried(wiring: Wiring, system: System, resource: str) -> Document:
    wiring.go_on()
    described = system.description.resource(resource)
    if described and described.parent:
        text = N_("read with the parents that changed; an idle run costs no call")
        return _row(resource, _OK, _say(wiring, text))
    try:
        count = system.total(resource)
    except Forbidden as error:
        is_spared = described is not None and described.is_optional
        return _failed(wiring, resource, error, is_spared=is_spared)
    return _row(resource, _OK, _say(wiring, N_("{count} records"), count=count))


def _failed(
    wiring: Wiring, what: str, error: RemoteError, *, is_spared: bool = False
) -> Document:
    message = messages.sentence_text(error, wiring.lang)
    fix = messages.advice_text(error, wiring.lang)
    return _row(what, _WARNING if is_spared else _ERROR, message, fix)


def _fine(what: str, text: str) -> Document:
    return _row(what, _OK, text)


def _say(wiring: Wiring, template: str, **parts: object) -> str:
    return messages.tell(template, wiring.lang, **parts)


def _row(what: str, state: str, message: str, fix: str = "") -> Document:
    return {"what": what, "state": state, "message": message, "fix": fix}
