import pytest

from engine.rules.reading import read_rules
from engine.rules.saying import say_rule
from engine.source import Source
from tests.unit.rules.customers import CUSTOMERS

_ROWS = [
    pytest.param(
        "require vat_zone when country is set",
        "Zona iva Reviso (vat_zone) deve essere compilato,"
        " quando Nazione (country) è compilato.",
        "Reviso VAT zone (vat_zone) must be filled in,"
        " when Country (country) is filled in.",
        id="require",
    ),
    pytest.param(
        "require name, zip, city",
        "name, zip e city devono essere compilati.",
        "name, zip and city must be filled in.",
        id="require several",
    ),
    pytest.param(
        "require one of vat_number, tax_code",
        "Almeno uno tra vat_number, tax_code deve essere compilato.",
        "At least one of vat_number, tax_code must be filled in.",
        id="require one of",
    ),
    pytest.param(
        "province requires country, zip",
        "Se province è compilato, devono esserlo anche Nazione (country) e zip.",
        "If province is filled in, so must be Country (country) and zip.",
        id="requires",
    ),
    pytest.param(
        "warn check email is an email unless country != 'IT'",
        "Avviso: email deve essere un indirizzo email, se è compilato,"
        " salvo quando Nazione (country) non è 'IT'.",
        "Warning: email must be an email address, if it is filled in,"
        " unless Country (country) is not 'IT'.",
        id="check, as a warning",
    ),
    pytest.param(
        "forbid zip is changed",
        "zip non deve essere cambiato.",
        "zip must not be changed.",
        id="forbid",
    ),
    pytest.param(
        "default currency = 'EUR' when country = 'IT'",
        "currency vale 'EUR' se non è compilato, nei soli record nuovi,"
        " quando Nazione (country) è 'IT'.",
        "currency is 'EUR' if it is not filled in, in new records only,"
        " when Country (country) is 'IT'.",
        id="default",
    ),
    pytest.param(
        "default always tax_code = vat_number",
        "tax_code vale vat_number se non è compilato, sempre.",
        "tax_code is vat_number if it is not filled in, always.",
        id="default always",
    ),
    pytest.param(
        "each lines: require product_code when quantity > 1",
        "In ogni riga di Righe (lines), Codice articolo (product_code)"
        " deve essere compilato, quando quantity è maggiore di 1.",
        "In each row of Rows (lines), Item code (product_code)"
        " must be filled in, when quantity is more than 1.",
        id="each",
    ),
    pytest.param(
        "check every lines.product_code in catalogue",
        "Ogni Codice articolo (lines.product_code) deve essere nel catalogo,"
        " se è compilato.",
        "Every Item code (lines.product_code) must be in the catalogue,"
        " if it is filled in.",
        id="every",
    ),
    pytest.param(
        "check total = sum of lines.amount within 0.01",
        "total deve essere la somma di lines.amount, con uno scarto massimo di 0.01,"
        " se sono compilati.",
        "total must be the sum of lines.amount, give or take 0.01,"
        " if they are filled in.",
        id="sum",
    ),
    pytest.param(
        "check country not in table areas message 'No'",
        "Nazione (country) non deve essere nella tabella areas, se è compilato.",
        "Country (country) must not be in the table areas, if it is filled in.",
        id="table, whatever its message",
    ),
]


@pytest.mark.parametrize(("text", "italian", "english"), _ROWS)
def test_a_rule_is_said_as_a_sentence(text: str, italian: str, english: str) -> None:
    source = Source("r.rules", f"for customers\n{text}")
    ((named,),) = read_rules([source], CUSTOMERS)

    assert say_rule(named.rule, "it", CUSTOMERS) == italian
    assert say_rule(named.rule, "en", CUSTOMERS) == english
