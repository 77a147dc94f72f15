"""The table of matching.md 5.6, exactly: seven f, seven points, S, and the gates of C and D."""

from dataclasses import replace

import pytest

from graph.matching.candidates import matched
from graph.matching.model import Offer
from tests.support.english_class import SIM_PPM, TIES, A, B, C, D, a_pair

TABLE = {
    "A": (
        A,
        906,
        [
            ("CAPABILITY", 350, 1000, 350, "EXACT"),
            ("TEXT", 100, 880, 88, "SIMILAR"),
            ("PLACE", 200, 900, 180, "SAME_COMMUNITY"),
            ("PAIRING", 80, 1000, 80, "REGISTERED"),
            ("TIME", 120, 1000, 120, "FITS"),
            ("QUALITY", 80, 660, 53, "DISTRICT_MEAN"),
            ("HEADROOM", 70, 500, 35, "JOBS"),
        ],
    ),
    "B": (
        B,
        715,
        [
            ("CAPABILITY", 350, 1000, 350, "EXACT"),
            ("TEXT", 100, 516, 52, "SIMILAR"),
            ("PLACE", 200, 450, 90, "KM_10"),
            ("PAIRING", 80, 0, 0, "NONE"),
            ("TIME", 120, 800, 96, "UNSTATED"),
            ("QUALITY", 80, 860, 69, "GRADED"),
            ("HEADROOM", 70, 833, 58, "JOBS"),
        ],
    ),
}


@pytest.mark.parametrize("case", TABLE)
def test_the_worked_example_holds_to_the_point(case: str) -> None:
    offer, total, rows = TABLE[case]

    match = matched(a_pair(offer), SIM_PPM[offer.id])

    assert [(p.key, p.max, p.f, p.points, p.reason) for p in match.parts] == rows
    assert match.score == total
    assert match.closed == ()


def test_the_evidence_of_a_tie_is_its_relationship() -> None:
    match = matched(a_pair(A), SIM_PPM[A.id])

    assert match.parts[3].evidence == TIES.registered["mb_A"]
    assert [bond.reason for bond in match.bonds] == ["REGISTERED", "UNIT_PAIRED"]


@pytest.mark.parametrize(("offer", "gate"), [(C, "LEVEL"), (D, "CONSENT")])
def test_a_gated_pair_has_no_score(offer: Offer, gate: str) -> None:
    match = matched(a_pair(offer), SIM_PPM[offer.id])

    assert match.closed == (gate,)
    assert match.score is None
    assert match.parts == ()


def test_one_ordinary_grade_costs_four_points() -> None:
    graded = replace(A, quality=(5 * 660 + 400) // 6)

    match = matched(a_pair(graded), SIM_PPM[A.id])

    assert (match.parts[5].f, match.parts[5].points, match.score) == (616, 49, 902)
