"""Matches of lines through the statements: what is read, what is found, and who may see it."""

from dataclasses import replace
from typing import Any

import pytest

from graph.cobuilding.match_store import pool_sizes
from graph.cobuilding.matches import (
    Matches,
    NeedDraft,
    match_by_id,
    matches_by_id,
    matches_of_requirements,
    preview,
)
from graph.communities.model import Requirement
from graph.communities.needs import NewLine
from graph.connection import Graph, recording
from graph.errors import NotFound
from graph.matching.model import match_id
from graph.things import Thing
from graph.viewer import Viewer
from tests.support.district import (
    NOW,
    District,
    a_line,
    a_member,
    a_need,
    a_pairing,
    a_registration,
    a_resource,
    a_skill,
    a_unit,
)
from tests.support.queries import put

SIX = [
    "lines_for_matching",
    "ties_of_communities",
    "decisions_of_requirements",
    "offers_in_pools",
    "parties_for_matching",
    "offers_by_id",
]
DAY = 86_400_000


async def found(graph: Graph, viewer: Viewer, line: Requirement, **given: Any) -> Matches:
    """Return what the list of one line holds."""
    return (await matches_of_requirements(graph, viewer.scope, [line.id], now=NOW, **given))[
        line.id
    ]


def ids(matches: Matches) -> list[str]:
    return [match.offer.id for match in matches.matches]


async def decide(graph: Graph, line: Requirement, offer: Thing, verdict: str, **given: Any) -> None:
    """Keep a MatchDecision."""
    row = {"id": match_id(line.id, offer.id), "requirement_id": line.id, "offer_id": offer.id}
    await put(
        graph,
        "MATCH (r:Requirement {id: $row.requirement_id}) "
        "CREATE (d:MatchDecision) SET d += $row CREATE (d)-[:ABOUT]->(r)",
        row={**row, "verdict": verdict, **given},
    )


async def lives(graph: Graph, owner_id: str, home: str) -> None:
    """Keep a contact with an address_hash."""
    await put(
        graph,
        "MATCH (n) WHERE n.id = $id CREATE (k:Contact {id: 'ct_' + $id, address_hash: $home}) "
        "CREATE (n)-[:HAS_CONTACT]->(k)",
        id=owner_id,
        home=home,
    )


async def teachers(district: District, number: int, **given: Any) -> list[Any]:
    """Keep so many members who agree to be sent and teach English; return their skills."""
    members = [a_member(district, f"王{n}", consent=True) for n in range(number)]
    skills = [a_skill(member, **given) for member in members]
    await district.keep(*members, *skills)
    return skills


async def test_a_match_adds_up_from_what_the_statements_read(
    graph: Graph, district: District
) -> None:
    company = a_unit(district)
    graduate = a_member(district, consent=True, unit_id=company.id, capacity_jobs=2, live_jobs=1)
    skill = a_skill(graduate, verified_at=NOW, slots=("2 19:00-21:00",))
    need = a_need(district)
    line = a_line(need, min_level=2, hours=1.5, slots=("2 19:00-20:30",))
    await district.keep(company, graduate, skill, need, line)
    await district.keep(
        a_pairing(company, district.community), a_registration(graduate, district.community)
    )

    matches = await found(graph, district.planner, line)

    (match,) = matches.matches
    points = {part.key: (part.points, part.reason) for part in match.parts}
    text = points.pop("TEXT")
    assert points == {
        "CAPABILITY": (350, "EXACT"),
        "PLACE": (180, "SAME_COMMUNITY"),
        "PAIRING": (80, "REGISTERED"),
        "TIME": (120, "FITS"),
        "QUALITY": (64, "DISTRICT_MEAN"),
        "HEADROOM": (35, "JOBS"),
    }
    assert match.score == 829 + text[0]
    assert [bond.reason for bond in match.bonds] == ["REGISTERED", "UNIT_PAIRED"]
    assert (matches.total, match.policy_id) == (1, "po_default")
    assert matches.asked is not None
    assert matches.asked.need == replace(need, version=1)
    shown = matches.provided[skill.id]
    assert (shown.offer.id, shown.provider.id) == (skill.id, graduate.id)


async def test_six_statements_serve_one_line_and_fifty(graph: Graph, district: District) -> None:
    await teachers(district, 3)
    needs = [a_need(district, place=at) for at in (district.community, district.other) * 25]
    lines = [a_line(need) for need in needs]
    await district.keep(*needs, *lines)

    for asked in (lines[:1], lines):
        with recording() as names:
            matches = await matches_of_requirements(
                graph, district.planner.scope, [line.id for line in asked], now=NOW
            )
        assert names == SIX
        assert list(matches) == [line.id for line in asked]
        assert all(len(it.matches) == 3 for it in matches.values())


async def test_an_offer_of_another_district_never_appears(
    graph: Graph, district: District, elsewhere: District
) -> None:
    (near,) = await teachers(district, 1)
    await teachers(elsewhere, 2)
    need = a_need(district)
    line = a_line(need)
    await district.keep(need, line)

    matches = await found(graph, district.planner, line)

    assert (ids(matches), matches.total, matches.near_misses) == ([near.id], 1, ())


async def test_a_stranger_finds_no_match_of_a_line_he_may_not_read(
    graph: Graph, district: District, elsewhere: District
) -> None:
    (skill,) = await teachers(district, 1)
    need = a_need(district, visibility="AREA")
    line = a_line(need)
    await district.keep(need, line)
    stranger = elsewhere.planner.scope

    with recording() as names:
        assert await matches_of_requirements(graph, stranger, [line.id], now=NOW) == {}
        assert await matches_by_id(graph, stranger, [match_id(line.id, skill.id)], now=NOW) == {}
    assert names == ["lines_for_matching"] * 2
    with pytest.raises(NotFound):
        await match_by_id(graph, stranger, match_id(line.id, skill.id), now=NOW)
    assert ids(await found(graph, district.planner, line)) == [skill.id]


async def test_an_offer_for_its_parties_is_matched_by_nobody_and_told_to_its_owner_alone(
    graph: Graph, district: District
) -> None:
    (skill,) = await teachers(district, 1, visibility="PARTIES")
    need = a_need(district)
    line = a_line(need)
    await district.keep(need, line)
    id = match_id(line.id, skill.id)

    matches = await found(graph, district.planner, line)

    assert (ids(matches), matches.total, matches.near_misses) == ([], 0, ())
    with pytest.raises(NotFound):
        await match_by_id(graph, district.planner.scope, id, now=NOW)
    owner = {**district.resident().scope, "scope_member": skill.member_id}
    own = await match_by_id(graph, owner, id, now=NOW)
    assert own.match.closed == ("WITHDRAWN",)


@pytest.mark.parametrize("id", ["mt.rq_1", "mt.rq_1.un_1", "nd_1", "mt.rq_1.sk_1.sk_2", ""])
async def test_a_malformed_match_id_is_not_there(graph: Graph, district: District, id: str) -> None:
    with pytest.raises(NotFound):
        await match_by_id(graph, district.planner.scope, id, now=NOW)


async def test_an_unknown_quantity_passes_and_says_so_and_a_small_one_does_not(
    graph: Graph, district: District
) -> None:
    unit = a_unit(district)
    unknown = a_resource(unit, "教室若干", measure="SEAT", quantity=None)
    other = a_resource(unit, "教室两间", measure="ITEM", quantity=2)
    small = a_resource(unit, "小教室", measure="SEAT", quantity=2)
    enough = a_resource(unit, "大教室", measure="SEAT", quantity=40)
    need = a_need(district, category_code="LIV-11")
    line = a_line(need, kind="RESOURCE", measure="SEAT", quantity=40, open_quantity=40)
    await district.keep(unit, unknown, other, small, enough, need, line)

    matches = await found(graph, district.planner, line)

    marks = {match.offer.id: match.marks for match in matches.matches}
    assert marks == {
        unknown.id: ("QUANTITY_UNKNOWN",),
        other.id: ("QUANTITY_UNKNOWN",),
        enough.id: (),
    }
    assert [(it.offer.id, it.closed) for it in matches.near_misses] == [(small.id, ("CAPACITY",))]


async def test_a_resource_of_a_paired_unit_serves_whatever_its_reach(
    graph: Graph, district: District, elsewhere: District
) -> None:
    paired, stranger = a_unit(elsewhere, "结对单位"), a_unit(elsewhere, "他区单位")
    room, hidden = a_resource(paired), a_resource(paired, visibility="PARTIES")
    far = a_resource(stranger)
    need = a_need(district, category_code="LIV-11")
    line = a_line(need, kind="RESOURCE")
    await district.keep(paired, stranger, room, hidden, far, need, line)
    await district.keep(a_pairing(paired, district.community))
    await district.keep(a_pairing(stranger, district.community, state="ENDED"))

    (match,) = (await found(graph, district.planner, line)).matches

    assert match.offer.id == room.id
    assert "OUTSIDE_REACH" not in match.marks
    assert (match.bonds[0].reason, match.bonds[0].evidence[:3]) == ("PAIRED", "pw.")


async def test_a_dismissed_offer_is_kept_out_until_then_and_a_shortlisted_one_leads(
    graph: Graph, district: District
) -> None:
    best, dismissed, over, pinned = await teachers(district, 4)
    need = a_need(district)
    line = a_line(need)
    await district.keep(need, line)
    await decide(graph, line, dismissed, "DISMISSED", reason="TOO_FAR", until=NOW + DAY)
    await decide(graph, line, over, "DISMISSED", reason="TOO_FAR", until=NOW - DAY)
    await decide(graph, line, pinned, "SHORTLISTED")

    matches = await found(graph, district.planner, line)

    assert ids(matches)[0] == pinned.id
    assert set(ids(matches)) == {best.id, over.id, pinned.id}
    assert "SHORTLISTED" in matches.matches[0].marks
    gone = await match_by_id(
        graph, district.planner.scope, match_id(line.id, dismissed.id), now=NOW
    )
    assert (gone.match.closed, gone.match.score) == (("DISMISSED",), None)


async def test_a_known_conflict_keeps_the_giver_from_every_line_of_the_same_person(
    graph: Graph, district: District
) -> None:
    old = a_member(district, "老人")
    skill, other = await teachers(district, 2)
    needs = [a_need(district), a_need(district)]
    lines = [a_line(need) for need in needs]
    await district.keep(old, *needs, *lines)
    await put(
        graph,
        "UNWIND $needs AS need MATCH (m:Member {id: $id}) MATCH (n:Need {id: need}) "
        "CREATE (n)-[:FOR_MEMBER]->(m)",
        id=old.id,
        needs=[need.id for need in needs],
    )
    await decide(graph, lines[0], skill, "DISMISSED", reason="KNOWN_CONFLICT")

    for line in lines:
        assert ids(await found(graph, district.planner, line)) == [other.id]
    second = match_id(lines[1].id, skill.id)
    told = await match_by_id(graph, district.planner.scope, second, now=NOW)
    assert told.match.closed == ("CONFLICT",)


async def test_who_lives_with_the_raiser_or_at_the_needs_own_address_is_no_giver(
    graph: Graph, district: District
) -> None:
    raiser = a_member(district, "报事人")
    housemate, at_the_need, free = await teachers(district, 3)
    need = a_need(district, raised_by_id=raiser.id)
    line = a_line(need)
    await district.keep(raiser, need, line)
    await lives(graph, raiser.id, "h1")
    await lives(graph, need.id, "h2")
    await lives(graph, housemate.member_id, "h1")
    await lives(graph, at_the_need.member_id, "h2")

    matches = await found(graph, district.planner, line)

    assert ids(matches) == [free.id]
    told = await match_by_id(
        graph, district.planner.scope, match_id(line.id, housemate.id), now=NOW
    )
    assert told.match.closed == ("CONFLICT",)
    assert told.match.party.same_address_as == {raiser.id}


async def test_a_gated_offer_says_which_step_it_lacks(graph: Graph, district: District) -> None:
    (beginner,) = await teachers(district, 1, level=0)
    need = a_need(district)
    line = a_line(need, min_level=2)
    await district.keep(need, line)

    matches = await found(graph, district.planner, line)

    assert (matches.matches, matches.total) == ((), 0)
    (miss,) = matches.near_misses
    assert (miss.offer.id, miss.closed, miss.score) == (beginner.id, ("LEVEL",), None)
    assert matches.provided[beginner.id].provider.id == beginner.member_id
    told = await match_by_id(graph, district.planner.scope, miss.id, now=NOW)
    assert told.match == miss


async def test_one_match_costs_five_statements_and_is_the_one_of_the_list(
    graph: Graph, district: District
) -> None:
    await teachers(district, 2)
    need = a_need(district)
    line = a_line(need)
    await district.keep(need, line)
    listed = (await found(graph, district.planner, line)).matches

    with recording() as names:
        told = await matches_by_id(graph, district.planner.scope, [it.id for it in listed], now=NOW)

    assert sorted(names) == sorted(set(SIX) - {"offers_in_pools"})
    assert [told[it.id].match for it in listed] == [*listed]


async def test_a_preview_keeps_nothing_and_scores_as_the_published_line_will(
    graph: Graph, district: District
) -> None:
    skills = await teachers(district, 2, slots=("2 19:00-21:00",))
    need = a_need(district, description="每周二晚")
    line = a_line(need, hours=1.5, slots=("2 19:00-20:30",), measure="SEAT")
    await district.keep(need, line)
    draft = NeedDraft(
        title=need.title,
        description=need.description,
        category_code="CUL-01",
        lines=[NewLine(category_code="CUL-01", hours=1.5, slots=("2 19:00-20:30",))],
    )
    listed = await found(graph, district.planner, line)

    with recording() as names:
        (drafted,) = await preview(
            graph, district.planner.scope, draft, district.community.id, now=NOW
        )

    assert names == [SIX[1], *SIX[3:]]
    scores = {it.offer.id: it.score for it in listed.matches}
    assert {it.offer.id: it.score for it in drafted.matches} == scores
    assert set(scores) == {skill.id for skill in skills}
    assert drafted.asked is None


async def test_a_stranger_cannot_preview_for_a_community_he_may_not_see(
    graph: Graph, district: District, elsewhere: District
) -> None:
    draft = NeedDraft(title="老年人英语班", category_code="CUL-01")

    with pytest.raises(NotFound):
        await preview(graph, elsewhere.planner.scope, draft, district.community.id, now=NOW)


async def test_crowded_pools_are_read_by_street_first_and_as_a_whole_if_it_is_thin(
    graph: Graph, district: District
) -> None:
    (skill,) = await teachers(district, 1)
    need = a_need(district)
    line = a_line(need)
    await district.keep(need, line)
    pool = f"{district.code}|CUL-01"
    assert await pool_sizes(graph, district.code) == {pool: 1}

    with recording() as names:
        matches = await found(graph, district.planner, line, pool_sizes={pool: 1_001})

    assert ids(matches) == [skill.id]
    assert names == [*SIX[:3], "offers_in_street", *SIX[3:]]


async def test_a_crowded_street_alone_is_enough(graph: Graph, district: District) -> None:
    await teachers(district, 61)
    need = a_need(district)
    line = a_line(need)
    await district.keep(need, line)

    with recording() as names:
        matches = await found(
            graph, district.planner, line, pool_sizes={f"{district.code}|CUL-01": 1_001}
        )

    assert len(matches.matches) == 20
    assert matches.total == 61
    assert names == [*SIX[:3], "offers_in_street", *SIX[4:]]


async def test_all_matches_are_read_where_no_first_is_given(
    graph: Graph, district: District
) -> None:
    skills = await teachers(district, 45)
    need = a_need(district)
    line = a_line(need)
    await district.keep(need, line)

    with recording() as names:
        matches = await found(graph, district.planner, line, first=None)

    assert names == SIX
    assert set(ids(matches)) == {skill.id for skill in skills}
