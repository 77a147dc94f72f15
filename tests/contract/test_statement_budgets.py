"""Statements per operation, exactly, whatever the page size (api.md 9)."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
import pytest_asyncio

from graph.connection import Graph, recording
from tests.support.asking import ask
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
    a_project,
    a_resource,
    a_skill,
    a_unit,
    an_id,
)

MATCH = """query($id: ID!) { match(id: $id) { score gates { open }
  offer { __typename ... on Skill { title } } } }"""
MANY = 51
"""Things of each list, so that a page of 50 is full and has a next one."""
MATCHING = [
    "decisions_of_requirements",
    "lines_for_matching",
    "offers_by_id",
    "offers_in_pools",
    "parties_for_matching",
    "ties_of_communities",
]
"""The six statements of a match list (matching.md 3.2)."""


@dataclass(frozen=True)
class Operation:
    """A documented operation, and the statements it runs, sorted."""

    name: str
    document: str
    statements: list[str]
    rows: str = ""


OPERATIONS = [
    Operation(
        "page of units",
        "units(first: $n) { edges { node { name kind } } }",
        ["units_of_area"],
        "units",
    ),
    Operation(
        "page of units with what hangs on them",
        """units(first: $n) { totalCount edges { node { seat { ... on Community { name } }
        resources(first: 2) { totalCount edges { node { title } } }
        pairings(first: 2) { community { name } }
        members(first: 2) { edges { node { name } } } } } }""",
        [
            "members_of_units",
            "pairings_of_units",
            "read_community",  # seats
            "read_community",  # paired with: known only after the pairings
            "resources_of_units",
            "resources_of_units_count",
            "units_of_area",
            "units_of_area_count",
        ],
        "units",
    ),
    Operation(
        "page of resources with unit and category",
        "resources(first: $n) { edges { node { title unit { name } category { name } } } }",
        ["read_unit", "resources_of_area"],
        "resources",
    ),
    Operation(
        "page of members with unit, community and skills",
        """members(first: $n) { edges { node { name unit { name } community { name }
        skills(first: 2) { edges { node { title } } } } } }""",
        ["members_of_area", "read_community", "read_unit", "skills_of_members"],
        "members",
    ),
    Operation(
        "page of skills with member",
        "skills(first: $n) { edges { node { title member { name } } } }",
        ["read_member", "skills_of_area"],
        "skills",
    ),
    Operation(
        "page of communities with their first needs and pairings",
        """communities(first: $n) { edges { node { name parent { name }
        needs(first: 5) { edges { node { title } } } pairings { unit { name } } } } }""",
        [
            "communities_of_area",
            "needs_of_communities",
            "pairings_of_communities",
            "read_area",
            "read_unit",
        ],
        "communities",
    ),
    Operation(
        "page of needs with community, category, requirements",
        """needs(first: $n) { edges { node { title community { name } category { name }
        requirements { quantity category { name } } } } }""",
        ["needs_of_area", "read_community", "requirements_of_needs"],
        "needs",
    ),
    Operation(
        "the same with its count",
        """needs(first: $n) { totalCount edges { node { title community { name } category { name }
        requirements { quantity } } } }""",
        ["needs_of_area", "needs_of_area_count", "read_community", "requirements_of_needs"],
        "needs",
    ),
    Operation(
        "page of needs with buttons",
        "needs(first: $n) { edges { node { title viewerCan allowedTransitions { act } } } }",
        ["needs_of_area", "read_need"],
        "needs",
    ),
    Operation(
        "page of needs with three explained matches per requirement",
        """needs(first: $n) { edges { node { title community { name } requirements { quantity
        matches(first: 3) { totalCount edges { node { score parts { points } explanation
        offer { ... on Skill { title member { name unit { name } } } ... on Resource { title } }
        } } } } } } }""",
        sorted(["needs_of_area", "read_community", "requirements_of_needs", *MATCHING]),
        "needs",
    ),
    Operation(
        "page of projects with all that belongs to them",
        """projects(first: $n) { totalCount edges { node { title metric { name } community { name }
        addresses { title } milestones { title } notes { text } viewerCan
        participations { role party { ... on Unit { name } } } } } }""",
        [
            "milestones_of_projects",
            "needs_of_projects",
            "notes_of_projects",
            "participations_of_projects",
            "projects_of_area",
            "projects_of_area_count",
            "read_community",
            "read_project",
            "read_unit",
        ],
        "projects",
    ),
]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def full(graph: Graph) -> District:
    """A district with 51 of everything, each need in a community of its own."""
    district = await a_district(graph)
    things: list[Any] = []
    for n in range(MANY):
        code = f"{district.street.code}9{n:02}"
        path = f"{district.street.area_path}{code}/"
        community = replace(
            district.community, id=an_id("cm"), code=code, name=f"社区{n:02}", area_path=path
        )
        unit = a_unit(district, f"单位{n:02}", seat=community)
        member = a_member(district, f"成员{n:02}", home=community, unit_id=unit.id, consent=True)
        need = a_need(district, f"需求{n:02}", place=community, aging_since=NOW + n)
        project = a_project(district, f"项目{n:02}", place=community, need_ids=(need.id,))
        things += [community, unit, member, need, project, a_resource(unit), a_skill(member)]
        things += [a_line(need, pool=f"{district.code}|CUL-01"), a_pairing(unit, community)]
        things += [a_membership(member, unit), a_participation(unit, project)]
    others = (district.community, district.other)
    await district.keep(*things, *(a_pairing(things[1], place) for place in others))
    return district


@pytest.mark.parametrize("size", [2, 50])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
async def test_an_operation_runs_its_statements_whatever_the_page_size(
    graph: Graph, full: District, operation: Operation, size: int
) -> None:
    document = f"query($n: Int) {{ {operation.document} }}"

    with recording() as names:
        data = await ask(graph, full.planner, document, n=size)

    assert len(data[operation.rows]["edges"]) == size
    assert sorted(names) == operation.statements


@pytest.mark.parametrize("size", [2, 50])
async def test_the_matches_of_one_line_run_six_statements_besides_those_of_the_line(
    graph: Graph, full: District, size: int
) -> None:
    asked = "{ needs(first: 1) { edges { node { requirements { id } } } } }"
    needs = await ask(graph, full.planner, asked)
    id = needs["needs"]["edges"][0]["node"]["requirements"][0]["id"]
    document = """query($id: ID!, $n: Int) { requirement(id: $id) {
      need { title community { name } } nearMisses { id } matches(first: $n) { totalCount
      edges { node { score explanation
      parts { points } giver { ... on Member { name } }
      offer { ... on Skill { title member { name unit { name } } } } } } } } }"""

    with recording() as names:
        data = await ask(graph, full.planner, document, id=id, n=size)

    assert len(data["requirement"]["matches"]["edges"]) == size
    assert sorted(names) == sorted(["read_requirement", "read_need", "read_community", *MATCHING])


async def test_one_match_runs_five_statements(graph: Graph, full: District) -> None:
    document = """{ needs(first: 1) { edges { node { requirements {
      matches(first: 1) { edges { node { id } } } } } } } }"""
    needs = await ask(graph, full.planner, document)
    (line,) = needs["needs"]["edges"][0]["node"]["requirements"]
    id = line["matches"]["edges"][0]["node"]["id"]

    with recording() as names:
        await ask(graph, full.planner, MATCH, id=id)

    assert sorted(names) == sorted(set(MATCHING) - {"offers_in_pools"})


async def test_a_preview_runs_four_statements(graph: Graph, full: District) -> None:
    document = """query($input: NeedDraftInput!) { previewMatches(input: $input) { matches { score
      offer { ... on Skill { title member { name } } } } } }"""
    given = {"communityId": full.community.id, "text": "英语班"}

    with recording() as names:
        data = await ask(graph, full.planner, document, input=given)

    assert len(data["previewMatches"][0]["matches"]) == 5
    expected = ["offers_by_id", "offers_in_pools", "parties_for_matching", "ties_of_communities"]
    assert sorted(names) == expected


@pytest.mark.parametrize("size", [2, 50])
async def test_the_relationship_editor_of_a_node_runs_three_statements_and_one_per_kind_of_end(
    graph: Graph, full: District, size: int
) -> None:
    unit = a_unit(full)
    members = [a_member(full, f"职工{n:02}") for n in range(MANY)]
    await full.keep(unit, *members, *(a_membership(member, unit) for member in members))
    document = """query($id: ID!, $n: Int!) { relationships(nodeId: $id, first: $n) { type state
      from { ... on Member { name } } to { ... on Unit { name } } } }"""

    with recording() as names:
        data = await ask(graph, full.planner, document, id=unit.id, n=size)

    assert len(data["relationships"]) == size
    assert sorted(names) == ["read_member", "read_unit", "read_unit", "relationships_of_unit"]


async def test_nodes_of_four_types_run_four_statements(graph: Graph, full: District) -> None:
    fields = ["units", "members", "needs", "projects"]
    asked = " ".join(f"{field}(first: 25) {{ edges {{ node {{ id }} }} }}" for field in fields)
    found = await ask(graph, full.planner, f"{{ {asked} }}")
    ids = [edge["node"]["id"] for field in fields for edge in found[field]["edges"]]
    document = (
        "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Unit { name } ... on Need { title } } }"
    )

    with recording() as names:
        data = await ask(graph, full.planner, document, ids=ids)
    with recording() as one:
        await ask(graph, full.planner, f'{{ node(id: "{ids[0]}") {{ ... on Unit {{ name }} }} }}')

    assert [node["id"] for node in data["nodes"]] == ids
    assert sorted(names) == ["read_member", "read_need", "read_project", "read_unit"]
    assert one == ["read_unit"]


async def test_the_taxonomy_and_the_vocabulary_run_none(graph: Graph, full: District) -> None:
    with recording() as names:
        await ask(graph, full.planner, "{ serviceCategories { code name } vocabulary { name } }")

    assert names == []
