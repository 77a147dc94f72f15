"""The hub and the four subgraphs, from one set of types.

In process: `await hub().execute(document, context_value=Context(graph, viewer))`.
"""

# Strawberry's own generics are open; nothing open leaves this module.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import strawberry
from graphql import (
    REMOVE,
    Visitor,
    build_ast_schema,
    lexicographic_sort_schema,
    parse,
    print_ast,
    print_schema,
    visit,
)
from graphql.utilities import strip_ignored_characters
from strawberry.schema.config import StrawberryConfig

from schema import acts, roots
from schema.changed import CHANGED
from schema.cobuilding import history, matches
from schema.cobuilding import queries as cobuilding
from schema.communities import queries as communities
from schema.describe import described
from schema.members import queries as members
from schema.ownership import OWNERS
from schema.problems import PROBLEMS
from schema.projection import HubSchema, SubgraphSchema
from schema.references import all_entities
from schema.scalars import SCALARS
from schema.units import queries as units

SDL = Path(__file__).with_name("sdl")
ALL_PROBLEMS = tuple(PROBLEMS.values())
VALUES = (*ALL_PROBLEMS, *CHANGED.values())
"""Value types that only interfaces mention; in every schema."""
_FEDERATION_SCALARS = frozenset({"_FieldSet", "_Any", "link__Import", "_Policy"})
_KEPT_DIRECTIVES = frozenset({"deprecated", "specifiedBy", "oneOf"})


@described
@strawberry.type
class Query(units.Queries, members.Queries, communities.Queries, cobuilding.Queries, roots.Queries):
    """Everything that can be asked (查询)."""


Mutation = acts.mutation_type()
MODULES = (units, members, communities, cobuilding, history, matches)
"""Importing these is what declares the entities."""
ALL_ENTITIES: Sequence[type] = all_entities()


def build_hub(executor: Any = None, extensions: Sequence[Any] = (), base: Any = HubSchema) -> Any:
    """Return the hub's schema: everything once.

    Args:
        executor: an execution context class, such as the gateway's fast one.
        extensions: extension classes or factories, never instances.
        base: the schema class, where the gateway adds its own.
    """
    return base(
        query=Query,
        mutation=Mutation,
        types=[*ALL_ENTITIES, *VALUES],
        config=_config(),
        execution_context_class=executor,
        extensions=extensions,
    )


def build_subgraph(
    owner: str, executor: Any = None, extensions: Sequence[Any] = (), base: Any = SubgraphSchema
) -> Any:
    """Return the schema of one owner: its fields, the keys of others; see `build_hub`."""
    extra = ALL_ENTITIES if owner == "cobuilding" else ()  # its `node` may answer any type
    return base(
        owner=owner,
        entities=ALL_ENTITIES,
        query=Query,
        mutation=Mutation,
        types=[*extra, *VALUES],
        config=_config(),
        execution_context_class=executor,
        extensions=extensions,
    )


@cache
def hub() -> HubSchema:
    """Return the hub's schema with Strawberry's executor, made once."""
    return build_hub()


@cache
def subgraph(owner: str) -> SubgraphSchema:
    """Return one owner's schema with Strawberry's executor, made once."""
    return build_subgraph(owner)


def sdl_of(name: str) -> str:
    """Return the SDL of `hub`, or of an owner."""
    return public_sdl(hub().as_str()) if name == "hub" else subgraph(name).sdl


def write_sdl(folder: Path = SDL) -> list[Path]:
    """Write the five SDL files and return their paths; what is committed is compared with them."""
    files = {folder / f"{name}.graphql": sdl_of(name) for name in ("hub", *OWNERS)}
    for path, text in files.items():
        path.write_text(text, "utf-8")
    return [*files]


def _config() -> StrawberryConfig:
    return StrawberryConfig(scalar_map=SCALARS)


class _Public(Visitor):
    """Leaves what a client may see: no federation directives, scalars, links."""

    def enter_directive_definition(self, *_: Any) -> Any:
        return REMOVE

    def enter_schema_extension(self, *_: Any) -> Any:
        return REMOVE

    def enter_directive(self, node: Any, *_: Any) -> Any:
        return None if node.name.value in _KEPT_DIRECTIVES else REMOVE

    def enter_scalar_type_definition(self, node: Any, *_: Any) -> Any:
        return REMOVE if node.name.value in _FEDERATION_SCALARS else None


def public_sdl(sdl: str) -> str:
    """Return an SDL without what belongs to federation alone."""
    return print_ast(visit(parse(sdl), _Public())) + "\n"


def canonical(sdl: str) -> str:
    """Return an SDL sorted, without descriptions: equal texts are equal APIs.

    It is sorted from text: sorting a live schema fails on the defaults of enums.
    """
    text = print_schema(lexicographic_sort_schema(build_ast_schema(parse(public_sdl(sdl)))))
    return re.sub(r'""".*?"""', "", strip_ignored_characters(text), flags=re.DOTALL)
