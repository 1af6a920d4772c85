"""Italian provinces with their numbers in CiC, and places with their postcodes."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

NO_PROVINCE = 999


@cache
def provinces() -> tuple[tuple[str, int, str], ...]:
    """Give plate code, number and name of each, by number."""
    text = files(__package__).joinpath("provinces.json").read_text(encoding="utf-8")
    return tuple((code, number, name) for code, number, name in json.loads(text))


@cache
def province_numbers() -> dict[str, int]:
    """Give the number of each plate code."""
    return {code: number for code, number, _ in provinces()}


@cache
def words() -> dict[str, Any]:
    """Give the places and names that firms are made of."""
    text = files(__package__).joinpath("words.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
