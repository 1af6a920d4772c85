"""Where the stock mappings and rules stand, in a checkout and in a wheel."""

from pathlib import Path

_ENGINE = Path(__file__).resolve().parent.parent


def shipped(kind: str) -> Path:
    """The folder of the stock ``mappings`` or ``rules``."""
    in_wheel = _ENGINE / "_shipped" / kind
    return in_wheel if in_wheel.is_dir() else _ENGINE.parent / kind


def stock_mapping(entity: str) -> str:
    """The name of the file of a stock mapping; lookups stand in a folder of theirs."""
    name = f"lookups/{entity}.yml"
    is_lookup = (shipped("mappings") / name).is_file()
    return name if is_lookup else f"{entity}.yml"
