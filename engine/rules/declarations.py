"""What can be said in a rule: each form with its meaning and an example.

The reference page is made of these, and the tests read every example in both
languages.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the language.

    Attributes:
        group: ``statement``, ``test`` or ``value``.
        example: A rule that uses it, in English.
        meaning: What it means, by language.
    """

    group: str
    example: str
    meaning: dict[str, str]


def _form(group: str, example: str, en: str, it: str) -> Form:
    return Form(group, example, {"en": en, "it": it})


FORMS = (
    _form(
        "statement",
        "require name, currency",
        "Each of them must be set.",
        "Ognuno deve essere compilato.",
    ),
    _form(
        "statement",
        "require one of vat_number, tax_code",
        "At least one of them must be set.",
        "Almeno uno deve essere compilato.",
    ),
    _form(
        "statement",
        "province requires country",
        "Where the first is set, the others must be.",
        "Dove è compilato il primo, devono esserlo anche gli altri.",
    ),
    _form(
        "statement",
        "check vat_number is a partita_iva",
        "Must hold; says nothing where its subject is not set. The subject is the field"
        " named first, or both where two are compared; of a sum, the list as well.",
        "Deve valere; non dice nulla dove il suo soggetto non è compilato. Il soggetto"
        " è il primo campo nominato, o entrambi dove se ne confrontano due; di una"
        " somma anche l'elenco.",
    ),
    _form(
        "statement",
        "forbid split_payment and kind = 'B2B'",
        "Must not hold.",
        "Non deve valere.",
    ),
    _form(
        "statement",
        "default currency = 'EUR'",
        "Fills what is not set, in file order, before anything is checked; in new"
        " records only.",
        "Compila ciò che manca, nell'ordine del file, prima di ogni controllo; nei soli"
        " record nuovi.",
    ),
    _form(
        "statement",
        "default always country = 'IT'",
        "The same, on every update as well.",
        "Lo stesso, anche a ogni aggiornamento.",
    ),
    _form(
        "statement",
        "warn check email is an email",
        "Before any of these but default: it is reported, and holds nothing back.",
        "Davanti a una di queste, tranne predefinito: è segnalato e non ferma nulla.",
    ),
    _form(
        "statement",
        "each lines: require description when quantity > 1",
        "Before any of these but default: it speaks of every item of a list. A name is"
        " the item's field, or else the record's.",
        "Davanti a una di queste, tranne predefinito: vale per ogni riga di un elenco."
        " Un nome è il campo della riga, altrimenti quello del record.",
    ),
    _form(
        "statement",
        "require sdi_code when country = 'IT' unless kind = 'B2C'",
        "Behind any of these: the rule speaks only when this holds, or unless it does.",
        "Dietro una di queste: la regola parla solo quando vale, o salvo che valga.",
    ),
    _form(
        "statement",
        "require zip message it 'Manca {field}' en 'No {field}'",
        "Its own words, in place of those that are made from the rule; `{field}` is the"
        " field as the screen calls it, `{row}` (below each) the number of the item."
        " One text without a language is for both.",
        "Le sue parole, al posto di quelle ricavate dalla regola; `{field}` è il campo"
        " come lo chiama lo schermo, `{row}` (sotto ogni) il numero della riga. Un"
        " testo senza lingua vale per entrambe.",
    ),
    _form(
        "statement",
        "C-012: require zip",
        "A stable code; a rule without one gets a code from what it says.",
        "Un codice stabile; una regola senza codice ne riceve uno da ciò che dice.",
    ),
    _form(
        "test",
        "check zip = '20121'",
        "`=`, `!=`: equal, and its exact opposite. `< <= > >=`: numbers and dates. What"
        " is not set equals nothing.",
        "`=`, `!=`: uguale, e il suo esatto opposto. `< <= > >=`: numeri e date. Ciò"
        " che non è compilato non è uguale a nulla.",
    ),
    _form(
        "test",
        "check total = sum of lines.amount within 0.01",
        "Two numbers that are at most so far apart.",
        "Due numeri che distano al massimo tanto.",
    ),
    _form(
        "test",
        "forbid country is not set",
        "Missing, null, `''` and `[]` are one state, not set; false and 0 are set.",
        "Assente, null, `''` e `[]` sono un solo stato, non presente; falso e 0 sono"
        " presenti.",
    ),
    _form(
        "test",
        "forbid split_payment",
        "A field alone: it is set, and not false.",
        "Un campo da solo: è presente, e non falso.",
    ),
    _form(
        "test",
        "check email is an email",
        "A text has a shape (below).",
        "Un testo ha una forma (sotto).",
    ),
    _form(
        "test",
        "forbid vat_number is changed",
        "Differs from what both sides last agreed on; of a new record nothing is"
        " changed.",
        "È diverso da ciò su cui i due lati erano d'accordo; di un record nuovo nulla è"
        " cambiato.",
    ),
    _form(
        "test",
        "check currency in ['EUR', 'USD']",
        "One of these values.",
        "Uno di questi valori.",
    ),
    _form(
        "test",
        "check country in table areas",
        "One of the values of a table of the mapping. Where the table is not known, the"
        " rule is off.",
        "Uno dei valori di una tabella della mappatura. Dove la tabella non è nota, la"
        " regola tace.",
    ),
    _form(
        "test",
        "check every lines.product_code in catalogue",
        "Holds of every item of a list that has it set. The catalogue is the table of"
        " the product codes.",
        "Vale per ogni riga di un elenco che ce l'ha. Il catalogo è la tabella dei"
        " codici articolo.",
    ),
    _form(
        "test",
        "check zip matches '[0-9]{5}'",
        "The whole text looks like a pattern (regular expression); one that could take"
        " for ever is refused.",
        "Il testo intero ha l'aspetto di un modello (espressione regolare); uno che"
        " potrebbe non finire mai è rifiutato.",
    ),
    _form(
        "test",
        "forbid (country = 'IT' or country = 'SM') and not zip is a cap",
        "`and` binds before `or`; parentheses and `not` help.",
        "`e` lega prima di `o`; parentesi e `non` aiutano.",
    ),
    _form(
        "value",
        "check length of sdi_code = 7",
        "How many characters a text has, or items a list.",
        "Quanti caratteri ha un testo, o quante righe un elenco.",
    ),
    _form(
        "value",
        "check sum of lines.amount <= 1000.50",
        "A number of every item, added up; what is not set counts as nothing.",
        "Un numero di ogni riga, sommato; ciò che manca non conta.",
    ),
    _form(
        "value",
        "check since >= '2024-12-31'",
        "Texts and dates in quotes, numbers with a point, true and false without; a"
        " quote in a text is written twice.",
        "Testi e date tra apici, numeri col punto, vero e falso senza; un apice in un"
        " testo si scrive due volte.",
    ),
)
"""Every form, in the order of the reference page."""
