"""The twelve gates, each closed by its own reason and open beside it. Source: matching.md 4."""
# ruff: noqa: FBT001 (tables say whether a gate is closed)

from dataclasses import replace
from typing import Any

import pytest

from graph.matching.candidates import matched
from graph.matching.gates import CODES, closed, gates, marks, radius_m, smallest_lot, states
from graph.matching.model import Decision, Line, Offer, Party
from tests.support.english_class import (
    A_PARTY,
    B_PARTY,
    LINE,
    METRES_NORTH,
    NOW,
    OTHER_STREET,
    TIES,
    A,
    B,
    a_pair,
)

HOUR, DAY = 3_600_000, 86_400_000


def of(
    offer: Offer = A, line: Line = LINE, party: Party | None = None, **given: Any
) -> tuple[str, ...]:
    """Return the codes of the closed gates of a pair."""
    known = {"mb_A": A_PARTY, "un_university": B_PARTY}
    pair = a_pair(offer, line, party or known.get(offer.provider_id, A_PARTY), **given)
    return tuple(state.code for state in states(closed(pair)) if not state.is_open)


def test_the_gates_are_told_in_this_order() -> None:
    assert CODES == (
        "WITHDRAWN", "PAUSED", "CONSENT", "REACH", "CATEGORY", "LEVEL",
        "QUALIFICATION", "TIME", "RADIUS", "CAPACITY", "CONFLICT", "DISMISSED",
    )  # fmt: skip


def test_all_twelve_are_told_and_the_first_closed_one_comes_first() -> None:
    line = replace(LINE, raiser_id="mb_A", category_code="ENV-01")
    found = gates(
        line,
        A,
        A_PARTY,
        TIES,
        Decision(requirement_id="rq_1", offer_id="sk_A"),
        a_pair().policy,
        NOW,
    )

    assert tuple(gate.code for gate in found) == CODES
    assert [gate.code for gate in found if not gate.is_open] == ["CATEGORY", "CONFLICT"]


@pytest.mark.parametrize(
    ("case", "offer", "line"),
    [
        ("offer paused", {"state": "PAUSED"}, {}),
        ("offer for its parties", {"visibility": "PARTIES"}, {}),
        ("need not published", {}, {"need_state": "SUBMITTED"}),
        ("nothing left open", {}, {"open_quantity": 0}),
        ("expired", {"valid_until": NOW - 1}, {}),
        ("expires before the window", {"valid_until": NOW + DAY}, {"window_start": NOW + 2 * DAY}),
        (
            "begins after the window",
            {"valid_from": NOW + 3 * DAY},
            {"window_start": NOW, "window_end": NOW + 2 * DAY, "slots": ()},
        ),
    ],
)
def test_withdrawn(case: str, offer: dict[str, Any], line: dict[str, Any]) -> None:
    assert "WITHDRAWN" in of(replace(A, **offer), replace(LINE, **line))


def test_an_offer_valid_to_the_start_of_the_window_is_not_withdrawn() -> None:
    assert (
        of(replace(A, valid_until=NOW + 2 * DAY), replace(LINE, window_start=NOW + 2 * DAY)) == ()
    )


@pytest.mark.parametrize(
    ("facts", "is_closed"),
    [
        ({"state": "LEFT"}, True),
        ({"state": "DISSOLVED"}, True),
        ({"paused_until": NOW + 1}, True),
        ({"paused_until": NOW}, False),
    ],
)
def test_paused(facts: dict[str, Any], is_closed: bool) -> None:
    assert ("PAUSED" in of(party=replace(A_PARTY, **facts))) is is_closed


def test_who_is_back_when_the_window_starts_is_not_paused() -> None:
    line = replace(LINE, window_start=NOW + 9 * DAY)

    assert of(line=line, party=replace(A_PARTY, paused_until=NOW + 9 * DAY)) == ()


def test_a_claim_of_ones_own_needs_no_consent_and_a_unit_gives_none() -> None:
    without = replace(A_PARTY, consent=False)

    assert of(party=without) == ("CONSENT",)
    assert of(party=without, claim=True) == ()
    assert of(B, party=replace(B_PARTY, consent=False)) == ()


@pytest.mark.parametrize(
    ("case", "reach", "line", "is_closed"),
    [
        ("the district", "420112", {}, False),
        ("the city", "4201", {}, False),
        ("the province", "42", {}, False),
        ("another district", "420111", {}, True),
        ("a neighbour", "420111", {"neighbours": ("420111",)}, False),
        ("urgent, in the city", "420199", {"urgency": 2}, False),
        ("a call, in the city", "420199", {"call_level": "III"}, False),
        ("raised, in the city", "420199", {"urgency": 1}, True),
        ("critical, another city", "420201", {"urgency": 3}, True),
        ("another province", "43", {"urgency": 3}, True),
    ],
)
def test_reach(case: str, reach: str, line: dict[str, Any], is_closed: bool) -> None:
    assert ("REACH" in of(replace(A, reach=reach), replace(LINE, **line))) is is_closed


def test_beyond_the_reach_only_public_offers_count_and_are_marked() -> None:
    line, offer = replace(LINE, neighbours=("420111",)), replace(A, reach="420111")

    assert marks(a_pair(offer, line)) == ("OUTSIDE_REACH",)
    assert of(replace(offer, visibility="AREA"), line) == ("REACH",)
    assert of(replace(A, visibility="AREA"), line) == ()


def test_a_resource_of_a_paired_unit_passes_whatever_its_reach_but_not_a_members_skill() -> None:
    paired = replace(B, reach="420111", provider_id="un_estate", unit_id="un_estate")

    assert of(paired, party=B_PARTY) == ()
    assert "OUTSIDE_REACH" not in marks(a_pair(paired, party=B_PARTY))
    assert of(replace(A, reach="420111")) == ("REACH",)


@pytest.mark.parametrize(
    ("offer", "line", "is_closed"),
    [
        ({"category_code": "CUL"}, {}, False),
        ({}, {"category_code": "CUL-03"}, False),
        ({"category_code": "CUL-03"}, {}, True),
        ({"category_code": "CUL-02"}, {}, True),
        ({}, {"kind": "RESOURCE"}, True),
    ],
)
def test_category(offer: dict[str, Any], line: dict[str, Any], is_closed: bool) -> None:
    assert ("CATEGORY" in of(replace(A, **offer), replace(LINE, **line))) is is_closed


@pytest.mark.parametrize(
    ("kind", "is_closed"), [("PERSONNEL", False), ("SERVICE", False), ("VENUE", True)]
)
def test_of_resources_only_people_and_services_meet_a_skill_line(
    kind: str, is_closed: bool
) -> None:
    assert (of(replace(B, resource_kind=kind)) == ("CATEGORY",)) is is_closed
    assert of(replace(B, resource_kind=kind), replace(LINE, kind="RESOURCE")) == ()


@pytest.mark.parametrize(
    ("level", "verified", "effective"),
    [(0, False, 0), (1, False, 1), (2, False, 1), (2, True, 2), (3, False, 2), (3, True, 3)],
)
def test_an_unverified_level_counts_one_lower(level: int, verified: bool, effective: int) -> None:
    offer = replace(A, level=level, verified=verified)

    assert offer.effective_level == effective
    assert ("LEVEL" in of(offer)) is (effective < 2)


@pytest.mark.parametrize(
    ("held", "until", "is_closed"),
    [
        (set(), None, True),
        ({"CARE_WORKER"}, None, False),
        ({"NURSE"}, None, False),
        ({"PHYSICIAN"}, None, True),
        ({"CARE_WORKER"}, NOW + 2 * DAY, False),
        ({"CARE_WORKER"}, NOW + 2 * DAY - 1, True),
    ],
)
def test_qualification(held: set[str], until: int | None, is_closed: bool) -> None:
    line = replace(
        LINE,
        qualification="CARE_WORKER",
        window_start=NOW + DAY,
        window_end=NOW + 2 * DAY,
        slots=(),
    )
    offer = replace(A, slots=(), qualifications=frozenset(held), qualification_until=until)

    assert (of(offer, line) == ("QUALIFICATION",)) is is_closed


@pytest.mark.parametrize(
    ("case", "offer", "line", "is_closed"),
    [
        ("half the time", {"slots": ("2 19:00-19:45",)}, {}, False),
        ("under half", {"slots": ("2 19:00-19:44",)}, {}, True),
        ("no times", {"slots": ()}, {}, False),
        ("line without times", {"slots": ("5 08:00-10:00",)}, {"slots": ()}, False),
        (
            "the day is outside the window",
            {},
            {"window_start": NOW + 2 * DAY, "window_end": NOW + 3 * DAY},
            True,
        ),
        ("in time", {"lead_hours": 24}, {"window_end": NOW + DAY}, False),
        ("too late", {"lead_hours": 25}, {"window_end": NOW + DAY}, True),
    ],
)
def test_time(case: str, offer: dict[str, Any], line: dict[str, Any], is_closed: bool) -> None:
    assert ("TIME" in of(replace(A, **offer), replace(LINE, **line))) is is_closed


@pytest.mark.parametrize(
    ("travel", "lead", "minutes", "is_closed"),
    [
        ("FOOT", 0, 6, False),
        ("FOOT", 0, 5, True),
        ("VEHICLE", 0, 1, False),
        ("FOOT", 1, 65, True),
        ("FOOT", 1, 66, False),
    ],
)
def test_a_call_needs_who_can_be_there_in_time(
    travel: str, lead: int, minutes: int, is_closed: bool
) -> None:
    line = replace(
        LINE, call_level="III", arrive_by=NOW + minutes * 60_000
    )  # 400 m: 5 min 20 s on foot

    assert ("TIME" in of(replace(A, travel=travel, lead_hours=lead), line)) is is_closed


def test_a_call_from_an_unknown_place_is_not_late_for_that() -> None:
    assert of(replace(A, lat=None), replace(LINE, call_level="III", arrive_by=NOW)) == ()


@pytest.mark.parametrize(
    ("case", "offer", "line", "is_closed"),
    [
        ("within 3 km", {"lat": 30 + 2_990 * METRES_NORTH}, {}, False),
        ("beyond", {"lat": 30 + 3_010 * METRES_NORTH}, {}, True),
        ("urgency doubles", {"lat": 30 + 5_990 * METRES_NORTH}, {"urgency": 3}, False),
        ("the line's own radius", {"lat": 30 + 900 * METRES_NORTH}, {"radius_m": 800}, True),
        ("by vehicle", {"lat": 30 + 14_990 * METRES_NORTH, "travel": "VEHICLE"}, {}, False),
        ("unknown", {"lat": None}, {}, False),
        ("remote", {"lat": 31.0, "remote": True}, {"remote_ok": True}, False),
        ("remote, but not asked so", {"lat": 31.0, "remote": True}, {}, True),
        ("same community", {"lat": 31.0, "area_path": LINE.area_path}, {}, False),
        ("paired through the unit", {"lat": 31.0, "unit_id": "un_estate"}, {}, False),
    ],
)
def test_radius(case: str, offer: dict[str, Any], line: dict[str, Any], is_closed: bool) -> None:
    stranger = replace(A, **{"unit_id": None, "area_path": OTHER_STREET, **offer})

    assert ("RADIUS" in of(stranger, replace(LINE, **line))) is is_closed


def test_the_radius_of_a_call_is_doubled() -> None:
    policy = a_pair().policy

    assert radius_m(replace(LINE, call_level="IV"), A, policy) == 6_000
    assert radius_m(replace(LINE, radius_m=500, urgency=3), A, policy) == 1_000


def test_no_job_left_of_member_resource_or_unit_closes_capacity() -> None:
    assert of(party=replace(A_PARTY, live_jobs=2)) == ("CAPACITY",)
    assert of(replace(B, live_jobs=6)) == ("CAPACITY",)
    assert of(B, party=replace(B_PARTY, capacity_jobs=1, live_jobs=1)) == ("CAPACITY",)
    assert of(party=replace(A_PARTY, hours_left=1.25)) == ("CAPACITY",)
    assert of(party=replace(A_PARTY, hours_left=1.5, capacity_jobs=None, live_jobs=9)) == ()


@pytest.mark.parametrize(("level", "is_closed"), [("I", False), ("II", False), ("III", True)])
def test_calls_of_level_one_and_two_lift_capacity(level: str, is_closed: bool) -> None:
    found = of(line=replace(LINE, call_level=level), party=replace(A_PARTY, live_jobs=2))

    assert (found == ("CAPACITY",)) is is_closed


@pytest.mark.parametrize(
    ("quantity", "measure", "is_closed", "marked"),
    [
        (5, "ITEM", False, False),
        (4, "ITEM", True, False),
        (None, "ITEM", False, True),
        (1, "SEAT", False, True),
        (1, "", False, True),
    ],
)
def test_only_a_known_quantity_in_the_same_measure_is_compared(
    quantity: int | None,
    measure: str,
    is_closed: bool,
    marked: bool,
) -> None:
    line = replace(
        LINE, kind="RESOURCE", category_code="LIV-10", measure="ITEM", quantity=50, open_quantity=50
    )
    offer = replace(B, category_code="LIV-10", quantity=quantity, measure=measure)

    assert (of(offer, line) == ("CAPACITY",)) is is_closed
    assert ("QUANTITY_UNKNOWN" in marks(a_pair(offer, line))) is marked


@pytest.mark.parametrize(
    ("kind", "places", "lot"),
    [("SKILL", 20, 1), ("SKILL", 21, 2), ("SKILL", 41, 3), ("RESOURCE", 1, 1), ("RESOURCE", 41, 5)],
)
def test_the_smallest_lot_is_one_portion(kind: str, places: int, lot: int) -> None:
    assert smallest_lot(replace(LINE, kind=kind, open_quantity=places)) == lot


@pytest.mark.parametrize(
    ("case", "line", "party", "is_closed"),
    [
        ("the raiser", {"raiser_id": "mb_A"}, {}, True),
        ("the raiser of an activity", {"raiser_id": "mb_A", "need_kind": "ACTIVITY"}, {}, False),
        (
            "a beneficiary",
            {"beneficiary_ids": frozenset({"mb_A"}), "need_kind": "ACTIVITY"},
            {},
            True,
        ),
        (
            "the raiser's address",
            {"raiser_id": "mb_Z"},
            {"same_address_as": frozenset({"mb_Z"})},
            True,
        ),
        (
            "somebody else's address",
            {"raiser_id": "mb_Z"},
            {"same_address_as": frozenset({"mb_Y"})},
            False,
        ),
    ],
)
def test_conflict(case: str, line: dict[str, Any], party: dict[str, Any], is_closed: bool) -> None:
    assert (
        of(line=replace(LINE, **line), party=replace(A_PARTY, **party)) == ("CONFLICT",)
    ) is is_closed


@pytest.mark.parametrize(
    ("given", "gate"),
    [
        ({"known_conflict": True}, ("CONFLICT",)),
        ({"verdict": "DISMISSED"}, ("DISMISSED",)),
        ({"verdict": "DISMISSED", "until": NOW + 1}, ("DISMISSED",)),
        ({"verdict": "DISMISSED", "until": NOW}, ()),
        ({"verdict": "SHORTLISTED"}, ()),
    ],
)
def test_decisions_close_gates_while_in_force(given: dict[str, Any], gate: tuple[str, ...]) -> None:
    assert of(decision=Decision(requirement_id="rq_1", offer_id="sk_A", **given)) == gate


def test_a_shortlisted_match_comes_first_whatever_its_score() -> None:
    pinned = a_pair(
        B, decision=Decision(requirement_id="rq_1", offer_id="rs_B", verdict="SHORTLISTED")
    )

    first, second = matched(pinned, None), matched(a_pair(A), None)

    assert first.score is not None
    assert second.score is not None
    assert first.score < second.score
    assert first.order < second.order
    assert "SHORTLISTED" in first.marks


@pytest.mark.parametrize("line", [{"urgency": 3}, {"mode": "EMERGENCY"}, {"call_level": "IV"}])
def test_an_emergency_uses_its_own_weights_and_says_so(line: dict[str, Any]) -> None:
    match = matched(a_pair(A, replace(LINE, **line)), 152_000)

    assert [part.max for part in match.parts] == [300, 0, 300, 50, 200, 50, 100]
    assert "EMERGENCY_WEIGHTS" in match.marks
