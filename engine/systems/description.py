"""Reads the description of a system: every fact of its API, and every problem."""

from dataclasses import replace
from datetime import timedelta

from engine.errors import Several
from engine.marked import read
from engine.model.resource import (
    FieldNames,
    Reference,
    Refusal,
    Resource,
    SystemDescription,
)
from engine.source import Source
from engine.systems.facts import Facts

_SYSTEM = (
    *("schema", "system", "url", "rate", "page_size", "keys_per_search"),
    *("query_length", "writes", "headers", "fields", "resources", "refusals"),
)
_RESOURCE = (
    *("path", "key", "label", "within", "optional", "keyed", "modified"),
    *("required", "read_only", "counted", "max_length", "filterable", "starts_with"),
    *("references", "properties", "numbers", "referenced_by", "omits", "named_by"),
    *("in_full", "like"),
)
_TYPES = ("select", "text", "number", "date", "boolean")
_WRITES = {"whole": False, "changes": True}


def load_description(source: Source) -> SystemDescription:
    """Read the description of a system.

    Raises:
        Several: Something in it is wrong; all of it is told.
    """
    marked, unread = read(source)
    problems = list(unread)
    description = _system(Facts.of(marked, _SYSTEM, problems))
    if problems:
        raise Several(problems)
    return description


def _system(facts: Facts) -> SystemDescription:
    facts.choice("schema", ("1",))
    return SystemDescription(
        name=facts.text("system"),
        resources=_resources(facts),
        page_size=facts.number("page_size"),
        keys_per_search=facts.number("keys_per_search"),
        partial_update=_WRITES.get(facts.choice("writes", tuple(_WRITES)), False),
        refusals=tuple(
            Refusal(inner.text("words"), inner.text("code"), inner.text("field", ""))
            for inner in facts.listed("refusals", ("words", "code", "field"))
        ),
        url=facts.text("url", ""),
        rate=facts.text("rate", ""),
        query_length=facts.number("query_length"),
        headers=facts.pairs("headers"),
        fields=_field_names(facts),
    )


def _resources(facts: Facts) -> tuple[tuple[str, Resource], ...]:
    """Every resource; one that is like an earlier one says only what is more."""
    found: dict[str, Resource] = {}
    for name, inner in facts.named("resources", _RESOURCE):
        is_like = inner.keys.get("like") is not None
        known = found.get(inner.choice("like", tuple(found))) if is_like else None
        found[name] = _like(known, name, inner) if known else _resource(name, inner)
    return tuple(found.items())


def _like(known: Resource, name: str, facts: Facts) -> Resource:
    return replace(
        known,
        name=name,
        path=facts.text("path"),
        read_only=(*known.read_only, *facts.texts("read_only")),
        properties=(*known.properties, *facts.texts("properties")),
    )


def _resource(name: str, facts: Facts) -> Resource:
    modified = facts.inner("modified", ("path", "by", "granularity", "overlap"))
    return Resource(
        name=name,
        path=facts.text("path"),
        key=facts.text("key"),
        label=facts.text("label", ""),
        modified=modified.text("path") if modified else "",
        modified_by=modified.text("by", "") if modified else "",
        granularity=_duration(modified, "granularity", 1),
        overlap=_duration(modified, "overlap", 120),
        required=facts.texts("required"),
        read_only=facts.texts("read_only"),
        counted=facts.texts("counted"),
        max_length=facts.numbers("max_length"),
        filterable=facts.texts("filterable"),
        starts_with=facts.texts("starts_with"),
        references=tuple(
            Reference(inner.text("path"), inner.text("key"), inner.pairs("also"))
            for inner in facts.listed("references", ("path", "key", "also"))
        ),
        properties=facts.texts("properties"),
        numbers=facts.texts("numbers"),
        referenced_by=facts.pairs("referenced_by"),
        within=facts.text("within", ""),
        is_optional=facts.truth("optional"),
        is_keyed=facts.truth("keyed"),
        omits=facts.texts("omits"),
        in_full=facts.texts("in_full"),
        named_by=facts.pairs("named_by"),
    )


def _duration(facts: Facts | None, name: str, default: int) -> timedelta:
    if facts is None:
        return timedelta(seconds=default)
    return facts.duration(name, timedelta(seconds=default))


def _field_names(facts: Facts) -> FieldNames | None:
    names = ("resource", "prefix", "owner", "code", "label", "type", "labels", "values")
    inner = facts.inner("fields", names)
    if inner is None:
        return None
    type_ = inner.inner("type", ("path", *_TYPES))
    types = [(word, type_.text(word, "")) for word in _TYPES] if type_ else []
    return FieldNames(
        resource=inner.text("resource"),
        prefix=inner.text("prefix"),
        owner=inner.text("owner"),
        code=inner.text("code"),
        label=inner.texts("label"),
        type=(type_.text("path"), type_.text("select")) if type_ else ("", ""),
        labels=inner.text("labels"),
        values=inner.text("values"),
        types=tuple((word, said) for word, said in types if said),
    )
