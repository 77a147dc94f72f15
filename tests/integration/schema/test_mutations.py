"""Acts through the hub: what is answered when they are done, previewed, repeated, refused."""

from typing import Any

import pytest

from graph.acts import ACTS
from graph.connection import Graph
from graph.errors import InvalidInput
from graph.viewer import NOBODY
from tests.support.asking import answer, ask
from tests.support.district import District, a_member, a_project, a_unit, an_id

STARTED = """{ __typename ... on Problem { code message }
    ... on NotFound { id } ... on NotAllowed { rolesThatMay }
    ... on InvalidInput { fields { path code message allowed } }
    ... on ProjectChanged { project { id title state } changes { nodeId rid field before after }
      dryRun replayed cursor } }"""
MOVED = STARTED.replace(
    "... on NotFound",
    """... on WrongState { state possible { act to needs blockedBy { code } } }
    ... on Stale { currentVersion } ... on NotFound""",
)
RETURN = "mutation($in: ReturnProjectInput!) { done: returnProject(input: $in) " + MOVED + " }"
DRAFT = "mutation($in: DraftProjectInput!) { done: draftProject(input: $in) " + STARTED + " }"
EDIT = "mutation($in: EditProjectInput!) { done: editProject(input: $in) " + MOVED + " }"


async def do(
    graph: Graph, viewer: Any, document: str, *, locale: str = "ZH_HANS", **given: Any
) -> Any:
    return (await ask(graph, viewer, document, locale=locale, **{"in": given}))["done"]


async def test_an_act_answers_with_what_changed_and_the_thing_as_it_stands(
    graph: Graph, district: District
) -> None:
    project = a_project(district, state="IN_REVIEW")
    await district.keep(project)
    coordinator = district.viewer("COMMUNITY_WORKER", district.community)

    done = await do(graph, coordinator, RETURN, projectId=project.id, reason="预算太高")

    assert done["__typename"] == "ProjectChanged"
    assert done["project"] == {"id": project.id, "title": project.title, "state": "RETURNED"}
    assert {
        "nodeId": project.id,
        "rid": None,
        "field": "state",
        "before": '"IN_REVIEW"',
        "after": '"RETURNED"',
    } in done["changes"]
    assert (done["dryRun"], done["replayed"]) == (False, False)
    assert int(done["cursor"]) > 0


async def test_a_dry_run_shows_the_changes_and_the_present(
    graph: Graph, district: District
) -> None:
    project = a_project(district, state="IN_REVIEW")
    await district.keep(project)
    coordinator = district.viewer("COMMUNITY_WORKER", district.community)

    dry = await do(graph, coordinator, RETURN, projectId=project.id, reason="预算太高", dryRun=True)
    real = await do(graph, coordinator, RETURN, projectId=project.id, reason="预算太高")

    assert dry["project"]["state"] == "IN_REVIEW"
    assert (dry["dryRun"], dry["cursor"]) == (True, None)
    assert dry["changes"] == real["changes"]


async def test_a_dry_run_that_would_create_has_no_thing(graph: Graph, district: District) -> None:
    coordinator = district.viewer("COMMUNITY_WORKER", district.community)
    given = {"title": "英语班", "communityId": district.community.id}
    dry = await do(graph, coordinator, DRAFT, **given, dryRun=True)
    assert (dry["__typename"], dry["project"]) == ("ProjectChanged", None)
    real = await do(graph, coordinator, DRAFT, **given)
    assert real["project"]["title"] == "英语班"


async def test_the_same_key_gives_the_first_answer(graph: Graph, district: District) -> None:
    project = a_project(district, state="IN_REVIEW")
    await district.keep(project)
    coordinator = district.viewer("COMMUNITY_WORKER", district.community)
    given = {"projectId": project.id, "reason": "预算太高", "idempotencyKey": an_id("key")}

    first = await do(graph, coordinator, RETURN, **given)
    again = await do(graph, coordinator, RETURN, **given)

    assert again == {**first, "replayed": True}


async def test_refusals_are_told_in_the_language_of_the_request(
    graph: Graph, district: District
) -> None:
    for locale, message in (
        ("ZH_HANS", "没有找到，或您无权查看。"),
        ("EN", "Not there, or not yours to see."),
    ):
        told = await do(
            graph, district.planner, RETURN, locale=locale, projectId="pj_x", reason="x"
        )
        assert told == {
            "__typename": "NotFound",
            "code": "NOT_FOUND",
            "message": message,
            "id": "pj_x",
        }


async def test_each_refusal_carries_what_a_client_acts_on(graph: Graph, district: District) -> None:
    project = a_project(district, state="PROPOSED")
    await district.keep(project)
    coordinator = district.viewer("COMMUNITY_WORKER", district.community)
    given = {"projectId": project.id, "reason": "预算太高"}

    wrong = await do(graph, coordinator, RETURN, **given)
    assert (wrong["code"], wrong["state"]) == ("WRONG_STATE", "PROPOSED")
    way_on = {"act": "TAKE_UP_PROJECT", "to": ["IN_REVIEW"], "needs": ["meetingAt"]}
    assert {**way_on, "blockedBy": None} in wrong["possible"]
    stale = await do(graph, coordinator, RETURN, **given, expectedVersion=9)
    assert (stale["code"], stale["currentVersion"]) == ("STALE", 1)
    invalid = await do(graph, coordinator, RETURN, **{**given, "reason": "x" * 501})
    assert [field["path"] for field in invalid["fields"]] == [["reason"]]
    take_up = "mutation($in: TakeUpProjectInput!) { done: takeUpProject(input: $in) " + MOVED + " }"
    barred = await do(
        graph,
        district.planner,
        take_up,
        projectId=project.id,
        meetingAt="2026-03-01T19:00:00+08:00",
    )
    assert (barred["code"], barred["rolesThatMay"]) == ("NOT_ALLOWED", ["COMMUNITY_COORDINATOR"])


async def test_nobody_and_strangers_find_nothing(
    graph: Graph, district: District, elsewhere: District
) -> None:
    project = a_project(district, state="IN_REVIEW")
    await district.keep(project)
    for viewer in (NOBODY, elsewhere.planner):
        told = await do(graph, viewer, RETURN, projectId=project.id, reason="x")
        assert told["__typename"] == "NotFound"


async def test_a_refusal_an_act_does_not_declare_is_a_fault(
    graph: Graph, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = ACTS["return_project"]
    monkeypatch.setattr(act, "refuses", tuple(r for r in act.refuses if r is not InvalidInput))
    project = a_project(district, state="IN_REVIEW")
    await district.keep(project)
    given = {"in": {"projectId": project.id, "reason": "x" * 501}}
    coordinator = district.viewer("COMMUNITY_WORKER", district.community)

    result = await answer(graph, coordinator, RETURN, **given)

    (error,) = result.errors
    assert isinstance(error.original_error, RuntimeError)
    assert "return_project does not declare InvalidInput" in str(error.original_error)


async def test_a_relationship_is_given_by_exactly_one_type(
    graph: Graph, district: District
) -> None:
    unit, member = a_unit(district), a_member(district)
    await district.keep(unit, member)
    document = """mutation($in: CreateRelationshipInput!) { done: createRelationship(input: $in) {
        __typename ... on Problem { code message } ... on RelationshipChanged {
          relationship { id ... on Pairing { unit { name } community { name } basis state } }
          changes { nodeId rid field } } } }"""
    street = district.viewer("STREET_OFFICER", district.street)
    pairing = {"unitId": unit.id, "communityId": district.community.id, "basis": "AGREED"}

    done = await do(graph, street, document, relationship={"pairing": pairing})

    assert done["__typename"] == "RelationshipChanged", done
    assert done["relationship"]["unit"] == {"name": unit.name}
    assert done["relationship"]["basis"] == "AGREED"
    assert {(change["nodeId"], change["rid"]) for change in done["changes"]} == {
        (unit.id, done["relationship"]["id"])
    }
    result = await answer(graph, street, document, **{"in": {"relationship": {}}})
    assert result.errors
