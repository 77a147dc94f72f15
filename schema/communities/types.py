"""Views of service categories, needs and the lines of a need; areas and communities: places.py."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.cobuilding.lists import (
    projects_of_needs,
)
from graph.communities.categories import categories_by_id, category_of
from graph.communities.lists import (
    requirements_of_needs,
)
from graph.communities.store import NEED, REQUIREMENT, SERVICE_CATEGORY
from schema.buttons import Acting
from schema.candidates import ORDER as BY_SCORE
from schema.candidates import matches_of_line, near_misses_of_line
from schema.communities.places import Area, AreaKind, Community, Place, Stage
from schema.context import Info
from schema.describe import described
from schema.ownership import owned
from schema.paging import After, Connection, First, connection_of, window_of
from schema.references import Entity, entity, ref, viewed
from schema.scalars import DateTime, Hours
from schema.vocabulary import enumeration

if TYPE_CHECKING:
    from schema.cobuilding.matches import Match
    from schema.cobuilding.types import Giver, Project

__all__ = [
    "Area",
    "AreaKind",
    "Community",
    "Need",
    "Place",
    "Requirement",
    "ServiceCategory",
    "Stage",
]

NeedKind = enumeration("NeedKind")
NeedState = enumeration("NeedState")
Urgency = enumeration("Urgency")
Channel = enumeration("Channel")
Continuity = enumeration("Continuity")
OwnerLevel = enumeration("OwnerLevel")
Population = enumeration("Population")
Visibility = enumeration("Visibility")
RequirementKind = enumeration("RequirementKind")
ClassifiedBy = enumeration("ClassifiedBy")
Measure = enumeration("Measure")
Locale = enumeration("Locale")

LocaleIn = Annotated[
    Locale | None,  # pyright: ignore[reportInvalidTypeForm]  made at run time
    strawberry.argument(description="Language of the label; if absent: that of the request."),
]


@described
@strawberry.input
class MatchFilter:
    """Which matches."""

    min_score: int | None = strawberry.field(
        default=None, description="Of this score or more, 0 to 1000."
    )


MatchFilterIn = Annotated[MatchFilter | None, strawberry.argument(description="Which ones.")]


@entity(SERVICE_CATEGORY, owner="communities")
class ServiceCategory(Entity):
    """A category of services (服务事项), one scheme for all three lists; public."""

    scheme: str = strawberry.field(description="Name of the scheme (体系), such as HUB.")
    code: str = strawberry.field(description="Its code (编码), such as CUL-01; never reused.")
    level: int = strawberry.field(description="1 a top, 2 a leaf (层级).")
    top_code: str = strawberry.field(description="Code of its top (大类).")
    name: str = strawberry.field(description="Its name in Chinese (名称).")
    name_en: str = strawberry.field(description="Its name in English (英文名).")
    synonyms: list[str] = strawberry.field(description="Other names people use (同义词).")
    difficulty: int = strawberry.field(description="1 easy to 5 hard (难度).")
    flags: list[str] = strawberry.field(
        description="R routine, U wanted but avoided, S specialised, E emergency, P post (标记)."
    )
    qualification: str = strawberry.field(
        description="Code of the proof it usually asks for (资质); '' for none."
    )
    measure: str = strawberry.field(
        description="What it is counted in (单位).", graphql_type=Measure
    )
    deprecated: bool = strawberry.field(description="No longer given to new entries (停用).")

    @strawberry.field
    def label(self, info: Info, locale: LocaleIn = None) -> str:
        """The name in a language (显示名)."""
        wanted = info.context.locale if locale is None else getattr(locale, "value", locale)
        return self.name_en if wanted == "EN" else self.name

    @strawberry.field
    def parent(self) -> "ServiceCategory | None":
        """The top it belongs to (大类); null for a top."""
        is_top = self.value.code == self.value.top_code
        return None if is_top else viewed(category_of(self.value.top_code))

    @classmethod
    async def by_ids(
        cls,
        info: Info,  # noqa: ARG003  what is public asks nobody
        ids: Sequence[str],
    ) -> list[Any]:
        """Return categories from the taxonomy in memory; no statement."""
        known = categories_by_id()
        return [cls.of(known[id]) if id in known else None for id in ids]


@entity(NEED, owner="communities")
class Need(Acting, Entity):
    """An entry of the need list (需求清单条目), a wish, a post or a hazard among them."""

    title: str = strawberry.field(description="One line (标题).")
    description: str = strawberry.field(description="In the words of who raised it (说明).")
    kind: str = strawberry.field(description="Its kind (类型).", graphql_type=NeedKind)
    state: str = strawberry.field(description="Its state (状态).", graphql_type=NeedState)
    stage: str = strawberry.field(
        description="The list stage of its state (阶段).", graphql_type=Stage
    )
    state_at: DateTime = strawberry.field(description="Since when it is in its state (状态时间).")
    due_at: DateTime | None = strawberry.field(description="When its clock runs out (期限).")
    category_code: str = strawberry.field(description="Code of its service category (服务事项).")
    urgency: int = strawberry.field(description="How urgent (紧急程度).", graphql_type=Urgency)
    difficulty: int = strawberry.field(description="1 easy to 5 hard (难度).")
    owner_level: str = strawberry.field(
        description="Level that handles it (处置层级).", graphql_type=OwnerLevel
    )
    on_behalf: bool = strawberry.field(description="Raised for somebody else (代办).")
    channel: str = strawberry.field(description="How it came in (渠道).", graphql_type=Channel)
    population: list[str] = strawberry.field(
        description="Whom it is for (服务对象); empty: anybody.", graphql_type=list[Population]
    )
    continuity: str = strawberry.field(
        description="How often it comes (频次).", graphql_type=Continuity
    )
    window_start: DateTime | None = strawberry.field(description="First instant to serve it (起).")
    window_end: DateTime | None = strawberry.field(description="Last instant to serve it (止).")
    published_at: DateTime | None = strawberry.field(
        description="When it was published (发布时间)."
    )
    aging_since: DateTime | None = strawberry.field(
        description="Since when it waits for help (等待起)."
    )
    beneficiaries: int | None = strawberry.field(
        description="People it serves (受益人数); null: unknown."
    )
    budget_fen: int | None = strawberry.field(description="Budget in fen, 1/100 yuan (预算).")
    visibility: str = strawberry.field(
        description="Who sees it (可见范围).", graphql_type=Visibility
    )
    created_at: DateTime = strawberry.field(description="When it was written down (创建时间).")
    version: int = strawberry.field(description="Rises with each change; for `expectedVersion`.")

    @strawberry.field
    async def community(self, info: Info) -> Community | None:
        """The community it is raised in (社区)."""
        return await ref(self.value.community_id, info)

    @strawberry.field
    async def grid(self, info: Info) -> Area | None:
        """The grid it is raised in (网格), if known."""
        return await ref(self.value.grid_id, info)

    @strawberry.field
    def category(self) -> ServiceCategory | None:
        """Its service category (服务事项)."""
        return viewed(category_of(self.value.category_code))

    @strawberry.field
    async def requirements(self, info: Info) -> "list[Requirement]":
        """Its lines (需求明细), 30 at most, in the order they were written."""
        found = await info.context.below(requirements_of_needs, self.id)
        return [Requirement.of(requirement) for requirement in found]

    @strawberry.field(metadata=owned("cobuilding"))
    async def raised_by(
        self, info: Info
    ) -> Annotated["Giver", strawberry.lazy("schema.cobuilding.types")] | None:
        """The member or unit that raised it (提出人), if the viewer may see them."""
        return await ref(self.value.raised_by_id, info)

    @strawberry.field(metadata=owned("cobuilding"))
    async def projects(
        self, info: Info
    ) -> list[Annotated["Project", strawberry.lazy("schema.cobuilding.types")]]:
        """Projects that address it (共建项目)."""
        return [viewed(it) for it in await info.context.below(projects_of_needs, self.id)]


@entity(REQUIREMENT, owner="communities")
class Requirement(Entity):
    """A line of a need (需求明细): so many places of one category."""

    kind: str = strawberry.field(
        description="A resource or a skill (类型).", graphql_type=RequirementKind
    )
    description: str = strawberry.field(description="Its own words (说明); '' means the need's.")
    category_code: str = strawberry.field(description="Code of its service category (服务事项).")
    quantity: int = strawberry.field(
        description="Places wanted (数量): open, committed and fulfilled together."
    )
    open_quantity: int = strawberry.field(description="Places nobody has taken (待认领).")
    committed_quantity: int = strawberry.field(description="Places taken, not yet served (已认领).")
    fulfilled_quantity: int = strawberry.field(description="Places served and confirmed (已完成).")
    measure: str = strawberry.field(
        description="What it is counted in (单位).", graphql_type=Measure
    )
    hours: Hours = strawberry.field(description="Planned person-hours a place (时长).")
    mandatory: bool = strawberry.field(description="The need is covered only with it (必需).")
    qualification: str = strawberry.field(
        description="Code of the proof asked for (资质); '' for none."
    )
    min_level: int = strawberry.field(description="Least level of the skill, 0 to 3 (最低等级).")
    slots: list[str] = strawberry.field(
        description="Weekly times '1 19:00-20:30' (1 = Monday); empty: any time (时间)."
    )
    window_start: DateTime | None = strawberry.field(description="First instant to serve it (起).")
    window_end: DateTime | None = strawberry.field(description="Last instant to serve it (止).")
    remote_ok: bool = strawberry.field(description="Can be done from afar (可远程).")
    radius_m: int | None = strawberry.field(description="Farthest giver in metres (半径).")
    urgency: int = strawberry.field(description="How urgent (紧急程度).", graphql_type=Urgency)
    classified_by: str = strawberry.field(
        description="Who chose the category (归类方式).", graphql_type=ClassifiedBy
    )
    version: int = strawberry.field(description="Rises with each change; for `expectedVersion`.")

    @strawberry.field
    async def need(self, info: Info) -> Need | None:
        """The need it belongs to (需求)."""
        return await ref(self.value.need_id, info)

    @strawberry.field
    def category(self) -> ServiceCategory | None:
        """Its service category (服务事项)."""
        return viewed(category_of(self.value.category_code))

    @strawberry.field(metadata=owned("cobuilding"))
    async def matches(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        filter_by: MatchFilterIn = None,
    ) -> Connection[Annotated["Match", strawberry.lazy("schema.cobuilding.matches")]]:
        """Offers that fit it (候选), each explained: shortlisted first, then by score."""
        window = window_of(BY_SCORE, first, after, None, None)
        least = None if filter_by is None else filter_by.min_score
        place = self.value.area_path
        page, total = await matches_of_line(info, self.id, place, window, least)
        return connection_of(page, BY_SCORE, viewed, partial(_known, total))

    @strawberry.field(metadata=owned("cobuilding"))
    async def near_misses(
        self, info: Info
    ) -> list[Annotated["Match", strawberry.lazy("schema.cobuilding.matches")]]:
        """Offers one step short (差一步), with what would help; 3 at most."""
        found = await near_misses_of_line(info, self.id, self.value.area_path)
        return [viewed(match) for match in found]


async def _known(total: int) -> int:
    return total
