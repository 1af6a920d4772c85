"""The words of generated messages, by language."""

from dataclasses import dataclass

from engine.model.side import Side


@dataclass(frozen=True, slots=True)
class Verb:
    """A way of saying is, and the same denied."""

    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """What one language says; ``{}`` is where a field or a value goes."""

    language: str
    states: Verb
    demands: Verb
    filled: str
    changed: str
    true: str
    truths: tuple[str, str]
    one_of: str
    pattern: str
    length: str
    sum: str
    table: str
    catalogue: str
    every: tuple[str, str]
    near: str
    signs: dict[str, str]
    both: str
    either: str
    when: str
    unless: str
    missing: str
    missing_all: str
    needs: str
    fill: str
    fill_one: str
    fill_or_clear: str
    correct: str
    screens: dict[tuple[str, Side], str]
    screen: str
    row: str
    said: "Said"


@dataclass(frozen=True, slots=True)
class Said:
    """How one language says a whole rule; ``{}`` is where its parts go.

    Where there are two, the first is for one field, the second for several.
    """

    warning: str
    each: str
    require: tuple[str, str]
    require_one: str
    requires: tuple[str, str]
    if_filled: str
    if_all_filled: str
    default: str
    new: str
    always: str


# A record is mended where it comes from: what would be written to the left side
# is corrected on a screen of the right one.
ITALIAN = Tongue(
    language="it",
    states=Verb("è", "non è"),
    demands=Verb("deve essere", "non deve essere"),
    filled="compilato",
    changed="cambiato",
    true="attivo",
    truths=("falso", "vero"),
    one_of="uno tra {}",
    pattern="della forma {}",
    length="la lunghezza di {}",
    sum="la somma di {}",
    table="nella tabella {}",
    catalogue="nel catalogo",
    every=("non ogni {}", "ogni {}"),
    near="{}, con uno scarto massimo di {}",
    signs={
        "=": "{}",
        "<": "minore di {}",
        "<=": "al massimo {}",
        ">": "maggiore di {}",
        ">=": "almeno {}",
    },
    both=" e ",
    either=" oppure ",
    when="quando {}",
    unless="salvo quando {}",
    missing="Manca {}",
    missing_all="Manca almeno uno tra {}",
    needs="{} richiede anche {}",
    fill="compila il campo {} {}",
    fill_one="compila uno dei campi {} {}",
    fill_or_clear="compila il campo {} {}, oppure svuota {}",
    correct="correggi il campo {} {}",
    screens={
        ("customers", Side.LEFT): "nella scheda completa dell'azienda",
        ("customers", Side.RIGHT): "nella scheda del cliente",
        ("products", Side.LEFT): "nella scheda del prodotto",
        ("products", Side.RIGHT): "nella scheda del prodotto",
        ("quotations", Side.LEFT): "nel preventivo",
        ("quotations", Side.RIGHT): "nel preventivo",
    },
    screen="nella sua scheda",
    row="Riga {{row}} di {}: {}",
    said=Said(
        warning="avviso: {}",
        each="in ogni riga di {}, {}",
        require=("{} deve essere compilato", "{} devono essere compilati"),
        require_one="almeno uno tra {} deve essere compilato",
        requires=(
            "se {} è compilato, deve esserlo anche {}",
            "se {} è compilato, devono esserlo anche {}",
        ),
        if_filled="{}, se è compilato",
        if_all_filled="{}, se sono compilati",
        default="{} vale {} se non è compilato, {}",
        new="nei soli record nuovi",
        always="sempre",
    ),
)

ENGLISH = Tongue(
    language="en",
    states=Verb("is", "is not"),
    demands=Verb("must be", "must not be"),
    filled="filled in",
    changed="changed",
    true="on",
    truths=("false", "true"),
    one_of="one of {}",
    pattern="of the form {}",
    length="the length of {}",
    sum="the sum of {}",
    table="in the table {}",
    catalogue="in the catalogue",
    every=("not every {}", "every {}"),
    near="{}, give or take {}",
    signs={
        "=": "{}",
        "<": "less than {}",
        "<=": "at most {}",
        ">": "more than {}",
        ">=": "at least {}",
    },
    both=" and ",
    either=" or ",
    when="when {}",
    unless="unless {}",
    missing="{} is missing",
    missing_all="None of {} is filled in",
    needs="{} needs {} as well",
    fill="fill in the field {} {}",
    fill_one="fill in one of the fields {} {}",
    fill_or_clear="fill in the field {} {}, or clear {}",
    correct="correct the field {} {}",
    screens={
        ("customers", Side.LEFT): "in the full form of the company",
        ("customers", Side.RIGHT): "in the form of the customer",
        ("products", Side.LEFT): "in the form of the product",
        ("products", Side.RIGHT): "in the form of the product",
        ("quotations", Side.LEFT): "in the quote",
        ("quotations", Side.RIGHT): "in the quote",
    },
    screen="in its form",
    row="Row {{row}} of {}: {}",
    said=Said(
        warning="warning: {}",
        each="in each row of {}, {}",
        require=("{} must be filled in", "{} must be filled in"),
        require_one="at least one of {} must be filled in",
        requires=(
            "if {} is filled in, so must be {}",
            "if {} is filled in, so must be {}",
        ),
        if_filled="{}, if it is filled in",
        if_all_filled="{}, if they are filled in",
        default="{} is {} if it is not filled in, {}",
        new="in new records only",
        always="always",
    ),
)

TONGUES = (ITALIAN, ENGLISH)
"""Every language that a message is written in."""


def screen_of(entity: str, side: Side, lang: str) -> str:
    """Where a person mends a record of an entity that would be written to a side."""
    tongue = next(one for one in TONGUES if one.language == lang)
    return tongue.screens.get((entity, side), tongue.screen)
