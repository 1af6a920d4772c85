"""A small agreement of two systems, and records of both."""

from engine.mapping.compiled import Mapping
from engine.mapping.compiler import compile_mapping
from engine.mapping.declaration import Declaration
from engine.mapping.files import NoSuchFile
from engine.mapping.loader import load_mapping
from engine.model.option import Option, Options
from engine.model.resource import FieldNames, Reference, Resource, SystemDescription
from engine.model.side import Pair
from engine.rules.rulebook import EMPTY
from engine.source import Source
from engine.values import Json

NAMES = Pair("books", "sales")

CLIENTS = Resource(
    "clients",
    "/clients",
    "number",
    required=("name", "zone.zoneNumber"),
    read_only=("balance", "self"),
    max_length=(("name", 20), ("vat", 12)),
    references=(
        Reference("zone", "zoneNumber"),
        Reference("land", "code"),
        Reference("district", "districtNumber", (("land.code", "land.code"),)),
    ),
    properties=(
        *("address", "balance", "district", "land", "mail", "name", "note", "number"),
        *("phone", "self", "vat", "zone", "zip"),
    ),
)

BOOKS = SystemDescription(
    "books",
    (
        ("clients", CLIENTS),
        ("zones", Resource("zones", "/zones", "zoneNumber", label="name")),
        ("people", Resource("people", "/clients/{clients}/people", "personNumber")),
        (
            "districts",
            Resource(
                "districts",
                "/districts",
                "districtNumber",
                label="name",
                properties=("code", "districtNumber", "land", "name"),
                within="land.code",
            ),
        ),
    ),
    page_size=10,
    keys_per_search=10,
    partial_update=False,
)

SALES = SystemDescription(
    "sales",
    (
        (
            "Firm",
            Resource(
                "Firm",
                "Firm",
                "id",
                required=("title",),
                read_only=("changed",),
                properties=(
                    *("addresses", "changed", "emails", "id", "nation", "phones"),
                    *("postcode", "province", "street", "title", "vatId"),
                ),
            ),
        ),
    ),
    page_size=10,
    keys_per_search=10,
    partial_update=True,
    fields=FieldNames(
        *("Extra", "XX_", "on", "code"),
        ("label",),
        ("type", "Select"),
        "labels",
        "values",
    ),
)

SYSTEMS = Pair(BOOKS, SALES)

GOOD = """\
schema: 1
entity: clients
version: 3
title: {it: Clienti, en: Clients}
books: clients
sales: Firm

match:
  - {by: vat}
  - {by: [name, zip], confidence: review}

sync:
  direction: both
  create: {sales: always, books: on_request}
  delete: unlink
  conflict: sales
  after: [zones]

groups: {place: [street, district, land]}

fields:
  name:     {books: name, sales: title, required: true, max: {books: 25}}
  vat:      {books: vat, sales: vatId, as: {vat_number: {country: land}}, owner: books}
  street:   {books: address, sales: street, as: lines}
  zip:      {books: zip, sales: postcode}
  district:
    books: district.districtNumber
    sales: province
    as: {option: districts, show: code}
  land:     {books: land.code, sales: nation, as: country}
  mail:     {books: mail, sales: 'emails[0].value', as: email}
  zone:     {books: zone.zoneNumber, sales: XX_ZONE, as: {option: zones}}
  note:     {books: note, ignore: no place for it}
  balance:  {books: balance, type: number, ignore: a figure}

labels:
  it: {name: Ragione sociale}
  en: {name: Company name}

sales_fields:
  XX_ZONE: {type: select, label: {it: Zona, en: Zone}, options: zones}

rules: clients.rules
"""

ZONES = Options("zones", (Option(1, "Domestic", {}), Option(2, "Abroad", {})))
DISTRICTS = Options(
    "districts",
    (
        Option(58, "Milano", {"code": "MI"}, within="IT"),
        Option(999, "", {}, within="IT"),
        Option(58, "Málaga", {"code": "MA"}, within="ES"),
    ),
)
OPTIONS = {"zones": ZONES, "districts": DISTRICTS}

ACME: Json = {
    "address": "Via Roma 1\nScala B",
    "balance": 0,
    "district": {
        "districtNumber": 58,
        "land": {"code": "IT", "self": "/lands/IT"},
        "self": "/districts/IT/58",
    },
    "land": {"code": "IT", "self": "/lands/IT"},
    "mail": "info@acme.it",
    "name": "ACME S.r.l.",
    "note": "pays late",
    "self": "/clients/7",
    "vat": "01234567890",
    "zip": "00100",
    "zone": {"self": "/zones/1", "zoneNumber": 1},
}

ACME_FIRM: Json = {
    "emails": [{"value": "info@acme.it"}],
    "nation": "IT",
    "postcode": "00100",
    "province": "MI",
    "street": "Via Roma 1\nScala B",
    "title": "ACME S.r.l.",
    "vatId": "01234567890",
    "XX_ZONE": "1",
}


LENS = """\
KIND = "canonical"
MEANING = {"it": "Un numero con una A.", "en": "A number with an A."}
EXAMPLES = [("1", "A1", "1")]


def get(left):
    return "A" + left


def put(right, old):
    if not right.startswith("A"):
        raise ValueError("it does not begin with A")
    return right[1:]
"""

BESIDE = {
    "tables/odd.csv": "left,right\nB2B,Azienda\n",
    "tables/twice.csv": "sales,books\nAzienda,B2B\nPrivato,B2B\n",
    "tables/short.csv": "books,sales\nB2B,Azienda\nB2C\n",
    "tables/kinds.csv": (
        "books,sales,note\nB2B,Azienda\n\nB2C, Privato\nnone,Azienda,one_way\n"
    ),
    "lens.py": LENS,
    "broken.py": LENS.replace("def get(left):", "def get(left:"),
    "kindless.py": LENS.replace('"canonical"', '"perfect"'),
    "backless.py": LENS.replace("def put", "def write"),
    "failing.py": LENS.replace('"A1", "1")', '"A2", "1")'),
    "raising.py": LENS + "\n1 / 0\n",
    "hiding.py": LENS.replace('"A" + left', '"A" + left.replace("§", "")'),
    "losing.py": LENS.replace('"A" + left', '"A" + left[:1]'),
}


def opened(beside: str, name: str) -> Source:
    if name not in BESIDE:
        msg = f"there is none beside {beside}"
        raise NoSuchFile(msg)
    return Source(name, BESIDE[name])


def load(text: str = GOOD) -> Declaration:
    return load_mapping(Source("clients.yml", text), NAMES, SYSTEMS)


def clients(text: str = GOOD) -> Mapping:
    return compile_mapping(load(text), SYSTEMS, OPTIONS, EMPTY)
