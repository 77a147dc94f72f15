"""What happened to a thing, and how it stood related at an instant."""

import json
from typing import Any

from graph.catalogue import ACTS
from graph.cobuilding.history import (
    RelationshipChoice,
    count_events_of_node,
    event_by_seq,
    events_of_node,
    relationship_by_rid,
    relationships_of_node,
)
from graph.cobuilding.model import Event
from graph.connection import Graph
from graph.paging import Window
from tests.support.acting import ask, bring
from tests.support.district import (
    NOW,
    District,
    a_member,
    a_membership,
    a_pairing,
    a_participation,
    a_post,
    a_project,
    a_registration,
    a_unit,
)
from tests.support.world import World, build_world

DAY_MS = 86_400_000


async def acts_of(world: World, id: str, viewer: str = "COM", **window: Any) -> list[str]:
    scope = world.viewers[viewer].scope
    page = await events_of_node(world.graph, scope, id, Window(**window))
    return [event.act for event in page.values]


async def test_the_history_of_a_project_tells_each_act_once(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, ACTS["start_project"], "SIGNED")
    project = str(scene.thing)
    assert await acts_of(world, project) == [
        "draft_project",
        "propose_project",
        "take_up_project",
        "approve_project",
        "sign_project",
        "sign_project",
    ]
    assert await acts_of(world, project, size=2, backward=True) == ["sign_project"] * 2
    scope = world.viewers["COM"].scope
    assert await count_events_of_node(graph, scope, project) == 6


async def test_pages_of_a_history_join(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, ACTS["approve_project"], "IN_REVIEW")
    scope, project = world.viewers["COM"].scope, str(scene.thing)

    first = await events_of_node(graph, scope, project, Window(size=2))
    second = await events_of_node(graph, scope, project, Window(size=2, after=first.keys[-1]))

    assert [event.act for event in (*first.values, *second.values)] == [
        "draft_project",
        "propose_project",
        "take_up_project",
    ]
    assert (first.has_previous, first.has_next) == (False, True)
    assert (second.has_previous, second.has_next) == (True, False)


async def test_an_event_holds_what_was_before_and_after_and_the_reason(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, ACTS["return_project"], "IN_REVIEW")
    done = await scene.ask("CHAIR", ACTS["return_project"])
    scope = world.viewers["COM"].scope

    event = await event_by_seq(graph, scope, int(done.data["cursor"]))

    assert isinstance(event, Event)
    assert (event.id, event.act, event.node_id, event.at) == (
        f"e1_{done.data['cursor']}",
        "return_project",
        scene.thing,
        NOW,
    )
    assert event.actor_id == world.viewers["CHAIR"].id
    assert json.loads(event.before)["state"] == "IN_REVIEW"
    after = json.loads(event.after)
    assert (after["state"], after["reason"]) == ("RETURNED", "测试")
    outsider = world.outsiders["COM"].scope
    assert await event_by_seq(graph, outsider, event.seq) is None


async def test_a_stranger_reads_no_history(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, ACTS["approve_project"], "IN_REVIEW")
    stranger = world.outsiders["STR"].scope
    page = await events_of_node(graph, stranger, str(scene.thing), Window())
    assert page.values == ()
    assert await count_events_of_node(graph, stranger, str(scene.thing)) == 0


async def test_the_history_of_a_relationship_is_its_own(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, ACTS["restore_relationship"], "ENDED")
    other = await ask(
        world,
        scene.cast["STR"],
        ACTS["create_relationship"],
        input={
            "relationship": {
                "pairing": {
                    "unit_id": str(scene.thing).split(".")[1],
                    "community_id": world.district.other.id,
                }
            }
        },
    )
    assert other.done, other
    assert (await scene.ask("COM", ACTS["restore_relationship"])).done
    expected = ["create_relationship", "end_relationship", "restore_relationship"]
    assert await acts_of(world, str(scene.thing)) == expected
    unit = str(scene.thing).split(".")[1]  # the events of the unit hold those of its relationships
    assert sorted(await acts_of(world, unit)) == sorted([*expected, "create_relationship"])


async def test_relationships_of_each_kind_of_node_have_one_shape(
    graph: Graph, district: District, elsewhere: District
) -> None:
    unit, member, project = a_unit(district), a_member(district), a_project(district)
    await district.keep(unit, member, project)
    edges = {
        "PAIRED_WITH": a_pairing(unit, district.community),
        "MEMBER_OF": a_membership(member, unit),
        "REGISTERED_AT": a_registration(member, district.community),
        "HOLDS": a_post(member, district.community, "COMMUNITY_WORKER"),
        "PARTICIPATES_IN": a_participation(unit, project),
    }
    street_post = a_post(member, district.street, "STREET_OFFICER")
    await district.keep(*edges.values(), street_post)
    scope = district.planner.scope
    everything = RelationshipChoice()

    async def types(id: str) -> list[str]:
        return [row.type for row in await relationships_of_node(graph, scope, id, everything)]

    assert sorted(await types(unit.id)) == ["MEMBER_OF", "PAIRED_WITH", "PARTICIPATES_IN"]
    assert sorted(await types(member.id)) == ["HOLDS", "HOLDS", "MEMBER_OF", "REGISTERED_AT"]
    assert sorted(await types(district.community.id)) == ["HOLDS", "PAIRED_WITH", "REGISTERED_AT"]
    assert await types(district.street.id) == ["HOLDS"]
    assert await types(project.id) == ["PARTICIPATES_IN"]
    (row,) = await relationships_of_node(
        graph, scope, unit.id, RelationshipChoice(types=["PAIRED_WITH"])
    )
    pairing = edges["PAIRED_WITH"]
    assert (row.id, row.from_id, row.to_id) == (pairing.id, unit.id, district.community.id)
    assert (row.since, row.until, row.basis, row.state, row.version) == (
        NOW,
        None,
        "AGREED",
        "ACTIVE",
        1,
    )
    for stranger in (elsewhere.planner.scope, elsewhere.resident().scope):
        for id in (unit.id, member.id, district.community.id, project.id, district.street.id):
            assert await relationships_of_node(graph, stranger, id, everything) == []


async def test_as_of_an_instant_those_in_force_then(graph: Graph, district: District) -> None:
    unit = a_unit(district)
    await district.keep(unit)
    old = a_pairing(unit, district.community, state="ENDED", since=NOW, until=NOW + 10 * DAY_MS)
    new = a_pairing(unit, district.community, since=NOW + 20 * DAY_MS)
    refused = a_pairing(
        unit, district.other, state="ENDED", since=NOW, until=NOW, end_reason="REFUSED"
    )
    asked = a_pairing(unit, district.other, state="PENDING", since=NOW)
    await district.keep(old, new, refused, asked)
    scope = district.planner.scope

    async def held(at: int | None, *states: str) -> set[str]:
        choice = RelationshipChoice(as_of=at, states=states or None)
        return {row.id for row in await relationships_of_node(graph, scope, unit.id, choice)}

    assert await held(NOW - 1) == set()
    assert await held(NOW) == {old.id}
    assert await held(NOW + 10 * DAY_MS - 1) == {old.id}
    assert await held(NOW + 10 * DAY_MS) == set()
    assert await held(NOW + 20 * DAY_MS) == {new.id}
    assert await held(None) == {old.id, new.id, refused.id, asked.id}
    assert await held(None, "PENDING") == {asked.id}


async def test_one_relationship_by_its_rid(
    graph: Graph, district: District, elsewhere: District
) -> None:
    unit = a_unit(district)
    await district.keep(unit)
    pairing = a_pairing(unit, district.community, weight=3)
    await district.keep(pairing)
    found: Any = await relationship_by_rid(graph, district.planner.scope, pairing.id)
    assert (found.weight, found.to_id) == (3, district.community.id)
    assert await relationship_by_rid(graph, elsewhere.planner.scope, pairing.id) is None
    assert await relationship_by_rid(graph, district.planner.scope, unit.id) is None
