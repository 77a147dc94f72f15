"""What the hub answers, its subgraphs answer: every entity and field, for the same viewer."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)
from strawberry.types import get_object_definition

from graph.cobuilding.model import Milestone, ProgressNote
from graph.connection import Graph, recording
from graph.things import Ref
from graph.viewer import NOBODY, Viewer
from schema.build import ALL_ENTITIES, hub, subgraph
from schema.context import Context
from schema.ownership import OWNERS
from schema.references import view_class
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
    a_post,
    a_project,
    a_registration,
    a_resource,
    a_skill,
    a_unit,
    an_id,
)

COMPUTED = {"Match", "Event", "ServiceCategory"}
"""Entities that no test keeps: computed ones, the log's, and the taxonomy's."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def world(graph: Graph) -> AsyncGenerator[tuple[District, dict[str, str]]]:
    """A district with one thing of each type: its ids by type name."""
    here = await a_district(graph)
    unit, member, need = a_unit(here), a_member(here), a_need(here)
    resource, skill, line = a_resource(unit), a_skill(member), a_line(need)
    project = a_project(here, proposer_id=member.id, need_ids=(need.id,))
    common: dict[str, Any] = {"project_id": project.id, "area_path": project.area_path}
    milestone = Milestone(id=an_id("ms"), title="开班", due_at=NOW, **common)
    note = ProgressNote(id=an_id("pn"), text="开班了", by_id=member.id, at=NOW, **common)
    edges = [
        a_pairing(unit, here.community),
        a_membership(member, unit),
        a_registration(member, here.community),
        a_post(member, here.community, "COMMUNITY_WORKER"),
        a_participation(unit, project),
    ]
    nodes = [unit, member, need, resource, skill, line, project, milestone, note]
    await here.keep(*nodes, *edges)
    kept = [here.area, here.community, *nodes, *edges]
    yield here, {type_name(thing.id): thing.id for thing in kept}


def type_name(id: str) -> str:
    cls = view_class(id)
    assert cls is not None, id
    return get_object_definition(cls, strict=True).name


def selection(kind: Any, depth: int = 2) -> str:
    """Return a selection of all a type has: leaves, ids of entities, values two levels deep."""
    if is_leaf_type(kind):
        return ""
    if isinstance(kind, GraphQLUnionType):
        parts = [f"... on {member.name} {{ id }}" for member in kind.types]
        return f"{{ __typename {' '.join(parts)} }}"
    if isinstance(kind, GraphQLInterfaceType):
        return "{ __typename id }" if "id" in kind.fields else "{ __typename }"
    if depth < 2 and "id" in kind.fields:
        return "{ id }"
    if depth < 0:
        return "{ __typename }"
    askable = {
        name: field
        for name, field in kind.fields.items()
        if not any(is_required_argument(argument) for argument in field.args.values())
    }
    parts = [
        f"{name} {selection(get_named_type(field.type), depth - 1)}"
        for name, field in askable.items()
    ]
    return f"{{ {' '.join(parts)} }}"


async def of_hub(graph: Graph, viewer: Viewer, name: str, id: str, wanted: str) -> Any:
    document = f"query($id: ID!) {{ node(id: $id) {{ ... on {name} {wanted} }} }}"
    context = Context(graph, viewer, now=lambda: NOW)
    answer = await hub().execute(document, {"id": id}, context_value=context)
    assert answer.errors is None, answer.errors
    return (answer.data or {})["node"]


async def of_owner(
    graph: Graph, viewer: Viewer, owner: str, reps: list[dict[str, str]], wanted: str
) -> Any:
    name = reps[0]["__typename"]
    document = (
        "query($reps: [_Any!]!) { _entities(representations: $reps) { "
        f"... on {name} {wanted} }} }}"
    )
    context = Context(graph, viewer, now=lambda: NOW)
    answer = await subgraph(owner).execute(document, {"reps": reps}, context_value=context)
    assert answer.errors is None, answer.errors
    return (answer.data or {})["_entities"]


SERVED = [
    (get_object_definition(cls, strict=True).name, owner)
    for cls in ALL_ENTITIES
    for owner in OWNERS
    if cls in subgraph(owner).resolved
    and get_object_definition(cls, strict=True).name not in COMPUTED
]


@pytest.mark.parametrize(("name", "owner"), SERVED)
async def test_an_owner_answers_its_fields_as_the_hub_does(
    graph: Graph, world: tuple[District, dict[str, str]], name: str, owner: str
) -> None:
    here, ids = world
    kind = subgraph(owner)._schema.type_map[name]
    assert isinstance(kind, GraphQLObjectType)
    wanted, reps = selection(kind), [{"__typename": name, "id": ids[name]}]

    mine = await of_hub(graph, here.planner, name, ids[name], wanted)
    theirs = await of_owner(graph, here.planner, owner, reps, wanted)

    assert mine["id"] == ids[name]
    assert theirs == [mine]


@pytest.mark.parametrize(("name", "owner"), SERVED)
async def test_what_is_not_there_and_what_is_not_yours_is_null(
    graph: Graph, world: tuple[District, dict[str, str]], name: str, owner: str
) -> None:
    here, ids = world
    prefix, rest = ids[name][:2], ids[name][2:]
    unknown = prefix + rest[:-4] + "ZZZZ"
    wanted = "{ id }"
    for viewer, id in ((here.planner, unknown), (here.planner, f"{prefix}_"), (NOBODY, ids[name])):
        reps = [{"__typename": name, "id": id}]
        assert await of_hub(graph, viewer, name, id, wanted) is None
        assert await of_owner(graph, viewer, owner, reps, wanted) == [None]


async def test_an_id_of_another_type_is_null(
    graph: Graph, world: tuple[District, dict[str, str]]
) -> None:
    here, ids = world
    reps = [{"__typename": "Unit", "id": ids["Need"]}, {"__typename": "Unit", "id": ids["Unit"]}]
    got = await of_owner(graph, here.planner, "units", reps, "{ id }")
    assert got == [None, {"id": ids["Unit"]}]


async def test_an_edge_to_another_owners_type_stops_at_its_key(
    graph: Graph, world: tuple[District, dict[str, str]]
) -> None:
    here, ids = world
    viewer = here.viewer("PLANNER", here.area, replace(a_member(here), id=Ref(ids["Member"])))
    context = Context(graph, viewer, now=lambda: NOW)
    with recording() as statements:
        document = "{ viewer { member { __typename id } } }"
        answer = await subgraph("cobuilding").execute(document, context_value=context)
    assert answer.data == {"viewer": {"member": {"__typename": "Member", "id": ids["Member"]}}}
    assert statements == []
    stub = subgraph("cobuilding")._schema.type_map["Member"]
    assert isinstance(stub, GraphQLObjectType)
    assert "name" not in stub.fields


async def test_in_the_hub_the_same_edge_is_read(
    graph: Graph, world: tuple[District, dict[str, str]]
) -> None:
    here, ids = world
    viewer = here.viewer("PLANNER", here.area, replace(a_member(here), id=Ref(ids["Member"])))
    context = Context(graph, viewer, now=lambda: NOW)
    with recording() as statements:
        document = "{ viewer { member { id ...More } } } fragment More on Member { name }"
        answer = await hub().execute(document, context_value=context)
    assert answer.data == {"viewer": {"member": {"id": ids["Member"], "name": "演示党员01"}}}
    assert statements == ["read_member"]


def test_every_kept_entity_is_asked() -> None:
    names = {get_object_definition(cls, strict=True).name for cls in ALL_ENTITIES}
    assert {name for name, _ in SERVED} == names - COMPUTED
