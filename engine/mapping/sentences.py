"""What a mapping says against a write, in the words of a person's screen."""

from collections.abc import Mapping

# By cause: the message and the fix, in both languages.  ``screen`` is the system
# in which a person mends the record, ``system`` the one that would refuse it.
_TEXTS = {
    "mandatory_missing": {
        "it": "«{label_it}» non è compilato: {system} non accetta la scheda senza",
        "en": "'{label_en}' is empty: {system} takes no record without it",
        "fix_it": "compila «{label_it}» {form_it} ({screen}) e salva",
        "fix_en": "fill in '{label_en}' {form_en} ({screen}), and save",
    },
    "too_long": {
        "it": "«{label_it}» ha {length} caratteri: {system} ne accetta {max}",
        "en": "'{label_en}' has {length} characters: {system} takes {max}",
        "fix_it": "accorcia «{label_it}» {form_it} ({screen}) e salva",
        "fix_en": "shorten '{label_en}' {form_en} ({screen}), and save",
    },
    "unknown_option": {
        "it": "«{value}» non è tra i valori di «{label_it}»",
        "en": "'{value}' is not among the values of '{label_en}'",
        "fix_it": "scegli un valore di «{label_it}» {form_it} ({screen}) e salva",
        "fix_en": "choose a value of '{label_en}' {form_en} ({screen}), and save",
    },
    "option_elsewhere": {
        "it": "«{value}», in «{label_it}», non appartiene a {within}",
        "en": "'{value}', in '{label_en}', does not belong to {within}",
        "fix_it": "correggi «{label_it}», o il campo da cui dipende ({screen})",
        "fix_en": "correct '{label_en}', or the field it depends on ({screen})",
    },
    "option_unclear": {
        "it": "«{value}», in «{label_it}», non basta: manca il campo da cui dipende",
        "en": "'{value}', in '{label_en}', is not enough: what it depends on is empty",
        "fix_it": "compila anche il campo da cui «{label_it}» dipende ({screen})",
        "fix_en": "fill in the field that '{label_en}' depends on too ({screen})",
    },
    "unknown_value": {
        "it": "«{value}», in «{label_it}», non è in nessuna riga della tabella {table}",
        "en": "'{value}', in '{label_en}', is in no row of the table {table}",
        "fix_it": "correggilo {form_it} ({screen}), o aggiungi la riga alla tabella",
        "fix_en": "correct it {form_en} ({screen}), or add the row to the table",
    },
    "doubled_key": {
        "it": "«{value}» c'è due volte in «{label_it}»: quale valga non si indovina",
        "en": "'{value}' stands twice in '{label_en}': which one counts is not guessed",
        "fix_it": "lascia una sola voce «{value}» {form_it} ({screen}) e salva",
        "fix_en": "keep one item '{value}' {form_en} ({screen}), and save",
    },
    "parent_not_linked": {
        "it": "la scheda a cui appartiene ({value}) non è ancora in {system}",
        "en": "the record that it belongs to ({value}) is not in {system} yet",
        "fix_it": "manda prima quella in {system}",
        "fix_en": "send that one to {system} first",
    },
    "not_linked": {
        "it": "«{label_it}» non si può scrivere: «{value}» non è ancora in {system}",
        "en": "'{label_en}' cannot be written: '{value}' is not in {system} yet",
        "fix_it": "arriva da sé con le sue tabelle; se è escluso, cambialo ({screen})",
        "fix_en": "it comes by itself with its table; if barred, change it ({screen})",
    },
    "leads_nowhere": {
        "it": "«{label_it}» non si ricava: «{value}» ({registry}) non lo dice",
        "en": "'{label_en}' cannot be told: '{value}' ({registry}) does not say it",
        "fix_it": "completa «{value}» ({registry}) in {screen}, o scegline un altro",
        "fix_en": "complete '{value}' ({registry}) in {screen}, or choose another",
    },
    "not_a_number": {
        "it": "«{value}», in «{label_it}», non è un numero",
        "en": "'{value}', in '{label_en}', is no number",
        "fix_it": "scrivi «{label_it}» in cifre {form_it} ({screen}) e salva",
        "fix_en": "write '{label_en}' in digits {form_en} ({screen}), and save",
    },
    "discount_unreadable": {
        "it": "«{value}», in «{label_it}», non è uno sconto che si possa leggere",
        "en": "'{value}', in '{label_en}', is no discount that can be read",
        "fix_it": "scrivi «{label_it}» come 10 o 10+5 {form_it} ({screen}) e salva",
        "fix_en": "write '{label_en}' as 10 or 10+5 {form_en} ({screen}), and save",
    },
    "discount_too_much": {
        "it": "«{value}», in «{label_it}», è più dell'intero prezzo",
        "en": "'{value}', in '{label_en}', is more than the whole price",
        "fix_it": "correggi «{label_it}» {form_it} ({screen}) e salva",
        "fix_en": "correct '{label_en}' {form_en} ({screen}), and save",
    },
    "discount_not_exact": {
        "it": "«{value}», in «{label_it}», fa {exact} %: {system} tiene due decimali",
        "en": "'{value}', in '{label_en}', is {exact} %: {system} keeps two decimals",
        "fix_it": "scegli uno sconto di due decimali {form_it} ({screen}) e salva",
        "fix_en": "choose a discount of two decimals {form_en} ({screen}), and save",
    },
    "not_a_day": {
        "it": "«{value}», in «{label_it}», non è una data",
        "en": "'{value}', in '{label_en}', is no day",
        "fix_it": "correggi «{label_it}» {form_it} ({screen}) e salva",
        "fix_en": "correct '{label_en}' {form_en} ({screen}), and save",
    },
    "not_a_moment": {
        "it": "«{value}», in «{label_it}», non è una data con l'ora",
        "en": "'{value}', in '{label_en}', is no day with a time",
        "fix_it": "correggi «{label_it}» {form_it} ({screen}) e salva",
        "fix_en": "correct '{label_en}' {form_en} ({screen}), and save",
    },
    "not_a_truth": {
        "it": "«{value}», in «{label_it}», non è né sì né no",
        "en": "'{value}', in '{label_en}', is neither yes nor no",
        "fix_it": "correggi «{label_it}» {form_it} ({screen}) e salva",
        "fix_en": "correct '{label_en}' {form_en} ({screen}), and save",
    },
    "not_splittable": {
        "it": "«{value}», in «{label_it}», contiene ciò che separa le voci",
        "en": "'{value}', in '{label_en}', holds what stands between items",
        "fix_it": "toglilo dalla voce {form_it} ({screen}) e salva",
        "fix_en": "take it out of the item {form_en} ({screen}), and save",
    },
    "not_divisible": {
        "it": "«{value}», in «{label_it}», ha una parte sola: {system} ne vuole due",
        "en": "'{value}', in '{label_en}', has one part: {system} demands two",
        "fix_it": "scrivi «{label_it}» per intero {form_it} ({screen}) e salva",
        "fix_en": "write the whole of '{label_en}' {form_en} ({screen}), and save",
    },
    "lens_refused": {
        "it": "«{value}», in «{label_it}», non passa per {lens}: {text}",
        "en": "'{value}', in '{label_en}', does not pass {lens}: {text}",
        "fix_it": "correggi «{label_it}» {form_it} ({screen}), o il convertitore",
        "fix_en": "correct '{label_en}' {form_en} ({screen}), or the lens",
    },
    "unknown_country": {
        "it": "«{value}», in «{label_it}», non è una nazione che si riconosca",
        "en": "'{value}', in '{label_en}', is no country that is known",
        "fix_it": "scrivi il nome della nazione o le sue due lettere ({screen})",
        "fix_en": "write the country's name or its two letters ({screen})",
    },
}

CAUSES = frozenset(_TEXTS)
"""What a mapping can say against a write."""


def sentences(cause: str, parts: Mapping[str, str]) -> dict[str, str]:
    """The message and the fix of a cause, by the names that a problem has for them."""
    return {
        name: text.format_map(parts) for name, text in _TEXTS.get(cause, {}).items()
    }
