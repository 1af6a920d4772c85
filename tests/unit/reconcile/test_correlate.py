"""Who is whose counterpart."""

import pytest

from engine.mapping.parts import Confidence
from engine.reconcile.correlate import Candidates, Match, Situation, correlate

VAT_ONE = Candidates("vat_number", Confidence.SURE, here=("5",), there=("80",))
VAT_TWO_THERE = Candidates(
    "vat_number", Confidence.SURE, here=("5",), there=("80", "81")
)
VAT_TWO_HERE = Candidates("vat_number", Confidence.SURE, here=("5", "6"), there=("80",))
VAT_NOBODY = Candidates("vat_number", Confidence.SURE, here=("5",), there=())
NAME_ONE = Candidates("name+zip", Confidence.REVIEW, here=("5",), there=("90",))
RATE_ONE = Candidates("rate", Confidence.UNIQUE, here=("5",), there=("90",))
RATE_TWO_THERE = Candidates("rate", Confidence.UNIQUE, here=("5",), there=("90", "91"))
RATE_TWO_HERE = Candidates("rate", Confidence.UNIQUE, here=("5", "6"), there=("90",))
NAME_TWO = Candidates("name+zip", Confidence.REVIEW, here=("5",), there=("90", "91"))


@pytest.mark.parametrize(
    ("proposed", "match"),
    [
        pytest.param([], Match(Situation.UNMATCHED), id="no key"),
        pytest.param([VAT_NOBODY], Match(Situation.UNMATCHED), id="nobody there"),
        pytest.param(
            [VAT_ONE], Match(Situation.UNLINKED, "vat_number", ("80",)), id="one each"
        ),
        pytest.param(
            [VAT_TWO_THERE],
            Match(Situation.DISPUTED, "vat_number", ("80", "81")),
            id="two there",
        ),
        pytest.param(
            [VAT_TWO_HERE],
            Match(Situation.DISPUTED, "vat_number", ("80",)),
            id="two here",
        ),
        pytest.param(
            [NAME_ONE], Match(Situation.PROPOSED, "name+zip", ("90",)), id="not sure"
        ),
        pytest.param(
            [NAME_TWO],
            Match(Situation.DISPUTED, "name+zip", ("90", "91")),
            id="not sure, and two",
        ),
        pytest.param(
            [RATE_ONE],
            Match(Situation.UNLINKED, "rate", ("90",)),
            id="unique, one each",
        ),
        pytest.param(
            [RATE_TWO_THERE], Match(Situation.UNMATCHED), id="unique, and two there"
        ),
        pytest.param(
            [RATE_TWO_HERE, NAME_ONE],
            Match(Situation.PROPOSED, "name+zip", ("90",)),
            id="unique, and two here: the next key is tried",
        ),
        pytest.param(
            [VAT_NOBODY, NAME_ONE],
            Match(Situation.PROPOSED, "name+zip", ("90",)),
            id="the next key is tried",
        ),
        pytest.param(
            [VAT_ONE, NAME_TWO],
            Match(Situation.UNLINKED, "vat_number", ("80",)),
            id="the first key decides",
        ),
    ],
)
def test_the_first_key_that_proposes_anybody_decides(
    proposed: list[Candidates], match: Match
) -> None:
    assert match == correlate(proposed)
