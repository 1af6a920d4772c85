"""The keywords of each language, and what each stands for in the grammar.

A word can stand for two things (``uno`` is the article and the numeral): the
parser takes the one that can stand there.  A word that is a keyword nowhere near
where it stands is a name: a field may be called ``default``.
"""

from dataclasses import dataclass

SIGNS = {
    "TEXT": "'…'",
    "NUMBER": "100",
    "EQUAL": "=",
    "ORDER": "!= < <= > >=",
    "COLON": "':'",
    "COMMA": ",",
    "OPEN": "(",
    "CLOSE": ")",
    "BEGIN": "[",
    "END": "]",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The keywords of one language.

    Attributes:
        name: The language, as the header names it.
        keywords: What each word can stand for, the usual one first.
        absent: The test for a field that is not set.
        slips: What people write instead of a keyword.
        phrases: How some terminals are spelt just before another one.
    """

    name: str
    keywords: dict[str, tuple[str, ...]]
    absent: str
    slips: dict[str, str]
    phrases: dict[tuple[str, str], str]

    @property
    def terminals(self) -> tuple[str, ...]:
        """Every terminal that a keyword stands for, in the order of the keywords."""
        found = (terminal for means in self.keywords.values() for terminal in means)
        return tuple(dict.fromkeys(found))

    def meanings(self, word: str) -> tuple[str, ...]:
        """The terminals that a word can stand for, as a keyword."""
        return self.keywords.get(" ".join(word.lower().split()), ())

    def spell(self, terminal: str) -> str:
        """How a terminal is written."""
        if terminal in SIGNS:
            return SIGNS[terminal]
        able = {
            word: means for word, means in self.keywords.items() if terminal in means
        }
        return min(able, key=lambda word: able[word].index(terminal))

    @property
    def denies_first(self) -> bool:
        """Whether ``not`` stands before ``is``."""
        return self.absent.startswith(self.spell("NOT"))

    def phrase(self, terminal: str, following: str) -> str:
        """How two terminals are written, the one before the other."""
        first = self.phrases.get((terminal, following)) or self.spell(terminal)
        return f"{first} {self.spell(following)}"


ENGLISH = Words(
    name="en",
    keywords={
        "for": ("FOR",),
        "require": ("REQUIRE",),
        "one": ("ONE",),
        "of": ("AMONG", "OF"),
        "check": ("CHECK",),
        "requires": ("REQUIRES",),
        "default": ("DEFAULT",),
        "always": ("ALWAYS",),
        "forbid": ("FORBID",),
        "warn": ("WARN",),
        "when": ("WHEN",),
        "unless": ("UNLESS",),
        "message": ("MESSAGE",),
        "it": ("IT",),
        "en": ("EN",),
        "is": ("IS",),
        "not": ("NOT",),
        "set": ("SET",),
        "a": ("A",),
        "an": ("A",),
        "changed": ("CHANGED",),
        "in": ("IN",),
        "matches": ("MATCHES",),
        "and": ("AND",),
        "or": ("OR",),
        "length": ("LENGTH",),
        "each": ("EACH", "EVERY"),
        "every": ("EVERY", "EACH"),
        "sum": ("SUM",),
        "within": ("WITHIN",),
        "table": ("TABLE",),
        "catalogue": ("CATALOGUE",),
        "true": ("TRUE",),
        "false": ("FALSE",),
    },
    absent="is not set",
    slips={
        "if": "when",
        "where": "when",
        "except": "unless",
        "mandatory": "require",
        "required": "require",
        "must": "check",
        "verify": "check",
        "deny": "forbid",
        "warning": "warn",
        "needs": "requires",
        "present": "set",
        "filled": "set",
        "missing": "not",
        "empty": "not",
        "like": "matches",
        "foreach": "each",
        "all": "every",
        "any": "every",
        "total": "sum",
        "catalog": "catalogue",
        "list": "table",
    },
    phrases={},
)

ITALIAN = Words(
    name="it",
    keywords={
        "per": ("FOR",),
        "obbligatorio": ("REQUIRE",),
        "uno": ("ONE", "A"),
        "tra": ("AMONG",),
        "controlla": ("CHECK",),
        "richiede": ("REQUIRES",),
        "predefinito": ("DEFAULT",),
        "sempre": ("ALWAYS",),
        "vietato": ("FORBID",),
        "avviso": ("WARN",),
        "quando": ("WHEN",),
        "salvo": ("UNLESS",),
        "messaggio": ("MESSAGE",),
        "message": ("MESSAGE",),
        "it": ("IT",),
        "en": ("EN",),
        "è": ("IS",),
        "e'": ("IS",),
        "non": ("NOT",),
        "presente": ("SET",),
        "un": ("A",),
        "una": ("A",),
        "un'": ("A",),
        "cambiato": ("CHANGED",),
        "cambiata": ("CHANGED",),
        "in": ("IN",),
        "corrisponde a": ("MATCHES",),
        "e": ("AND",),
        "ed": ("AND",),
        "o": ("OR",),
        "lunghezza": ("LENGTH",),
        "ogni": ("EACH", "EVERY"),
        "tutti": ("EVERY",),
        "tutte": ("EVERY",),
        "somma": ("SUM",),
        "entro": ("WITHIN",),
        "nella": ("IN",),
        "nel": ("IN",),
        "tabella": ("TABLE",),
        "catalogo": ("CATALOGUE",),
        "di": ("OF",),
        "vero": ("TRUE",),
        "falso": ("FALSE",),
    },
    absent="non è presente",
    slips={
        "é": "è",
        "se": "quando",
        "tranne": "salvo",
        "eccetto": "salvo",
        "obbligatoria": "obbligatorio",
        "richiedi": "obbligatorio",
        "verifica": "controlla",
        "vieta": "vietato",
        "vietata": "vietato",
        "avvisa": "avviso",
        "attenzione": "avviso",
        "serve": "richiede",
        "compilato": "presente",
        "compilata": "presente",
        "vuoto": "non",
        "vuota": "non",
        "assente": "non",
        "ciascun": "ogni",
        "ciascuna": "ogni",
        "totale": "somma",
        "circa": "entro",
        "elenco": "tabella",
        "lista": "tabella",
    },
    phrases={("IN", "TABLE"): "nella", ("IN", "CATALOGUE"): "nel"},
)

LANGUAGES = {words.name: words for words in (ENGLISH, ITALIAN)}
