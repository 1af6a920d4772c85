"""What we count of a document is what the books answer over HTTP."""

import random
from decimal import Decimal

import httpx
import simplejson

from engine.sales.totals import Charge, total
from engine.sandbox import APP_SECRET, GRANT_TOKEN, Cic

RATES = {"V022": 22, "V010": 10, "V004": 4}


def test_the_books_answer_what_was_counted_before() -> None:
    dice = random.Random(7)  # noqa: S311 - dice for samples, no secret
    keys = {"X-AppSecretToken": APP_SECRET, "X-AgreementGrantToken": GRANT_TOKEN}
    with httpx.Client(
        transport=httpx.WSGITransport(app=Cic(customers=1).app),
        base_url="https://rest.reviso.com",
        headers=keys,
    ) as client:
        for _ in range(40):
            rows = [_row(dice) for _ in range(dice.randint(1, 6))]
            found = total(rows)
            body = simplejson.dumps(_document(rows), use_decimal=True)
            made = client.post(
                "/quotations",
                content=body,
                headers={"Content-Type": "application/json"},
            )
            told = simplejson.loads(made.text, use_decimal=True)

            amounts = [told[name] for name in ("netAmount", "vatAmount", "grossAmount")]
            assert amounts == [found.net, found.vat, found.gross]


def _row(dice: random.Random) -> Charge:
    code = dice.choice(list(RATES))
    return Charge(
        Decimal(dice.randint(1, 10**6)).scaleb(-dice.choice((0, 3, 10))),
        Decimal(dice.randint(0, 10**7)).scaleb(-dice.choice((2, 4, 10))),
        Decimal(dice.randint(0, 10_000)).scaleb(-2),
        code,
        Decimal(RATES[code]),
    )


def _document(rows: list[Charge]) -> dict[str, object]:
    return {
        "currency": "EUR",
        "customer": {"customerNumber": 1},
        "date": "2026-03-02",
        "layout": {"layoutNumber": 9},
        "paymentTerms": {"paymentTermsNumber": 11},
        "recipient": {"name": "Prova", "vatZone": {"vatZoneNumber": 1}},
        "lines": [
            {
                "quantity": row.quantity,
                "unitNetPrice": row.price,
                "discountPercentage": row.discount,
                "product": {"productNumber": "A-01"},
                "vatInfo": {"vatAccount": {"vatCode": row.rate}},
            }
            for row in rows
        ],
    }
