"""One table over all acts: an act that is declared is tested, and none can be left out."""

from graphlib import TopologicalSorter
from itertools import pairwise
from typing import Any

import pytest
import pytest_asyncio

from graph import states
from graph.acts import Act, open_to
from graph.catalogue import ACTS
from graph.connection import Graph
from graph.viewer import NOBODY
from tests.support.acting import Answer, Scene, ask, bring, read, version, way
from tests.support.book import EDITS, TABLE
from tests.support.world import World, build_world

pytestmark = pytest.mark.whole_graph

POSTS = ("GRID", "COM", "CHAIR", "STR", "DIS", "SUP", "ADM", "SYS")
PARTIES = {
    "Need": {"RES": {"RES"}},
    "Project": {"PROPOSER": {"PROPOSER", "MEM"}, "LIA": {"LIA"}, "THIRD_PARTY": {"THIRD_PARTY"}},
    "Relationship": {"LIA": {"LIA"}},
}
"""Codes of those who take part in the thing of a scene; everybody else without a post has none."""
ANSWERS = ("confirm_relationship", "refuse_relationship")


def who_may(act: Act[Any], state: str) -> set[str]:
    """The codes of domain.md's table, read a second time: not through `graph.states`."""
    codes = set(EDITS[act.name] if act.name in EDITS else TABLE[act.name][state])
    return codes | ({"STR"} if "COM" in codes else set())


WAYS = [
    (act, state)
    for act in ACTS.values()
    for state in (act.rules or act.within or {"DRAFT": None})
    if way(act.machine, state) is not None  # some states need acts of a later issue
]
CASES = [pytest.param(act, state, id=f"{act.name}-{state or 'new'}") for act, state in WAYS]
SIDES = [
    pytest.param(act, state, side, id=f"{act.name}-{state or 'new'}-{side}")
    for act, state in WAYS
    for side in (("COM", "LIA") if act.name in ANSWERS else ("COM",))  # who proposed it
]


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def world(graph: Graph) -> World:
    return await build_world(graph)


Scenes = dict[tuple[str, str, str], Scene]


@pytest.fixture(scope="module")
def scenes() -> Scenes:
    """Things on their way, left as they are by previews and taken out by who changes them."""
    return {}


async def a_scene(
    scenes: Scenes, world: World, act: Act[Any], state: str, side: str = "COM"
) -> Scene:
    """Walk a new thing to where the act starts, once for all that only look."""
    key, drafter = (act.name, state, side), "RES" if act.machine == "Need" else "PROPOSER"
    if key not in scenes:
        scenes[key] = await bring(world, act, state, by=side, drafter=drafter)
    return scenes[key]


def codes_of(act: Act[Any], role: str) -> set[str]:
    """The codes a role of the world has towards the thing of a scene."""
    if role in POSTS:
        return {role}
    if not act.starts:
        return PARTIES[act.machine].get(role, set())
    return {"RES": {"RES"}, "LIA": {"LIA", "MEM"}, "LIA2": {"LIA", "MEM"}}.get(role, {"MEM"})


def narrowed(act: Act[Any], role: str, proposer: str) -> bool:
    """What a guard takes away from the table: domain.md's guards, in words of this world."""
    match act.name:
        case "create_relationship":  # a pairing is created alone by STR, DIS over both ends only
            return role not in ("STR", "DIS")
        case "propose_relationship":  # one of the two parties
            return role not in ("LIA", "COM", "STR", "DIS")
        case "confirm_relationship" | "refuse_relationship":  # who did not propose
            return role not in (("COM", "STR") if proposer == "LIA" else ("LIA",))
        case "sign_project":  # the community last
            return role in ("COM", "STR")
        case "add_milestone" | "complete_milestone" | "post_progress_note":  # the lead
            return role not in ("COM", "STR", "LIA")
        case _:
            return False


@pytest.mark.parametrize(("act", "state", "proposer"), SIDES)
async def test_who_may(
    scenes: Scenes, world: World, act: Act[Any], state: str, proposer: str
) -> None:
    scene = await a_scene(scenes, world, act, state, proposer)
    by = who_may(act, state)
    for role in scene.cast.keys() - ({"SYS"} if act.starts else set()):
        everybody = {"RES"} if act.name == "draft_need" and role != "SYS" else set[str]()
        has_one = bool((codes_of(act, role) | everybody) & by)
        answer = await scene.ask(role, act, dry_run=True)
        assert answer.done == (has_one and not narrowed(act, role, proposer)), (role, answer)
        if not answer.done:
            assert answer.type in ("NotFound", "NotAllowed", *(("Conflict",) if has_one else ()))
        if not act.starts:  # the button and the act agree
            assert await is_offered(scene, role, act) == answer.done, role


def the_right_one(act: Act[Any], state: str) -> str:
    """A role that may, whoever drafted the thing."""
    by = who_may(act, state)
    rank = ("CHAIR", "DIS", "COM", "STR", "LIA", "ADM", "THIRD_PARTY", "PROPOSER", "SYS")
    return next(role for role in rank if role in by and not narrowed(act, role, "COM"))


@pytest.mark.parametrize(("act", "state"), CASES)
async def test_preview_strangers_stale_and_repeat(
    scenes: Scenes, world: World, act: Act[Any], state: str
) -> None:
    role = the_right_one(act, state)
    scene = await a_scene(scenes, world, act, state)
    scenes.pop((act.name, state, "COM"))
    before = await world.dump()

    await _nobody_else(scene, act, role)
    preview = await scene.ask(role, act, dry_run=True)
    assert preview.done, preview
    assert preview.data["cursor"] is None
    assert await world.dump() == before  # refusals and a dry run leave the graph equal

    versions = await versions_of(world)
    key = {"idempotency_key": f"every-act {world.district.code} {act.name} {scene.thing}"}
    seen = {"expected_version": await version(world, scene.thing)} if scene.thing else {}
    real = await scene.ask(role, act, **key, **seen)
    assert real.done, real
    assert comparable(real, preview)
    bumped = {id for id, number in (await versions_of(world)).items() if versions.get(id) != number}
    changed = {row["rid"] or row["nodeId"] for row in real.data["changes"]}
    assert bumped - {scene.thing} <= changed  # beside its own thing, it locks what changes
    after = await versions_of(world), await last_event(world)
    again = await scene.ask(role, act, **key, **seen)
    assert again.data == {**real.data, "replayed": True}
    assert (await versions_of(world), await last_event(world)) == after  # one effect


async def _nobody_else(scene: Scene, act: Act[Any], role: str) -> None:
    """Not signed in, another district, another street; an unknown id, an old version."""
    world, thing = scene.world, scene.thing
    hidden = ("NotFound", "NotAllowed") if act.starts or _is_public(act, scene) else ("NotFound",)
    strangers = [NOBODY, world.outsiders.get(role, NOBODY)]
    neighbours = [] if act.name in ("draft_need", "draft_project") else [world.next_street]
    for stranger in [*strangers, *neighbours]:
        if role == "SYS":
            break
        refused = await ask(world, stranger, act, thing, input=scene.input)
        assert refused.type in (hidden if stranger in neighbours else ("NotFound", "NotAllowed"))
        if stranger not in neighbours and not act.starts:
            assert refused.type == "NotFound", refused
    if thing:
        stale = await scene.ask(role, act, expected_version=99)
        unknown = await ask(
            world, scene.cast[role], act, f"{thing}0", input=scene.input, expected_version=1
        )
        assert (unknown.type, stale.type) == ("NotFound", "Stale")
        if role != "SYS":
            assert stale.data["currentVersion"] == await version(world, thing)


def _is_public(act: Act[Any], scene: Scene) -> bool:
    """Whether people of the same district may see the thing, though not act on it."""
    return scene.thing is not None and (
        act.machine == "Relationship" or scene.thing.startswith(("pj_", "nd_"))
    )


def comparable(real: Answer, preview: Answer) -> bool:
    """A preview shows the changes of the act, but for ids made anew."""
    made = {"id", "requirementId", "needId", "projectId", "proposedBy"}
    return [row for row in real.changes if row[1] not in made] == [
        row for row in preview.changes if row[1] not in made
    ]


async def is_offered(scene: Scene, role: str, act: Act[Any]) -> bool:
    """Whether the API would draw the button: the same rows `viewerCan` is made from."""
    value = await read(scene.world, str(scene.thing), scene.cast[role])
    return value is not None and act in open_to(value, scene.cast[role])


async def last_event(world: World) -> int:
    (row,) = await world.rows("MATCH (k:Clock {name: 'events'}) RETURN k.n AS n")
    return row["n"]


async def versions_of(world: World) -> dict[str, int]:
    nodes = (
        "MATCH (n) WHERE n.version > 0 AND n.id IS NOT NULL RETURN n.id AS id, n.version AS version"
    )
    edges = "MATCH ()-[r]->() WHERE r.version IS NOT NULL RETURN r.rid AS id, r.version AS version"
    found = [*await world.rows(nodes), *await world.rows(edges)]
    return {row["id"]: row["version"] for row in found}


def test_acts_of_the_book_that_are_not_written_yet_are_counted() -> None:
    known = {
        act
        for machine in states.MACHINES
        for state in ("", *states.states(machine))
        for act in states.acts(machine, state)
    }
    assert ACTS.keys() - known == set(EDITS)  # acts without a state
    assert len(known - ACTS.keys()) == 68


def test_all_acts_take_their_locks_in_one_order(graph: Graph) -> None:
    runs = [
        [name for name in run if name.startswith("lock_") or name == "close_deed"]
        for run in graph.runs
    ]
    order = TopologicalSorter[str]()
    for run in runs:
        for earlier, later in pairwise(dict.fromkeys(run)):
            order.add(later, earlier)
    assert (
        list(order.static_order())[-1] == "close_deed"
    )  # a cycle: two acts could wait for each other
