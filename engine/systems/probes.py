"""Questions that settle what the public material left open; none of them writes.

An answer is compared with what the description of the system believes.  Of records
only the shape is kept, never a value.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Protocol, TypeAlias

from engine.model.resource import Resource, SystemDescription
from engine.systems.calls import Answer
from engine.values import Json, Value

Query: TypeAlias = tuple[tuple[str, str], ...]
_GOOD = 200
_NOBODY = "999999999"


class Asks(Protocol):
    """Whoever can put one question that changes nothing."""

    def probe(self, path: str, query: Query = ()) -> Answer:
        """Ask, and give back whatever comes."""


class Verdict(Enum):
    """What an answer says of a line of a description."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a description, and what the system itself says of it.

    Attributes:
        key: The keys down to the line.
        call: What was asked.
        missing: What the description has and the answer has not.
        more: What the answer has and the description has not.
        shape: What the answer looks like, without a value.
    """

    key: tuple[str, ...]
    call: str
    status: int
    verdict: Verdict
    missing: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    shape: Value = None


def shape(value: Value) -> Value:
    """What a value looks like: names and kinds."""
    match value:
        case dict():
            return {name: shape(one) for name, one in value.items()}
        case list():
            return [shape(value[0])] if value else []
        case None:
            return "null"
        case bool():
            return "truth"
        case str():
            return "text"
        case _:
            return "number"


def probe_books(system: Asks, description: SystemDescription) -> Iterator[Finding]:
    """The questions to a system that describes its writes and its filters."""
    yield _looked(system, ("url",), "/")
    yield _looked(system, ("url",), "/self")
    for name, resource in description.resources:
        if resource.parent:
            continue
        yield from _schema(system, name, resource)
        if resource.filterable:
            yield _filters(system, name, resource)
    first = next(iter(dict(description.resources).values()))
    yield _looked(system, ("refusals",), f"{first.path}/{_NOBODY}")
    query = (("pagesize", "1"),)
    yield _records(
        system, first, (first.path, query), lambda one: one.get("collection")
    )


def probe_tenant(system: Asks, description: SystemDescription) -> Iterator[Finding]:
    """The questions to a system whose tenants show what they want."""
    for name, resource in description.resources:
        yield _shown(system, name, resource)
    first = next(iter(dict(description.resources).values()))
    yield _looked(system, ("resources", first.name), f"{first.path}/GetNewInstance")
    query: Query = (("$filter", "zzz eq 1"),)
    yield _looked(system, ("refusals",), f"{first.path}/Search", query)
    yield _looked(system, ("refusals",), f"{first.path}/{_NOBODY}")
    most = (("$top", str(description.page_size)),)
    yield _page_size(system, first, most)
    one = (f"{first.path}/Search", (("$top", "1"),))
    yield _records(system, first, one, lambda found: found)
    yield _looked(system, ("resources",), "Hook/")


def compare(
    key: tuple[str, ...],
    asked: tuple[str, Answer],
    described: Iterable[str],
    seen: Iterable[str] | None,
) -> Finding:
    """Whether everything that is described is there; None for no usable answer."""
    call, answer = asked
    if seen is None:
        return Finding(
            key, call, answer.status, Verdict.OPEN, shape=shape(answer.value)
        )
    known, found = set(described), set(seen)
    missing = tuple(sorted(known - found))
    verdict = Verdict.CONTRADICTED if missing else Verdict.CONFIRMED
    more = tuple(sorted(found - known))
    return Finding(key, call, answer.status, verdict, missing, more)


def _schema(system: Asks, name: str, resource: Resource) -> Iterator[Finding]:
    path = f"{resource.path}/schema/post"
    answer = system.probe(path)
    asked = (f"GET {path}", answer)
    told = _at(answer, "properties")
    properties = told if isinstance(told, dict) else None
    key = ("resources", name)
    yield compare((*key, "properties"), asked, (), properties)
    if properties is None:
        return
    required = _having(properties, "required")
    tops = {one.partition(".")[0] for one in resource.required}
    yield compare((*key, "required"), asked, tops, required)
    lengths = {
        f"{one}: {facts['maxLength']}"
        for one, facts in properties.items()
        if isinstance(facts, dict) and "maxLength" in facts
    }
    believed = {f"{one}: {most}" for one, most in resource.max_length}
    yield compare((*key, "max_length"), asked, believed, lengths)


def _filters(system: Asks, name: str, resource: Resource) -> Finding:
    query: Query = (("filter", "zzz$eq:1"),)
    answer = system.probe(resource.path, query)
    told = _at(answer, "allowedFilteringFields")
    allowed = [str(one) for one in told] if isinstance(told, list) else None
    call = f"GET {resource.path}?filter=zzz$eq:1"
    return compare(
        ("resources", name, "filterable"), (call, answer), resource.filterable, allowed
    )


def _shown(system: Asks, name: str, resource: Resource) -> Finding:
    path = f"{resource.path}/GetPolymorphicSchema"
    answer = system.probe(path, (("TypeNameHandling", "none"),))
    told = _at(answer, "properties")
    seen = [one for one in told if one[:1] != "$"] if isinstance(told, dict) else None
    key = ("resources", name, "properties")
    return compare(key, (f"GET {path}", answer), resource.properties, seen)


def _page_size(system: Asks, resource: Resource, query: Query) -> Finding:
    path = f"{resource.path}/Search"
    answer = system.probe(path, query)
    is_good = answer.status == _GOOD and isinstance(answer.value, list)
    verdict = Verdict.CONFIRMED if is_good else Verdict.CONTRADICTED
    call = f"GET {path}?$top={query[0][1]}"
    return Finding(("page_size",), call, answer.status, verdict)


def _records(
    system: Asks,
    resource: Resource,
    asked: tuple[str, Query],
    listed: Callable[[Json], Value],
) -> Finding:
    """The properties of the first record that comes."""
    path, query = asked
    answer = system.probe(path, query)
    value = answer.value
    found = listed(value) if isinstance(value, dict) else value
    first = found[0] if isinstance(found, list) and found else None
    seen = {*first} if isinstance(first, dict) else None
    # A record shows what is set in it: what it lacks may be there all the same.
    described = set(resource.properties) & (seen or set())
    key = ("resources", resource.name, "properties")
    call = f"GET {path}?{query[0][0]}={query[0][1]}"
    return compare(key, (call, answer), described, seen)


def _looked(
    system: Asks, key: tuple[str, ...], path: str, query: Query = ()
) -> Finding:
    """An answer of which only the shape is kept, for a person to read."""
    answer = system.probe(path, query)
    asked = "&".join(f"{name}={text}" for name, text in query)
    call = f"GET {path}{'?' if asked else ''}{asked}"
    return Finding(key, call, answer.status, Verdict.OPEN, shape=shape(answer.value))


def _at(answer: Answer, name: str) -> Value:
    return answer.value.get(name) if isinstance(answer.value, dict) else None


def _having(properties: Json, fact: str) -> list[str]:
    return [
        name
        for name, facts in properties.items()
        if isinstance(facts, dict) and facts.get(fact) is True
    ]
