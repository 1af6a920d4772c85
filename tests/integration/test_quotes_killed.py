"""A quote that is sent, changed, sent again and printed, killed at any step of it."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings

from engine.application import Application
from tests.integration.mortal import Death, Firm

KINDS = ["before a call", "after a call", "after a commit"]
STRIDE = 1 if settings().max_examples > 1000 else 5
"""Every so many steps: all of them under torture."""

ROW: dict[str, object] = {
    "kind": 0,
    "productCode": "A-01",
    "description": "Mouse",
    "qta": 2,
    "unitPrice": 24.9,
}


class Shop(Firm):
    """A firm that writes quotes."""

    toggles: ClassVar[dict[str, bool]] = {"customers": True, "orders": True}

    def quote(self) -> int:
        """A quote of the first company, at the one rate of 22 %."""
        rates = (version.fields or {} for version in self.crm["TaxValue"].listed())
        rate = next(one for one in rates if one["taxValue"] == 22)
        company = next(iter(self.crm["Company"]))
        return self.crm.add(
            "Quote",
            crossType=0,
            crossId=company,
            quoteDate="2026-05-04T07:00:00Z",
            rows=[{**ROW, "taxId": rate["id"]}, {"kind": 1, "description": "Nota"}],
        )

    def documents(self) -> list[tuple[object, ...]]:
        """What matters of every quotation of CiC."""
        made = [version.fields or {} for version in self.cic.quotations.listed()]
        return [
            (
                one["references"]["other"],
                one["layout"]["layoutNumber"],
                one["grossAmount"],
                [line["description"] for line in one["lines"]],
            )
            for one in made
        ]


def _until_alive(shop: Shop, deed: Callable[[Application], object]) -> None:
    assert any(shop.ask(deed) for _ in range(2)), "it died twice"


def _ending(folder: Path, death: Death) -> list[tuple[object, ...]]:
    shop = Shop(folder, Death(0, ""), customers=2)
    shop.ask(lambda raccordo: raccordo.setup())
    shop.ask(lambda raccordo: raccordo.sync())
    quote = shop.quote()
    shop.mourn(death)
    _until_alive(shop, lambda raccordo: raccordo.send_quote(str(quote)))
    rows = shop.crm.quotes[quote]["rows"]
    shop.crm.quotes.edit(quote, rows=[{**rows[0], "qta": 3}, *rows[1:]])
    _until_alive(shop, lambda raccordo: raccordo.send_quote(str(quote)))
    _until_alive(shop, lambda raccordo: raccordo.print_quote(str(quote), "IT v2.0"))
    shop.mourn(Death(0, ""))
    shop.ask(lambda raccordo: raccordo.sync())
    return shop.documents()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    return _ending(tmp_path_factory.mktemp("undisturbed"), Death(0, ""))


def test_the_story_ends_with_one_document(
    undisturbed: list[tuple[object, ...]],
) -> None:
    ((_, layout, _, rows),) = undisturbed

    assert layout == 12
    assert rows == ["Mouse", "Nota"]


@pytest.mark.parametrize("kind", KINDS)
def test_killed_at_any_step_the_quote_is_there_once(
    tmp_path_factory: pytest.TempPathFactory,
    undisturbed: list[tuple[object, ...]],
    kind: str,
) -> None:
    death = Death(0, kind)
    _ending(tmp_path_factory.mktemp("counted"), death)
    steps = death.passed
    assert steps > STRIDE

    for step in range(1, steps + 1, STRIDE):
        folder = tmp_path_factory.mktemp(f"step{step}")

        assert undisturbed == _ending(folder, Death(step, kind)), f"{kind} {step}"
