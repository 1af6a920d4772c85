"""The lenses for codes and contacts, as the catalogue declares them."""

from engine.lenses.base import Lens
from engine.lenses.countries import Country
from engine.lenses.entry import Arguments, Entry, Example, Setting, Takes
from engine.lenses.fiscal import TaxCode, VatNumber
from engine.lenses.options import Choice
from engine.lenses.phones import Phone
from engine.lenses.plain import Email
from engine.lenses.supplies import Others, Supplies
from engine.lenses.tables import Row, Table, TableLens
from engine.lenses.wordings import Code
from engine.model.option import Option, Options
from engine.model.side import Pair
from engine.values import Json

_GROUP: Json = {
    "accounts": [
        {"zone": {"number": 3}, "account": {"number": 5805512}},
        {"zone": {"number": 1}, "account": {"number": 5805510}},
    ]
}

SAMPLE = Supplies(
    {
        "payment_terms": Options(
            "payment_terms",
            (Option(11, "30gg data fattura", {}), Option(12, "60gg data fattura", {})),
        ),
        "currencies": Options("currencies", (Option("EUR", "Euro", {}),)),
        "provinces": Options(
            "provinces",
            (
                Option(58, "Milano", {"code": "MI"}, within="IT"),
                Option(999, "", {}, within="IT"),
                Option(58, "Málaga", {"code": "MA"}, within="ES"),
            ),
        ),
        "product_groups": Options(
            "product_groups", (Option(3, "Prodotti con IVA 22%", _GROUP),)
        ),
    },
    {
        "customer_kind": Table(
            "customer_kind",
            (
                Row("B2B", "Azienda"),
                Row("Consumer", "Privato"),
                Row("none", "Azienda", to_left=False),
            ),
            Pair("none", None),
        )
    },
    Others(
        counterparts={
            "units": Options("units", (Option("1", "Pezzi", {"id": 3}),)),
            "vat_rates": Options(
                "vat_rates", (Option("V022", "22%", {"id": 5, "code": "22"}),)
            ),
        }
    ),
)
"""The collections and tables that the examples speak of."""

_COUNTRY = Setting(
    Takes.FIELD,
    {
        "it": "il campo con la nazione, che dice il prefisso",
        "en": "the field with the country, whose letters or code are understood",
    },
)
_IN_COUNTRY = {"registry": "provinces", "show": "code", "within": "country"}
_KIND = {"table": "customer_kind"}


def _choice(arguments: Arguments, supplies: Supplies) -> Lens:
    name = arguments["registry"]
    options = supplies.options.get(name) or Options(name, (), is_missing=True)
    return Choice(options, arguments.get("show", ""), arguments.get("within", ""))


def _table(arguments: Arguments, supplies: Supplies) -> Lens:
    name = arguments["table"]
    return TableLens(supplies.tables.get(name) or Table(name, ()))


CODES = (
    Entry(
        "vat_number",
        VatNumber.kind,
        {
            "it": "Una partita IVA; a sinistra quella italiana sta senza IT e spazi.",
            "en": "A VAT number; on the left an Italian one has no IT and no spaces.",
        },
        lambda arguments, _supplies: VatNumber(arguments.get("country", "")),
        (
            Example("01234567890", "01234567890", "01234567890"),
            Example("IT 012.345.678.90", "IT 012.345.678.90", "01234567890"),
            Example("DE 123456789", "DE 123456789", "DE123456789"),
        ),
        {"country": _COUNTRY},
    ),
    Entry(
        "tax_code",
        TaxCode.kind,
        {
            "it": "Un codice fiscale; maiuscole e spazi non contano.",
            "en": "A tax code; capitals and spaces do not count.",
        },
        lambda _arguments, _supplies: TaxCode(),
        (Example("rssmra80a01h501u", "rssmra80a01h501u", "rssmra80a01h501u"),),
    ),
    Entry(
        "code",
        Code.kind,
        {
            "it": "Un codice, come un IBAN; maiuscole, spazi e segni non contano.",
            "en": "A code, such as an IBAN; capitals, spaces and marks do not count.",
        },
        lambda _arguments, _supplies: Code(),
        (Example("it60 x054", "it60 x054", "IT60X054"),),
    ),
    Entry(
        "email",
        Email.kind,
        {
            "it": "Un indirizzo e-mail; le maiuscole del dominio non contano.",
            "en": "An e-mail address; capitals of the domain do not count.",
        },
        lambda _arguments, _supplies: Email(),
        (Example("Info@Example.IT", "Info@Example.IT", "Info@Example.IT"),),
    ),
    Entry(
        "phone",
        Phone.kind,
        {
            "it": "Un telefono; spazi, segni e prefisso del proprio paese non contano.",
            "en": "A phone; spaces, signs and its own country's code do not count.",
        },
        lambda arguments, _supplies: Phone(arguments.get("country", "")),
        (Example("02 1234567", "02 1234567", "02 1234567"),),
        {"country": _COUNTRY},
    ),
    Entry(
        "country",
        Country.kind,
        {
            "it": "Una nazione: due lettere a sinistra, a destra anche il nome.",
            "en": "A country: two letters on the left, on the right its name too.",
        },
        lambda _arguments, _supplies: Country(),
        (
            Example("IT", "IT", "IT"),
            Example("Germania", "Germania", "DE"),
            Example("Atlantide", "Atlantide", "Atlantide"),
        ),
    ),
    Entry(
        "option",
        Choice.kind,
        {
            "it": "Un valore di una raccolta: la chiave, o con show una sua proprietà.",
            "en": "A value of a collection: its key, or with show a property of it.",
        },
        _choice,
        (
            Example(11, "11", 11, {"registry": "payment_terms"}),
            Example(77, "77", 77, {"registry": "payment_terms"}),
            Example("EUR", "EUR", "EUR", {"registry": "currencies"}),
            Example(58, "MI", 58, _IN_COUNTRY, {"country": "Italia"}),
            Example(58, "MA", 58, _IN_COUNTRY, {"country": "ES"}),
            Example(999, None, None, _IN_COUNTRY, {"country": "IT"}),
        ),
        {
            "registry": Setting(
                Takes.REGISTRY,
                {"it": "la raccolta", "en": "the collection"},
                is_needed=True,
            ),
            "show": Setting(
                Takes.PROPERTY,
                {
                    "it": "la proprietà che sta a destra, al posto della chiave",
                    "en": "the property that stands on the right, not the key",
                },
            ),
            "within": Setting(
                Takes.FIELD,
                {
                    "it": "il campo entro il quale la chiave è unica",
                    "en": "the field that the key is unique in",
                },
            ),
        },
        main="registry",
    ),
    Entry(
        "table",
        TableLens.kind,
        {
            "it": "Un valore di una tabella: quello che gli sta accanto.",
            "en": "A value of a table: what stands beside it.",
        },
        _table,
        (
            Example("B2B", "Azienda", "B2B", _KIND),
            Example("none", "Azienda", "B2B", _KIND),
            Example("Altro", "Altro", "none", _KIND),
        ),
        {
            "table": Setting(
                Takes.TABLE, {"it": "la tabella", "en": "the table"}, is_needed=True
            )
        },
        main="table",
    ),
)
