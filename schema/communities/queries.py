"""Root fields of communities: areas, communities, service categories, needs and their lines."""

from enum import Enum
from typing import Annotated

import strawberry

from graph.communities.categories import categories_where
from graph.communities.lists import (
    NeedChoice,
    PlaceChoice,
    area_id_of_code,
    areas_of_area,
    communities_of_area,
    count_areas_of_area,
    count_communities_of_area,
    count_needs_of_area,
    needs_of_area,
)
from schema.communities.types import (
    Area,
    AreaKind,
    Community,
    Need,
    NeedKind,
    NeedState,
    Requirement,
    ServiceCategory,
    Stage,
    Urgency,
)
from schema.context import Info
from schema.describe import described
from schema.listing import AreaId, Id, codes, folded, kept, listed, one, words
from schema.ownership import owned
from schema.paging import After, Before, Connection, First, Last, window_of
from schema.request_errors import BadUserInput
from schema.scalars import DateTime


@described
@strawberry.input
class PlaceFilter:
    """Which areas or communities: fields combine with AND, a list means any of its values."""

    kinds: list[str] | None = strawberry.field(
        default=None, description="Of these kinds.", graphql_type=list[AreaKind] | None
    )
    text: str | None = words()

    def choice(self) -> PlaceChoice:
        """Return the filter as the graph takes it."""
        return PlaceChoice(kinds=kept(self.kinds), text=folded(self.text))


@described
@strawberry.input
class NeedFilter:
    """Which needs: fields combine with AND, a list means any of its values.

    Without `stages` and `states` the list holds the open ones, which is the queue.
    """

    kinds: list[str] | None = strawberry.field(
        default=None, description="Of these kinds.", graphql_type=list[NeedKind] | None
    )
    stages: list[str] | None = strawberry.field(
        default=None,
        description="In these stages; without `stages` and `states`: the open ones.",
        graphql_type=list[Stage] | None,
    )
    states: list[str] | None = strawberry.field(
        default=None, description="In these states.", graphql_type=list[NeedState] | None
    )
    categories: list[str] | None = codes()
    urgency_at_least: int | None = strawberry.field(
        default=None, description="At least this urgent.", graphql_type=Urgency | None
    )
    due_before: DateTime | None = strawberry.field(
        default=None, description="Their clock runs out before this instant."
    )
    text: str | None = words()

    def choice(self) -> NeedChoice:
        """Return the filter as the graph takes it, its stages named."""
        urgency = kept(None if self.urgency_at_least is None else [self.urgency_at_least])
        return NeedChoice(
            kinds=kept(self.kinds),
            stages=kept(self.stages),
            states=kept(self.states),
            categories=kept(self.categories),
            urgency_at_least=urgency[0] if urgency else None,
            due_before=self.due_before,
            text=folded(self.text),
        ).staged


@strawberry.enum(description="Order of a list of needs (排序).")
class NeedOrder(Enum):
    """Order of a list of needs."""

    QUEUE = strawberry.enum_value(
        "QUEUE", description="By stage, then most urgent first, then longest waiting first (队列)."
    )


PlaceFilterIn = Annotated[PlaceFilter | None, strawberry.argument(description="Which ones.")]
NeedFilterIn = Annotated[NeedFilter | None, strawberry.argument(description="Which ones.")]
OrderIn = Annotated[NeedOrder, strawberry.argument(description="In which order.")]
AnId = Annotated[strawberry.ID | None, strawberry.argument(description="Its id; or give `code`.")]
ACode = Annotated[str | None, strawberry.argument(description="Its code; or give `id`.")]


@described
@strawberry.type
class Queries:
    """Root fields of communities."""

    @strawberry.field(metadata=owned("communities"))
    async def areas(  # noqa: PLR0913, PLR0917  the arguments of a list
        self,
        info: Info,
        area_id: AreaId = None,
        filter_by: PlaceFilterIn = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Area]:
        """List areas (区域) at and below an area, by name."""
        order, choice = "areas:NAME", (filter_by or PlaceFilter()).choice()
        window = window_of(order, first, after, last, before)
        read, count = areas_of_area, count_areas_of_area
        return await listed(info, order, window, Area.of, read, count, area_id, choice)

    @strawberry.field(metadata=owned("communities"))
    async def area(self, info: Info, id: AnId = None, code: ACode = None) -> Area | None:
        """Return one area by id or code; null: not there, or not yours to see."""
        if (id is None) == (code is None):
            raise BadUserInput(
                zh="请给出 id 或 code 之一。", en="Give `id` or `code`, one of them."
            )
        context = info.context
        known = id or await area_id_of_code(context.graph, context.viewer.scope, code or "")
        return None if known is None else await one(Area, known, info)

    @strawberry.field(metadata=owned("communities"))
    async def communities(  # noqa: PLR0913, PLR0917  the arguments of a list
        self,
        info: Info,
        area_id: AreaId = None,
        filter_by: PlaceFilterIn = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Community]:
        """List communities (社区) of an area, by name."""
        order, choice = "communities:NAME", (filter_by or PlaceFilter()).choice()
        window = window_of(order, first, after, last, before)
        read, count = communities_of_area, count_communities_of_area
        return await listed(info, order, window, Community.of, read, count, area_id, choice)

    @strawberry.field(metadata=owned("communities"))
    async def community(self, info: Info, id: Id) -> Community | None:
        """Return one community; null: not there, or not yours to see."""
        return await one(Community, id, info)

    @strawberry.field(metadata=owned("communities"))
    def service_categories(
        self,
        scheme: Annotated[
            str | None, strawberry.argument(description="Only of this scheme, such as HUB.")
        ] = None,
        parent: Annotated[
            str | None, strawberry.argument(description="Only those below this top, such as CUL.")
        ] = None,
        text: Annotated[
            str | None, strawberry.argument(description="With these words in name or synonyms.")
        ] = None,
    ) -> list[ServiceCategory]:
        """List the service categories (服务事项), tops first; answers without a token."""
        found = categories_where(scheme=scheme, parent=parent, text=text)
        return [ServiceCategory.of(category) for category in found]

    @strawberry.field(metadata=owned("communities"))
    async def needs(  # noqa: PLR0913, PLR0917  the arguments of a list
        self,
        info: Info,
        area_id: AreaId = None,
        filter_by: NeedFilterIn = None,
        order_by: OrderIn = NeedOrder.QUEUE,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Need]:
        """List needs (需求清单) of an area; without `stages` and `states` the open ones."""
        order, choice = f"needs:{order_by.name}", (filter_by or NeedFilter()).choice()
        window = window_of(order, first, after, last, before)
        read, count = needs_of_area, count_needs_of_area
        return await listed(info, order, window, Need.of, read, count, area_id, choice)

    @strawberry.field(metadata=owned("communities"))
    async def need(self, info: Info, id: Id) -> Need | None:
        """Return one need; null: not there, or not yours to see."""
        return await one(Need, id, info)

    @strawberry.field(metadata=owned("communities"))
    async def requirement(self, info: Info, id: Id) -> Requirement | None:
        """Return one line of a need; null: not there, or not yours to see."""
        return await one(Requirement, id, info)
