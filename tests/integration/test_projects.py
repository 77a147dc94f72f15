"""What is special about projects: drafts from matches, signatures, what a start brings about."""

import json
from collections import Counter
from typing import Any

from graph.catalogue import ACTS
from graph.connection import Graph
from graph.things import Ref
from tests.support.acting import Answer, ask, bring, example, read, state_of
from tests.support.district import (
    NOW,
    a_line,
    a_member,
    a_need,
    a_resource,
    a_skill,
    a_unit,
)
from tests.support.world import World, build_world

DRAFT = ACTS["draft_project"]
DAY_MS = 86_400_000


async def matches(world: World, *, need_state: str = "SUBMITTED") -> tuple[Any, list[str], Any]:
    """The English class: a need of two lines, a graduate of the company and its room."""
    member = a_member(world.district, name="演示毕业生", unit_id=world.unit.id)
    need = a_need(world.district, state=need_state)
    skill_line = a_line(need, hours=1.5)
    room_line = a_line(need, hours=1.5, kind="RESOURCE", category_code="LIV-11")
    skill = a_skill(member)
    await world.district.keep(member, need, skill_line, room_line, skill)
    ids = [f"mt.{skill_line.id}.{skill.id}", f"mt.{room_line.id}.{world.room.id}"]
    return need, ids, member


async def draft(world: World, role: str = "COM", **input: Any) -> Answer:
    return await ask(world, world.viewers[role], DRAFT, input=input)


async def participations(world: World, project: str) -> list[Any]:
    value: Any = await read(world, project)
    return [await read(world, rid) for rid in sorted(value.participation_ids)]


async def test_two_matches_of_one_company_make_one_participation(graph: Graph) -> None:
    world = await build_world(graph)
    need, ids, _ = await matches(world)

    answer = await draft(world, from_match_ids=ids)

    assert answer.done, answer
    project: Any = await read(world, answer.new_id)
    assert (project.title, project.category_code) == ("老年人英语班", "CUL-01")
    assert (project.community_id, project.need_ids) == (world.community.id, (need.id,))
    assert (project.lead_id, project.proposer_id) == (world.unit.id, world.viewers["COM"].id)
    (asked,) = await participations(world, project.id)
    assert (asked.from_id, asked.state, asked.role) == (world.unit.id, "PENDING", "LEAD")
    assert (asked.match_ids, asked.pledged_hours) == (tuple(ids), 3.0)
    assert asked.due_at is None  # asked to sign only once the project is approved


async def test_a_giver_of_no_unit_takes_part_in_person(graph: Graph) -> None:
    world = await build_world(graph)
    need = a_need(world.district)
    line = a_line(need)
    skill = a_skill(world.graduate)
    await world.district.keep(need, line, skill)

    answer = await draft(world, from_match_ids=[f"mt.{line.id}.{skill.id}"])

    project: Any = await read(world, answer.new_id)
    assert (project.member_ids, project.unit_ids) == ((world.graduate.id,), ())
    (asked,) = await participations(world, project.id)
    assert (asked.from_id, asked.role) == (world.graduate.id, "LEAD")


async def test_a_draft_from_scratch_asks_whom_it_names_with_what_they_pledge(graph: Graph) -> None:
    world = await build_world(graph)
    input = example(DRAFT, world, world.unit.id) | {
        "participants": [
            {"party_id": world.unit.id, "role": "FUNDER", "pledged_fen": 500_000},
            {"party_id": world.graduate.id, "pledged_hours": 12.0},
        ]
    }
    answer = await draft(world, **input)
    assert answer.done, answer
    unit, member = sorted(await participations(world, answer.new_id), key=lambda one: one.role)
    assert (unit.role, unit.pledged_fen) == ("FUNDER", 500_000)
    assert (member.role, member.pledged_hours) == ("PARTNER", 12.0)


async def test_what_a_draft_cannot_stand_on_is_refused(graph: Graph) -> None:
    world = await build_world(graph)
    need, ids, _ = await matches(world)
    other = a_need(world.district, place=world.district.other)
    paused = a_resource(world.unit, state="PAUSED")
    over = a_need(world.district, state="CANCELLED")
    over_line, other_line = a_line(over), a_line(other)
    foreign = a_unit(world.district, seat=world.community)
    await world.district.keep(other, paused, over, over_line, other_line, foreign)
    requirement = ids[0].split(".")[1]
    community, title = world.community.id, "英语角"

    async def refused(**input: Any) -> str:
        answer = await draft(world, **input)
        return str(answer.data.get("rule") or answer.type)

    assert await refused(title=title) == "InvalidInput"  # no community
    assert await refused(community_id=community) == "InvalidInput"  # no title
    assert await refused(from_match_ids=["mt.rq_1.sk_1"]) == "NotFound"
    assert await refused(from_match_ids=["nonsense"]) == "NotFound"
    assert await refused(from_match_ids=[f"mt.{requirement}.{paused.id}"]) == "GateClosed"
    assert await refused(from_match_ids=[f"mt.{over_line.id}.{world.room.id}"]) == "NEED_IS_OVER"
    twice = [{"party_id": foreign.id}, {"party_id": foreign.id}]
    assert (
        await refused(community_id=community, title=title, participants=twice)
        == "ONE_ACTIVE_PARTICIPATION"
    )
    assert (
        await refused(community_id=community, title=title, participants=[{"party_id": need.id}])
        == "NotFound"
    )
    assert (
        await refused(community_id=community, title=title, category_code="XXX-01") == "InvalidInput"
    )
    both = await draft(world, role="STR", from_match_ids=ids, need_ids=[other.id])
    assert both.type == "InvalidInput"  # two communities: one must be named
    named = await draft(
        world, role="STR", from_match_ids=ids, need_ids=[other.id], community_id=community
    )
    assert named.done, named


async def test_a_stranger_cannot_draft_from_what_he_does_not_see(graph: Graph) -> None:
    world = await build_world(graph)
    _, ids, _ = await matches(world)
    answer = await ask(world, world.outsiders["COM"], DRAFT, input={"from_match_ids": ids})
    assert answer.type == "NotFound"


async def to_approved(world: World, project: str) -> None:
    for name, role in (
        ("propose_project", "COM"),
        ("take_up_project", "COM"),
        ("approve_project", "CHAIR"),
    ):
        answer = await ask(world, world.viewers[role], ACTS[name], project)
        assert answer.done, answer


async def test_an_approval_winds_up_the_clock_of_each_party(graph: Graph) -> None:
    world = await build_world(graph)
    _, ids, _ = await matches(world)
    goal = {"goal": "老人出国能开口", "metric": {"name": "学员", "baseline": 20, "target": 40}}
    project = (await draft(world, from_match_ids=ids, **goal)).new_id
    await to_approved(world, project)
    (asked,) = await participations(world, project)
    assert (asked.due_at, asked.due_act) == (NOW + 30 * DAY_MS, "lapse_relationship")
    rows = await world.rows(
        "MATCH (u:Unit {id: $id}) RETURN u.edge_due_at AS due", id=world.unit.id
    )
    assert [row["due"] for row in rows] == [NOW + 30 * DAY_MS]


async def test_units_sign_members_confirm_and_the_community_signs_last(graph: Graph) -> None:
    world = await build_world(graph)
    input = example(DRAFT, world, world.unit.id)
    input["participants"] = [{"party_id": world.unit.id}, {"party_id": world.graduate.id}]
    project = (await draft(world, **input)).new_id
    unit_edge, member_edge = sorted(
        await participations(world, project), key=lambda one: one.from_id, reverse=True
    )
    graduate = world.outsiders["RES"].__class__(
        id=world.graduate.id, is_member=True, home=world.district.path
    )
    confirm, sign = ACTS["confirm_relationship"], ACTS["sign_project"]
    early = await ask(world, graduate, confirm, member_edge.id)
    assert (early.type, early.data["rule"]) == ("Conflict", "PROJECT_NOT_APPROVED")
    await to_approved(world, project)

    assert (await ask(world, world.viewers["COM"], sign, project)).type == "Conflict"
    signed = await ask(world, world.viewers["LIA"], sign, project)
    assert ("pi", "state", '"PENDING"', '"ACTIVE"') in signed.changes
    assert (await ask(world, world.viewers["COM"], sign, project)).type == "Conflict"
    assert (await ask(world, world.viewers["COM"], confirm, member_edge.id)).type == "NotAllowed"
    assert (await ask(world, graduate, confirm, member_edge.id)).done
    assert await state_of(world, project) == "APPROVED"
    assert (await ask(world, world.viewers["COM"], sign, project)).done

    assert await state_of(world, project) == "SIGNED"
    for edge in (unit_edge, member_edge):
        now: Any = await read(world, edge.id)
        assert (now.state, now.signed_at, now.since, now.due_at) == ("ACTIVE", NOW, NOW, None)


async def test_a_party_that_refuses_no_longer_keeps_the_community_from_signing(
    graph: Graph,
) -> None:
    world = await build_world(graph)
    scene = await bring(world, ACTS["sign_project"], "APPROVED")
    (asked,) = await participations(world, str(scene.thing))
    refuse = ACTS["refuse_relationship"]
    refused = await ask(world, world.viewers["LIA"], refuse, asked.id)
    assert refused.done, refused
    after: Any = await read(world, asked.id)
    assert (after.state, after.end_reason, after.until) == ("ENDED", "REFUSED", after.since)
    assert (await ask(world, world.viewers["COM"], ACTS["sign_project"], scene.thing)).done


async def test_a_start_publishes_the_needs_submitted_and_leaves_the_others(graph: Graph) -> None:
    world = await build_world(graph)
    need, ids, _ = await matches(world)
    running = a_need(world.district, state="PUBLISHED")
    await world.district.keep(running)
    given = {
        "goal": "老人出国能开口",
        "metric": {"name": "学员"},
        "need_ids": [running.id],
    }
    project = (await draft(world, from_match_ids=ids, **given)).new_id
    await to_approved(world, project)
    for role in ("LIA", "COM"):
        assert (await ask(world, world.viewers[role], ACTS["sign_project"], project)).done
    version = (await read(world, running.id)).version  # type: ignore[union-attr]

    started = await ask(world, world.viewers["COM"], ACTS["start_project"], project)

    assert ("nd", "state", '"SUBMITTED"', '"PUBLISHED"') in started.changes
    published: Any = await read(world, need.id)
    assert (published.state, published.published_at) == ("PUBLISHED", NOW)
    pools = [
        row["pool"]
        for row in await world.rows(
            "MATCH (:Need {id: $id})-[:REQUIRES]->(r) RETURN r.pool AS pool ORDER BY pool",
            id=need.id,
        )
    ]
    assert pools == [f"{world.district.code}|CUL-01", f"{world.district.code}|LIV-11"]
    assert (await read(world, running.id)).version == version  # type: ignore[union-attr]
    events = await world.rows(
        "MATCH (e:Event) WHERE e.seq > $seq - 4 AND e.seq <= $seq"
        " RETURN e.act AS act ORDER BY e.seq LIMIT 10",
        seq=int(started.data["cursor"]),
    )
    assert Counter(row["act"] for row in events) == {"publish_need": 3, "start_project": 1}


async def test_a_start_that_would_publish_a_phone_number_is_refused_whole(graph: Graph) -> None:
    world = await build_world(graph)
    need, ids, _ = await matches(world)
    told = a_need(world.district, state="SUBMITTED", description="请打13800000000")
    await world.district.keep(told)
    given = {"goal": "开口", "metric": {"name": "学员"}, "need_ids": [told.id]}
    project = (await draft(world, from_match_ids=ids, **given)).new_id
    await to_approved(world, project)
    for role in ("LIA", "COM"):
        assert (await ask(world, world.viewers[role], ACTS["sign_project"], project)).done
    before = await world.dump()

    refused = await ask(world, world.viewers["COM"], ACTS["start_project"], project)

    assert refused.type == "InvalidInput"
    assert [problem["code"] for problem in refused.data["fields"]] == ["PERSONAL_DATA"]
    assert await world.dump() == before
    assert await state_of(world, need.id) == "SUBMITTED"


async def test_progress_moves_the_metric_and_a_mandatory_milestone_holds_the_completion(
    graph: Graph,
) -> None:
    world = await build_world(graph)
    scene = await bring(world, ACTS["complete_project"], "ACTIVE")
    com, project = world.viewers["COM"], str(scene.thing)
    add, reach = ACTS["add_milestone"], ACTS["complete_milestone"]
    added = await ask(
        world, com, add, project, input={"title": "开班", "due_at": NOW + DAY_MS, "mandatory": True}
    )
    milestone = next(r["nodeId"] for r in added.data["changes"] if r["nodeId"].startswith("ms_"))
    open_one = await ask(world, com, ACTS["complete_project"], project)
    assert (open_one.type, open_one.data["rule"]) == ("Conflict", "MILESTONES_OPEN")

    for value in (20, 38):
        note = {"text": f"学员{value}人。", "progress_pct": value, "metric_value": value}
        assert (await ask(world, com, ACTS["post_progress_note"], project, input=note)).done
    done = await ask(world, com, reach, project, input={"milestone_id": milestone})
    assert done.done, done
    again = await ask(world, com, reach, project, input={"milestone_id": milestone})
    assert (again.type, again.data["rule"]) == ("Conflict", "MILESTONE_DONE")
    assert (await ask(world, com, ACTS["complete_project"], project)).done
    assert (await ask(world, world.viewers["CHAIR"], ACTS["accept_project"], project)).done

    value: Any = await read(world, project)
    assert (value.metric_baseline, value.metric_current, value.progress_pct) == (20, 38, 38)
    assert (value.due_at, value.due_act) == (NOW + 30 * DAY_MS, "archive_project")


async def test_a_milestone_of_another_project_is_not_there(graph: Graph) -> None:
    world = await build_world(graph)
    mine = await bring(world, ACTS["complete_milestone"], "ACTIVE")
    other = await bring(world, ACTS["complete_milestone"], "ACTIVE")
    reach = ACTS["complete_milestone"]
    answer = await ask(world, world.viewers["COM"], reach, mine.thing, input=other.input)
    assert answer.type == "NotFound"


async def test_a_withdrawn_project_frees_its_parties(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, ACTS["withdraw_project"], "SIGNED")
    project = str(scene.thing)
    (asked,) = await participations(world, project)
    assert (await scene.ask("PROPOSER", ACTS["withdraw_project"])).done
    after: Any = await read(world, asked.id)
    assert (after.state, after.until, after.end_reason) == ("ENDED", NOW, "WITHDRAWN")
    value: Any = await read(world, project)
    assert (value.unit_ids, value.participation_ids) == ((), ())
    assert await read(world, project, world.viewers["LIA"]) is not None  # it still sees the history


async def test_a_plain_move_runs_three_statements(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, ACTS["reject_project"], "IN_REVIEW")
    assert (await scene.ask("CHAIR", ACTS["reject_project"])).done
    assert graph.runs[-1] == ["lock_project", "write_project", "close_deed"]


async def test_an_edit_keeps_what_it_does_not_name(graph: Graph) -> None:
    world = await build_world(graph)
    scene = await bring(world, ACTS["edit_project"], "DRAFT")
    input = {
        "title": "英语沙龙",
        "budget_fen": 100,
        "when": {"starts_at": NOW, "ends_at": NOW + DAY_MS},
    }
    before: Any = await read(world, str(scene.thing))
    done = await ask(world, world.viewers["COM"], ACTS["edit_project"], scene.thing, input=input)
    after: Any = await read(world, str(scene.thing))
    assert done.done, done
    assert (after.title, after.budget_fen, after.starts_at) == ("英语沙龙", 100, NOW)
    assert (after.goal, after.metric_name, after.evaluator_id) == (
        before.goal,
        before.metric_name,
        before.evaluator_id,
    )
    wrong = {"when": {"starts_at": NOW, "ends_at": NOW}}
    refused = await ask(world, world.viewers["COM"], ACTS["edit_project"], scene.thing, input=wrong)
    assert refused.type == "InvalidInput"
    assert json.loads(done.data["changes"][0]["after"]) is not None
    assert isinstance(after.id, str | Ref)
