"""What is special about relationships: two sides, one open pairing, clocks, ends undone."""

from typing import Any

import pytest

from graph.catalogue import ACTS
from graph.cobuilding.relationships import end_relationship, lapse_relationship
from graph.connection import Graph
from graph.errors import InvalidInput
from graph.perform import perform
from graph.viewer import SYSTEM
from tests.support.acting import Answer, Scene, ask, bring, read, state_of
from tests.support.district import NOW
from tests.support.world import World, build_world

PROPOSE, CREATE, CONFIRM, REFUSE, EDIT, END, RESTORE = (
    ACTS[f"{name}_relationship"]
    for name in ("propose", "create", "confirm", "refuse", "edit", "end", "restore")
)
DAY_MS = 86_400_000


async def pairing(world: World, scene: Scene) -> Any:
    return await read(world, str(scene.thing))


def given(world: World, unit_id: str, **more: Any) -> dict[str, Any]:
    one = {"unit_id": unit_id, "community_id": world.community.id, **more}
    return {"relationship": {"pairing": one}}


async def test_a_proposal_waits_for_the_other_side_and_then_holds(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, CONFIRM, "PENDING", by="LIA")
    asked = await pairing(world, scene)
    assert (asked.proposed_side, asked.due_at, asked.due_act) == (
        "LIA",
        NOW + 30 * DAY_MS,
        "lapse_relationship",
    )
    assert (await scene.ask("LIA", CONFIRM)).type == "NotAllowed"
    later = NOW + DAY_MS
    assert (await scene.ask("COM", CONFIRM, now=later)).done
    held = await pairing(world, scene)
    assert (held.state, held.since, held.due_at) == ("ACTIVE", later, None)


async def test_a_proposal_for_an_instant_keeps_it(graph: Graph) -> None:
    world = await build_world(graph)
    unit = await world.another_unit()
    since = NOW - 400 * DAY_MS
    asked = await ask(
        world, world.viewers["COM"], PROPOSE, input=given(world, unit.id, since=since)
    )
    cast = world.cast(unit)
    assert (await ask(world, cast["LIA"], CONFIRM, asked.new_id, now=NOW + 1)).done
    held: Any = await read(world, asked.new_id)
    assert held.since == since


async def test_a_refusal_leaves_no_time_in_force_and_the_pair_free(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, REFUSE, "PENDING", by="COM")
    unit_id = str(scene.thing).split(".")[1]
    blocked = await ask(world, scene.cast["STR"], CREATE, input=given(world, unit_id))
    assert (blocked.data["rule"], blocked.data["otherId"]) == ("ONE_ACTIVE_PAIRING", scene.thing)
    assert (await ask(world, scene.cast["LIA"], REFUSE, scene.thing, input={"reason": "无力"})).done
    ended = await pairing(world, scene)
    assert (ended.end_reason, ended.since == ended.until) == ("REFUSED", True)
    never = await scene.ask("COM", RESTORE)
    assert (never.type, never.data["rule"]) == ("Conflict", "NEVER_IN_FORCE")
    assert (await ask(world, scene.cast["STR"], CREATE, input=given(world, unit_id))).done


async def test_the_hub_lets_a_proposal_lapse_and_ends_what_reached_its_end(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, CONFIRM, "PENDING")
    rid = str(scene.thing)
    due = NOW + 30 * DAY_MS
    await perform(graph, SYSTEM, lapse_relationship(rid), now=lambda: due)
    assert await state_of(world, rid) == "ENDED"
    unit_id = rid.split(".")[1]
    until = NOW + 10 * DAY_MS
    made = await ask(world, scene.cast["STR"], CREATE, input=given(world, unit_id, until=until))
    rows = await world.rows("MATCH (u:Unit {id: $id}) RETURN u.edge_due_at AS due", id=unit_id)
    assert [row["due"] for row in rows] == [until]

    ask_end = end_relationship(made.new_id, reason="到期")
    await perform(graph, SYSTEM, ask_end, now=lambda: until + 5)

    ended: Any = await read(world, made.new_id)
    assert (ended.state, ended.until, ended.due_at) == ("ENDED", until, None)
    rows = await world.rows("MATCH (u:Unit {id: $id}) RETURN u.edge_due_at AS due", id=unit_id)
    assert [row["due"] for row in rows] == [None]


async def test_an_end_is_undone_within_thirty_days(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, END, "ACTIVE")
    before = await pairing(world, scene)
    assert (await scene.ask("LIA", END)).done
    ended = await pairing(world, scene)
    assert (ended.state, ended.until, ended.end_reason) == ("ENDED", NOW, "测试")
    too_late = await scene.ask("COM", RESTORE, now=NOW + 30 * DAY_MS + 1)
    assert (too_late.type, too_late.data["rule"]) == ("Conflict", "RESTORE_TOO_LATE")

    assert (await scene.ask("COM", RESTORE)).done

    after = await pairing(world, scene)
    differs = {name for name in vars(after) if getattr(after, name) != getattr(before, name)}
    assert differs <= {"version", "updated_at", "state_at"}  # domain.md 5, I26


async def test_what_ended_is_not_restored_beside_a_new_one(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, RESTORE, "ENDED")
    unit_id = str(scene.thing).split(".")[1]
    new = await ask(world, scene.cast["STR"], CREATE, input=given(world, unit_id))
    refused = await scene.ask("COM", RESTORE)
    assert (refused.data["rule"], refused.data["otherId"]) == ("ONE_ACTIVE_PAIRING", new.new_id)


async def edited(scene: Scene, **input: Any) -> Answer:
    return await ask(scene.world, scene.cast["COM"], EDIT, scene.thing, input=input)


async def test_an_edit_changes_what_it_names_and_empties_what_it_clears(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, EDIT, "ACTIVE")
    until = NOW + 5 * DAY_MS
    done = await edited(scene, weight=3, until=until, note="每月一次", basis="STATUTORY")
    assert done.done, done
    after = await pairing(world, scene)
    assert (after.weight, after.until, after.note, after.basis) == (
        3,
        until,
        "每月一次",
        "STATUTORY",
    )
    assert (after.due_at, after.due_act) == (until, "end_relationship")
    cleared = await edited(scene, clear=["until", "note"])
    assert cleared.done, cleared
    after = await pairing(world, scene)
    assert (after.until, after.note, after.due_at, after.basis) == (None, None, None, "STATUTORY")


async def test_an_edit_that_makes_no_sense_is_refused(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, EDIT, "ACTIVE")
    before = await pairing(world, scene)
    for input in (
        {},
        {"until": NOW},
        {"until": NOW - DAY_MS},
        {"since": NOW + 9 * DAY_MS, "until": NOW + DAY_MS},
        {"weight": 0},
        {"clear": ["weight"]},
    ):
        refused = await edited(scene, **input)
        assert refused.type == "InvalidInput", input
    unknown = await edited(scene, leader_id="mb_0")
    assert unknown.type == "NotFound"
    assert await pairing(world, scene) == before


async def test_relationship_acts_want_the_version_the_viewer_saw(graph: Graph) -> None:
    world = await build_world(graph)
    assert [act.versioned for act in (CONFIRM, REFUSE, EDIT, END, RESTORE)] == [True] * 5
    scene = await bring(world, END, "ACTIVE")
    with pytest.raises(InvalidInput) as refusal:
        await perform(graph, scene.cast["COM"], end_relationship(str(scene.thing), reason="搬迁"))
    assert [problem.path for problem in refusal.value.fields] == [("expected_version",)]


async def test_who_sees_the_pairing_is_not_yet_who_may_change_it(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, END, "ACTIVE")
    for role in ("RES", "MEM", "LIA2", "GRID", "CHAIR", "SUP"):
        assert await read(world, str(scene.thing), scene.cast[role]) is not None
        assert (await scene.ask(role, END)).type == "NotAllowed", role
