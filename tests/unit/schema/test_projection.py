"""The hub and the parts of a small world; each private method we override is still where it was."""

import inspect
from typing import Any

import pytest
import strawberry
from strawberry.federation.schema import Schema as StrawberrySubgraph
from strawberry.schema import Schema as StrawberrySchema

from schema.ownership import owned
from schema.projection import REPRESENTATIONS, HubSchema, SubgraphSchema, is_value_type

fed = strawberry.federation


@strawberry.interface
class Named:
    id: strawberry.ID

    @classmethod
    async def resolve_references(cls, info: strawberry.Info, reps: list[Any]) -> list[Any]:
        info.context.append((cls.__name__, len(reps)))
        return [None if rep["id"] == "none" else cls(id=rep["id"]) for rep in reps]


@fed.type(keys=["id"])
class Place(Named):
    __owner__ = "communities"

    @strawberry.field
    def name(self) -> str:
        return f"place {self.id}"


@fed.type(keys=["id"])
class House(Named):
    __owner__ = "units"

    @strawberry.field
    def name(self) -> str:
        return f"house {self.id}"

    @strawberry.field(metadata=owned("communities"))
    def place(self) -> Place | None:
        return Place(id=strawberry.ID("p"))

    @fed.field(inaccessible=True)
    def secret(self) -> str:
        return "secret"


@fed.type(shareable=True)
class Sum:
    total: int


@strawberry.type
class Query:
    @strawberry.field(metadata=owned("units"))
    def house(self, id: strawberry.ID) -> House | None:
        return House(id=id)

    @strawberry.field(metadata=owned("communities"))
    def sum(self) -> Sum:
        return Sum(total=1)


@strawberry.type
class Mutation:
    @strawberry.mutation(metadata=owned("units"))
    def build(self) -> House | None:
        return None


def part(owner: str) -> SubgraphSchema:
    return SubgraphSchema(owner=owner, entities=[House, Place], query=Query, mutation=Mutation)


@pytest.fixture(scope="module")
def units() -> SubgraphSchema:
    return part("units")


@pytest.fixture(scope="module")
def communities() -> SubgraphSchema:
    return part("communities")


@pytest.mark.parametrize(
    ("cls", "name", "parameters"),
    [
        (StrawberrySchema, "get_fields", ["self", "type_definition"]),
        (StrawberrySchema, "_warn_for_federation_directives", ["self"]),
        (
            StrawberrySchema,
            "_collect_schema_directives",
            ["self", "explicit_directive_types", "graphql_types"],
        ),
        (StrawberrySchema, "_prepare_schema_directives", ["self"]),
        (
            StrawberrySubgraph,
            "_get_federation_query_type",
            ["self", "query", "mutation", "subscription", "additional_types", "name_converter"],
        ),
    ],
)
def test_a_private_method_we_override_is_still_there(
    cls: type, name: str, parameters: list[str]
) -> None:
    assert list(inspect.signature(getattr(cls, name)).parameters) == parameters


def test_the_directives_in_use_are_still_asked_for_as_a_property() -> None:
    assert isinstance(
        inspect.getattr_static(StrawberrySubgraph, "schema_directives_in_use"), property
    )


def test_the_hub_serves_everything_once_and_hides_what_the_router_hides() -> None:
    hub = HubSchema(query=Query, mutation=Mutation)
    sdl = hub.as_str()
    assert sdl.count("type House") == sdl.count("type Place") == 1
    assert "place: Place" in sdl
    assert "secret" not in sdl
    assert "_entities" not in sdl
    assert "_FieldSet" not in hub._schema.type_map
    directives = {directive.name for directive in hub._schema.directives}
    assert directives == {"include", "skip", "deprecated", "specifiedBy", "oneOf"}


def test_an_owner_serves_its_fields_and_the_keys_of_others(
    units: SubgraphSchema, communities: SubgraphSchema
) -> None:
    assert "house(id: ID!): House" in units.sdl
    assert "place: Place" not in units.sdl
    assert "sum: Sum" not in units.sdl
    assert "type Mutation" in units.sdl

    assert 'type House implements Named @key(fields: "id") {\n  id: ID!\n  place: Place\n}' in (
        communities.sdl
    )
    assert "type Mutation" not in communities.sdl
    assert "type Sum @shareable" in communities.sdl


def test_a_type_served_elsewhere_is_a_stub_and_no_entity(units: SubgraphSchema) -> None:
    third = SubgraphSchema(owner="units", entities=[House], query=Query, types=[Place])
    stub = 'type Place implements Named @key(fields: "id", resolvable: false) {\n  id: ID!\n}'
    assert stub in third.sdl
    assert "union _Entity = House\n" in units.sdl


def test_only_directives_that_are_printed_are_imported(units: SubgraphSchema) -> None:
    assert 'import: ["@inaccessible", "@key"]' in units.sdl
    assert "@shareable" not in units.sdl
    assert "federation/v2.9" in units.sdl


async def test_references_are_loaded_by_one_call_per_type(communities: SubgraphSchema) -> None:
    document = """query($reps: [_Any!]!) { _entities(representations: $reps) {
        ... on House { place { name } } ... on Place { name } } }"""
    reps = [
        {"__typename": "House", "id": "a"},
        {"__typename": "Place", "id": "b"},
        {"__typename": "House", "id": "none"},
        {"__typename": "Street", "id": "c"},
        {"__typename": "House", "id": "d"},
    ]
    calls: list[Any] = []
    answer = await communities.execute(document, {"reps": reps}, context_value=calls)

    assert answer.data == {
        "_entities": [
            {"place": {"name": "place p"}},
            {"name": "place b"},
            None,
            None,
            {"place": {"name": "place p"}},
        ]
    }
    assert calls == [("House", 3), ("Place", 1)]
    assert [(e.message, e.path) for e in answer.errors or ()] == [
        ("Street is not resolved by communities.", ["_entities", 3])
    ]


async def test_representations_are_bounded(communities: SubgraphSchema) -> None:
    document = "query($reps: [_Any!]!) { _entities(representations: $reps) { __typename } }"
    reps = [{"__typename": "House", "id": "a"}] * (REPRESENTATIONS + 1)
    answer = await communities.execute(document, {"reps": reps}, context_value=[])
    assert [(e.extensions or {})["code"] for e in answer.errors or ()] == ["BAD_USER_INPUT"]


def test_a_value_type_has_neither_key_nor_owner() -> None:
    whole = [is_value_type(cls.__strawberry_definition__) for cls in (Sum, Named, House, Query)]
    assert whole == [True, True, False, False]
