"""The English class, from need to accepted result, through HTTP only (domain.md 1)."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from tests.support.product import Product, running_product

pytestmark = pytest.mark.slow

FIND = """query Find($text: String!) { needs(filterBy: {text: $text}) { edges { node {
  id title state community { id name }
  requirements { id kind categoryCode matches(first: 3) { totalCount edges { node { id score
    parts { key points max reason } gates { gate open }
    offer { __typename ... on Skill { title level } ... on Resource { title kind } }
    community: explanation(for: COMMUNITY) giver: explanation(for: GIVER) } } } } } } } }"""
MATCH = "query Match($id: ID!) { match(id: $id) { score parts { key points } } }"
PROJECT = """query Project($id: ID!) { project(id: $id) { id state version progressPct viewerCan
  metric { name baseline target current } addresses { title }
  participations { id state signedAt matchIds party { __typename ... on Unit { id name } } } } }"""
PROJECT_CHANGED = "... on ProjectChanged { project { id state version progressPct } }"
HISTORY = """query History($id: ID!) { history(nodeId: $id, first: 100) { edges { node {
  seq act before after } } } }"""
PAIRINGS = """query Pairings($id: ID!) { relationships(nodeId: $id, types: [PAIRED_WITH]) {
  id type from { ... on Node { id } } to { ... on Node { id } } state version } }"""


@dataclass
class Caller:
    """One role of the demo, through HTTP."""

    http: httpx.Client
    token: str
    language: str = "zh"
    keys: list[str] = field(default_factory=list)

    def ask(self, document: str, **variables: Any) -> Mapping[str, Any]:
        headers = {"authorization": f"Bearer {self.token}", "accept-language": self.language}
        asked = {"query": document, "variables": variables}
        answer = self.http.post("/graphql", json=asked, headers=headers)
        if answer.status_code == 429:  # 30 operations a second an account: wait as a client should
            time.sleep(float(answer.headers["retry-after"]))
            answer = self.http.post("/graphql", json=asked, headers=headers)
        body = answer.json()
        assert answer.status_code == 200, body
        assert "errors" not in body, body
        return body["data"]

    def act(self, name: str, **input: Any) -> Mapping[str, Any]:
        """Do one act; the answer is the success type or a Problem."""
        kind = name[0].upper() + name[1:]
        own = "" if name.endswith("Relationship") else PROJECT_CHANGED
        stale = "" if name == "draftProject" else "... on Stale { currentVersion }"
        document = (
            f"mutation Act($input: {kind}Input!) {{ answer: {name}(input: $input) {{ __typename"
            " ... on Changed { changes { nodeId rid field before after } dryRun replayed cursor }"
            f" {own} {stale} ... on Problem {{ code message }} }} }}"
        )
        return self.ask(document, input=input)["answer"]

    def did(self, name: str, **input: Any) -> Mapping[str, Any]:
        """Preview an act, do it, and repeat it with its key: one effect, the same answer."""
        preview = self.act(name, **input, dryRun=True)
        assert (preview.get("dryRun"), preview.get("cursor")) == (True, None), preview
        done = self.act(name, **input, idempotencyKey=f"story-{name}-{len(self.keys)}")
        assert done["__typename"].endswith("Changed"), done
        assert _fields(done) == _fields(preview)
        again = self.act(name, **input, idempotencyKey=f"story-{name}-{len(self.keys)}")
        self.keys.append(name)
        assert (again["replayed"], again["changes"], again["cursor"]) == (
            True,
            done["changes"],
            done["cursor"],
        )
        return done


def _fields(answer: Mapping[str, Any]) -> list[str]:
    return sorted(change["field"] for change in answer["changes"])


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with running_product(tmp_path_factory.mktemp("story")) as product:
        yield product


@pytest.fixture(scope="module")
def cast(product: Product) -> Mapping[str, Caller]:
    return {role: Caller(product.http, token) for role, token in product.tokens.items()}


def test_the_english_class_from_need_to_accepted_result(cast: Mapping[str, Caller]) -> None:
    need = _found(cast["coordinator"])
    graduate, room = _who_fits(need)
    project = _drafted_and_signed(cast, graduate["id"], room["id"])
    _followed_to_its_result(cast, project)
    _history_tells_every_act(cast["coordinator"], project)
    _the_score_follows_the_pairing(cast, need["community"]["id"], room["id"])


def _who_fits(need: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The graduate and the room, and why they fit."""
    skill_line, room_line = (_line(need, kind) for kind in ("SKILL", "RESOURCE"))
    graduate, room = _best(skill_line), _best(room_line)
    assert graduate["offer"] == {"__typename": "Skill", "title": "英语教学", "level": 3}
    assert room["offer"]["title"] == "活动室40席"
    for match in (graduate, room):
        assert match["score"] == sum(part["points"] for part in match["parts"])
        assert all(part["points"] <= part["max"] for part in match["parts"])
        assert all(gate["open"] for gate in match["gates"])
        assert match["community"].endswith(f"{match['score']}分。")
    points = {part["key"]: part["points"] for part in graduate["parts"]}
    assert {key: points[key] for key in ("CAPABILITY", "PLACE", "PAIRING", "TIME")} == {
        "CAPABILITY": 350,
        "PLACE": 180,
        "PAIRING": 80,
        "TIME": 120,
    }
    return graduate, room


def _drafted_and_signed(cast: Mapping[str, Caller], graduate: str, room: str) -> str:
    """A project from these two matches, proposed, taken up, approved by another, signed by both."""
    coordinator, liaison, chair = cast["coordinator"], cast["liaison"], cast["chair"]
    drafted = coordinator.did(
        "draftProject",
        fromMatchIds=[graduate, room],
        title="老年人英语班",
        goal="老人出国能开口",
        metric={"name": "学员", "baseline": 20, "target": 40},
    )
    project = drafted["project"]["id"]
    stale = coordinator.act("proposeProject", projectId=project, expectedVersion=99)
    assert stale["__typename"] == "Stale"
    assert stale["currentVersion"] == _project(coordinator, project)["version"]
    coordinator.did("proposeProject", projectId=project)
    coordinator.did("takeUpProject", projectId=project, meetingAt="2026-12-01T01:00:00Z")
    alone = coordinator.act("approveProject", projectId=project)
    assert (alone["__typename"], alone["code"]) == ("NotAllowed", "NOT_ALLOWED")
    chair.did("approveProject", projectId=project)
    too_early = coordinator.act("signProject", projectId=project)
    assert too_early["__typename"] == "Conflict"
    liaison.did("signProject", projectId=project)
    assert _project(coordinator, project)["state"] == "APPROVED"
    coordinator.did("signProject", projectId=project)
    assert _project(coordinator, project)["state"] == "SIGNED"
    coordinator.did("startProject", projectId=project)
    return project


def _followed_to_its_result(cast: Mapping[str, Caller], project: str) -> None:
    """A milestone, progress 20 → 38, completion, acceptance."""
    coordinator, chair = cast["coordinator"], cast["chair"]
    coordinator.did(
        "addMilestone",
        projectId=project,
        title="开班",
        dueAt="2026-12-18T00:00:00Z",
        mandatory=True,
    )
    unfinished = coordinator.act("completeProject", projectId=project)
    assert not unfinished["__typename"].endswith("Changed"), unfinished
    milestone = coordinator.ask(
        "query M($id: ID!) { project(id: $id) { milestones { id } } }", id=project
    )["project"]["milestones"][0]["id"]
    coordinator.did("completeMilestone", projectId=project, milestoneId=milestone)
    coordinator.did(
        "postProgressNote", projectId=project, text="开班，20人。", progressPct=50, metricValue=20
    )
    coordinator.did(
        "postProgressNote", projectId=project, text="学员增至38人。", progressPct=90, metricValue=38
    )
    coordinator.did("completeProject", projectId=project)
    chair.did("acceptProject", projectId=project, metricValue=38)
    accepted = _project(coordinator, project)
    assert accepted["state"] == "ACCEPTED"
    assert accepted["metric"] == {"name": "学员", "baseline": 20, "target": 40, "current": 38}


def _history_tells_every_act(coordinator: Caller, project: str) -> None:
    """Every act once, each with a number of its own."""
    edges = coordinator.ask(HISTORY, id=project)["history"]["edges"]
    acts = sorted((int(edge["node"]["seq"]), edge["node"]["act"]) for edge in edges)
    assert [act for _, act in acts] == [
        "draft_project",
        "propose_project",
        "take_up_project",
        "approve_project",
        "sign_project",
        "sign_project",
        "start_project",
        "add_milestone",
        "complete_milestone",
        "post_progress_note",
        "post_progress_note",
        "complete_project",
        "accept_project",
    ]
    assert len({seq for seq, _ in acts}) == len(acts)


def _the_score_follows_the_pairing(cast: Mapping[str, Caller], community: str, room: str) -> None:
    """The pairing ends: the room's match loses its PAIRING points; undone, it has them again."""
    coordinator, street = cast["coordinator"], cast["street"]
    before = _points(coordinator, room)
    assert before["PAIRING"] == 80
    company = room_unit(coordinator, room)
    pairing = next(
        row
        for row in coordinator.ask(PAIRINGS, id=company)["relationships"]
        if row["state"] == "ACTIVE" and row["to"]["id"] == community
    )
    street.did(
        "endRelationship",
        relationshipId=pairing["id"],
        expectedVersion=pairing["version"],
        reason="演示：解除结对",
    )
    after = _points(coordinator, room)
    assert after["PAIRING"] == 0
    assert _score(before) - _score(after) == 80 + (before["PLACE"] - after["PLACE"])
    ended = next(
        row
        for row in coordinator.ask(PAIRINGS, id=company)["relationships"]
        if row["id"] == pairing["id"]
    )
    assert ended["state"] == "ENDED"
    street.did(
        "restoreRelationship", relationshipId=pairing["id"], expectedVersion=ended["version"]
    )
    assert _points(coordinator, room) == before


def _found(caller: Caller) -> Mapping[str, Any]:
    edges = caller.ask(FIND, text="老年人英语班")["needs"]["edges"]
    (need,) = [edge["node"] for edge in edges if edge["node"]["title"] == "老年人英语班"]
    return need


def _line(need: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    (line,) = [line for line in need["requirements"] if line["kind"] == kind]
    return line


def _best(line: Mapping[str, Any]) -> Mapping[str, Any]:
    return line["matches"]["edges"][0]["node"]


def _project(caller: Caller, id: str) -> Mapping[str, Any]:
    return caller.ask(PROJECT, id=id)["project"]


def _points(caller: Caller, id: str) -> dict[str, int]:
    return {part["key"]: part["points"] for part in caller.ask(MATCH, id=id)["match"]["parts"]}


def _score(points: Mapping[str, int]) -> int:
    return sum(points.values())


def room_unit(caller: Caller, match_id: str) -> str:
    document = """query U($id: ID!) { match(id: $id) { offer {
      ... on Resource { unit { id } } } } }"""
    return caller.ask(document, id=match_id)["match"]["offer"]["unit"]["id"]
