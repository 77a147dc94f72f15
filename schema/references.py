"""Entities: views of the graph's values, reached by id; and edges that stop at the key.

```python
@entity(UNIT, owner="units")
class Unit(Entity):
    \"\"\"A unit (单位) that lends what it can.\"\"\"

    name: str = strawberry.field(description="Its name (名称).")

    @strawberry.field
    async def seat(self, info: Info) -> Annotated["Community", lazy("schema…")] | None:
        \"\"\"Where it sits.\"\"\"
        return await ref(self.value.seat_id, info)
```
A field without a resolver is copied from the value by its name, so it is a plain attribute.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Self, TypeVar

import strawberry
from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLResolveInfo,
    InlineFragmentNode,
    SelectionSetNode,
)
from strawberry.types import get_object_definition

from graph.things import Kind
from schema.context import Info
from schema.describe import described

E = TypeVar("E", bound="type[Entity]")
_KEY = frozenset({"id", "__typename"})
_VIEWS: "dict[str, type[Entity]]" = {}


@described
@strawberry.interface(name="Node")
class Entity:
    """Anything with an id (节点)."""

    __owner__: ClassVar[str]
    plain: ClassVar[tuple[str, ...]] = ()

    value: strawberry.Private[Any]
    id: strawberry.ID = strawberry.field(description="Opaque; its prefix names the type.")

    @classmethod
    def of(cls, value: Any) -> Self:
        """Wrap a value of the graph."""
        view = cls.stub(value.id)
        view.value = value
        vars(view).update({name: getattr(value, name) for name in cls.plain})
        return view

    @classmethod
    def stub(cls, id: str) -> Self:
        """Return a view that knows its id and nothing else; reading another attribute raises."""
        view = cls.__new__(cls)
        view.id = strawberry.ID(id)
        return view

    @classmethod
    async def by_ids(cls, info: Info, ids: Sequence[str]) -> list[Self | None]:
        """Return the views of these ids in their order; None where the viewer sees no such thing.

        Entities that are computed, not kept, override this.
        """
        values = await info.context.load_many(ids)
        own = [value if value and view_class(value.id) is cls else None for value in values]
        return [None if value is None else cls.of(value) for value in own]

    @classmethod
    async def resolve_references(
        cls, info: Info, reps: Sequence[Mapping[str, Any]]
    ) -> list[Self | None]:
        """Return what the router's representations stand for, in their order."""
        return await cls.by_ids(info, [str(rep["id"]) for rep in reps])


@described
@strawberry.interface
class Relationship(Entity):
    """An editable relationship (关系): both ends, since, until, basis, note, state."""


def entity(kind: "Kind[Any] | str", *, owner: str) -> Callable[[E], E]:
    """Make a class an entity: `@key(fields: "id")`, described, found by the prefix of its ids.

    Args:
        kind: what is kept, or the bare prefix of ids that are computed.
        owner: who serves the fields that do not name another owner.
    """

    def decorate(cls: E) -> E:
        cls.__owner__ = owner
        made: Any = described(strawberry.federation.type(keys=["id"])(cls))
        own: list[Any] = [*get_object_definition(made, strict=True).fields]
        plain = [field.python_name for field in own if not field.base_resolver]
        made.plain = tuple(name for name in plain if name != "id")
        _VIEWS[kind if isinstance(kind, str) else kind.prefix] = made
        return made

    return decorate


def view_class(id: str) -> type[Entity] | None:
    """Return the entity type an id belongs to; its prefix names it. None: no type of the schema."""
    return _VIEWS.get(id.replace(".", "_").partition("_")[0])


def all_entities() -> list[type[Entity]]:
    """Return all entity types, by name."""
    return sorted(_VIEWS.values(), key=lambda cls: cls.__name__)


def viewed(value: Any) -> Any:
    """Wrap a value of the graph in the entity type its id belongs to; None stays None."""
    if value is None:
        return None
    found = view_class(value.id)
    if found is None:
        raise TypeError(f"{value.id} belongs to no entity type; declare one with @entity.")
    return found.of(value)


async def ref(id: str | None, info: Info) -> Any:
    """Return the view at the other end of an edge whose target is known to exist.

    It is read only if the selection asks for more than its key: in a subgraph that does not own the
    type it never does, and the router fetches the rest from the owner. None: no id, or not for this
    viewer. Root look-ups use `found`: a stub there would hide that nothing is there.
    """
    if not id:
        return None
    if not beyond_key(info):
        cls = view_class(id)
        return None if cls is None else cls.stub(id)
    return await found(id, info)


async def refs(ids: Sequence[str], info: Info) -> list[Any]:
    """Return the views of several edges in their order, those the viewer sees; see `ref`."""
    if not beyond_key(info):
        return [cls.stub(id) for id in ids if (cls := view_class(id))]
    return [view for view in await found_many(ids, info) if view is not None]


async def found(id: str | None, info: Info) -> Any:
    """Read one thing by id and return its view; None: absent, foreign, malformed."""
    cls = view_class(id) if id else None
    return None if cls is None else (await cls.by_ids(info, [str(id)]))[0]


async def found_many(ids: Sequence[str], info: Info) -> list[Any]:
    """Read several things of any types; return their views in the ids' order, None: not seen."""
    groups: dict[type[Entity], dict[str, Any]] = {}
    for id in ids:
        if cls := view_class(id):
            groups.setdefault(cls, {})[id] = None
    for cls, group in groups.items():
        views = await cls.by_ids(info, list(group))
        group.update(zip(group, views, strict=True))
    seen = {id: view for group in groups.values() for id, view in group.items()}
    return [seen.get(id) for id in ids]


def raw_info(info: Info) -> GraphQLResolveInfo[Any]:
    """Return graphql-core's own view of the request; Strawberry's selections cost more to make."""
    return info._raw_info  # noqa: SLF001  # pyright: ignore[reportPrivateUsage, reportUnknownMemberType, reportUnknownVariableType]


def beyond_key(info: Info) -> bool:
    """Tell whether the selection below this field asks for more than the key, fragments too."""
    raw = raw_info(info)

    def more(selections: SelectionSetNode | None) -> bool:
        for node in selections.selections if selections else ():
            if isinstance(node, FieldNode):
                if node.name.value not in _KEY:
                    return True
            elif isinstance(node, InlineFragmentNode):
                if more(node.selection_set):
                    return True
            elif isinstance(node, FragmentSpreadNode):
                fragment: Any = raw.fragments[node.name.value]
                if more(getattr(fragment, "definition", fragment).selection_set):
                    return True
        return False

    return any(more(node.selection_set) for node in raw.field_nodes)


def selects(info: Info, *names: str) -> bool:
    """Tell whether one of these names is selected directly below this field, fragments too."""
    raw = raw_info(info)

    def has(selections: SelectionSetNode | None) -> bool:
        for node in selections.selections if selections else ():
            if isinstance(node, FieldNode) and node.name.value in names:
                return True
            if isinstance(node, InlineFragmentNode) and has(node.selection_set):
                return True
            if isinstance(node, FragmentSpreadNode):
                fragment: Any = raw.fragments[node.name.value]
                if has(getattr(fragment, "definition", fragment).selection_set):
                    return True
        return False

    return any(has(node.selection_set) for node in raw.field_nodes)
