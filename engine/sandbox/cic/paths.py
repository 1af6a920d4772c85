"""CiC's private code for characters that may not stand in a path."""

import re

CODES = {
    "<": "_0_",
    ">": "_1_",
    "*": "_2_",
    "%": "_3_",
    ":": "_4_",
    "&": "_5_",
    "/": "_6_",
    "\\": "_7_",
    "_": "_8_",
    " ": "_9_",
    "?": "_10_",
    ".": "_11_",
    "#": "_12_",
    "+": "_13_",
}
CHARACTERS = {code: character for character, code in CODES.items()}
CODE = re.compile(r"_\d+_")


def escape(key: object) -> str:
    """Write a key as a path segment."""
    return "".join(CODES.get(character, character) for character in str(key))


def unescape(segment: str) -> str:
    """Read a path segment back."""
    return CODE.sub(lambda code: CHARACTERS.get(code[0], code[0]), segment)
