"""What is a fact of an API and not of a mapping."""

import re
from dataclasses import dataclass
from datetime import timedelta

# The id of a parent in a path: /customers/{customers}/contacts.
_PARENT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A property that points to another object by its key.

    Attributes:
        path: Where the reference stands (``province``).
        key: The property in it that holds the key (``provinceNumber``).
        also: Further properties of it and the path of the same record that
            their value is copied from (``countryCode.code: countryCode.code``).
    """

    path: str
    key: str
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Property:
    """A property as a tenant shows it.

    Attributes:
        label: What its screens call it.
        is_required: Whether no record is saved without it.
        is_writable: Whether a write of it counts.
    """

    name: str
    label: str = ""
    is_required: bool = False
    is_writable: bool = True


@dataclass(frozen=True, slots=True)
class Resource:
    """Where an entity lives in one system.

    Attributes:
        name: Its name in mappings (``customers``, ``Company``).
        path: Its place below the base URL.
        key: The property that identifies an object.
        label: The property that a person knows it by.
        modified: The property with the stamp of the last change, or empty.
        modified_by: The property that names who made that change, or empty.
        granularity: How coarse that stamp is.
        overlap: How far before the cursor an incremental read begins.
        required: Paths that a write must carry.
        read_only: Paths that a write must not count on.
        counted: Properties that the system counts where they are left out: it may
            keep those that it is sent.
        max_length: The longest text of a path.
        filterable: Paths that a search may name.
        starts_with: Paths of lists that a search finds by their beginning only.
        references: Paths that point to other objects.
        properties: Every known property by its first name, for checks and coverage.
        numbers: Paths whose values a search names without quotes; the key is one
            of them anyway.
        referenced_by: The resources of the same system whose objects point to
            one of this, and the path by which they do.
        within: For registries, the path that the key is unique in, or empty.
        is_optional: Whether a run goes on without it when it is not installed.
        is_keyed: Whether the key is a number that the resource can be filtered
            and sorted by, so that a walk goes on after the last key it saw.
        omits: Properties that its listings leave out: a record that is read by
            itself has them.
        in_full: Properties that a record may show only where it is asked for in full.
        named_by: For registries that are not listed as a whole: the resources whose
            objects name those that matter, and the path by which they do.
    """

    name: str
    path: str
    key: str
    label: str = ""
    modified: str = ""
    modified_by: str = ""
    granularity: timedelta = timedelta(seconds=1)
    overlap: timedelta = timedelta(seconds=120)
    required: tuple[str, ...] = ()
    read_only: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    max_length: tuple[tuple[str, int], ...] = ()
    filterable: tuple[str, ...] = ()
    starts_with: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    properties: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    referenced_by: tuple[tuple[str, str], ...] = ()
    within: str = ""
    is_optional: bool = False
    is_keyed: bool = False
    omits: tuple[str, ...] = ()
    in_full: tuple[str, ...] = ()
    named_by: tuple[tuple[str, str], ...] = ()

    @property
    def parent(self) -> str:
        """The entity whose records its own live under, named in its path; or empty."""
        found = _PARENT.search(self.path)
        return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Words by which a system says one kind of refusal, and our code for it."""

    words: str
    code: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class FieldNames:
    """Where a system keeps the definitions of its additional fields.

    Attributes:
        resource: The resource of the definitions.
        prefix: What stands before the code where a record shows the value.
        owner: The property that names the resource a field is on.
        code: The property of the code.
        label: The properties of the label; the first is read.
        type: The property of the type, and the type of a select field.
        labels: The property with the list of the labels of its values.
        values: The property with the list of its values, in the same order.
        types: Our words for the types of fields, and the system's.
    """

    resource: str
    prefix: str
    owner: str
    code: str
    label: tuple[str, ...]
    type: tuple[str, str]
    labels: str
    values: str
    types: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SystemDescription:
    """One system: its resources by name, its limits and its ways of saying no.

    Attributes:
        name: The key of the system in mappings.
        resources: Its resources by name.
        page_size: The most records to ask for in one call.
        keys_per_search: The most values to name in one search.
        partial_update: Whether a write sends only what changed.
        refusals: The refusals that we know by their words.
        url: The address of the vendor's own host.
        rate: The calls that host bears (``10/s``); it holds for that host only.
        query_length: The longest filter, as it stands in a URL.
        headers: What every call carries beside the credentials.
        fields: Where its additional fields are defined, if it has any.
    """

    name: str
    resources: tuple[tuple[str, Resource], ...]
    page_size: int
    keys_per_search: int
    partial_update: bool
    refusals: tuple[Refusal, ...] = ()
    url: str = ""
    rate: str = ""
    query_length: int = 2000
    headers: tuple[tuple[str, str], ...] = ()
    fields: FieldNames | None = None

    def resource(self, name: str) -> Resource | None:
        """The resource of that name, or None."""
        return dict(self.resources).get(name)

    def recognise(self, text: str) -> Refusal | None:
        """The refusal whose words stand in ``text``, or None."""
        folded = text.casefold()
        known = (item for item in self.refusals if item.words.casefold() in folded)
        return next(known, None)
