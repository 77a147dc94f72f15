"""Root fields that belong to no list: who asks, anything by id, the words of all enums."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.catalogue import ACTS
from graph.viewer import Held
from schema import vocabulary
from schema.context import Info
from schema.describe import described
from schema.ownership import owned
from schema.problems import act_label
from schema.references import Entity, found, found_many, ref
from schema.request_errors import BadUserInput

if TYPE_CHECKING:
    from schema.communities.types import Place
    from schema.members.types import Member

fed = strawberry.federation
Role: Any = vocabulary.enumeration("Role")
PostKind: Any = vocabulary.enumeration("PostKind")
Locale: Any = vocabulary.enumeration("Locale")

NODES = 100
"""Ids in one `nodes` at most (api.md 2.11)."""


@described
@fed.type(shareable=True)
class ViewerScope:
    """A post the viewer holds, or the residence, and over what it counts (任职范围)."""

    held: strawberry.Private[Held]

    @strawberry.field(graphql_type=Role)
    def role(self) -> str:
        """The role it gives, at and below its place."""
        return self.held.role

    @strawberry.field(graphql_type=PostKind | None)
    def post(self) -> str | None:
        """The post; null: it is the residence."""
        return None if self.held.post == "RESIDENCE" else self.held.post

    @strawberry.field
    async def place(self, info: Info) -> Entity | None:
        """The area, community or unit."""
        return await ref(self.held.place_id, info)


@described
@fed.type(shareable=True)
class Limit:
    """A bound on what this viewer may ask for."""

    rule: str = strawberry.field(description="Name of the rule, such as COST_OF_OPERATION.")
    value: int = strawberry.field(description="At most this much.")


@described
@fed.type(shareable=True)
class Viewer:
    """Who asks (当前用户): a member with its posts."""

    @strawberry.field
    async def member(
        self, info: Info
    ) -> Annotated["Member", strawberry.lazy("schema.members.types")] | None:
        """The member itself."""
        return await ref(info.context.viewer.id, info)

    @strawberry.field(graphql_type=list[Role])
    def roles(self, info: Info) -> list[str]:
        """All roles held anywhere; what may be done to a thing is its `viewerCan`."""
        return sorted(info.context.viewer.roles, key=vocabulary.kept("Role").index)

    @strawberry.field
    def scopes(self, info: Info) -> list[ViewerScope]:
        """Posts held now, oldest first, then the residence."""
        return [ViewerScope(held=held) for held in info.context.viewer.held]

    @strawberry.field
    async def active_area(
        self, info: Info
    ) -> Annotated["Place", strawberry.lazy("schema.communities.types")] | None:
        """Where lists start: header `x-hub-area`, else the oldest post, else the residence."""
        place = info.context.viewer.active_place(info.context.area)
        return None if place is None else await ref(place.place_id, info)

    @strawberry.field
    def limits(self, info: Info) -> list[Limit]:
        """What this viewer may ask for."""
        return [Limit(rule=rule, value=value) for rule, value in info.context.limits.items()]


@described
@fed.type(shareable=True)
class EnumLabel:
    """A value of an enum in the words of people."""

    value: str = strawberry.field(description="The value.")
    label: str = strawberry.field(description="What people read.")


@described
@fed.type(shareable=True)
class EnumLabels:
    """The labels of an enum (词汇)."""

    name: str = strawberry.field(description="Name of the enum in this API.")
    labels: list[EnumLabel] = strawberry.field(description="Its values, in their order.")


@described
@strawberry.type
class Queries:
    """Root fields of no list."""

    @strawberry.field(metadata=owned("cobuilding"))
    def viewer(self, info: Info) -> Viewer | None:
        """Who asks (当前用户); null without a token."""
        return Viewer() if info.context.viewer.id else None

    @strawberry.field(metadata=owned("cobuilding"))
    async def node(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Any id.")]
    ) -> Entity | None:
        """Return anything by its id; null: not there, or not yours to see."""
        return await found(id, info)

    @strawberry.field(metadata=owned("cobuilding"))
    async def nodes(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description="1–100 ids.")],
    ) -> list[Entity | None]:
        """Return several things, in the order of the ids; null: not there, or not yours to see."""
        if len(ids) > NODES:
            raise BadUserInput(zh=f"一次最多 {NODES} 个 id。", en=f"Ask for {NODES} ids at most.")
        return await found_many(ids, info)

    @strawberry.field(metadata=owned("cobuilding"))
    def vocabulary(
        self,
        info: Info,
        locale: Annotated[
            str | None,
            strawberry.argument(
                description="Language; that of the request if absent.", graphql_type=Locale | None
            ),
        ] = None,
    ) -> list[EnumLabels]:
        """Return the labels of every enum shown to people (词汇), the same for everybody."""
        language = info.context.locale if locale is None else str(getattr(locale, "value", locale))
        books = {name: vocabulary.labels(name, language) for name in vocabulary.names()}
        books["Act"] = {name.upper(): act_label(act, language) for name, act in ACTS.items()}
        return [
            EnumLabels(name=name, labels=[EnumLabel(value=v, label=t) for v, t in book.items()])
            for name, book in books.items()
        ]
