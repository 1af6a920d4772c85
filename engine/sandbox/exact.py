"""JSON with exact decimals: what was 0.00 stays 0.00, and nothing becomes a float."""

import json
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import simplejson

Fields = dict[str, Any]


class Exact(Decimal):
    """A decimal that writes itself with its zeros and without an exponent."""

    def __str__(self) -> str:
        return format(self, "f")


def exact(value: Decimal | int | str, scale: int) -> Exact:
    """Round half away from zero to a fixed number of decimals."""
    step = Decimal(1).scaleb(-scale)
    return Exact(Decimal(value).quantize(step, ROUND_HALF_UP))


def write_json(value: object) -> str:
    """Write JSON as UTF-8 text; an `Exact` keeps its scale."""
    return simplejson.dumps(value, ensure_ascii=False, use_decimal=True)


def read_json(text: str | bytes) -> Any:  # noqa: ANN401 - JSON is what it is
    """Read JSON with every fraction as a decimal.

    Raises:
        ValueError: The text is no JSON, or has NaN or an infinity in it.
    """
    return json.loads(text, parse_float=Exact, parse_constant=_refuse)


def _refuse(name: str) -> None:
    message = f"{name} is not JSON"
    raise ValueError(message)
