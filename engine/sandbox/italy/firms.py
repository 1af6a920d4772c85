"""Firms and people who buy, drawn from a seed."""

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from engine.sandbox.italy.geography import words
from engine.sandbox.italy.numbers import fiscal_code, iban, vat_number

SHARE_ABROAD = 0.08
SHARE_PEOPLE = 0.1
BANKS = ((5428, 11101, "UNCRITMM"), (3069, 9606, "BCITITMM"), (5034, 1600, "BAPPIT21"))
EU = frozenset({"AT", "DE", "ES", "FR", "SI"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """One buyer; an empty text is something not known of it."""

    name: str
    first_name: str = ""
    surname: str = ""
    address: str
    zip: str
    city: str
    province: str = ""
    country: str = "IT"
    country_name: str = "Italia"
    vat_number: str = ""
    fiscal_code: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    certified_email: str = ""
    sdi_code: str = ""
    iban: str = ""
    swift: str = ""
    discount: int = 0

    @property
    def is_person(self) -> bool:
        """Whether this is a person and no firm."""
        return bool(self.surname)


def firms(count: int, seed: int) -> Iterator[Firm]:
    """Draw so many firms; the first ones stay the same when there are more."""
    draw = random.Random(seed)  # noqa: S311 - no secret is drawn
    for number in range(1, count + 1):
        lot = draw.random()
        if lot < SHARE_ABROAD:
            yield _foreigner(draw, number)
        elif lot < SHARE_ABROAD + SHARE_PEOPLE:
            yield _person(draw)
        else:
            yield _firm(draw, number)


def _firm(draw: random.Random, number: int) -> Firm:
    source = words()
    trade, surname = draw.choice(source["trades"]), draw.choice(source["surnames"])
    form = draw.choice(source["forms"])
    city, zip_code, province, _ = draw.choice(source["places"])
    host = f"{slug(trade)}{slug(surname)}.it"
    code = vat_number(draw.randrange(100_000, 9_999_999), draw.randrange(1, 101))
    is_reachable = draw.random() < 0.6  # noqa: PLR2004 - a share
    bank, branch, swift = draw.choice(BANKS)
    has_iban = draw.random() < 0.3  # noqa: PLR2004 - a share
    return Firm(
        name=f"{trade} {surname} {form}",
        address=f"{draw.choice(source['streets'])}, {draw.randrange(1, 200)}",
        zip=zip_code,
        city=city,
        province=province,
        vat_number=code,
        fiscal_code=code,
        email=f"info@{host}",
        phone=f"+39 0{draw.randrange(10, 99)} {draw.randrange(1_000_000, 9_999_999)}",
        website=f"www.{host}" if number % 3 else "",
        certified_email=f"{slug(trade)}{slug(surname)}@pec.it" if is_reachable else "",
        sdi_code=_sdi(draw) if is_reachable else "0000000",
        iban=iban(bank, branch, draw.randrange(10**9)) if has_iban else "",
        swift=swift if has_iban else "",
        discount=draw.choice((0, 0, 0, 0, 5, 10, 15)),
    )


def _person(draw: random.Random) -> Firm:
    source = words()
    is_woman = draw.random() < 0.5  # noqa: PLR2004 - a share
    first_name = draw.choice(source["women" if is_woman else "men"])
    surname = draw.choice(source["surnames"])
    city, zip_code, province, place = draw.choice(source["places"])
    born = date(1945, 1, 1) + timedelta(days=draw.randrange(20_000))
    mobile = f"+39 3{draw.randrange(20, 99)} {draw.randrange(1_000_000, 9_999_999)}"
    return Firm(
        name=f"{surname} {first_name}",
        first_name=first_name,
        surname=surname,
        address=f"{draw.choice(source['streets'])}, {draw.randrange(1, 200)}",
        zip=zip_code,
        city=city,
        province=province,
        fiscal_code=fiscal_code(surname, first_name, born, place, woman=is_woman),
        email=f"{slug(first_name)}.{slug(surname)}@posta.example",
        phone=mobile,
        sdi_code="0000000",
    )


def _foreigner(draw: random.Random, number: int) -> Firm:
    source = words()
    city, zip_code, country, country_name = draw.choice(source["abroad"])
    surname = draw.choice(source["surnames"])
    form = {"DE": "GmbH", "AT": "GmbH", "FR": "SARL", "GB": "Ltd", "US": "Inc."}
    digits = draw.randrange(100_000_000, 999_999_999)
    return Firm(
        name=f"{surname} Trading {number} {form.get(country, 'SA')}",
        address=f"{draw.randrange(1, 300)} Main Street",
        zip=zip_code,
        city=city,
        country=country,
        country_name=country_name,
        vat_number=f"{country}{digits}" if country in EU else "",
        email=f"orders{number}@{slug(surname)}.example",
        phone=f"+{draw.randrange(31, 49)} {draw.randrange(10**8, 10**9)}",
        sdi_code="XXXXXXX",
    )


def _sdi(draw: random.Random) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    return "".join(draw.choices(letters, k=7))


def slug(text: str) -> str:
    """Make a text fit for an address on the net."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(character for character in plain.lower() if character.isalnum())
