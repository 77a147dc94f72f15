"""Views of members, of what they can do, and of where they belong."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.communities.categories import category_of
from graph.communities.lists import count_needs_of_raisers, needs_of_raisers
from graph.members.lists import (
    count_skills_of_members,
    memberships_of_members,
    posts_of_members,
    registrations_of_members,
    skills_of_members,
)
from graph.members.store import MEMBER, MEMBERSHIP, POST, REGISTRATION, SKILL
from schema.buttons import Acting
from schema.context import Info
from schema.listing import ACTIVE, FirstOf, States, below, checked_size, kept
from schema.members.masking import kind_for, name_for, shows_in_full
from schema.ownership import owned
from schema.paging import After, Connection, First, window_of
from schema.references import Entity, Relationship, entity, ref, viewed
from schema.scalars import DateTime, Hours
from schema.vocabulary import enumeration

if TYPE_CHECKING:
    from schema.communities.types import Community, Need, Place, ServiceCategory
    from schema.units.types import Unit

MemberKind = enumeration("MemberKind")
MemberState = enumeration("MemberState")
OfferState = enumeration("OfferState")
Travel = enumeration("Travel")
Visibility = enumeration("Visibility")
Basis = enumeration("Basis")
RelationshipState = enumeration("RelationshipState")
PostKind = enumeration("PostKind")
RegistrationKind = enumeration("RegistrationKind")


@entity(MEMBER, owner="members")
class Member(Entity):
    """A person who helps, or who asks for help (成员)."""

    state: str = strawberry.field(
        description="Whether the member takes part (状态).", graphql_type=MemberState
    )
    capacity_jobs: int = strawberry.field(
        description="Commitments taken at one time, at most (名额)."
    )
    live_jobs: int = strawberry.field(description="Commitments that hold capacity now (在办).")
    hours_per_month: Hours = strawberry.field(description="Hours offered a month (每月时长).")
    shows_identity: bool = strawberry.field(
        description="Shows name and party membership to everybody (亮身份)."
    )
    version: int = strawberry.field(description="Rises with each change; for `expectedVersion`.")

    @strawberry.field
    def name(self, info: Info) -> str:
        """The name (姓名); outside the viewer's areas and units only its first character: '王*'."""
        return name_for(self.value, info.context.viewer)

    @strawberry.field(graphql_type=MemberKind)
    def kind(self, info: Info) -> str:
        """The kind (身份); to strangers a party member who shows no identity is a volunteer."""
        return kind_for(self.value, info.context.viewer)

    @strawberry.field
    def is_masked(self, info: Info) -> bool:
        """Name and kind are shortened for this viewer (脱敏)."""
        return not shows_in_full(self.value, info.context.viewer)

    @strawberry.field
    def consent(self, info: Info) -> bool | None:
        """Agreed to be dispatched (同意派单); null where name and kind are masked."""
        return self.value.consent if shows_in_full(self.value, info.context.viewer) else None

    @strawberry.field
    def paused_until(self, info: Info) -> DateTime | None:
        """Takes nothing before this instant (暂停至); null where name and kind are masked."""
        is_shown = shows_in_full(self.value, info.context.viewer)
        return self.value.paused_until if is_shown else None

    @strawberry.field(metadata=owned("units"))
    async def unit(
        self, info: Info
    ) -> Annotated["Unit", strawberry.lazy("schema.units.types")] | None:
        """The unit of the primary membership (所属单位)."""
        return await ref(self.value.unit_id, info)

    @strawberry.field(metadata=owned("communities"))
    async def community(
        self, info: Info
    ) -> Annotated["Community", strawberry.lazy("schema.communities.types")] | None:
        """The community of residence (居住社区)."""
        return await ref(self.value.community_id, info)

    @strawberry.field
    async def skills(
        self, info: Info, first: First = None, after: After = None
    ) -> "Connection[Skill]":
        """What the member can do (专长清单), oldest first."""
        return await below(
            info,
            self.id,
            ordering="skills:ID",
            window=window_of("skills:ID", first, after, None, None),
            view=Skill.of,
            read=skills_of_members,
            count=count_skills_of_members,
        )

    @strawberry.field
    async def memberships(
        self, info: Info, states: States = None, first: FirstOf = 20
    ) -> "list[Membership]":
        """Units the member belongs to (所属单位), oldest first."""
        given = (kept(states) or ACTIVE, checked_size(first))
        found = await info.context.below(memberships_of_members, self.id, *given)
        return [Membership.of(value) for value in found]

    @strawberry.field
    async def registrations(
        self, info: Info, states: States = None, first: FirstOf = 20
    ) -> "list[Registration]":
        """Communities the member is registered at (报到), oldest first."""
        given = (kept(states) or ACTIVE, checked_size(first))
        found = await info.context.below(registrations_of_members, self.id, *given)
        return [Registration.of(value) for value in found]

    @strawberry.field
    async def posts(self, info: Info, states: States = None, first: FirstOf = 20) -> "list[Post]":
        """Posts the member holds (任职), oldest first."""
        given = (kept(states) or ACTIVE, checked_size(first))
        found = await info.context.below(posts_of_members, self.id, *given)
        return [Post.of(value) for value in found]

    @strawberry.field(metadata=owned("communities"))
    async def raised_needs(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Annotated["Need", strawberry.lazy("schema.communities.types")]]:
        """Needs this member raised (提出的需求), as far as the viewer sees them."""
        return await below(
            info,
            self.id,
            ordering="needs:QUEUE",
            window=window_of("needs:QUEUE", first, after, None, None),
            view=viewed,
            read=needs_of_raisers,
            count=count_needs_of_raisers,
        )


@entity(SKILL, owner="members")
class Skill(Acting, Entity):
    """An entry of the skill list (专长清单条目): what a member can do."""

    title: str = strawberry.field(description="One line (标题).")
    state: str = strawberry.field(description="Its state (状态).", graphql_type=OfferState)
    category_code: str = strawberry.field(description="Code of its service category (服务事项).")
    reach: str = strawberry.field(
        description="Code of the district, city or province it is open to (服务范围)."
    )
    level: int = strawberry.field(
        description="How well (等级): 0 self-reported, 1 practised, 2 professional, 3 senior."
    )
    slots: list[str] = strawberry.field(
        description="Weekly times '1 19:00-20:30' (1 = Monday); empty: any time (可用时间)."
    )
    valid_until: DateTime | None = strawberry.field(description="Last instant it is offered (止).")
    remote_ok: bool = strawberry.field(description="Can be done from afar (可远程).")
    travel: str = strawberry.field(
        description="How the member comes (到达方式).", graphql_type=Travel
    )
    qualifications: list[str] = strawberry.field(description="Codes of proofs held (资质).")
    verified_at: DateTime | None = strawberry.field(
        description="When level and proofs were checked (核验); null: not yet."
    )
    visibility: str = strawberry.field(
        description="Who sees it (可见范围).", graphql_type=Visibility
    )
    version: int = strawberry.field(description="Rises with each change; for `expectedVersion`.")

    @strawberry.field
    async def member(self, info: Info) -> Member | None:
        """The member who can do it (成员)."""
        return await ref(self.value.member_id, info)

    @strawberry.field(metadata=owned("communities"))
    def category(
        self,
    ) -> Annotated["ServiceCategory", strawberry.lazy("schema.communities.types")] | None:
        """Its service category (服务事项)."""
        return viewed(category_of(self.value.category_code))


@entity(MEMBERSHIP, owner="members")
class Membership(Acting, Relationship):
    """A member of a unit (所属单位)."""

    state: str = strawberry.field(description="Its state (状态).", graphql_type=RelationshipState)
    since: DateTime = strawberry.field(description="Since when (起始).")
    until: DateTime | None = strawberry.field(description="Until when (截止); null: no end.")
    note: str | None = strawberry.field(description="A remark (备注).")
    primary: bool = strawberry.field(description="The unit the member counts for (主要单位).")
    duty: str | None = strawberry.field(description="What the member does there (职务).")
    version: int = strawberry.field(description="Rises with each change; for `expectedVersion`.")

    @strawberry.field
    async def member(self, info: Info) -> Member | None:
        """The member (成员)."""
        return await ref(self.value.from_id, info)

    @strawberry.field(metadata=owned("units"))
    async def unit(
        self, info: Info
    ) -> Annotated["Unit", strawberry.lazy("schema.units.types")] | None:
        """The unit (单位)."""
        return await ref(self.value.to_id, info)


@entity(REGISTRATION, owner="members")
class Registration(Acting, Relationship):
    """A member registered at a community (报到)."""

    state: str = strawberry.field(description="Its state (状态).", graphql_type=RelationshipState)
    since: DateTime = strawberry.field(description="Since when (起始).")
    until: DateTime | None = strawberry.field(description="Until when (截止); null: no end.")
    note: str | None = strawberry.field(description="A remark (备注).")
    kind: str = strawberry.field(
        description="By residence or by the unit (类型).", graphql_type=RegistrationKind
    )
    version: int = strawberry.field(description="Rises with each change; for `expectedVersion`.")

    @strawberry.field
    async def member(self, info: Info) -> Member | None:
        """The member (成员)."""
        return await ref(self.value.from_id, info)

    @strawberry.field(metadata=owned("communities"))
    async def community(
        self, info: Info
    ) -> Annotated["Community", strawberry.lazy("schema.communities.types")] | None:
        """The community (社区)."""
        return await ref(self.value.to_id, info)


@entity(POST, owner="members")
class Post(Acting, Relationship):
    """A post held over an area, a community or a unit (任职)."""

    state: str = strawberry.field(description="Its state (状态).", graphql_type=RelationshipState)
    since: DateTime = strawberry.field(description="Since when (起始).")
    until: DateTime | None = strawberry.field(description="Until when (截止); null: no end.")
    note: str | None = strawberry.field(description="A remark (备注).")
    post: str = strawberry.field(description="Which post (职务).", graphql_type=PostKind)
    full_time: bool = strawberry.field(description="Held full time (专职).")
    duty: str | None = strawberry.field(description="Its duty (认岗领责).")
    version: int = strawberry.field(description="Rises with each change; for `expectedVersion`.")

    @strawberry.field
    async def member(self, info: Info) -> Member | None:
        """The member who holds it (成员)."""
        return await ref(self.value.from_id, info)

    @strawberry.field(metadata=owned("communities"))
    async def place(
        self, info: Info
    ) -> Annotated["Place", strawberry.lazy("schema.communities.types")] | None:
        """The area or community it is held over (任职区域); null for a post over a unit."""
        is_place = self.value.to_id.startswith(("ar_", "cm_"))
        return await ref(self.value.to_id, info) if is_place else None

    @strawberry.field(metadata=owned("units"))
    async def unit(
        self, info: Info
    ) -> Annotated["Unit", strawberry.lazy("schema.units.types")] | None:
        """The unit it is held over (任职单位); null for a post over a place."""
        return await ref(self.value.to_id, info) if self.value.to_id.startswith("un_") else None
