"""What is a fact of an API and not of a mapping."""

from dataclasses import dataclass
from datetime import timedelta


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
class Resource:
    """Where an entity lives in one system.

    Attributes:
        name: Its name in mappings (``customers``, ``Company``).
        path: Its place below the base URL.
        key: The property that identifies an object.
        label: The property that a person knows it by.
        modified: The property with the stamp of the last change, or empty.
        granularity: How coarse that stamp is.
        overlap: How far before the cursor an incremental read begins.
        required: Paths that a write must carry.
        read_only: Paths that a write must not count on.
        max_length: The longest text of a path.
        filterable: Paths that a search may name.
        references: Paths that point to other objects.
        properties: Every known property, for checks and coverage.
        within: For registries, the path that the key is unique in, or empty.
        is_optional: Whether a run goes on without it when it is not installed.
    """

    name: str
    path: str
    key: str
    label: str = ""
    modified: str = ""
    granularity: timedelta = timedelta(seconds=1)
    overlap: timedelta = timedelta(seconds=120)
    required: tuple[str, ...] = ()
    read_only: tuple[str, ...] = ()
    max_length: tuple[tuple[str, int], ...] = ()
    filterable: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    properties: tuple[str, ...] = ()
    within: str = ""
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Words by which a system says one kind of refusal, and the code that we give it."""

    words: str
    code: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class SystemDescription:
    """One system: its resources by name, its limits and its ways of saying no."""

    name: str
    resources: tuple[tuple[str, Resource], ...]
    page_size: int
    keys_per_search: int
    partial_update: bool
    refusals: tuple[Refusal, ...] = ()

    def resource(self, name: str) -> Resource | None:
        """The resource of that name, or None."""
        return dict(self.resources).get(name)
