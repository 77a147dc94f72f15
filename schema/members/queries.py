"""Root fields of members: `members`, `member`, `skills`, `skill`."""

from typing import Annotated

import strawberry

from graph.members.lists import (
    MemberChoice,
    SkillChoice,
    count_members_of_area,
    count_skills_of_area,
    members_of_area,
    skills_of_area,
)
from schema.context import Info
from schema.describe import described
from schema.listing import AreaId, Id, codes, folded, kept, listed, one, words
from schema.members.types import Member, MemberKind, OfferState, Skill
from schema.ownership import owned
from schema.paging import After, Before, Connection, First, Last, window_of


@described
@strawberry.input
class MemberFilter:
    """Which members: fields combine with AND, a list means any of its values."""

    kinds: list[str] | None = strawberry.field(
        default=None, description="Of these kinds.", graphql_type=list[MemberKind] | None
    )
    text: str | None = words()

    def choice(self) -> MemberChoice:
        """Return the filter as the graph takes it."""
        return MemberChoice(kinds=kept(self.kinds), text=folded(self.text))


@described
@strawberry.input
class SkillFilter:
    """Which skills: fields combine with AND, a list means any of its values."""

    categories: list[str] | None = codes()
    states: list[str] | None = strawberry.field(
        default=None, description="In these states.", graphql_type=list[OfferState] | None
    )
    level_at_least: int | None = strawberry.field(
        default=None, description="Of this level or higher, 0 to 3."
    )
    text: str | None = words()

    def choice(self) -> SkillChoice:
        """Return the filter as the graph takes it."""
        return SkillChoice(
            categories=kept(self.categories),
            states=kept(self.states),
            level_at_least=self.level_at_least,
            text=folded(self.text),
        )


MemberFilterIn = Annotated[MemberFilter | None, strawberry.argument(description="Which ones.")]
SkillFilterIn = Annotated[SkillFilter | None, strawberry.argument(description="Which ones.")]


@described
@strawberry.type
class Queries:
    """Root fields of members."""

    @strawberry.field(metadata=owned("members"))
    async def members(  # noqa: PLR0913, PLR0917  the arguments of a list
        self,
        info: Info,
        area_id: AreaId = None,
        filter_by: MemberFilterIn = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Member]:
        """List members (成员) of an area whose names the viewer may read, by name."""
        order, choice = "members:NAME", (filter_by or MemberFilter()).choice()
        window = window_of(order, first, after, last, before)
        read, count = members_of_area, count_members_of_area
        return await listed(info, order, window, Member.of, read, count, area_id, choice)

    @strawberry.field(metadata=owned("members"))
    async def member(self, info: Info, id: Id) -> Member | None:
        """Return one member; null: not there, or not yours to see."""
        return await one(Member, id, info)

    @strawberry.field(metadata=owned("members"))
    async def skills(  # noqa: PLR0913, PLR0917  the arguments of a list
        self,
        info: Info,
        area_id: AreaId = None,
        filter_by: SkillFilterIn = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Skill]:
        """List skills (专长清单) offered in an area, oldest first."""
        order, choice = "skills:ID", (filter_by or SkillFilter()).choice()
        window = window_of(order, first, after, last, before)
        read, count = skills_of_area, count_skills_of_area
        return await listed(info, order, window, Skill.of, read, count, area_id, choice)

    @strawberry.field(metadata=owned("members"))
    async def skill(self, info: Info, id: Id) -> Skill | None:
        """Return one skill; null: not there, or not yours to see."""
        return await one(Skill, id, info)
