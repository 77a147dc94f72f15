"""One set of classes, five schemas: the hub with everything, each owner with its part (api.md 5).

Private methods of Strawberry are overridden here and nowhere else; each has a test that fails when
it moves (`tests/unit/schema/test_projection.py`), and the version is pinned to 0.341.
"""

# Strawberry's own generics are open; nothing open leaves this module.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportIncompatibleMethodOverride=false

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, cast

import strawberry
from graphql import GraphQLError
from strawberry.annotation import StrawberryAnnotation
from strawberry.federation.schema import FederationAny
from strawberry.federation.schema import Schema as StrawberrySubgraph
from strawberry.federation.schema_directives import External, Inaccessible, Key, Requires
from strawberry.printer import print_schema
from strawberry.schema import Schema as StrawberrySchema
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import create_type
from strawberry.types import get_object_definition
from strawberry.types.union import StrawberryUnion

from schema.ownership import ROOTS, owner_of
from schema.request_errors import BadUserInput

FEDERATION = "2.9"
"""The newest version the composer accepts; Strawberry's own default is 2.11."""
PLUMBING = frozenset({"_service", "_entities"})
REPRESENTATIONS = 500
"""Representations in one `_entities` at most (api.md 2.11)."""


def key_names(definition: Any) -> frozenset[str]:
    """Return the key fields of a type; empty: no entity."""
    keys = [one for one in definition.directives or () if isinstance(one, Key)]
    return frozenset(name for key in keys for name in str(key.fields).split())


def is_value_type(definition: Any) -> bool:
    """Tell whether a type appears whole wherever it is used: it has no key and no owner."""
    if definition.is_input or definition.is_interface:
        return True
    if definition.name in ROOTS or key_names(definition):
        return False
    return not any(owner_of(definition, field) for field in definition.fields)


def owns_some(owner: str, cls: type | None) -> type | None:
    """Return the type if one of its fields is this owner's, else None."""
    if cls is None:
        return None
    definition = get_object_definition(cls, strict=True)
    own = any(owner_of(definition, field) == owner for field in definition.fields)
    return cls if own else None


class HubSchema(StrawberrySchema):
    """Everything once. What the router would hide (`@inaccessible`) is hidden here as well."""

    def get_fields(self, definition: Any) -> list[Any]:
        """Return the schema's own copies of the fields of a type."""
        memo: dict[int, Any] = self.__dict__.setdefault("_memo", {})
        if (
            id(definition) not in memo
        ):  # the definition stays beside its fields: its id() may be used anew
            seen = [field for field in definition.fields if not _is_hidden(field)]
            memo[id(definition)] = (definition, [copy.copy(field) for field in seen])
        return memo[id(definition)][1]

    def _collect_schema_directives(self, *_: Any) -> list[type]:
        """Declare no directives: those of the subgraphs mean nothing to the hub's clients."""
        self._schema_directives_in_use = list[object]()
        self._schema_graphql_directives = dict[Any, Any]()
        return []

    def _warn_for_federation_directives(self) -> None:
        """Say nothing: the hub carries the directives of its subgraphs on purpose."""


class SubgraphSchema(StrawberrySubgraph):
    """What one owner serves: its fields, the keys of others, value types whole.

    Attributes:
        owner: whose part it is.
        resolved: the entity types it answers `_entities` for.
    """

    def __init__(  # noqa: PLR0913  the parts of a schema, each named at the call
        self,
        *,
        owner: str,
        entities: Iterable[type],
        query: type,
        mutation: type | None = None,
        types: Iterable[type] = (),
        federation_version: Any = FEDERATION,
        **rest: Any,
    ) -> None:
        """Project the classes; see `strawberry.federation.Schema` for the rest of the arguments."""
        self.owner, self._memo = owner, dict[int, Any]()
        self._naming = (rest.get("config") or StrawberryConfig()).name_converter.from_field
        mine = [cls for cls in entities if owns_some(owner, cls)]
        self.resolved = sorted(mine, key=_name)
        super().__init__(
            query=query,
            mutation=owns_some(owner, mutation),
            types=[*self.resolved, *types],
            federation_version=federation_version,
            **rest,
        )

    def get_fields(self, definition: Any) -> list[Any]:
        """Return this owner's copies of the fields of a type."""
        if id(definition) not in self._memo:
            whole = is_value_type(definition)
            fields = map(copy.copy, definition.fields) if whole else self._projected(definition)
            self._memo[id(definition)] = (definition, list(fields))
        return self._memo[id(definition)][1]

    @property
    def schema_directives_in_use(self) -> list[object]:
        """The directives this projection prints; they decide what `@link` imports."""
        used: list[object] = []
        for known in self.schema_converter.type_map.values():
            definition: Any = known.definition
            used += getattr(definition, "directives", None) or ()
            for field in self.get_fields(definition) if hasattr(definition, "fields") else ():
                used += field.directives
                used += [one for argument in field.arguments for one in argument.directives or ()]
            for value in getattr(definition, "values", None) or ():
                used += getattr(value, "directives", None) or ()
        return used

    @cached_property
    def sdl(self) -> str:
        """The SDL the router composes; the key of a type served elsewhere resolves nothing."""
        own, lines = {_name(cls) for cls in self.resolved}, list[str]()
        for line in print_schema(self).splitlines():
            words = line.split()
            is_stub = words[:1] == ["type"] and words[1] not in own
            stub = '@key(fields: "id", resolvable: false)'
            lines.append(line.replace('@key(fields: "id")', stub) if is_stub else line)
        return "\n".join(lines) + "\n"

    def _projected(self, definition: Any) -> Iterator[Any]:
        keys = key_names(definition)
        mine = [field for field in definition.fields if owner_of(definition, field) == self.owner]
        required = {name for field in mine for name in _requires(field).split()}
        for field in definition.fields:
            name, own = self._naming(field), copy.copy(field)
            if owner_of(definition, field) == self.owner:
                if _requires(field):
                    own.directives = [
                        *own.directives,
                        Requires(fields=cast("Any", _requires(field))),
                    ]
            elif name in required and name not in keys:
                own.directives = [External()]
            elif name not in keys and name not in PLUMBING:
                continue
            yield own

    def _get_federation_query_type(self, query: type, *_: Any) -> type:
        """Return Query with the router's fields; Strawberry's lets foreign types into `_Entity`."""
        service: Any = strawberry.federation.type(name="_Service")(_Service)
        fields = [_plumbing("_service", lambda: service(sdl=self.sdl), service)]
        if self.resolved:
            members = tuple(map(StrawberryAnnotation, self.resolved))
            union = StrawberryUnion("_Entity", type_annotations=members)
            fields.append(_plumbing("_entities", _entities, list[union | None]))  # pyright: ignore[reportInvalidTypeForm]
        bases = (create_type("Query", fields), query)
        description = get_object_definition(query, strict=True).description
        return strawberry.type(type("Query", bases, {}), description=description)


class _Service:
    """What the router asks first."""

    sdl: str


async def _entities(info: strawberry.Info, representations: list[FederationAny]) -> list[Any]:
    """Load what representations stand for, one call per type; a foreign type is an error there."""
    reps = cast("list[dict[str, Any]]", representations)
    if len(reps) > REPRESENTATIONS:
        raise BadUserInput(
            zh=f"一次最多 {REPRESENTATIONS} 个引用。",
            en=f"Ask for {REPRESENTATIONS} representations at most.",
        )
    served = cast("SubgraphSchema", info.schema)
    classes = {_name(cls): cls for cls in served.resolved}
    places: dict[str, list[int]] = defaultdict(list)
    for place, rep in enumerate(reps):
        places[str(rep.get("__typename"))].append(place)
    out: list[Any] = [None] * len(reps)
    for name, at in places.items():
        if name not in classes:
            text = f"{name} is not resolved by {served.owner}."
            views: Iterable[Any] = [GraphQLError(text) for _ in at]
        else:
            views = await cast("Any", classes[name]).resolve_references(
                info, [reps[place] for place in at]
            )
        for place, view in zip(at, views, strict=True):
            out[place] = view
    return out


def _plumbing(name: str, resolver: Any, graphql_type: Any) -> Any:
    field = strawberry.field(name=name, resolver=resolver, graphql_type=graphql_type)
    field.python_name = name
    return field


def _name(cls: type) -> str:
    return get_object_definition(cls, strict=True).name


def _requires(field: Any) -> str:
    return (field.metadata or {}).get("requires", "")


def _is_hidden(field: Any) -> bool:
    return any(isinstance(directive, Inaccessible) for directive in field.directives)
