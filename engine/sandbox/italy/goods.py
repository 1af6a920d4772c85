"""Goods and services that a firm sells, drawn from a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from engine.sandbox.italy.geography import words

SHARE_SERVICES = 0.15
SHARE_WITHOUT_CODE = 0.1
SHARE_BARRED = 0.03
PIECES, KILOS, METRES = 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """One thing that is sold; prices are decimals, written as text.

    `vat` is a percentage, -1 where the thing is exempt; `unit` is a number of CiC.
    """

    code: str
    name: str
    description: str = ""
    bar_code: str = ""
    price: str
    cost: str = "0"
    vat: int = 22
    unit: int = PIECES
    is_service: bool = False
    is_barred: bool = False


FIRST = (
    Good(code="A-01", name="Mouse ottico", bar_code="8001234567890", price="24.90"),
    Good(
        code="ART.2", name="Tastiera italiana", bar_code="8001234567906", price="39.00"
    ),
    Good(
        code="A-03", name="Monitor 24 pollici", bar_code="8001234567913", price="189.00"
    ),
    Good(
        code="ART.4",
        name="Cavo di rete",
        bar_code="8001234567920",
        price="1.2500000000",
        unit=METRES,
    ),
    Good(
        code="A-05",
        name="Farina tipo 00",
        bar_code="8001234567937",
        price="0.9500000000",
        vat=4,
        unit=KILOS,
    ),
    Good(code="ART.6", name="Consulenza oraria", price="75.00", is_service=True),
    Good(
        code="A-07",
        name="Olio extravergine",
        bar_code="8001234567944",
        price="11.40",
        vat=4,
    ),
    Good(code="ART.8", name="Spese varie", price="0", is_service=True),
)


def goods(count: int, seed: int) -> Iterator[Good]:
    """Draw so many goods; the first ones stay the same when there are more."""
    yield from FIRST[:count]
    draw = random.Random(seed)  # noqa: S311 - no secret is drawn
    for number in range(len(FIRST) + 1, count + 1):
        is_service = draw.random() < SHARE_SERVICES
        yield _service(draw, number) if is_service else _good(draw, number)


def _good(draw: random.Random, number: int) -> Good:
    source = words()
    noun, vat, unit = draw.choice(source["goods"])
    make = draw.choice(source["makes"])
    size = draw.choice(source["sizes"])
    price = draw.randrange(50, 60_000)
    cost = price * 6 // 10
    has_code = draw.random() >= SHARE_WITHOUT_CODE
    # Bulk goods have prices of more places than a cent has.
    fraction = f"{draw.randrange(10_000):04d}" if unit != PIECES else ""
    return Good(
        code=f"{noun[:3].upper()}-{number:05d}",
        name=f"{noun} {make} {size}",
        description=f"{noun} {make}, misura {size}",
        bar_code=bar_code(number) if has_code else "",
        price=f"{price // 100}.{price % 100:02d}{fraction}",
        cost=f"{cost // 100}.{cost % 100:02d}",
        vat=vat,
        unit=unit,
        is_barred=draw.random() < SHARE_BARRED,
    )


def _service(draw: random.Random, number: int) -> Good:
    noun, vat = draw.choice(words()["services"])
    return Good(
        code=f"SRV/{number:05d}",
        name=noun,
        price=f"{draw.randrange(20, 400)}.{draw.choice((0, 50)):02d}",
        vat=vat,
        is_service=True,
    )


def bar_code(number: int) -> str:
    """Make an Italian EAN of thirteen digits, the last one a check."""
    digits = f"80056{number:07d}"
    total = sum(
        int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)
    )
    return f"{digits}{-total % 10}"
