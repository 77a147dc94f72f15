"""Views of areas and communities."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.cobuilding.lists import count_projects_of_communities, projects_of_communities
from graph.communities.lists import (
    areas_of_parents,
    communities_of_parents,
    count_areas_of_parents,
    count_communities_of_parents,
    count_needs_of_communities,
    needs_of_communities,
)
from graph.communities.store import AREA, COMMUNITY
from graph.members.lists import posts_of_areas, posts_of_communities, registrations_of_communities
from graph.units.lists import pairings_of_communities
from schema.context import Info
from schema.listing import ACTIVE, FirstOf, States, below, checked_size, kept
from schema.ownership import owned
from schema.paging import After, Connection, First, window_of
from schema.references import Entity, entity, ref, viewed
from schema.vocabulary import enumeration

if TYPE_CHECKING:
    from schema.cobuilding.types import Project
    from schema.communities.types import Need
    from schema.members.types import Post, Registration
    from schema.units.types import Pairing

AreaKind = enumeration("AreaKind")
AreaMode = enumeration("AreaMode")
Stage = enumeration("Stage")

Stages = Annotated[
    list[Stage] | None,  # pyright: ignore[reportInvalidTypeForm]  made at run time
    strawberry.argument(description="Only these stages; if absent: all the viewer sees."),
]

FEWEST_COUNTED = 5
"""Smaller population counts read null (domain.md chapter 2, LIMITS min_count)."""


@entity(AREA, owner="communities")
class Area(Entity):
    """A province, city, district, street, grid or building (区域)."""

    code: str = strawberry.field(description="Its code (区划代码).")
    name: str = strawberry.field(description="Its name (名称).")
    kind: str = strawberry.field(description="Its kind (类型).", graphql_type=AreaKind)
    level: int = strawberry.field(
        description="Its level (层级): 1 province, 2 city, 3 district, 4 street, 6 grid."
    )
    mode: str = strawberry.field(description="Peace or emergency (平战).", graphql_type=AreaMode)
    lat: float | None = strawberry.field(description="Latitude of its centre, WGS-84 (纬度).")
    lng: float | None = strawberry.field(description="Longitude of its centre, WGS-84 (经度).")
    version: int = strawberry.field(description="Rises with each change; for `expectedVersion`.")

    @strawberry.field
    def population(self) -> int | None:
        """People who live there (人口); null: unknown, or fewer than 5."""
        return _counted(self.value.population)

    @strawberry.field
    def households(self) -> int | None:
        """Households (户数); null: unknown, or fewer than 5."""
        return _counted(self.value.households)

    @strawberry.field
    async def parent(self, info: Info) -> "Area | None":
        """The area above (上级); null at the top of what the viewer sees."""
        return await ref(self.value.parent_id, info)

    @strawberry.field
    async def children(
        self, info: Info, first: First = None, after: After = None
    ) -> "Connection[Area]":
        """Areas right below (下级), by name; communities stand in `communities`."""
        return await below(
            info,
            self.id,
            ordering="areas:NAME",
            window=window_of("areas:NAME", first, after, None, None),
            view=Area.of,
            read=areas_of_parents,
            count=count_areas_of_parents,
        )

    @strawberry.field
    async def communities(
        self, info: Info, first: First = None, after: After = None
    ) -> "Connection[Community]":
        """Communities right below (社区), by name."""
        return await below(
            info,
            self.id,
            ordering="communities:NAME",
            window=window_of("communities:NAME", first, after, None, None),
            view=Community.of,
            read=communities_of_parents,
            count=count_communities_of_parents,
        )

    @strawberry.field(metadata=owned("members"))
    async def posts(
        self, info: Info, states: States = None, first: FirstOf = 20
    ) -> list[Annotated["Post", strawberry.lazy("schema.members.types")]]:
        """Posts held over it (任职), oldest first."""
        given = (kept(states) or ACTIVE, checked_size(first))
        return [viewed(it) for it in await info.context.below(posts_of_areas, self.id, *given)]


@entity(COMMUNITY, owner="communities")
class Community(Entity):
    """A community or village (社区): where needs are raised."""

    code: str = strawberry.field(description="Its code (区划代码).")
    name: str = strawberry.field(description="Its name (名称).")
    kind: str = strawberry.field(description="Community or village (类型).", graphql_type=AreaKind)
    mode: str = strawberry.field(description="Peace or emergency (平战).", graphql_type=AreaMode)
    lat: float | None = strawberry.field(description="Latitude of its centre, WGS-84 (纬度).")
    lng: float | None = strawberry.field(description="Longitude of its centre, WGS-84 (经度).")
    version: int = strawberry.field(description="Rises with each change; for `expectedVersion`.")

    @strawberry.field
    def population(self) -> int | None:
        """People who live there (人口); null: unknown, or fewer than 5."""
        return _counted(self.value.population)

    @strawberry.field
    def households(self) -> int | None:
        """Households (户数); null: unknown, or fewer than 5."""
        return _counted(self.value.households)

    @strawberry.field
    async def parent(self, info: Info) -> Area | None:
        """The street it belongs to (所属街道)."""
        return await ref(self.value.parent_id, info)

    @strawberry.field
    async def needs(
        self, info: Info, stages: Stages = None, first: First = None, after: After = None
    ) -> Connection[Annotated["Need", strawberry.lazy("schema.communities.types")]]:
        """Needs raised there (需求清单), by stage, urgency and waiting time."""
        return await below(
            info,
            self.id,
            ordering="needs:QUEUE",
            window=window_of("needs:QUEUE", first, after, None, None),
            view=viewed,
            read=needs_of_communities,
            count=count_needs_of_communities,
            given=(kept(stages),),
        )

    @strawberry.field(metadata=owned("units"))
    async def pairings(
        self, info: Info, states: States = None, first: FirstOf = 20
    ) -> list[Annotated["Pairing", strawberry.lazy("schema.units.types")]]:
        """Units paired with it (结对单位), oldest first."""
        given = (kept(states) or ACTIVE, checked_size(first))
        found = await info.context.below(pairings_of_communities, self.id, *given)
        return [viewed(pairing) for pairing in found]

    @strawberry.field(metadata=owned("members"))
    async def registrations(
        self, info: Info, states: States = None, first: FirstOf = 20
    ) -> list[Annotated["Registration", strawberry.lazy("schema.members.types")]]:
        """Members registered there (报到), oldest first, as far as the viewer sees them."""
        given = (kept(states) or ACTIVE, checked_size(first))
        found = await info.context.below(registrations_of_communities, self.id, *given)
        return [viewed(registration) for registration in found]

    @strawberry.field(metadata=owned("members"))
    async def posts(
        self, info: Info, states: States = None, first: FirstOf = 20
    ) -> list[Annotated["Post", strawberry.lazy("schema.members.types")]]:
        """Posts held over it (任职), oldest first."""
        given = (kept(states) or ACTIVE, checked_size(first))
        found = await info.context.below(posts_of_communities, self.id, *given)
        return [viewed(post) for post in found]

    @strawberry.field(metadata=owned("cobuilding"))
    async def projects(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Annotated["Project", strawberry.lazy("schema.cobuilding.types")]]:
        """Co-building projects delivered there (共建项目), by stage."""
        return await below(
            info,
            self.id,
            ordering="projects:QUEUE",
            window=window_of("projects:QUEUE", first, after, None, None),
            view=viewed,
            read=projects_of_communities,
            count=count_projects_of_communities,
        )


Place = Annotated[
    Area | Community,
    strawberry.union("Place", description="An area or a community (区域或社区)."),
]


def _counted(people: int | None) -> int | None:
    return None if people is None or people < FEWEST_COUNTED else people
