"""What CiC says of one resource: its properties, its key, and what may be asked."""

from dataclasses import dataclass

from engine.sandbox.cic.filter import Type
from engine.sandbox.cic.kinds import Address, Look, Property
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
    `lastUpdated` in seconds, 0 where it has none.
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

    @property
    def sortable(self) -> list[str]:
        """The properties by which a listing may be sorted."""
        return [name for name in self.filters if name not in self.unsortable]

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

    def show(self, fields: Fields, base: str, look: Look) -> Fields:
        """Show a record as a listing does."""
        address = self.address(fields, base)
        shown = show_all(self.properties, fields, Address(base, address, look))
        return {**shown, "self": address}

    def meta(self, address: str) -> Fields:
        """Say what may be done with a record."""
        verbs = (("delete", "Delete", "DELETE"), ("replace", "Replace", "PUT"))
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
