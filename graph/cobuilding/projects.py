"""Acts on projects (共建项目), in the order of a project's life: domain.md chapter 4.

How a draft gathers its needs and parties stands in `graph.cobuilding.drafts`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from graph.acts import edits, moves, starts
from graph.cobuilding import rules
from graph.cobuilding.drafts import (
    Goal,
    Instants,
    Metric,
    NewParticipant,
    ProjectKind,
    drafted,
    with_metric,
)
from graph.cobuilding.model import Milestone, ProgressNote, Project
from graph.cobuilding.store import MILESTONE, PARTICIPATION, PROGRESS_NOTE, PROJECT
from graph.communities import rules as categories
from graph.communities.needs import publish_need
from graph.communities.store import NEED
from graph.deed import Deed
from graph.errors import Conflict, GateClosed, NotFound
from graph.inputs import Between, CategoryCode, Instant, Reason, Title
from graph.members.store import MEMBER
from graph.things import Id, Ref

Budget = Annotated[int, "Budget (预算), fen.", Between(0, 2_000_000_000)]
WRITABLE = ("DRAFT", "RETURNED")
"""States in which a project's own words may be changed (our choice: nobody reviews what moves)."""
RUNNING = ("ACTIVE",)
PLANNABLE = ("DRAFT", "RETURNED", "APPROVED", "SIGNED", "ACTIVE")
"""States in which milestones may be added (our choice)."""


@starts(PROJECT, refuses=(GateClosed,))
async def draft_project(  # noqa: PLR0913  a form of a page
    deed: Deed,
    *,
    from_match_ids: Annotated[
        Sequence[str], "Matches chosen (选定的匹配): they bring needs and parties.", Between(0, 50)
    ] = (),
    community_id: Annotated[
        Id | None, "Where it is carried out; left out: the community of its needs."
    ] = None,
    title: Annotated[Title | None, "Left out: that of the first need."] = None,
    goal: Goal | None = None,
    kind: ProjectKind = "LIVELIHOOD",
    category_code: Annotated[
        CategoryCode | None, "Its category; left out: that of the first need."
    ] = None,
    metric: Annotated[Metric | None, "How success is measured (成效指标)."] = None,
    budget_fen: Budget = 0,
    when: Annotated[Instants | None, "From when and until when it runs."] = None,
    evaluator_id: Annotated[Id | None, "A member outside who will accept it (第三方)."] = None,
    need_ids: Annotated[Sequence[Id], "More needs it addresses.", Between(0, 50)] = (),
    participants: Annotated[
        Sequence[NewParticipant], "More units or members asked to take part.", Between(0, 50)
    ] = (),
) -> Project:
    """Draft a co-building project (起草共建项目) from chosen matches or from scratch."""
    draft = await drafted(deed, from_match_ids, community_id, need_ids, participants)
    project = replace(
        rules.titled(draft, title),
        goal=goal,
        kind=kind,
        category_code=category_code or draft.category_code,
        budget_fen=budget_fen,
        evaluator_id=await _evaluator(deed, evaluator_id),
    )
    if category_code:
        categories.leaf_of(category_code)
    return _dated(with_metric(project, metric), when)


@edits(PROJECT, by=("DIS", "COM", "PROPOSER"), within=WRITABLE)
async def edit_project(  # noqa: PLR0913  a form of a page
    deed: Deed,
    project: Project,
    *,
    title: Title | None = None,
    goal: Goal | None = None,
    kind: ProjectKind | None = None,
    category_code: CategoryCode | None = None,
    metric: Annotated[Metric | None, "How success is measured (成效指标)."] = None,
    budget_fen: Budget | None = None,
    when: Annotated[Instants | None, "From when and until when it runs."] = None,
    evaluator_id: Annotated[Id | None, "A member outside who will accept it (第三方)."] = None,
) -> Project:
    """Correct a project (修改项目) while it is a draft or was returned; what is left out stays."""
    if category_code:
        categories.leaf_of(category_code)
    changed = replace(
        rules.titled(project, title),
        goal=goal or project.goal,
        kind=kind or project.kind,
        category_code=category_code or project.category_code,
        budget_fen=project.budget_fen if budget_fen is None else budget_fen,
        evaluator_id=await _evaluator(deed, evaluator_id) or project.evaluator_id,
    )
    return _dated(with_metric(changed, metric), when)


@moves(PROJECT, guard=rules.is_complete)
def propose_project(deed: Deed, project: Project) -> Project:
    """Put a drafted or returned project before the community (提出)."""
    return project


@moves(PROJECT)
def take_up_project(
    deed: Deed,
    project: Project,
    *,
    meeting_at: Annotated[int, "When the joint meeting (联席会) deals with it.", Instant()],
) -> Project:
    """Put a proposed project on the agenda of a joint meeting (上会)."""
    return replace(project, meeting_at=meeting_at)


@moves(PROJECT, guard=rules.is_decided_by_another)
async def approve_project(deed: Deed, project: Project) -> Project:
    """Approve a project (立项); the parties are asked to sign it now."""
    for participation in await deed.reach_all(PARTICIPATION, project.unsigned_ids):
        deed.change(rules.asked_to_sign(participation, deed.now))
    return project


@moves(PROJECT)
def return_project(deed: Deed, project: Project, *, reason: Reason) -> Project:
    """Return a project for changes (退回修改); it can be proposed again."""
    return project


@moves(PROJECT)
def reject_project(deed: Deed, project: Project, *, reason: Reason) -> Project:
    """Reject a project (不予立项), for good."""
    return project


@moves(PROJECT, guard=rules.is_signers_turn)
async def sign_project(deed: Deed, project: Project) -> Project | None:
    """Sign an approved project (签约): each unit for itself, the community last; that moves it."""
    mine = rules.signed_by(project, deed.viewer)
    for participation in await deed.reach_all(PARTICIPATION, mine):
        deed.change(rules.signed(participation, deed.now))
    return None if mine else project


@moves(PROJECT)
async def start_project(deed: Deed, project: Project) -> Project:
    """Start a signed project (启动): the needs it addresses are published."""
    # Here the pledges will become commitments, ACCEPTED by the signature: the matches stand in
    # `match_ids` of the participations (domain.md 4, start_project).
    for need in await deed.follow_all(NEED, project.need_ids):
        if need.state == "SUBMITTED":
            await deed.then(publish_need(need.id))
    return project


@moves(PROJECT)
def suspend_project(deed: Deed, project: Project, *, reason: Reason) -> Project:
    """Pause an active project (暂停): no new commitments until it is resumed."""
    return project


@moves(PROJECT)
def resume_project(deed: Deed, project: Project, *, reason: Reason) -> Project:
    """Resume a paused project (恢复)."""
    return project


@edits(
    PROJECT,
    by=("COM", "LIA", "MEM"),
    within=PLANNABLE,
    guard=rules.is_led_by,
    refuses=(Conflict,),
    versioned=False,
)
def add_milestone(  # noqa: PLR0913  a form
    deed: Deed,
    project: Project,
    *,
    title: Title,
    due_at: Annotated[int, "By when it is to be reached.", Instant()],
    weight: Annotated[int, "Share of the progress, 1–100.", Between(1, 100)] = 1,
    mandatory: Annotated[bool, "The project is complete only when it is done."] = True,
) -> Project:
    """Add a milestone (里程碑) to a project."""
    milestone = Milestone(
        id=deed.new_ref(MILESTONE),
        project_id=project.id,
        area_path=project.area_path,
        title=title.strip(),
        due_at=due_at,
        weight=weight,
        mandatory=mandatory,
    )
    deed.create(milestone)
    return project


@edits(PROJECT, by=("COM", "LIA", "MEM"), within=RUNNING, guard=rules.is_led_by, versioned=False)
async def complete_milestone(
    deed: Deed, project: Project, *, milestone_id: Annotated[Id, "The milestone reached."]
) -> Project:
    """Mark a milestone of a running project as reached (完成里程碑)."""
    milestone = await deed.lock(MILESTONE, milestone_id)
    if milestone.project_id != project.id:
        raise NotFound(milestone_id)
    if milestone.done_at is not None:
        zh, en = "该里程碑已完成。", "This milestone is done already."
        raise Conflict("MILESTONE_DONE", zh=zh, en=en, other_id=milestone.id)
    deed.change(replace(milestone, done_at=deed.now))
    return project


@edits(PROJECT, by=("COM", "LIA", "MEM"), within=RUNNING, guard=rules.is_led_by, versioned=False)
def post_progress_note(
    deed: Deed,
    project: Project,
    *,
    text: Annotated[str, "What was reached (进展), 1–1,000 characters.", Between(1, 1000)],
    progress_pct: Annotated[int | None, "Of the whole project, 0–100.", Between(0, 100)] = None,
    metric_value: Annotated[
        int | None, "What the metric has reached.", Between(0, 2_000_000_000)
    ] = None,
) -> Project:
    """Tell what a running project has reached (进展); progress and metric follow."""
    note = ProgressNote(
        id=deed.new_ref(PROGRESS_NOTE),
        project_id=project.id,
        area_path=project.area_path,
        text=text.strip(),
        progress_pct=progress_pct,
        metric_value=metric_value,
        by_id=Ref(deed.viewer.id),
        at=deed.now,
    )
    deed.create(note)
    return replace(
        project,
        progress_pct=project.progress_pct if progress_pct is None else progress_pct,
        metric_current=project.metric_current if metric_value is None else metric_value,
    )


@moves(PROJECT, guard=rules.is_all_done)
def complete_project(deed: Deed, project: Project) -> Project:
    """Declare a project complete (完成); it waits to be accepted."""
    return project


@moves(PROJECT)
def accept_project(
    deed: Deed,
    project: Project,
    *,
    metric_value: Annotated[
        int | None,
        "What the metric has reached; left out: as last told.",
        Between(0, 2_000_000_000),
    ] = None,
) -> Project:
    """Accept a completed project (验收) by its result against the metric."""
    return rules.measured(project, metric_value, Ref(deed.viewer.id))


@moves(PROJECT)
def send_back_project(deed: Deed, project: Project, *, reason: Reason) -> Project:
    """Send a completed project back to work (退回整改)."""
    return project


@moves(PROJECT)
def archive_project(deed: Deed, project: Project) -> Project:
    """Archive an accepted project (归档)."""
    return project


@moves(PROJECT)
async def withdraw_project(deed: Deed, project: Project, *, reason: Reason) -> Project:
    """Withdraw a project (撤回) before it starts; the parties are free of it."""
    for participation in await deed.reach_all(PARTICIPATION, project.participation_ids):
        deed.change(rules.dropped(participation, deed.now, "WITHDRAWN"))
    return project


@moves(PROJECT)
def terminate_project(deed: Deed, project: Project, *, reason: Reason) -> Project:
    """Terminate a running project (终止); its needs stay."""
    return project


async def _evaluator(deed: Deed, id: Id | None) -> Ref | None:
    return None if id is None else (await deed.look(MEMBER, id)).id


def _dated(project: Project, when: Instants | None) -> Project:
    if when is None:
        return project
    rules.in_order(when.starts_at, when.ends_at)
    return replace(project, starts_at=when.starts_at, ends_at=when.ends_at)
