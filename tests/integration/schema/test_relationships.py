"""The relationship editor's rows, relationships by id, and history."""

from pathlib import Path
from typing import Any

import pytest

import graph as graph_package
from graph.connection import Graph
from graph.statements import statement
from tests.support.asking import ask, refused
from tests.support.district import (
    NOW,
    District,
    a_member,
    a_membership,
    a_need,
    a_pairing,
    a_participation,
    a_post,
    a_project,
    a_registration,
    a_unit,
    an_id,
)

CLOSE_DEED = statement(str(Path(graph_package.__file__)), "close_deed")
DAY = 86_400_000
ROWS = """query($id: ID!, $types: [RelationshipType!], $states: [RelationshipState!],
  $asOf: DateTime, $first: Int! = 100, $after: ID) {
  relationships(nodeId: $id, types: $types, states: $states, asOf: $asOf, first: $first,
  after: $after) { id type state since until basis note version
  from { __typename id ... on Unit { name } } to { __typename ... on Community { name } } } }"""


async def test_rows_show_every_relationship_of_a_node_with_both_ends(
    graph: Graph, district: District
) -> None:
    unit, member, project = a_unit(district), a_member(district), a_project(district)
    await district.keep(unit, member, project)
    kept = [
        a_pairing(unit, district.community, note="每月一次"),
        a_membership(member, unit),
        a_participation(unit, project, state="PENDING"),
    ]
    await district.keep(*kept)

    rows = (await ask(graph, district.planner, ROWS, id=unit.id))["relationships"]

    assert [row["id"] for row in rows] == sorted(it.id for it in kept)
    by_type = {row["type"]: row for row in rows}
    assert by_type["PAIRED_WITH"] == {
        "id": kept[0].id,
        "type": "PAIRED_WITH",
        "state": "ACTIVE",
        "since": "2025-10-09T08:53:20.000Z",
        "until": None,
        "basis": "AGREED",
        "note": "每月一次",
        "version": 1,
        "from": {"__typename": "Unit", "id": unit.id, "name": "物业公司"},
        "to": {"__typename": "Community", "name": "碧海社区"},
    }
    assert by_type["MEMBER_OF"]["to"] == {"__typename": "Unit"}
    assert by_type["PARTICIPATES_IN"]["state"] == "PENDING"


async def test_rows_are_chosen_by_type_state_and_instant(graph: Graph, district: District) -> None:
    unit = a_unit(district)
    past = a_pairing(unit, district.community, state="ENDED", since=NOW - 9 * DAY, until=NOW - DAY)
    present = a_pairing(unit, district.other, since=NOW - 2 * DAY)
    await district.keep(unit, past, present)

    async def ids(**given: Any) -> set[str]:
        data = await ask(graph, district.planner, ROWS, id=unit.id, **given)
        return {row["id"] for row in data["relationships"]}

    assert await ids() == {past.id, present.id}
    assert await ids(states=["ACTIVE"]) == {present.id}
    assert await ids(types=["HOLDS"]) == set()
    assert await ids(asOf="2025-10-09T08:53:20Z") == {present.id}
    assert await ids(asOf="2025-10-01T08:53:20Z") == {past.id}
    assert await ids(asOf="2025-10-08T08:53:19Z") == {past.id, present.id}
    first, second = sorted((past.id, present.id))
    assert await ids(first=1) == {first}
    assert await ids(first=1, after=first) == {second}


@pytest.mark.parametrize("node", ["un_1", "", "nd_1", "🙂", "pw.un_1.1"])
async def test_an_unknown_node_has_no_relationships(
    graph: Graph, district: District, node: str
) -> None:
    assert await ask(graph, district.planner, ROWS, id=node) == {"relationships": []}


async def test_a_foreign_node_has_no_relationships(
    graph: Graph, district: District, elsewhere: District
) -> None:
    unit = a_unit(elsewhere)
    await elsewhere.keep(unit, a_pairing(unit, elsewhere.community))

    assert await ask(graph, district.planner, ROWS, id=unit.id) == {"relationships": []}
    assert await refused(graph, district.planner, ROWS, id=unit.id, first=101) == ["BAD_USER_INPUT"]


async def test_each_relationship_is_found_by_its_rid(
    graph: Graph, district: District, elsewhere: District
) -> None:
    unit, member, project = a_unit(district), a_member(district), a_project(district)
    far = a_unit(elsewhere)
    await district.keep(unit, member, project)
    await elsewhere.keep(far)
    kept = {
        "Pairing": a_pairing(unit, district.community),
        "Membership": a_membership(member, unit),
        "Registration": a_registration(member, district.community),
        "Post": a_post(member, district.community, "COMMUNITY_WORKER"),
        "Participation": a_participation(unit, project),
    }
    foreign = a_pairing(far, elsewhere.community)
    await district.keep(*kept.values())
    await elsewhere.keep(foreign)
    asked = " ".join(
        f'{name}: relationship(id: "{it.id}") {{ __typename id }}' for name, it in kept.items()
    )
    none = {"foreign": foreign.id, "absent": "pw.un_1.1", "unit": unit.id, "malformed": "pw.x"}
    asked += " ".join(f' {name}: relationship(id: "{id}") {{ id }}' for name, id in none.items())

    data = await ask(graph, district.planner, f"{{ {asked} }}")

    found = {name: {"__typename": name, "id": it.id} for name, it in kept.items()}
    assert data == found | dict.fromkeys(none, None)


HISTORY = """query($id: ID!, $first: Int, $after: String) { history(nodeId: $id, first: $first,
  after: $after) { totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
  edges { node { id seq at act label nodeId rid actor { name } before after } } } }"""


async def an_event(graph: Graph, district: District, node: str, **more: Any) -> str:
    """Append an event as an act does, by the clock; return its number."""
    event = {
        "at": NOW + 901,
        "act": "propose_project",
        "node_id": node,
        "actor_id": "SYS",
        "area_path": district.path,
        "before": '{"state":"DRAFT"}',
        "after": '{"state":"PROPOSED"}',
        "request_id": "r",
        **more,
    }
    (row,) = await graph.write(lambda tx: tx.rows(CLOSE_DEED, events=[event], receipts=[]))
    return str(row["last"])


async def test_history_tells_what_happened_in_pages(graph: Graph, district: District) -> None:
    actor, project = a_member(district, "张三"), a_project(district)
    await district.keep(actor, project)
    numbers = [await an_event(graph, district, project.id, actor_id=actor.id) for _ in range(3)]

    page = (await ask(graph, district.planner, HISTORY, id=project.id, first=2))["history"]
    cursor = page["pageInfo"]["endCursor"]
    rest = (await ask(graph, district.planner, HISTORY, id=project.id, first=2, after=cursor))[
        "history"
    ]
    own = await ask(
        graph,
        district.planner,
        f'{{ project(id: "{project.id}") {{ history(first: 1) {{ totalCount'
        " edges { node { id } } } } }",
    )

    assert page["totalCount"] == 3
    assert (page["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)
    assert rest["pageInfo"]["hasPreviousPage"] is True
    assert [edge["node"]["seq"] for edge in page["edges"] + rest["edges"]] == numbers
    assert page["edges"][0]["node"] == {
        "id": f"e1_{numbers[0]}",
        "seq": numbers[0],
        "at": "2025-10-09T08:53:20.901Z",
        "act": "propose_project",
        "label": "提出",
        "nodeId": project.id,
        "rid": None,
        "actor": {"name": "张三"},
        "before": '{"state":"DRAFT"}',
        "after": '{"state":"PROPOSED"}',
    }
    assert own["project"]["history"] == {
        "totalCount": 3,
        "edges": [{"node": {"id": f"e1_{numbers[0]}"}}],
    }


async def test_the_history_of_a_relationship_is_its_own(graph: Graph, district: District) -> None:
    unit = a_unit(district)
    mine, other = a_pairing(unit, district.community), a_pairing(unit, district.other)
    await district.keep(unit, mine, other)
    first = await an_event(graph, district, unit.id, rid=mine.id, act="create_relationship")
    second = await an_event(graph, district, unit.id, rid=other.id, act="create_relationship")
    asked = f"""{{ one: relationshipHistory(id: "{mine.id}") {{
        totalCount edges {{ node {{ seq rid actor {{ id }} }} }} }}
      all: history(nodeId: "{unit.id}") {{ edges {{ node {{ seq }} }} }} }}"""

    data = await ask(graph, district.planner, asked)

    event = {"seq": first, "rid": mine.id, "actor": None}
    assert data["one"] == {"totalCount": 1, "edges": [{"node": event}]}
    assert [edge["node"]["seq"] for edge in data["all"]["edges"]] == [first, second]


async def test_history_of_what_is_not_seen_is_empty(
    graph: Graph, district: District, elsewhere: District
) -> None:
    need = a_need(elsewhere)
    await elsewhere.keep(need)
    number = await an_event(graph, elsewhere, need.id)

    for id in (need.id, an_id("nd"), "", "🙂", "pw.un_1.1"):
        data = await ask(graph, district.planner, HISTORY, id=id)
        assert data["history"]["edges"] == []
        assert data["history"]["totalCount"] == 0
    assert (await ask(graph, district.planner, f'{{ node(id: "e1_{number}") {{ id }} }}'))[
        "node"
    ] is None
