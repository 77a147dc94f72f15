"""Views of units, of what they lend, and of their pairings with communities."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.communities.categories import category_of
from graph.members.lists import count_members_of_units, members_of_units
from graph.units.lists import count_resources_of_units, pairings_of_units, resources_of_units
from graph.units.store import PAIRING, RESOURCE, UNIT
from schema.buttons import Acting
from schema.context import Info
from schema.listing import ACTIVE, FirstOf, States, below, checked_size, kept
from schema.ownership import owned
from schema.paging import After, Connection, First, window_of
from schema.references import Entity, Relationship, entity, ref, viewed
from schema.scalars import DateTime
from schema.vocabulary import enumeration

if TYPE_CHECKING:
    from schema.communities.types import Community, Place, ServiceCategory
    from schema.members.types import Member

UnitKind = enumeration("UnitKind")
UnitState = enumeration("UnitState")
ResourceKind = enumeration("ResourceKind")
OfferState = enumeration("OfferState")
CapacityPer = enumeration("CapacityPer")
Travel = enumeration("Travel")
Visibility = enumeration("Visibility")
Measure = enumeration("Measure")
Basis = enumeration("Basis")
RelationshipState = enumeration("RelationshipState")


@entity(UNIT, owner="units")
class Unit(Entity):
    """A unit (单位): an office, school, enterprise or group that lends what it can."""

    name: str = strawberry.field(description="Its name (名称).")
    kind: str = strawberry.field(description="Its kind (性质).", graphql_type=UnitKind)
    state: str = strawberry.field(
        description="Whether it still exists (状态).", graphql_type=UnitState
    )
    sector: str | None = strawberry.field(description="Its trade (行业), if told.")
    uscc: str | None = strawberry.field(
        description="Unified social credit code (统一社会信用代码)."
    )
    capacity_jobs: int | None = strawberry.field(
        description="Commitments it takes at one time, at most (名额); null: no quota."
    )
    live_jobs: int = strawberry.field(description="Commitments that hold its capacity now (在办).")
    version: int = strawberry.field(description="Rises with each change; for `expectedVersion`.")

    @strawberry.field(metadata=owned("communities"))
    async def seat(
        self, info: Info
    ) -> Annotated["Place", strawberry.lazy("schema.communities.types")] | None:
        """The area or community it sits in (所在地)."""
        return await ref(self.value.seat_id, info)

    @strawberry.field
    async def resources(
        self, info: Info, first: First = None, after: After = None
    ) -> "Connection[Resource]":
        """What it lends (资源清单), oldest first."""
        return await below(
            info,
            self.id,
            ordering="resources:ID",
            window=window_of("resources:ID", first, after, None, None),
            view=Resource.of,
            read=resources_of_units,
            count=count_resources_of_units,
        )

    @strawberry.field
    async def pairings(
        self, info: Info, states: States = None, first: FirstOf = 20
    ) -> "list[Pairing]":
        """Communities it is paired with (结对社区), oldest first."""
        chosen, per = kept(states) or ACTIVE, checked_size(first)
        found = await info.context.below(pairings_of_units, self.id, chosen, per)
        return [Pairing.of(pairing) for pairing in found]

    @strawberry.field(metadata=owned("members"))
    async def members(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Annotated["Member", strawberry.lazy("schema.members.types")]]:
        """Its members (成员) whose names the viewer may read, by name."""
        return await below(
            info,
            self.id,
            ordering="members:NAME",
            window=window_of("members:NAME", first, after, None, None),
            view=viewed,
            read=members_of_units,
            count=count_members_of_units,
        )


@entity(RESOURCE, owner="units")
class Resource(Acting, Entity):
    """An entry of the resource list (资源清单条目): what a unit lends."""

    title: str = strawberry.field(description="One line (标题).")
    description: str = strawberry.field(description="What it is, in the unit's words (说明).")
    kind: str = strawberry.field(description="Its kind (类型).", graphql_type=ResourceKind)
    state: str = strawberry.field(description="Its state (状态).", graphql_type=OfferState)
    category_code: str = strawberry.field(description="Code of its service category (服务事项).")
    reach: str = strawberry.field(
        description="Code of the district, city or province it is open to (服务范围)."
    )
    quantity: int | None = strawberry.field(
        description="How many (数量), counted in `measure`; null: unknown (若干), never zero."
    )
    measure: str = strawberry.field(
        description="What it is counted in (单位).", graphql_type=Measure
    )
    capacity_per: str = strawberry.field(
        description="What `quantity` and `capacityJobs` count per (计量周期).",
        graphql_type=CapacityPer,
    )
    capacity_jobs: int = strawberry.field(
        description="Commitments it takes at one time, at most (可承接)."
    )
    live_jobs: int = strawberry.field(description="Commitments that hold it now (在办).")
    slots: list[str] = strawberry.field(
        description="Weekly times '1 19:00-20:30' (1 = Monday); empty: any time (可用时间)."
    )
    valid_from: DateTime | None = strawberry.field(description="First instant it is there (起).")
    valid_until: DateTime | None = strawberry.field(description="Last instant it is there (止).")
    lead_hours: int = strawberry.field(description="Hours of notice it needs (提前量).")
    qualifications: list[str] = strawberry.field(description="Codes of proofs it has (资质).")
    travel: str = strawberry.field(description="How it comes (到达方式).", graphql_type=Travel)
    conditions: str = strawberry.field(description="What the unit asks for (条件).")
    visibility: str = strawberry.field(
        description="Who sees it (可见范围).", graphql_type=Visibility
    )
    version: int = strawberry.field(description="Rises with each change; for `expectedVersion`.")

    @strawberry.field
    async def unit(self, info: Info) -> Unit | None:
        """The unit that lends it (提供单位)."""
        return await ref(self.value.unit_id, info)

    @strawberry.field(metadata=owned("communities"))
    def category(
        self,
    ) -> Annotated["ServiceCategory", strawberry.lazy("schema.communities.types")] | None:
        """Its service category (服务事项)."""
        return viewed(category_of(self.value.category_code))


@entity(PAIRING, owner="units")
class Pairing(Acting, Relationship):
    """A unit paired with a community (结对): it registers there and helps."""

    state: str = strawberry.field(description="Its state (状态).", graphql_type=RelationshipState)
    since: DateTime = strawberry.field(description="Since when (起始).")
    until: DateTime | None = strawberry.field(description="Until when (截止); null: no end.")
    basis: str | None = strawberry.field(
        description="On what it rests (依据).", graphql_type=Basis | None
    )
    note: str | None = strawberry.field(description="A remark (备注).")
    weight: int = strawberry.field(description="Share of the unit's effort, 1 or more (权重).")
    version: int = strawberry.field(description="Rises with each change; for `expectedVersion`.")

    @strawberry.field
    async def unit(self, info: Info) -> Unit | None:
        """The unit (单位)."""
        return await ref(self.value.from_id, info)

    @strawberry.field(metadata=owned("communities"))
    async def community(
        self, info: Info
    ) -> Annotated["Community", strawberry.lazy("schema.communities.types")] | None:
        """The community (社区)."""
        return await ref(self.value.to_id, info)

    @strawberry.field(metadata=owned("members"))
    async def leader(
        self, info: Info
    ) -> Annotated["Member", strawberry.lazy("schema.members.types")] | None:
        """The member who leads it (负责人), if named."""
        return await ref(self.value.leader_id, info)
