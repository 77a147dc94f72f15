"""Single parts of the score where the worked example does not reach. Source: matching.md 5."""

from dataclasses import replace

import pytest

from graph.matching.model import Party
from graph.matching.score import bonds, capability, headroom, quality, text
from tests.support.english_class import A_PARTY, B_PARTY, LINE, TIES, A, B, a_pair

POLICY = a_pair().policy


@pytest.mark.parametrize(
    ("sim_ppm", "f"),
    [(None, 250), (0, 89), (31_000, 250), (152_000, 880), (82_000, 516), (1_000_000, 1000)],
)
def test_text_is_measured_against_a_frozen_background(sim_ppm: int | None, f: int) -> None:
    assert text(sim_ppm, POLICY).f == f


@pytest.mark.parametrize(
    ("offered", "level", "f"),
    [("CUL-03", 3, 1000), ("CUL-01", 3, 800), ("CUL-01", 1, 640), ("CUL", 0, 490)],
)
def test_capability_is_category_times_level(offered: str, level: int, f: int) -> None:
    offer = replace(A, category_code=offered, level=level)

    assert capability(replace(LINE, category_code="CUL-03"), offer, POLICY).f == f


@pytest.mark.parametrize(
    ("case", "own", "unit", "f"),
    [
        ("its own is less", (4, 3), (10, 1), 250),
        ("its unit's is less", (4, 0), (10, 9), 100),
        ("no quota of the unit", (3, 1), (None, 9), 666),
        ("no quota at all", (None, 9), (None, 9), 1000),
        ("overbooked", (2, 5), (None, 0), 0),
        ("a quota of none", (0, 0), (None, 0), 0),
    ],
)
def test_a_resource_has_the_lesser_room_of_its_own_and_its_units(
    case: str, own: tuple[int | None, int], unit: tuple[int | None, int], f: int
) -> None:
    offer = replace(B, capacity_jobs=own[0], live_jobs=own[1])

    assert headroom(offer, replace(B_PARTY, capacity_jobs=unit[0], live_jobs=unit[1])).f == f


def test_a_member_has_one_room_for_all_skills() -> None:
    assert headroom(A, A_PARTY).f == 500
    assert headroom(A, Party(id="mb_A", kind="Member", capacity_jobs=3, live_jobs=2)).f == 333


def test_who_has_no_grade_is_average() -> None:
    assert quality(A, TIES).f == 660
    assert quality(replace(A, quality=0), TIES).f == 0


def test_the_strongest_tie_counts_and_all_are_told_with_their_evidence() -> None:
    line = replace(LINE, partners={"mb_A": "pt.1"})
    ties = replace(
        TIES,
        registered={},
        served_here={"mb_A": "sr_1"},
        responsible={("un_estate", "CUL"): "rf.1"},
    )
    away = replace(A, community_id="cm_other")

    assert [(bond.reason, bond.f, bond.evidence) for bond in bonds(line, away, ties, POLICY)] == [
        ("PARTNER", 1000, "pt.1"),
        ("SERVED_HERE", 800, "sr_1"),
        ("UNIT_PAIRED", 500, "pw.un_estate.1"),
        ("UNIT_RESPONSIBLE", 500, "rf.1"),
    ]


def test_a_unit_is_tied_by_itself_and_a_resident_without_a_relationship_by_the_residence() -> None:
    own = replace(B, provider_id="un_estate", unit_id="un_estate")
    ties = replace(TIES, responsible={("un_estate", "CUL-01"): "rf.1"}, registered={})

    assert [bond.reason for bond in bonds(LINE, own, ties, POLICY)] == ["PAIRED", "RESPONSIBLE"]
    strongest = bonds(LINE, A, ties, POLICY)[0]
    assert (strongest.reason, strongest.evidence) == ("REGISTERED", "")
