"""A firm that writes quotes: an office with customers, rates, terms and products."""

from contextlib import AbstractContextManager
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.application import Answer
from engine.sandbox.cic.agreement import APP_SECRET, GRANT_TOKEN
from engine.state.store import hold
from tests.integration.office import Office

KEYS = {"X-AppSecretToken": APP_SECRET, "X-AgreementGrantToken": GRANT_TOKEN}
NET, VAT, GROSS = Decimal("70.71"), Decimal("13.27"), Decimal("83.98")
"""What the rows of ``ROWS`` add up to, counted by hand (see ``Dealer.rows``)."""


class Dealer(Office):
    """An office that keeps orders equal, set up and synced once."""

    def __init__(self, folder: Path, profile: str = "") -> None:
        self.more = profile
        super().__init__(folder, customers=3, orders=True)
        self.set_up()

    def company(self) -> int:
        """A company that is a customer already."""
        found = self.ask(lambda raccordo: raccordo.links()).document["links"]
        return next(int(one["crm"]) for one in found if one["entity"] == "customers")

    def rate(self, code: str) -> int:
        """The rate of the CRM that is linked with a VAT code of CiC."""
        found = self.ask(lambda raccordo: raccordo.links()).document["links"]
        return next(
            int(one["crm"])
            for one in found
            if (one["entity"], one["cic"]) == ("vat_rates", code)
        )

    def rows(self) -> list[dict[str, object]]:
        """Two products with their rates, a discount of two steps, and a text.

        2 x 24.90 less 14.5 % is 42.579, which is 42.58; 12.5 x 1.2345 is 15.43125,
        which is 15.43: 58.01 at 22 % bear 12.7622, which is 12.76.  10 x 1.27 is
        12.70, which at 4 % bears 0.508, which is 0.51.
        """
        full, low = self.rate("V022"), self.rate("V004")
        return [
            {
                "kind": 0,
                "productCode": "A-01",
                "description": "Mouse",
                "qta": 2,
                "unitPrice": 24.9,
                "discountFormula": "10+5",
                "taxId": full,
            },
            {"kind": 1, "description": "Consegna in sede"},
            {
                "kind": 0,
                "productCode": "ART.4",
                "description": "Cavo",
                "qta": 12.5,
                "unitPrice": 1.2345,
                "taxId": full,
            },
            {
                "kind": 0,
                "productCode": "A-05",
                "description": "Farina",
                "qta": 10,
                "unitPrice": 1.27,
                "taxId": low,
            },
        ]

    def quote(self, **fields: object) -> int:
        """A quote of a customer, with ``rows``."""
        known: dict[str, object] = {
            "crossType": 0,
            "crossId": self.company(),
            "quoteDate": "2026-05-01T22:30:00Z",
            "rows": self.rows(),
        }
        return self.crm.add("Quote", **(known | fields))

    def send(self, quote: int) -> Answer:
        """Send it."""
        return self.ask(lambda raccordo: raccordo.send_quote(str(quote)))

    def documents(self, kind: str = "quotations") -> list[dict[str, Any]]:
        """What stands in CiC."""
        return [version.fields or {} for version in self.cic[kind].listed()]

    def edit(self, quote: int, **fields: object) -> None:
        """A seller changes a quote."""
        self.crm.quotes.edit(quote, **fields)

    def shown(self) -> list[object]:
        """Every quotation as CiC shows it."""
        client = self.cic.app.test_client()
        paths = [
            f"/quotations/{version.key}" for version in self.cic["quotations"].listed()
        ]
        return [client.get(path, headers=KEYS).json for path in paths]

    def held(self) -> AbstractContextManager[None]:
        """The profile, as a run beside us holds it."""
        return hold(self._profile.state.path, self._profile.name, 1)
