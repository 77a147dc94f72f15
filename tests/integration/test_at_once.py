"""Many at one time: one pairing, one version, one key; and the event log without gaps.

Each runs with and without the write lock of the process. That the locks are there is proved on
Neo4j alone: the embedded engine finds a lost update at commit even where a lock is missing.
"""

import asyncio
from collections import Counter
from typing import Any

import pytest

from graph.catalogue import ACTS
from graph.connection import Graph
from tests.support.acting import Answer, ask, bring, example, state_of, version
from tests.support.world import World, build_world

pytestmark = pytest.mark.whole_graph

CREATE, PROPOSE, EDIT = (
    ACTS[name] for name in ("create_relationship", "propose_relationship", "edit_project")
)
RESTORE, SIGN, DRAFT = (
    ACTS[name] for name in ("restore_relationship", "sign_project", "draft_project")
)


def types(answers: list[Answer]) -> Counter[str]:
    return Counter(answer.type for answer in answers)


async def last_event(world: World) -> int:
    (row,) = await world.rows("MATCH (k:Clock {name: 'events'}) RETURN k.n AS n")
    return row["n"]


async def open_pairings(world: World, unit_id: str) -> list[Any]:
    return await world.rows(
        "MATCH (:Unit {id: $id})-[r:PAIRED_WITH]->() WHERE r.state <> 'ENDED' RETURN r.rid AS id",
        id=unit_id,
    )


async def test_of_60_creators_of_one_pairing_one_wins(any_graph: Graph) -> None:
    world = await build_world(any_graph)
    unit = await world.another_unit()
    cast = world.cast(unit)
    input = example(CREATE, world, unit.id)

    answers = await asyncio.gather(
        *(ask(world, cast["STR"], CREATE, input=input) for _ in range(30)),
        *(ask(world, cast["LIA"], PROPOSE, input=input) for _ in range(30)),
    )

    assert types([*answers]) == {"RelationshipChanged": 1, "Conflict": 59}
    assert {a.data["rule"] for a in answers if not a.done} == {"ONE_ACTIVE_PAIRING"}
    (kept,) = await open_pairings(world, unit.id)
    assert {a.data["otherId"] for a in answers if not a.done} == {kept["id"]}


async def test_of_20_restorers_and_creators_of_one_pairing_one_wins(any_graph: Graph) -> None:
    world = await build_world(any_graph)
    scene = await bring(world, RESTORE, "ENDED")
    unit_id = str(scene.thing).split(".")[1]
    input = example(CREATE, world, unit_id)
    seen = await version(world, str(scene.thing))

    answers = await asyncio.gather(
        *(scene.ask("STR", RESTORE, expected_version=seen) for _ in range(10)),
        *(ask(world, scene.cast["STR"], CREATE, input=input) for _ in range(10)),
    )

    assert types([*answers])["RelationshipChanged"] == 1
    assert types([*answers]).keys() <= {"RelationshipChanged", "Conflict", "Stale", "WrongState"}
    assert len(await open_pairings(world, unit_id)) == 1


async def test_of_30_editors_of_one_version_one_wins(any_graph: Graph) -> None:
    world = await build_world(any_graph)
    scene = await bring(world, EDIT, "DRAFT")
    project, seen = str(scene.thing), await version(world, str(scene.thing))

    answers = await asyncio.gather(
        *(
            ask(
                world,
                world.viewers["DIS"],
                EDIT,
                project,
                input={"goal": f"{i}"},
                expected_version=seen,
            )
            for i in range(30)
        )
    )

    assert types([*answers]) == {"ProjectChanged": 1, "Stale": 29}
    assert {a.data["currentVersion"] for a in answers if not a.done} == {seen + 1}
    assert await version(world, project) == seen + 1


async def test_of_30_editors_of_one_relationship_one_wins(any_graph: Graph) -> None:
    world = await build_world(any_graph)
    edit = ACTS["edit_relationship"]
    scene = await bring(world, edit, "ACTIVE")
    seen = await version(world, str(scene.thing))

    answers = await asyncio.gather(
        *(
            ask(
                world,
                scene.cast["COM"],
                edit,
                scene.thing,
                input={"note": f"{i}"},
                expected_version=seen,
            )
            for i in range(30)
        )
    )

    assert types([*answers]) == {"RelationshipChanged": 1, "Stale": 29}
    assert await version(world, str(scene.thing)) == seen + 1


async def test_30_callers_with_one_key_have_one_effect_and_one_answer(any_graph: Graph) -> None:
    world = await build_world(any_graph)
    key = {"idempotency_key": f"at-once-{world.district.code}"}
    input = example(DRAFT, world, world.unit.id)

    answers = await asyncio.gather(
        *(ask(world, world.viewers["MEM"], DRAFT, input=input, **key) for _ in range(30))
    )
    other = {**input, "title": "另一个"}
    reused = await ask(world, world.viewers["MEM"], DRAFT, input=other, **key)

    assert Counter(answer.data["replayed"] for answer in answers) == {False: 1, True: 29}
    assert len({answer.new_id for answer in answers}) == 1
    assert (reused.type, reused.data["rule"]) == ("Conflict", "IDEMPOTENCY_KEY_REUSED")


async def test_signers_at_once_sign_once_each_and_the_community_moves_it_once(
    any_graph: Graph,
) -> None:
    world = await build_world(any_graph)
    scene = await bring(world, SIGN, "APPROVED")
    project = str(scene.thing)

    units = await asyncio.gather(
        *(ask(world, world.viewers["LIA"], SIGN, project, input={}) for _ in range(8))
    )
    coms = await asyncio.gather(
        *(ask(world, world.viewers["COM"], SIGN, project, input={}) for _ in range(8))
    )

    assert types([*units]) == {"ProjectChanged": 1, "Conflict": 7}
    assert types([*coms]) == {"ProjectChanged": 1, "WrongState": 7}
    assert await state_of(world, project) == "SIGNED"


async def test_events_of_8_writers_are_numbered_without_gaps(any_graph: Graph) -> None:
    world = await build_world(any_graph)
    scenes = [await bring(world, EDIT, "DRAFT") for _ in range(8)]
    before = await last_event(world)

    async def writer(project: str) -> list[Answer]:
        return [
            await ask(world, world.viewers["COM"], EDIT, project, input={"goal": f"{i}"})
            for i in range(10)
        ]

    done = await asyncio.gather(*(writer(str(scene.thing)) for scene in scenes))

    rows = await world.rows(
        "MATCH (e:Event) WHERE e.seq > $n RETURN e.seq AS seq, e.node_id AS node, e.node_key AS key"
        " ORDER BY seq LIMIT 1000",
        n=before,
    )
    assert all(answer.done for answers in done for answer in answers)
    assert [row["seq"] for row in rows] == list(range(before + 1, before + 81))
    assert Counter(row["node"] for row in rows) == {str(scene.thing): 10 for scene in scenes}
    assert all(row["key"] == f"{row['node']}|{row['seq']:012}" for row in rows)
    assert sorted(a.data["cursor"] for answers in done for a in answers) == sorted(
        str(row["seq"]) for row in rows
    )
