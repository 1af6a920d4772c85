"""The lenses for texts, as the catalogue declares them."""

from engine.lenses.divided import Division, Together
from engine.lenses.entry import Entry, Example, Setting, Takes
from engine.lenses.plain import FirstLine, Lines, Prefix, Text
from engine.lenses.wordings import (
    Case,
    Constant,
    First,
    Join,
    NamePart,
    PersonName,
    Split,
    Trim,
    Url,
)

_BETWEEN = Setting(
    Takes.TEXT,
    {"it": "che cosa sta tra due voci", "en": "what stands between two items"},
)
_BETWEEN_PARTS = Setting(
    Takes.TEXT,
    {"it": "che cosa sta tra le due parti", "en": "what stands between the two parts"},
    is_needed=True,
)

TEXTS = (
    Entry(
        "text",
        Text.kind,
        {
            "it": "Un testo uguale sui due lati; gli spazi in più non contano.",
            "en": "A text that is equal on both sides; extra spaces do not count.",
        },
        lambda _arguments, _supplies: Text(),
        (
            Example("ACME  S.r.l.", "ACME  S.r.l.", "ACME  S.r.l."),
            Example(20121, "20121", "20121"),
            Example("", None, None),
        ),
    ),
    Entry(
        "trim",
        Trim.kind,
        {
            "it": "Un testo; a sinistra si scrive senza spazi intorno.",
            "en": "A text; on the left it is written without spaces around it.",
        },
        lambda _arguments, _supplies: Trim(),
        (Example(" ACME ", " ACME ", "ACME"),),
    ),
    Entry(
        "prefix",
        Prefix.kind,
        {
            "it": "Un testo; a sinistra comincia con un segno che lo distingue.",
            "en": "A text; on the left it begins with a sign that tells it apart.",
        },
        lambda arguments, _supplies: Prefix(arguments["text"]),
        (
            Example("CRM-9001", "9001", "CRM-9001", {"text": "CRM-"}),
            Example("9001", "?9001", "9001", {"text": "CRM-"}),
        ),
        {
            "text": Setting(
                Takes.TEXT,
                {"it": "con che cosa comincia", "en": "what it begins with"},
                is_needed=True,
            )
        },
        main="text",
    ),
    Entry(
        "case",
        Case.kind,
        {
            "it": "Un testo in maiuscole o minuscole, che non contano.",
            "en": "A text in capitals or small letters, which do not count.",
        },
        lambda arguments, _supplies: Case(arguments["form"]),
        (
            Example("Acme", "Acme", "ACME", {"form": "upper"}),
            Example("ACME", "ACME", "acme", {"form": "lower"}),
        ),
        {
            "form": Setting(
                Takes.WORD,
                {
                    "it": "come si scrive a sinistra",
                    "en": "how it is written on the left",
                },
                ("upper", "lower"),
                is_needed=True,
            )
        },
        main="form",
    ),
    Entry(
        "lines",
        Lines.kind,
        {
            "it": "Un testo su più righe; fine riga e spazi finali non contano.",
            "en": "A text of several lines; line ends and final spaces do not count.",
        },
        lambda _arguments, _supplies: Lines(),
        (
            Example(
                "Via Roma 1\r\nScala B ",
                "Via Roma 1\r\nScala B ",
                "Via Roma 1\r\nScala B ",
            ),
        ),
    ),
    Entry(
        "first_line",
        FirstLine.kind,
        {
            "it": "La prima riga di un testo; indietro non si torna.",
            "en": "The first line of a text; there is no way back.",
        },
        lambda _arguments, _supplies: FirstLine(),
        (Example("Via Roma 1\nScala B", "Via Roma 1", "Via Roma 1"),),
    ),
    Entry(
        "join",
        Join.kind,
        {
            "it": "A sinistra una lista di testi, a destra un testo solo.",
            "en": "A list of texts on the left, one text on the right.",
        },
        lambda arguments, _supplies: Join(arguments.get("with", ", ")),
        (
            Example(["a", "b"], "a, b", ["a", "b"]),
            Example(["a", "b"], "a;b", ["a", "b"], {"with": ";"}),
            Example([], None, None),
        ),
        {"with": _BETWEEN},
    ),
    Entry(
        "split",
        Split.kind,
        {
            "it": "A sinistra un testo solo, a destra una lista di testi.",
            "en": "One text on the left, a list of texts on the right.",
        },
        lambda arguments, _supplies: Split(arguments.get("with", ", ")),
        (
            Example("a, b", ["a", "b"], "a, b"),
            Example("a;b", ["a", "b"], "a;b", {"with": ";"}),
        ),
        {"with": _BETWEEN},
        holds="list",
    ),
    Entry(
        "first",
        First.kind,
        {
            "it": "La prima voce di una lista a sinistra; le altre restano.",
            "en": "The first item of a list on the left; the others stay.",
        },
        lambda _arguments, _supplies: First(),
        (Example(["a", "b"], "a", ["a"]), Example("a", "a", ["a"])),
    ),
    Entry(
        "constant",
        Constant.kind,
        {
            "it": "Un testo fisso dove la sinistra dice qualcosa; non si torna.",
            "en": "A fixed text wherever the left says anything; no way back.",
        },
        lambda arguments, _supplies: Constant(arguments["value"]),
        (Example("anything", "EUR", "EUR", {"value": "EUR"}),),
        {
            "value": Setting(
                Takes.TEXT, {"it": "il testo", "en": "the text"}, is_needed=True
            )
        },
        main="value",
    ),
    Entry(
        "url",
        Url.kind,
        {
            "it": "Un indirizzo web; http, maiuscole e barra finale non contano.",
            "en": "A web address; http, capitals and a last slash do not count.",
        },
        lambda _arguments, _supplies: Url(),
        (Example("https://Acme.it/", "https://Acme.it/", "https://Acme.it/"),),
    ),
    Entry(
        "person_name",
        PersonName.kind,
        {
            "it": "Il nome di una persona; maiuscole e accenti non contano. Un lato può"
            " tenerlo in due proprietà: `[NOME, COGNOME]`.",
            "en": "The name of a person; capitals and accents do not count. One side"
            " may keep it in two properties: `[FIRST NAME, SURNAME]`.",
        },
        lambda _arguments, _supplies: PersonName(),
        (
            Example("NICOLÒ ROSSI", "NICOLÒ ROSSI", "NICOLÒ ROSSI"),
            Example("Rossi Mario", "Rossi Mario", "Rossi Mario", {"surname": "first"}),
        ),
        {
            "surname": Setting(
                Takes.WORD,
                {
                    "it": "di un nome in due proprietà: se nel nome intero il cognome"
                    " viene dopo (`last`) o prima",
                    "en": "of a name in two properties: whether the surname comes last"
                    " in the whole name, or first",
                },
                ("last", "first"),
            )
        },
        divides=lambda arguments: Division(
            lone=1, is_turned=arguments.get("surname") == "first"
        ),
    ),
    Entry(
        "together",
        Together.kind,
        {
            "it": "Un testo che un lato tiene in due proprietà, la prima e il resto.",
            "en": "A text that one side keeps in two properties, the first part of it"
            " and the rest.",
        },
        lambda arguments, _supplies: Together(Division(arguments["with"])),
        (
            Example(
                "Via Po 1, int. 2",
                "Via Po 1, int. 2",
                "Via Po 1, int. 2",
                {"with": ","},
            ),
        ),
        {"with": _BETWEEN_PARTS},
        main="with",
        divides=lambda arguments: Division(arguments["with"]),
    ),
    Entry(
        "name_part",
        NamePart.kind,
        {
            "it": "Il nome o il cognome di un nome intero; indietro non si torna.",
            "en": "The first name or the surname of a whole name; no way back.",
        },
        lambda arguments, _supplies: NamePart(arguments["part"]),
        (
            Example("Mario De Rossi", "Mario", "Mario", {"part": "first"}),
            Example("Mario De Rossi", "De Rossi", "De Rossi", {"part": "last"}),
            Example("Rossi", "Rossi", "Rossi", {"part": "last"}),
        ),
        {
            "part": Setting(
                Takes.WORD,
                {"it": "quale delle due", "en": "which of the two"},
                ("first", "last"),
                is_needed=True,
            )
        },
        main="part",
    ),
)
