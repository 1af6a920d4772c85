"""The lenses for numbers, days and truths, as the catalogue declares them."""

from decimal import Decimal

from engine.lenses.days import Day, Moment
from engine.lenses.entry import Entry, Example, Setting, Takes
from engine.lenses.numbers import Integer, Number
from engine.lenses.stepped import Stepped
from engine.lenses.truths import Opposite, Truth

_PLACES = Setting(
    Takes.NUMBER,
    {"it": "quanti decimali contano", "en": "how many decimals count"},
)

NUMBERS = (
    Entry(
        "money",
        Number.kind,
        {
            "it": "Un importo; contano i centesimi, e non come è scritto.",
            "en": "An amount; the cents count, and not how it is written.",
        },
        lambda arguments, _supplies: Number(int(arguments.get("decimals", "2")), " €"),
        (
            Example(Decimal("10.00"), Decimal("10.00"), Decimal("10.00")),
            Example("1.234,50 €", Decimal("1234.50"), Decimal("1234.50")),
            Example("tanto", "tanto", "tanto"),
        ),
        {"decimals": _PLACES},
        holds="number",
    ),
    Entry(
        "quantity",
        Number.kind,
        {
            "it": "Una quantità; contano quattro decimali.",
            "en": "A quantity; four decimals count.",
        },
        lambda arguments, _supplies: Number(int(arguments.get("decimals", "4"))),
        (
            Example(3, 3, Decimal("3.0000")),
            Example("0,5", Decimal("0.5"), Decimal("0.5000")),
        ),
        {"decimals": _PLACES},
        holds="number",
    ),
    Entry(
        "percentage",
        Number.kind,
        {
            "it": "Una percentuale; contano due decimali, e non il segno.",
            "en": "A percentage; two decimals count, and not the sign.",
        },
        lambda arguments, _supplies: Number(int(arguments.get("decimals", "2")), " %"),
        (
            Example(22, 22, Decimal("22.00")),
            Example("4,5 %", Decimal("4.5"), Decimal("4.50")),
        ),
        {"decimals": _PLACES},
        holds="number",
    ),
    Entry(
        "discount",
        Stepped.kind,
        {
            "it": "Uno sconto, anche a cascata (10+5); a sinistra una percentuale.",
            "en": "A discount, or several (10+5); on the left one percentage.",
        },
        lambda _arguments, _supplies: Stepped(),
        (
            Example(Decimal("14.50"), "14.5", Decimal("14.50")),
            Example(0, None, None),
        ),
    ),
    Entry(
        "integer",
        Integer.kind,
        {
            "it": "Un numero intero; un codice fatto di cifre.",
            "en": "A whole number; a code that is made of digits.",
        },
        lambda _arguments, _supplies: Integer(0),
        (Example(12, 12, 12), Example("12", 12, 12)),
        holds="number",
    ),
    Entry(
        "date",
        Day.kind,
        {
            "it": "Un giorno; di un momento, il giorno che è in Italia.",
            "en": "A day; of a moment, the day that it is in Italy.",
        },
        lambda arguments, _supplies: Day(arguments.get("zone", "")),
        (
            Example("2024-05-02", "2024-05-02", "2024-05-02"),
            Example("2024-05-01T22:00:00Z", "2024-05-01T22:00:00Z", "2024-05-02"),
        ),
        {
            "zone": Setting(
                Takes.ZONE, {"it": "un altro fuso orario", "en": "another time zone"}
            )
        },
        holds="date",
    ),
    Entry(
        "moment",
        Moment.kind,
        {
            "it": "Un momento: data e ora; conta l'istante, e non come è scritto.",
            "en": "A moment: day and time; the instant counts, not how it is written.",
        },
        lambda _arguments, _supplies: Moment(),
        (
            Example(
                "2024-05-02T08:11:00Z", "2024-05-02T08:11:00Z", "2024-05-02T08:11:00Z"
            ),
        ),
        holds="date",
    ),
    Entry(
        "boolean",
        Truth.kind,
        {
            "it": "Sì o no: true o false a sinistra; a destra anche due parole.",
            "en": "Yes or no: true or false on the left; on the right words too.",
        },
        lambda arguments, _supplies: Truth(
            arguments.get("yes", ""), arguments.get("no", "")
        ),
        (
            Example(True, True, True),  # noqa: FBT003 - the value of an example
            Example(False, "No", False, {"yes": "Sì", "no": "No"}),  # noqa: FBT003 - as above
        ),
        {
            "yes": Setting(
                Takes.TEXT, {"it": "la parola per sì", "en": "word for yes"}
            ),
            "no": Setting(Takes.TEXT, {"it": "la parola per no", "en": "word for no"}),
        },
        holds="truth",
    ),
    Entry(
        "opposite",
        Opposite.kind,
        {
            "it": "Il contrario: sì a sinistra è no a destra; non detto vale no.",
            "en": "The opposite: yes on the left is no on the right; not said is no.",
        },
        lambda _arguments, _supplies: Opposite(),
        (
            Example(True, False, True),  # noqa: FBT003 - the value of an example
            Example(False, True, None),  # noqa: FBT003 - as above
        ),
        holds="truth",
    ),
)
