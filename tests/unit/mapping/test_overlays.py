"""Overlays lie over a mapping key by key, and every value keeps its place."""

import pytest

from engine.errors import Several
from engine.mapping.declaration import Creation, Declaration, Policy, Unit
from engine.mapping.effective import effective
from engine.mapping.files import Files
from engine.mapping.layers import Layers, lay
from engine.mapping.loader import load_mapping, read_root
from engine.mapping.overlays import Overlay, read_overlay
from engine.mapping.parts import LensUse
from engine.mapping.reading import Reader
from engine.mapping.versions import Advice, three_way
from engine.mapping.vocabulary import vocabulary
from engine.model.side import Pair
from engine.source import Source
from tests.unit.mapping.samples import GOOD, NAMES, SYSTEMS, opened

HEAD = "schema: 1\nextends: clients@3\n"


def overlay(text: str, name: str = "acme.yml") -> Overlay:
    return read_overlay(Source(name, HEAD + text), NAMES)


def load(*texts: str, stock: str = GOOD) -> Declaration:
    overlays = [overlay(text, f"acme-{at}.yml") for at, text in enumerate(texts, 1)]
    source = Source("clients.yml", stock)
    return load_mapping(source, NAMES, SYSTEMS, overlays=overlays, files=Files(opened))


def layers(*texts: str) -> Layers:
    root, _ = read_root(Source("clients.yml", GOOD))
    overlays = [overlay(text, f"acme-{at}.yml") for at, text in enumerate(texts, 1)]
    return lay(Reader(), NAMES, root, overlays)


def test_keys_merge_field_by_field() -> None:
    stock, laid = load().fields, load("fields: {vat: {conflict: sales}}").fields

    assert laid["vat"].conflict is Policy.RIGHT
    assert laid["vat"].lens == stock["vat"].lens
    assert laid["vat"].owner == stock["vat"].owner
    rest = {name: pair for name, pair in laid.items() if name != "vat"}
    assert rest == {name: pair for name, pair in stock.items() if name != "vat"}


def test_a_lens_is_replaced_whole() -> None:
    laid = load("fields: {vat: {as: {phone: {}}}}").fields

    assert laid["vat"].lens == (LensUse("phone"),)


def test_a_field_that_is_added_to_a_screen_is_called_as_it_is_there() -> None:
    laid = load(
        "fields: {note: {sales: XX_NOTE}}\n"
        "sales_fields: {XX_NOTE: {type: text, label: {it: Appunti, en: Memo}}}",
        stock=GOOD.replace("en: {name:", "en: {note: Note, name:"),
    )

    assert laid.fields["note"].labels == {"it": "Appunti", "en": "Memo"}


def test_what_was_ignored_may_get_its_second_home() -> None:
    laid = load(
        "fields: {note: {sales: XX_NOTE}}\n"
        "sales_fields: {XX_NOTE: {type: text, label: {it: Nota, en: Note}}}"
    )

    assert laid.fields["note"].paths == Pair("note", "XX_NOTE")
    assert laid.fields["note"].ignore == ""
    assert laid.fields["note"].labels == {"it": "Nota", "en": "Note"}
    assert [one.type for one in laid.added_fields] == ["select", "text"]
    assert [one.property for one in laid.select_fields] == ["XX_ZONE"]


def test_a_dropped_field_goes_with_all_that_speaks_of_it_alone() -> None:
    laid = load("fields: {zip: {drop: they have none}, street: {drop: nor that}}")

    assert {"zip", "street"}.isdisjoint(laid.fields)
    assert Unit("place", ("district", "land")) in laid.units
    assert [match.name for match in laid.matches] == ["vat"]
    assert laid.dropped["zip"].reason == "they have none"
    assert str(laid.dropped["zip"].span) == "acme-1.yml:3:10"


def test_a_field_that_was_added_for_a_dropped_line_goes_with_it() -> None:
    zone = "area: {books: zone.zoneNumber, const: 1, type: number}"
    laid = load(f"fields: {{zone: {{drop: they have one zone}}, {zone}}}")

    assert laid.added_fields == ()


def test_what_a_system_demands_is_not_dropped_where_records_are_created() -> None:
    with pytest.raises(Several, match=r"creates nothing without 'zone\.zoneNumber'"):
        load("fields: {zone: {drop: they have one zone}}")

    laid = load("fields: {zone: {drop: no}}\nsync: {create: {books: never}}")
    assert "zone" in laid.dropped


def test_a_field_that_another_line_lives_in_stays() -> None:
    other = "{books: note, sales: XX_ZONE, as: text}"
    area = "area: {books: zone.zoneNumber, const: 1, type: number}"
    laid = load(f"fields: {{zone: {{drop: no}}, {area}, note: {other}}}")

    assert [one.property for one in laid.added_fields] == ["XX_ZONE"]


def test_rules_may_still_name_a_dropped_field() -> None:
    laid = load("fields: {balance: {drop: not theirs}}")

    assert vocabulary(laid, None).fields["balance"].kind.value == "number"


def test_later_overlays_lie_on_top() -> None:
    laid = load(
        "fields: {zip: {conflict: sales, clear: false}}",
        "fields: {zip: {conflict: manual}}",
    ).fields

    assert laid["zip"].conflict is Policy.MANUAL
    assert not laid["zip"].clear


def test_a_later_overlay_brings_back_what_an_earlier_one_dropped() -> None:
    laid = load(
        "fields: {zip: {drop: no}}", "fields: {zip: {books: zip, sales: postcode}}"
    )

    assert "zip" in laid.fields
    assert laid.dropped == {}


def test_a_creation_may_be_a_condition() -> None:
    laid = load("sync: {create: {books: land = 'IT' and vat is set}}")

    assert laid.creation == Pair(Creation.CONDITION, Creation.ALWAYS)
    assert laid.conditions.left
    assert laid.conditions.left.text == "land = 'IT' and vat is set"


def test_an_overlay_may_say_otherwise_where_another_one_marks() -> None:
    mark = "delete: mark, mark: {books: {path: note, value: gone}}"

    laid = load(f"sync: {{{mark}}}", "sync: {delete: ask}")

    assert laid.deletion == "ask"


def test_rules_are_added_disabled_and_raised() -> None:
    changes = load(
        "rules: {add: acme.rules, disable: {C-1: they know}, raise: {C-2: error}}",
        "rules: {add: [more.rules], disable: {C-3: never}}",
    ).changes

    assert [one.name for one in changes.add] == ["acme.rules", "more.rules"]
    assert {one.name: one.reason for one in changes.disable} == {
        "C-1": "they know",
        "C-3": "never",
    }
    assert [(one.name, one.reason) for one in changes.stricter] == [("C-2", "error")]


@pytest.mark.parametrize(
    "text", ["", "---\n", "# nothing yet\n"], ids=["empty", "blank", "comment"]
)
def test_a_blank_overlay_says_nothing(text: str) -> None:
    found = read_overlay(Source("acme.yml", text), NAMES)

    assert (found.entity, found.root.entries) == ("", {})


def test_a_lens_of_the_customers_own_is_used() -> None:
    laid = load("lenses: {lettered: {file: lens.py}}\nfields: {zip: {as: lettered}}")

    (use,) = laid.fields["zip"].lens
    assert use.entry.meaning["en"] == "A number with an A."
    assert not use.entry.is_stock


def test_every_effective_line_says_where_it_came_from() -> None:
    found = effective(layers("fields: {zip: {conflict: sales}, mail: {drop: no mail}}"))

    by_path = {line.path: line for line in found}
    origins = {path: str(line.origin) for path, line in by_path.items()}
    assert origins["fields", "zip", "books"] == "clients.yml:25:21"
    assert origins["fields", "zip", "conflict"] == "acme-1.yml:3:26"
    assert by_path["fields", "zip", "conflict"].text == "    conflict: sales"
    assert by_path["fields", "mail"].dropped == "no mail"
    assert by_path["fields",].origin is None


def test_what_is_in_force_reads_back_the_same() -> None:
    texts = ("fields: {zip: {conflict: sales, as: {case: upper}}}",)
    lines = effective(layers(*texts))

    whole = "\n".join(line.text for line in lines if not line.dropped)

    read = load_mapping(Source("clients.yml", whole), NAMES, SYSTEMS)
    expected = load(*texts)
    assert read.fields == expected.fields
    assert read.units == expected.units


def test_a_stock_mapping_that_moved_on_is_compared_three_ways() -> None:
    before, _ = read_root(Source("old.yml", GOOD))
    moved = (
        GOOD.replace("conflict: sales", "conflict: books")
        .replace(
            "{books: zip, sales: postcode}",
            "{books: zip, sales: postcode, clear: false}",
        )
        .replace("max: {books: 25}", "max: {books: 30}")
        .replace("  note:     {books: note, ignore: no place for it}\n", "")
        .replace("as: lines", "as: text")
    )
    now, _ = read_root(Source("new.yml", moved))
    laid = overlay(
        "fields:\n"
        "  zip: {clear: false}\n"
        "  name: {max: {books: 12}}\n"
        "  note: {ignore: ours}\n"
        "  street: {drop: they have none}\n"
    )

    found = {one.path: one for one in three_way(before, now, laid)}

    advice = {path: one.advice for path, one in found.items()}
    assert advice == {
        ("sync", "conflict"): Advice.TAKEN_OVER,
        ("fields", "zip", "clear"): Advice.REDUNDANT,
        ("fields", "name", "max", "books"): Advice.BOTH,
        ("fields", "note", "books"): Advice.TAKEN_OVER,
        ("fields", "note", "ignore"): Advice.GONE,
        ("fields", "street", "as"): Advice.BOTH,
    }
    name = found["fields", "name", "max", "books"]
    assert (name.before, name.now, name.overlay) == ("25", "30", "12")
