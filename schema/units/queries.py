"""Root fields of units: `units`, `unit`, `resources`, `resource`."""

from typing import Annotated

import strawberry

from graph.units.lists import (
    ResourceChoice,
    UnitChoice,
    count_resources_of_area,
    count_units_of_area,
    resources_of_area,
    units_of_area,
)
from schema.context import Info
from schema.describe import described
from schema.listing import AreaId, Id, codes, folded, kept, listed, one, words
from schema.ownership import owned
from schema.paging import After, Before, Connection, First, Last, window_of
from schema.units.types import OfferState, Resource, ResourceKind, Unit, UnitKind


@described
@strawberry.input
class UnitFilter:
    """Which units: fields combine with AND, a list means any of its values."""

    kinds: list[str] | None = strawberry.field(
        default=None, description="Of these kinds.", graphql_type=list[UnitKind] | None
    )
    text: str | None = words()

    def choice(self) -> UnitChoice:
        """Return the filter as the graph takes it."""
        return UnitChoice(kinds=kept(self.kinds), text=folded(self.text))


@described
@strawberry.input
class ResourceFilter:
    """Which resources: fields combine with AND, a list means any of its values."""

    kinds: list[str] | None = strawberry.field(
        default=None, description="Of these kinds.", graphql_type=list[ResourceKind] | None
    )
    categories: list[str] | None = codes()
    states: list[str] | None = strawberry.field(
        default=None, description="In these states.", graphql_type=list[OfferState] | None
    )
    text: str | None = words()

    def choice(self) -> ResourceChoice:
        """Return the filter as the graph takes it."""
        return ResourceChoice(
            kinds=kept(self.kinds),
            categories=kept(self.categories),
            states=kept(self.states),
            text=folded(self.text),
        )


UnitFilterIn = Annotated[UnitFilter | None, strawberry.argument(description="Which ones.")]
ResourceFilterIn = Annotated[ResourceFilter | None, strawberry.argument(description="Which ones.")]


@described
@strawberry.type
class Queries:
    """Root fields of units."""

    @strawberry.field(metadata=owned("units"))
    async def units(  # noqa: PLR0913, PLR0917  the arguments of a list
        self,
        info: Info,
        area_id: AreaId = None,
        filter_by: UnitFilterIn = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Unit]:
        """List units (单位) seated in an area, by name."""
        order, choice = "units:NAME", (filter_by or UnitFilter()).choice()
        window = window_of(order, first, after, last, before)
        read, count = units_of_area, count_units_of_area
        return await listed(info, order, window, Unit.of, read, count, area_id, choice)

    @strawberry.field(metadata=owned("units"))
    async def unit(self, info: Info, id: Id) -> Unit | None:
        """Return one unit; null: not there, or not yours to see."""
        return await one(Unit, id, info)

    @strawberry.field(metadata=owned("units"))
    async def resources(  # noqa: PLR0913, PLR0917  the arguments of a list
        self,
        info: Info,
        area_id: AreaId = None,
        filter_by: ResourceFilterIn = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Resource]:
        """List resources (资源清单) offered in an area, oldest first."""
        order, choice = "resources:ID", (filter_by or ResourceFilter()).choice()
        window = window_of(order, first, after, last, before)
        read, count = resources_of_area, count_resources_of_area
        return await listed(info, order, window, Resource.of, read, count, area_id, choice)

    @strawberry.field(metadata=owned("units"))
    async def resource(self, info: Info, id: Id) -> Resource | None:
        """Return one resource; null: not there, or not yours to see."""
        return await one(Resource, id, info)
