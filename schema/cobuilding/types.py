"""Views of projects, of what belongs to them, and of the unions that several lists share."""

from typing import Annotated, Any, Self

import strawberry

from graph.cobuilding.lists import (
    milestones_of_projects,
    needs_of_projects,
    notes_of_projects,
    participations_of_projects,
)
from graph.cobuilding.store import MILESTONE, PARTICIPATION, PROGRESS_NOTE, PROJECT
from graph.communities.categories import category_of
from schema.buttons import Acting
from schema.cobuilding.history import ORDER, Event, history_of
from schema.communities.types import Community, Need, ServiceCategory, Stage
from schema.context import Info
from schema.describe import described
from schema.members.types import Member, Skill
from schema.paging import After, Connection, First, window_of
from schema.references import Entity, Relationship, entity, ref, viewed
from schema.scalars import DateTime, Hours
from schema.units.types import Basis, RelationshipState, Resource, Unit
from schema.vocabulary import enumeration

ProjectKind = enumeration("ProjectKind")
ProjectState = enumeration("ProjectState")
ParticipationRole = enumeration("ParticipationRole")

Giver = Annotated[
    Unit | Member, strawberry.union("Giver", description="Who gives: a unit or a member (提供方).")
]
Offer = Annotated[
    Resource | Skill,
    strawberry.union("Offer", description="What is given: a resource or a skill (资源或专长)."),
]


@described
@strawberry.federation.type(shareable=True)
class ProjectMetric:
    """The measure of a project's success (成效指标)."""

    name: str = strawberry.field(description="What is counted (指标), such as pupils.")
    measure: str | None = strawberry.field(description="What it is counted in (单位).")
    baseline: int | None = strawberry.field(description="Before the project (基线); null: unknown.")
    target: int | None = strawberry.field(description="What it shall reach (目标).")
    current: int | None = strawberry.field(
        description="Where it stands (当前); null: not yet told."
    )

    @classmethod
    def of(cls, project: Any) -> Self | None:
        """Return the metric of a project; None: it has none yet."""
        if project.metric_name is None:
            return None
        return cls(
            name=project.metric_name,
            measure=project.metric_measure,
            baseline=project.metric_baseline,
            target=project.metric_target,
            current=project.metric_current,
        )


@entity(PROJECT, owner="cobuilding")
class Project(Acting, Entity):
    """A co-building project (共建项目): needs and givers, signed, followed, accepted."""

    title: str = strawberry.field(description="One line (标题).")
    goal: str | None = strawberry.field(
        description="What it wants to reach (目标); null: not written yet."
    )
    kind: str = strawberry.field(description="Its kind (类型).", graphql_type=ProjectKind)
    state: str = strawberry.field(description="Its state (状态).", graphql_type=ProjectState)
    stage: str = strawberry.field(
        description="The list stage of its state (阶段).", graphql_type=Stage
    )
    state_at: DateTime = strawberry.field(description="Since when it is in its state (状态时间).")
    due_at: DateTime | None = strawberry.field(description="When its clock runs out (期限).")
    category_code: str | None = strawberry.field(
        description="Code of its service category (服务事项), if chosen."
    )
    budget_fen: int = strawberry.field(description="Budget in fen, 1/100 yuan (预算).")
    starts_at: DateTime | None = strawberry.field(description="When it begins (开始).")
    ends_at: DateTime | None = strawberry.field(description="When it ends (结束).")
    meeting_at: DateTime | None = strawberry.field(
        description="Joint meeting that decides (联席会)."
    )
    progress_pct: int = strawberry.field(description="Progress, 0 to 100 (进度).")
    created_at: DateTime = strawberry.field(description="When it was written down (创建时间).")
    version: int = strawberry.field(description="Rises with each change; for `expectedVersion`.")

    @strawberry.field
    def metric(self) -> ProjectMetric | None:
        """The measure of its success (成效指标); null: none yet."""
        return ProjectMetric.of(self.value)

    @strawberry.field
    def category(self) -> ServiceCategory | None:
        """Its service category (服务事项), if chosen."""
        return viewed(category_of(self.value.category_code))

    @strawberry.field
    async def community(self, info: Info) -> Community | None:
        """The community it is delivered in (实施社区)."""
        return await ref(self.value.community_id, info)

    @strawberry.field
    async def proposer(self, info: Info) -> Giver | None:
        """Who proposed it (提出人)."""
        return await ref(self.value.proposer_id, info)

    @strawberry.field
    async def lead(self, info: Info) -> Giver | None:
        """Who leads it (牵头), if named."""
        return await ref(self.value.lead_id, info)

    @strawberry.field
    async def addresses(self, info: Info) -> list[Need]:
        """Needs it serves (对应需求), as far as the viewer sees them."""
        return [Need.of(need) for need in await info.context.below(needs_of_projects, self.id)]

    @strawberry.field
    async def participations(self, info: Info) -> "list[Participation]":
        """Units and members that take part (参建方), former ones among them."""
        found = await info.context.below(participations_of_projects, self.id)
        return [Participation.of(participation) for participation in found]

    @strawberry.field
    async def milestones(self, info: Info) -> "list[Milestone]":
        """Its steps (里程碑), oldest first."""
        found = await info.context.below(milestones_of_projects, self.id)
        return [Milestone.of(milestone) for milestone in found]

    @strawberry.field
    async def notes(self, info: Info) -> "list[ProgressNote]":
        """What was reported (进展), oldest first."""
        found = await info.context.below(notes_of_projects, self.id)
        return [ProgressNote.of(note) for note in found]

    @strawberry.field
    async def history(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Event]:
        """What happened to it (变更与事件), the earliest first."""
        return await history_of(info, self.id, window_of(ORDER, first, after, None, None))


@entity(MILESTONE, owner="cobuilding")
class Milestone(Entity):
    """A step of a project (里程碑)."""

    title: str = strawberry.field(description="One line (标题).")
    due_at: DateTime = strawberry.field(description="When it shall be done (计划完成).")
    done_at: DateTime | None = strawberry.field(
        description="When it was done (完成); null: not yet."
    )
    weight: int = strawberry.field(description="Share of the progress, 1 or more (权重).")
    mandatory: bool = strawberry.field(description="The project is complete only with it (必需).")

    @strawberry.field
    async def project(self, info: Info) -> Project | None:
        """The project it belongs to (项目)."""
        return await ref(self.value.project_id, info)


@entity(PROGRESS_NOTE, owner="cobuilding")
class ProgressNote(Entity):
    """What was reached, told by who did it (进展)."""

    text: str = strawberry.field(description="In their words (内容).")
    progress_pct: int | None = strawberry.field(description="Progress then, 0 to 100 (进度).")
    metric_value: int | None = strawberry.field(description="Value of the metric then (指标值).")
    at: DateTime = strawberry.field(description="When it was posted (时间).")

    @strawberry.field
    async def by(self, info: Info) -> Member | None:
        """Who posted it (填写人), if the viewer may see them."""
        return await ref(self.value.by_id, info)

    @strawberry.field
    async def project(self, info: Info) -> Project | None:
        """The project it belongs to (项目)."""
        return await ref(self.value.project_id, info)


@entity(PARTICIPATION, owner="cobuilding")
class Participation(Acting, Relationship):
    """A unit or member taking part in a project (参建)."""

    state: str = strawberry.field(description="Its state (状态).", graphql_type=RelationshipState)
    since: DateTime = strawberry.field(description="Since when (起始).")
    until: DateTime | None = strawberry.field(description="Until when (截止); null: no end.")
    basis: str | None = strawberry.field(
        description="On what it rests (依据).", graphql_type=Basis | None
    )
    note: str | None = strawberry.field(description="A remark (备注).")
    role: str = strawberry.field(
        description="The part taken (职责).", graphql_type=ParticipationRole
    )
    pledged_quantity: int | None = strawberry.field(description="Places pledged (承诺数量).")
    pledged_hours: Hours | None = strawberry.field(description="Hours pledged (承诺时长).")
    pledged_fen: int | None = strawberry.field(description="Money pledged in fen (承诺资金).")
    signed_at: DateTime | None = strawberry.field(
        description="When the party signed (签约); null: not yet."
    )
    version: int = strawberry.field(description="Rises with each change; for `expectedVersion`.")

    @strawberry.field
    async def party(self, info: Info) -> Giver | None:
        """Who takes part (参建方), if the viewer may see them."""
        return await ref(self.value.from_id, info)

    @strawberry.field
    async def project(self, info: Info) -> Project | None:
        """The project (项目)."""
        return await ref(self.value.to_id, info)

    @strawberry.field
    def match_ids(self) -> list[strawberry.ID]:
        """Ids of the matches it will serve with (匹配)."""
        return [strawberry.ID(id) for id in self.value.match_ids]
