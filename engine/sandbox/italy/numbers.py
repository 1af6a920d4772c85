"""Numbers with check digits: partita IVA, codice fiscale, IBAN."""

from datetime import date

MONTHS = "ABCDEHLMPRST"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
VOWELS = "AEIOU"
# What a character counts at an odd place of a codice fiscale, 0 to 9 as A to J.
ODD = bytes.fromhex("01000507090d0f111315020412140b0306080c0e100a16191817")


def vat_number(company: int, office: int) -> str:
    """Make a partita IVA of seven digits, a province office and a check digit."""
    digits = f"{company:07d}{office:03d}"
    total = sum(
        sum(divmod(2 * int(digit), 10)) if place % 2 else int(digit)
        for place, digit in enumerate(digits)
    )
    return f"{digits}{-total % 10}"


def fiscal_code(
    surname: str, name: str, born: date, place: str, *, woman: bool = False
) -> str:
    """Make a codice fiscale of sixteen characters."""
    day = born.day + (40 if woman else 0)
    body = (
        f"{_three(surname)}{_three(name, skips=True)}"
        f"{born:%y}{MONTHS[born.month - 1]}{day:02d}{place}"
    )
    total = sum(
        _worth(character) if index % 2 else ODD[_worth(character)]
        for index, character in enumerate(body)
    )
    return f"{body}{LETTERS[total % 26]}"


def iban(bank: int, branch: int, account: int) -> str:
    """Make an Italian IBAN with its two check digits and its check letter."""
    body = f"{bank:05d}{branch:05d}{account:012d}"
    total = sum(
        _worth(character) if index % 2 else ODD[_worth(character)]
        for index, character in enumerate(body)
    )
    bban = f"{LETTERS[total % 26]}{body}"
    spelled = "".join(str(int(character, 36)) for character in f"{bban}IT00")
    return f"IT{98 - int(spelled) % 97:02d}{bban}"


def _worth(character: str) -> int:
    return int(character) if character.isdecimal() else LETTERS.index(character)


def _three(word: str, *, skips: bool = False) -> str:
    letters = [character for character in word.upper() if character in LETTERS]
    consonants = [letter for letter in letters if letter not in VOWELS]
    # Of a first name with four consonants or more, the second is passed over.
    if skips and len(consonants) > 3:  # noqa: PLR2004 - four or more
        del consonants[1]
    vowels = [letter for letter in letters if letter in VOWELS]
    return "".join([*consonants, *vowels, "X", "X", "X"][:3])
