"""What each kind lets a viewer read by id. Source: domain.md chapter 2, readable(n)."""

from typing import Any

from graph.catalogue import ACTS
from graph.cobuilding.history import thing_by_id
from graph.connection import Graph
from graph.viewer import NOBODY, SYSTEM, Viewer
from tests.support.acting import ask, bring, read
from tests.support.district import (
    NOW,
    District,
    a_district,
    a_line,
    a_member,
    a_membership,
    a_need,
    a_pairing,
    a_participation,
    a_post,
    a_project,
    a_registration,
    a_resource,
    a_skill,
    a_unit,
)
from tests.support.world import build_world


async def seen(graph: Graph, viewer: Viewer, *things: Any) -> list[bool]:
    """Whether the viewer reads each thing; what is read is what was kept."""
    found = [await thing_by_id(graph, viewer.scope, thing.id) for thing in things]
    assert all(one is None or one.id == thing.id for one, thing in zip(found, things, strict=True))
    return [one is not None for one in found]


async def test_another_district_sees_nothing_that_is_not_public(
    graph: Graph, district: District, elsewhere: District
) -> None:
    unit, member = a_unit(district), a_member(district)
    need, project = a_need(district), a_project(district)
    line, room, skill = a_line(need), a_resource(unit), a_skill(member)
    edges = [
        a_pairing(unit, district.community),
        a_membership(member, unit),
        a_registration(member, district.community),
        a_post(member, district.community, "COMMUNITY_WORKER"),
        a_participation(unit, project),
    ]
    things = [unit, member, need, line, room, skill, project]
    await district.keep(unit, member, need, project, line, room, skill, *edges)
    places = [district.area, district.street, district.community]

    for stranger in (elsewhere.planner, elsewhere.resident(), NOBODY):
        assert await seen(graph, stranger, *things, *edges, *places) == [False] * 15
    assert await seen(graph, district.planner, *things, *edges, *places) == [True] * 15
    assert await seen(graph, SYSTEM, *things, *edges, *places) == [True] * 15


async def test_a_resident_sees_what_is_public_in_the_district(
    graph: Graph, district: District
) -> None:
    unit, member = a_unit(district), a_member(district)
    draft, restricted = a_need(district, state="DRAFT"), a_need(district, visibility="AREA")
    public, done = a_need(district), a_need(district, state="CANCELLED")
    lines = [a_line(need) for need in (public, draft)]
    offers = [
        a_resource(unit),
        a_resource(unit, state="PAUSED"),
        a_resource(unit, visibility="AREA"),
        a_resource(unit, visibility="PARTIES"),
    ]
    projects = [a_project(district, state=state) for state in ("DRAFT", "ACTIVE", "REJECTED")]
    hidden = a_member(district)
    skill = a_skill(member)
    await district.keep(unit, member, hidden, draft, restricted, public, done)
    await district.keep(*lines, *offers, *projects, skill)
    resident = district.resident()

    assert await seen(graph, resident, public, draft, restricted, done) == [
        True,
        False,
        False,
        False,
    ]
    assert await seen(graph, resident, *lines) == [True, False]
    assert await seen(graph, resident, *offers) == [True, False, False, False]
    assert await seen(graph, resident, *projects) == [False, True, False]
    assert await seen(graph, resident, unit, skill, member, hidden) == [True, True, True, False]
    places = [district.area, district.street, district.community]
    assert await seen(graph, resident, *places) == [True] * 3


async def test_an_offer_open_to_the_city_is_seen_in_its_districts(
    graph: Graph, district: District
) -> None:
    neighbour = await a_district(graph)
    unit = a_unit(neighbour)
    city = district.path.split("/")[2]
    wide, narrow = a_resource(unit, reach=city), a_resource(unit)
    official = a_resource(unit, reach=city, visibility="AREA")
    await neighbour.keep(unit, wide, narrow, official)

    assert await seen(graph, district.resident(), wide, narrow, official) == [True, False, False]
    coordinator = district.viewer("COMMUNITY_WORKER", district.community)
    assert await seen(graph, coordinator, wide, narrow, official) == [True, False, True]


async def test_a_party_sees_its_own_wherever_it_is(
    graph: Graph, district: District, elsewhere: District
) -> None:
    unit, member = a_unit(district), a_member(elsewhere)
    need = a_need(elsewhere, state="DRAFT", raised_by_id=member.id, place=elsewhere.community)
    project = a_project(elsewhere, state="DRAFT")
    public = a_need(elsewhere)
    await elsewhere.keep(unit, member, need, project, public)
    await elsewhere.keep(a_participation(unit, project), a_pairing(unit, elsewhere.community))
    liaison = district.viewer("LIAISON", unit)
    author = Viewer(id=member.id)

    assert await seen(graph, liaison, project, elsewhere.community, need) == [True, True, False]
    assert await seen(graph, liaison, public) == [True]  # the community is paired with its unit
    assert await seen(graph, author, need, member, project) == [True, True, False]


async def test_milestones_and_notes_are_seen_with_their_project(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, ACTS["complete_milestone"], "ACTIVE")
    milestone = str(scene.input["milestone_id"])
    noted = await ask(world, world.viewers["COM"], ACTS["post_progress_note"], scene.thing)
    note = next(r["nodeId"] for r in noted.data["changes"] if r["nodeId"].startswith("pn_"))

    for viewer, expected in ((world.viewers["LIA"], True), (world.outsiders["COM"], False)):
        for id in (milestone, note):
            assert (await read(world, id, viewer) is not None) == expected


async def test_an_unknown_or_malformed_id_is_not_there(graph: Graph) -> None:
    for id in ("", "x", "pj_", "zz_1", "pw.un_1", "pw.un_1.1.2", "pj.1", "mt.rq_1.sk_1", "e1_x"):
        assert await thing_by_id(graph, SYSTEM.scope, id) is None
    assert NOW > 0
