"""The story of the demo, as data: what is said, and what people do in it."""

from engine.errors import N_

TITLE = N_("raccordo, shown on two sandboxes with {n} Italian customers")

SETUP = (
    N_("Set-up"),
    N_("The six select fields of CiC are created on the companies of the CRM."),
)
PLAN = (
    N_("A plan"),
    N_("What the first sync would write, like a pull request. Nothing is written yet."),
)
FIRST = (
    N_("The first sync"),
    N_("Every customer of CiC becomes a company of the CRM, select fields and all."),
)
EDITS = (
    N_("One edit on each side"),
    N_(
        "In CiC somebody changes the phone of {name}; in the CRM somebody else changes"
        " its e-mail. Both edits survive."
    ),
)
CONFLICT = (
    N_("A conflict"),
    N_(
        "Now both sides change the city of {name}, the CRM ten minutes later. The"
        " later edit wins; the other is shown, and kept in the journal."
    ),
)
HELD = (
    N_("A company that is held"),
    N_(
        "A salesperson enters {name} in the CRM without a VAT zone, and sends it. CiC"
        " would refuse it, so nothing is sent, and the fix is said in words."
    ),
)
MENDED = (
    N_("Mended and sent"),
    N_("The VAT zone is chosen, and `raccordo retry` sends what was asked for."),
)
IDLE = (
    N_("A run with nothing to do"),
    N_("Both sides are equal: the run reads a few pages, and writes nothing."),
)
QUOTE = (
    N_("A quote"),
    N_(
        "A salesperson writes a quote for {name}: two products, one of them with a"
        " discount of 10+5, and a line of text. It is sent to CiC, and sent again."
    ),
)
PRINTED = (
    N_("On paper"),
    N_("The quote bears (CiC) in the list now, and CiC prints it in any template."),
)

# What people do.
PAIR = 7
PHONE = "+39 02 5550199"
EMAIL = "ordini@esempio.example"
DISPUTED = 12
CITY_IN_CIC = "Monza"
CITY_IN_CRM = "Bergamo"
SECONDS_BETWEEN = 600
NEWCOMER = {
    "companyName": "Torrefazione Aurora S.r.l.",
    "vatId": "IT12345670017",
    "taxIdentificationNumber": "12345670017",
    "address": "Via Garibaldi 12",
    "zipCode": "10122",
    "city": "Torino",
    "province": "TO",
    "state": "IT",
    "emails": [{"value": "info@aurora.example"}],
}
# Chosen at the screen from the beginning; the VAT zone is the one that is forgotten.
CHOSEN = (
    "FF_CIC_CURRENCY",
    "FF_CIC_CUSTOMER_GROUP",
    "FF_CIC_PAYMENT_TERMS",
    "FF_CIC_PAYMENT_TYPE",
)
FORGOTTEN = "FF_CIC_VAT_ZONE"

FIELDS = 6
MOST_IDLE_CALLS = 12

QUOTE_DATE = "2026-05-04T07:00:00Z"
# The VAT code of each row, and the row: 42.58 and 12.70 bear 9.37 and 0.51.
QUOTE_ROWS: tuple[tuple[str, dict[str, object]], ...] = (
    (
        "V022",
        {
            "kind": 0,
            "productCode": "A-01",
            "description": "Mouse ottico",
            "qta": 2,
            "unitPrice": 24.9,
            "discountFormula": "10+5",
        },
    ),
    ("", {"kind": 1, "description": "Consegna in sede"}),
    (
        "V004",
        {
            "kind": 0,
            "productCode": "A-05",
            "description": "Farina tipo 00",
            "qta": 10,
            "unitPrice": 1.27,
        },
    ),
)
QUOTE_TOTAL = "65.16"
OTHER_LAYOUT = "IT v2.0"
