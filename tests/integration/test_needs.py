"""What is special about needs: lines, on behalf of somebody, what publishing lets through."""

from typing import Any

from graph.catalogue import ACTS
from graph.connection import Graph
from graph.viewer import Viewer
from tests.support.acting import Answer, ask, bring, example, read, state_of
from tests.support.district import a_line, a_member, a_need
from tests.support.world import World, build_world

DRAFT, SUBMIT, PUBLISH, CLASSIFY = (
    ACTS[f"{name}_need"] for name in ("draft", "submit", "publish", "classify")
)


async def drafted(world: World, role: str = "RES", **input: Any) -> Answer:
    given = {**example(DRAFT, world, world.unit.id), **input}
    return await ask(world, world.viewers[role], DRAFT, input=given)


async def lines(world: World, need: str) -> list[Any]:
    rows = await world.rows(
        "MATCH (:Need {id: $id})-[:REQUIRES]->(r) RETURN r.id AS id ORDER BY id", id=need
    )
    return [await read(world, row["id"]) for row in rows]


async def test_a_need_of_two_lines_takes_what_the_taxonomy_says(graph: Graph) -> None:
    world = await build_world(graph)
    wanted = [
        {"category_code": "CUL-01", "hours": 1.5, "min_level": 2, "slots": ["2 19:00-20:30"]},
        {"category_code": "LIV-02", "kind": "SKILL", "quantity": 3},
        {"category_code": "LIV-11", "kind": "RESOURCE"},
    ]
    answer = await drafted(world, category_code="CUL-01", lines=wanted, population=["OLDER"])
    assert answer.done, answer
    need: Any = await read(world, answer.new_id)
    assert (need.difficulty, need.population, need.state) == (3, ("OLDER",), "DRAFT")
    teaching, repair, room = sorted(
        await lines(world, need.id), key=lambda line: line.category_code, reverse=False
    )
    assert (teaching.quantity, teaching.open_quantity, teaching.hours) == (1, 1, 1.5)
    assert teaching.slots == ("2 19:00-20:30",)
    assert repair.category_code == "LIV-02"
    assert (repair.qualification, repair.quantity) == ("ELECTRICIAN", 3)
    assert (room.kind, room.qualification, room.pool) == ("RESOURCE", "", None)
    assert need.raised_by_id == world.viewers["RES"].id


async def test_a_wish_is_one_line_of_a_hundred_shares(graph: Graph) -> None:
    world = await build_world(graph)
    answer = await drafted(world, kind="WISH", budget_fen=50_000)
    (line,) = await lines(world, answer.new_id)
    assert (line.kind, line.quantity, line.measure) == ("RESOURCE", 100, "PERCENT")


async def test_a_grid_worker_files_for_a_resident_and_the_history_says_so(graph: Graph) -> None:
    world = await build_world(graph)
    person = a_member(world.district)
    await world.district.keep(person)
    input = example(DRAFT, world, world.unit.id)
    for role, expected in (("GRID", "NeedChanged"), ("RES", "NotFound"), ("LIA", "NotFound")):
        answer = await ask(world, world.viewers[role], DRAFT, input=input, on_behalf_of=person.id)
        assert answer.type == expected, role
        if answer.done:
            need: Any = await read(world, answer.new_id)
            assert (need.raised_by_id, need.on_behalf) == (person.id, True)
            (event,) = await world.rows(
                "MATCH (e:Event) WHERE e.node_key STARTS WITH $id"
                " RETURN e.on_behalf_of AS whom, e.actor_id AS who",
                id=f"{need.id}|",
            )
            assert event == {"whom": person.id, "who": world.viewers["GRID"].id}
            author = Viewer(id=person.id)
            assert (await ask(world, author, SUBMIT, need.id)).done
    unit = await ask(world, world.viewers["COM"], DRAFT, input=input, on_behalf_of=world.unit.id)
    assert unit.type == "NotFound"


async def test_a_unit_raises_activities_only(graph: Graph) -> None:
    world = await build_world(graph)
    own = {"unit_id": world.unit.id}
    assert (await drafted(world, "LIA", **own)).type == "NotAllowed"
    activity = await drafted(world, "LIA", kind="ACTIVITY", **own)
    need: Any = await read(world, activity.new_id)
    assert need.raised_by_id == world.unit.id
    assert (await drafted(world, "LIA2", kind="ACTIVITY", **own)).type == "InvalidInput"


async def test_every_line_that_is_wrong_is_named(graph: Graph) -> None:
    world = await build_world(graph)
    wrong = [{"category_code": "CUL-01", "quantity": 0}, {"category_code": "CUL-01", "hours": -1.0}]
    answer = await drafted(world, title=" ", lines=wrong)
    assert [problem["path"] for problem in answer.data["fields"]] == [
        ["title"],
        ["lines", "0", "quantity"],
        ["lines", "1", "hours"],
    ]
    unknown = await drafted(world, lines=[{"category_code": "XXX-01"}])
    assert [problem["path"] for problem in unknown.data["fields"]] == [
        ["lines", "0", "categoryCode"]
    ]


async def test_a_text_with_a_phone_number_is_not_published(graph: Graph) -> None:
    world = await build_world(graph)
    answer = await drafted(world, description="请打138 0000 0000")
    assert (await ask(world, world.viewers["RES"], SUBMIT, answer.new_id)).done
    refused = await ask(world, world.viewers["COM"], PUBLISH, answer.new_id)
    assert [problem["code"] for problem in refused.data["fields"]] == ["PERSONAL_DATA"]
    assert await state_of(world, answer.new_id) == "SUBMITTED"


async def test_an_unclear_line_waits_for_a_person(graph: Graph) -> None:
    world = await build_world(graph)
    need = a_need(world.district, state="SUBMITTED", category_code="CUL-02")
    unclear = a_line(need, classified_by="RULE", margin=149)
    clear = a_line(need, classified_by="RULE", margin=150, category_code="CUL-04")
    await world.district.keep(need, unclear, clear)
    com = world.viewers["COM"]
    assert (await ask(world, com, PUBLISH, need.id)).type == "InvalidInput"
    one = {"category_code": "CUL-10", "requirement_id": unclear.id}
    assert (await ask(world, com, CLASSIFY, need.id, input=one)).done
    assert (await ask(world, com, PUBLISH, need.id)).done
    codes = {line.id: (line.category_code, line.pool) for line in await lines(world, need.id)}
    assert codes == {
        unclear.id: ("CUL-10", f"{world.district.code}|CUL-10"),
        clear.id: ("CUL-04", f"{world.district.code}|CUL-04"),
    }


async def test_classifying_a_published_need_moves_its_lines_to_their_pool(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, CLASSIFY, "PUBLISHED", drafter="RES")
    done = await scene.ask("COM", CLASSIFY)
    assert done.done, done
    (line,) = await lines(world, str(scene.thing))
    assert (line.category_code, line.pool) == ("CUL-04", f"{world.district.code}|CUL-04")
    other = a_need(world.district)
    foreign = a_line(other)
    await world.district.keep(other, foreign)
    input = {"category_code": "CUL-02", "requirement_id": foreign.id}
    refused = await ask(world, world.viewers["COM"], CLASSIFY, scene.thing, input=input)
    assert refused.type == "InvalidInput"
