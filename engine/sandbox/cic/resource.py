"""What CiC says of one resource: its properties, its key, and what may be asked."""

from dataclasses import dataclass, replace

from engine.sandbox.cic.filter import Type
from engine.sandbox.cic.kinds import Address, Property
from engine.sandbox.cic.nested import accept_all, show_all
from engine.sandbox.cic.paths import escape
from engine.sandbox.cic.reading import Misfit, Reading, SchemaProblem
from engine.sandbox.collection import Key
from engine.sandbox.exact import Fields

ALL = frozenset({"GET", "POST", "PUT", "DELETE"})
READ_ONLY = frozenset({"GET"})


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource.

    `numbered` says that the server gives keys; `stamped` is the step of its
    `lastUpdated` in seconds, 0 where it has none; `module` begins the name of the
    module without which it is not there.
    """

    name: str
    noun: str
    key: str
    properties: tuple[Property, ...]
    filters: dict[str, Type]
    methods: frozenset[str] = ALL
    unsortable: frozenset[str] = frozenset()
    numbered: bool = True
    stamped: int = 0
    parent: str = ""
    module: str = ""
    is_document: bool = False

    @property
    def sortable(self) -> list[str]:
        """The properties by which a listing may be sorted."""
        return [name for name in self.filters if name not in self.unsortable]

    def is_there(self, modules: tuple[str, ...]) -> bool:
        """Say whether an agreement with these modules has it."""
        return not self.module or any(name.startswith(self.module) for name in modules)

    def read_only(self, fields: Fields) -> Fields:
        """Give what of a record no body can change."""
        names = (entry.name for entry in self.properties if entry.read_only)
        return {name: fields[name] for name in names if name in fields}

    def accept(self, body: object, reading: Reading) -> Fields:
        """Take a body in; what is wrong is gathered in the reading."""
        try:
            return accept_all(self.properties, body, reading)
        except Misfit as misfit:
            reading.problems.append(SchemaProblem("", misfit))
            return {}

    def address(self, fields: Fields, base: str) -> str:
        """Give a record's own address."""
        if self.parent:
            owner = fields["customer"]["customerNumber"]
            return f"{base}/{self.parent}/{owner}/{self.name}/{fields[self.key]}"
        if self.key == "provinceNumber":
            country = fields["countryCode"]["code"]
            return f"{base}/{self.name}/{country}/{fields[self.key]}"
        return f"{base}/{self.name}/{escape(fields[self.key])}"

    def show(self, fields: Fields, at: Address) -> Fields:
        """Show a record, at an address that this completes with the record's own."""
        address = self.address(fields, at.root)
        shown = show_all(self.properties, fields, replace(at, own=address))
        return {**shown, "self": address}

    def meta(self, fields: Fields, address: str) -> Fields:
        """Say what may be done with a record."""
        verbs = [("delete", "Delete", "DELETE"), ("replace", "Replace", "PUT")]
        if fields.get("isArchived"):
            # An archived document cannot be deleted.
            del verbs[0]
        return {
            name: {
                "description": f"{verb} this {self.noun}.",
                "href": address,
                "httpMethod": method.lower(),
            }
            for name, verb, method in verbs
            if method in self.methods
        }

    def key_of(self, segment: str) -> Key:
        """Read a key off a path segment."""
        return int(segment) if self.numbered and segment.isdecimal() else segment
