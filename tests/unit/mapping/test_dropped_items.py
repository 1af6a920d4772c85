"""An overlay takes single fields of the items of a list away."""

import pytest
from syrupy.assertion import SnapshotAssertion

from engine.errors import Several
from engine.mapping.coverage import uncovered
from engine.mapping.declaration import Declaration
from engine.mapping.effective import effective
from engine.mapping.layers import lay
from engine.mapping.loader import load_mapping, read_root
from engine.mapping.overlays import Overlay, read_overlay
from engine.mapping.reading import Reader
from engine.mapping.vocabulary import vocabulary
from engine.model.side import Pair
from engine.source import Source
from tests.unit.mapping.listed import LISTED, LISTED_SYSTEMS
from tests.unit.mapping.samples import NAMES

STOCK = LISTED.replace(
    "      kind:",
    "      zone: {books: zone.zoneNumber, sales: zone, max: {sales: 3}}\n      kind:",
)
DROP = "numbers: {items: {zone: {drop: nobody fills it in}}}"


def overlay(lines: str, number: int = 1) -> Overlay:
    text = f"schema: 1\nextends: clients@1\nfields:\n  {lines}\n"
    return read_overlay(Source(f"acme-{number}.yml", text), NAMES)


def load(*lines: str, stock: str = STOCK) -> Declaration:
    overlays = [overlay(one, number) for number, one in enumerate(lines, start=1)]
    source = Source("clients.yml", stock)
    return load_mapping(source, NAMES, LISTED_SYSTEMS, overlays=overlays)


def test_one_field_of_the_items_goes_and_the_rest_stays() -> None:
    laid = load(DROP)

    assert list(laid.fields["numbers"].items) == ["kind", "value"]
    assert laid.fields["numbers"].key == "kind"
    dropped = laid.dropped["numbers.zone"]
    assert (dropped.reason, str(dropped.span)) == (
        "nobody fills it in",
        "acme-1.yml:4:21",
    )


def test_an_overlay_may_change_a_field_of_items_beside_it() -> None:
    laid = load("numbers: {items: {zone: {drop: no}, value: {max: {sales: 9}}}}")

    value = laid.fields["numbers"].items["value"]
    assert value.max_length == Pair(None, 9)
    assert value.paths == Pair("number", "value")


def test_a_later_overlay_brings_the_field_back() -> None:
    laid = load(DROP, "numbers: {items: {zone: {books: zone.zoneNumber, sales: z}}}")

    assert laid.fields["numbers"].items["zone"].paths.right == "z"
    assert laid.dropped == {}


def test_a_list_may_go_as_a_whole_after_one_of_its_fields() -> None:
    laid = load(DROP, "numbers: {drop: they call nobody}")

    assert "numbers" not in laid.fields
    assert set(laid.dropped) == {"numbers.zone", "numbers"}
    assert vocabulary(laid, None).fields["numbers"].items


def test_rules_may_still_name_it() -> None:
    items = vocabulary(load(DROP), None).fields["numbers"].items

    assert items
    assert set(items) == {"kind", "value", "zone"}


def test_what_was_dropped_is_not_called_forgotten() -> None:
    clients, firm = (
        LISTED_SYSTEMS.left.resource("clients"),
        LISTED_SYSTEMS.right.resource("Firm"),
    )
    assert clients
    assert firm

    left_out = uncovered(load(DROP), Pair(clients, firm))

    assert "numbers.zone" not in {one.property for one in left_out}


def test_the_mapping_in_force_shows_it_with_its_reason() -> None:
    root, _ = read_root(Source("clients.yml", STOCK))

    lines = effective(lay(Reader(), NAMES, root, [overlay(DROP)]))

    (gone,) = (one for one in lines if one.dropped)
    assert (gone.text.strip(), gone.dropped) == ("numbers.zone:", "nobody fills it in")


WRONG = {
    "no reason": "numbers: {items: {zone: {drop: }}}",
    "dropped and described": "numbers: {items: {zone: {drop: no, max: 3}}}",
    "no such field": "numbers: {items: {zona: {drop: no}}}",
    "what pairs the items": "numbers: {items: {kind: {drop: no}}}",
    "every field": "numbers: {key: '', items: {zone: {drop: a}, value: {drop: b}}}",
    "of no list": "name: {items: {first: {drop: no}}}",
    "what a lens asks for": (
        "numbers: {items: {zone: {drop: no}, value: {as: {phone: {country: zone}}}}}"
    ),
}


@pytest.mark.parametrize("line", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_where_and_what_to_do(
    line: str, snapshot: SnapshotAssertion
) -> None:
    with pytest.raises(Several) as raised:
        load(line)

    assert str(raised.value) == snapshot


def test_the_labels_of_what_an_overlay_drops_go_with_it() -> None:
    labels = "labels:\n  it: {numbers: Recapiti, numbers.zone: Zona}\n"
    stock = STOCK.replace("tables:", f"{labels}\ntables:")

    assert list(load(DROP, stock=stock).fields["numbers"].items) == ["kind", "value"]
    assert "numbers" not in load("numbers: {drop: no}", stock=stock).fields
