"""The lenses that follow references, as the catalogue declares them."""

from engine.lenses.base import Lens
from engine.lenses.entry import Arguments, Entry, Example, Setting, Takes
from engine.lenses.following import Follow, Linked, Way
from engine.lenses.supplies import Supplies
from engine.model.option import Options

_IN_ZONE = {
    "registry": "product_groups",
    "list": "accounts",
    "where": "zone.number",
    "is": "1",
    "to": "account.number",
}
_RATE = {"entity": "vat_rates", "show": "code"}


def _follow(arguments: Arguments, supplies: Supplies) -> Lens:
    name = arguments["registry"]
    options = supplies.options.get(name) or Options(name, (), is_missing=True)
    names = ("to", "list", "where", "is")
    return Follow(options, Way(*(arguments.get(one, "") for one in names)))


def _linked(arguments: Arguments, supplies: Supplies) -> Lens:
    name = arguments["entity"]
    known = supplies.others.counterparts.get(name) or Options(name, ())
    return Linked(known, arguments.get("show", ""))


REFERENCES = (
    Entry(
        "follow",
        Follow.kind,
        {
            "it": "Una chiave di una raccolta: ciò a cui porta il suo record.",
            "en": "A key of a collection: what its record leads to.",
        },
        _follow,
        (
            Example(3, 5805510, "5805510", _IN_ZONE),
            Example(9, "?product_groups 9", "?product_groups 9", _IN_ZONE),
        ),
        {
            "registry": Setting(
                Takes.REGISTRY,
                {"it": "la raccolta", "en": "the collection"},
                is_needed=True,
            ),
            "to": Setting(
                Takes.PATH,
                {
                    "it": "dove sta la risposta, nel record o nella voce della lista",
                    "en": "where the answer stands, in the record or the list's item",
                },
                is_needed=True,
            ),
            "list": Setting(
                Takes.PROPERTY,
                {
                    "it": "la lista del record, se la risposta sta in una sua voce",
                    "en": "the list of the record, where one of its items answers",
                },
            ),
            "where": Setting(
                Takes.TEXT,
                {
                    "it": "la proprietà che dice quale voce; senza, vale la prima",
                    "en": "the property that says which item; without it, the first",
                },
                beside=("list", "is"),
            ),
            "is": Setting(
                Takes.TEXT,
                {"it": "che cosa contiene", "en": "what it holds"},
                beside=("where",),
            ),
        },
        main="registry",
    ),
    Entry(
        "linked",
        Linked.kind,
        {
            "it": "Un record di un'altra entità: il suo collegato, con l'id che ha là.",
            "en": "A record of another entity: its counterpart, by the id that it has.",
        },
        _linked,
        (
            Example("V022", "22", "V022", _RATE),
            Example(1, 3, 1, {"entity": "units"}),
            Example(7, "?units 7", "?units 7", {"entity": "units"}),
        ),
        {
            "entity": Setting(
                Takes.ENTITY, {"it": "l'entità", "en": "the entity"}, is_needed=True
            ),
            "show": Setting(
                Takes.TEXT,
                {
                    "it": "il suo campo che sta a destra, al posto dell'id",
                    "en": "the field of it that stands on the right, not the id",
                },
            ),
        },
        main="entity",
    ),
)
