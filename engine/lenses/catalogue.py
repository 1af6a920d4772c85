"""The lenses by name, each with what it means and examples that are tests."""

from engine.lenses.entry import Entry
from engine.lenses.stock_codes import CODES
from engine.lenses.stock_numbers import NUMBERS
from engine.lenses.stock_references import REFERENCES
from engine.lenses.stock_texts import TEXTS

CATALOGUE: dict[str, Entry] = {
    entry.name: entry for entry in (*TEXTS, *CODES, *NUMBERS, *REFERENCES)
}
"""Every lens that a mapping may name without bringing it."""
