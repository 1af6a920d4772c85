"""The codes of the catalogue that quotes name, as the books know them just now."""

from collections.abc import Collection, Iterator

from engine.application.wiring import Wiring
from engine.errors import Forbidden
from engine.mapping.declaration import Declaration
from engine.model.side import Side
from engine.state.store import Shelves, Store
from engine.values import Value

PRODUCTS = "products"
_CODE = "product_code"


class Codes(Collection[str]):
    """The product codes that the books have and sell, among those that are asked for.

    They are asked for when first wanted, all at once: those of the rows of every
    quote that somebody sent.
    """

    def __init__(self, wiring: Wiring, store: Store, declaration: Declaration) -> None:
        self._wiring = wiring
        self._shelves = store.of(declaration.entity)
        self._known: frozenset[str] | None = None

    def __iter__(self) -> Iterator[str]:
        return iter(self._found())

    def __len__(self) -> int:
        return len(self._found())

    def __contains__(self, code: object) -> bool:
        return code in self._found()

    def _found(self) -> frozenset[str]:
        if self._known is None:
            self._known = frozenset(self._ask(sorted(set(asked_codes(self._shelves)))))
        return self._known

    def _ask(self, codes: list[str]) -> Iterator[str]:
        books = self._wiring.systems.left
        resource = books.description.resource(PRODUCTS)
        wanted = [(resource.key, code) for code in codes]
        try:
            found = books.search(PRODUCTS, wanted, None) if wanted else []
        except Forbidden:
            # Without products there is no code that could be right.
            return
        yield from (one.id for one in found if not one.content.get("barred"))


def asked_codes(shelves: Shelves) -> Iterator[str]:
    """The codes of the rows of every record that somebody sent."""
    for id in shelves.newcomers.asked(Side.RIGHT):
        seen = shelves.observations.get(Side.RIGHT, id)
        for value in seen.view.values() if seen else ():
            yield from _codes(value)


def _codes(value: Value) -> Iterator[str]:
    for item in value if isinstance(value, list) else ():
        code = item.get(_CODE) if isinstance(item, dict) else None
        if code:
            yield str(code)
