"""The keywords of each language, and what each stands for in the grammar.

A word can stand for two things (``uno`` is the article and the numeral): the
parser takes the one that can stand there.  A word that is a keyword nowhere near
where it stands is a name: a field may be called ``default``.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The keywords of one language.

    Attributes:
        name: The language, as the header names it.
        keywords: What each word can stand for, the usual one first.
        later: Words of the language that this version does not understand yet.
    """

    name: str
    keywords: dict[str, tuple[str, ...]]
    later: frozenset[str]

    def spell(self, terminal: str) -> str:
        """The keyword for a terminal, or an empty text."""
        for word, terminals in self.keywords.items():
            if terminal in terminals:
                return word
        return ""


ENGLISH = Words(
    name="en",
    keywords={
        "for": ("FOR",),
        "require": ("REQUIRE",),
        "one": ("ONE",),
        "of": ("OF",),
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
        "true": ("TRUE",),
        "false": ("FALSE",),
    },
    later=frozenset({"each", "every", "sum", "within", "table", "catalogue"}),
)

ITALIAN = Words(
    name="it",
    keywords={
        "per": ("FOR",),
        "obbligatorio": ("REQUIRE",),
        "uno": ("ONE", "A"),
        "tra": ("OF",),
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
        "di": ("OF",),
        "vero": ("TRUE",),
        "falso": ("FALSE",),
    },
    later=frozenset({"ogni", "tutti", "somma", "entro", "nella", "catalogo"}),
)

LANGUAGES = {words.name: words for words in (ENGLISH, ITALIAN)}

SIGNS = {
    "EQUAL": "=",
    "ORDER": "!= < <= > >=",
    "COLON": ":",
    "COMMA": ",",
    "OPEN": "(",
    "CLOSE": ")",
    "BEGIN": "[",
    "END": "]",
}
