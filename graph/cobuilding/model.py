"""Projects, their milestones, notes and participants, and their history, as values."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.things import Edge, Ref, Stateful, Thing, from_edges


@dataclass(frozen=True, kw_only=True)
class Project(Stateful):
    """A co-building project (共建项目).

    Attributes:
        kind: LIVELIHOOD, ACTIVITY, POST, RENEWAL or SECRETARY.
        lead_id: the unit that leads it.
        budget_fen: budget in fen, 1/100 yuan.
        metric_name: what is counted, such as 学员; with baseline, target and current value.
        accepted_by: member who accepted the result.
        unit_ids: units that take part (participations not ENDED).
        member_ids: members that take part.
        unsigned_ids: rids of the participations that are PENDING.
        participation_ids: rids of the participations that are PENDING or ACTIVE.
        open_milestones: mandatory milestones that are not done.
        need_ids: needs it addresses.
    """

    label = machine = "Project"
    derived = ("stage", "queue_key")

    title: str
    goal: str | None = None
    kind: str = "LIVELIHOOD"
    category_code: str | None = None
    area_path: str
    community_id: Ref
    proposer_id: Ref
    lead_id: Ref | None = None
    budget_fen: int = 0
    starts_at: int | None = None
    ends_at: int | None = None
    progress_pct: int = 0
    metric_name: str | None = None
    metric_measure: str | None = None
    metric_baseline: int | None = None
    metric_target: int | None = None
    metric_current: int | None = None
    evaluator_id: Ref | None = None
    accepted_by: Ref | None = None
    meeting_at: int | None = None
    unit_ids: tuple[Ref, ...] = from_edges(())
    member_ids: tuple[Ref, ...] = from_edges(())
    unsigned_ids: tuple[Ref, ...] = from_edges(())
    participation_ids: tuple[Ref, ...] = from_edges(())
    milestone_ids: tuple[Ref, ...] = from_edges(())
    open_milestones: int = from_edges(0)
    need_ids: tuple[Ref, ...] = from_edges(())

    @property
    def queue_key(self) -> str:
        """Its place in the list: '<stage>|<13-digit ms>|<id>'."""
        return f"{self.stage}|{self.state_at:013}|{self.id}"

    @property
    def parties(self) -> Mapping[str, frozenset[str]]:
        """The proposer; units and members that take part; the evaluator named."""
        proposer = frozenset({self.proposer_id})
        evaluator = frozenset({self.evaluator_id} if self.evaluator_id else ())
        return {
            "PROPOSER": proposer,
            "MEM": proposer | frozenset(self.member_ids),
            "LIA": frozenset(self.unit_ids),
            "THIRD_PARTY": evaluator,
        }


@dataclass(frozen=True, kw_only=True)
class Milestone(Thing):
    """A step of a project (里程碑).

    Attributes:
        weight: share of the progress, 1 or more.
        mandatory: the project is complete only when it is done.
    """

    label = "Milestone"

    project_id: Ref
    area_path: str
    title: str
    due_at: int
    done_at: int | None = None
    weight: int = 1
    mandatory: bool = True


@dataclass(frozen=True, kw_only=True)
class ProgressNote(Thing):
    """What was reached, told by who did it (进展).

    Attributes:
        progress_pct: 0..100, of the whole project.
        metric_value: value of the project's metric.
    """

    label = "ProgressNote"

    project_id: Ref
    area_path: str
    text: str
    progress_pct: int | None = None
    metric_value: int | None = None
    by_id: Ref
    at: int


@dataclass(frozen=True, kw_only=True)
class Participation(Edge):
    """A unit or member taking part in a project (参建): PARTICIPATES_IN.

    Attributes:
        role: LEAD, PARTNER, FUNDER or VENUE.
        match_ids: matches it will serve with.
        signed_at: when the party signed, UTC ms; absent before.
        project_state: state of the project it belongs to.
    """

    label = "PARTICIPATES_IN"

    role: str = "PARTNER"
    match_ids: tuple[str, ...] = ()
    pledged_quantity: int | None = None
    pledged_hours: float | None = None
    pledged_fen: int | None = None
    signed_at: int | None = None
    project_state: str = from_edges("")

    @property
    def places(self) -> tuple[str, ...]:
        """Where the project is carried out; the party's own place gives nobody a say."""
        return self.end_paths[1:]

    @property
    def waits(self) -> bool:
        """Nobody is asked to sign before the project is approved (domain.md 4)."""
        return self.state == "PENDING" and self.project_state != "APPROVED"

    @property
    def parties(self) -> Mapping[str, frozenset[str]]:
        """The unit through its liaisons, or the member."""
        return {"LIA": frozenset({self.from_id}), "MEM": frozenset({self.from_id})}


@dataclass(frozen=True, kw_only=True)
class Event(Thing):
    """One line of the history (变更与事件): what one act did to one thing. Its id is 'e1_<seq>'.

    Attributes:
        seq: its number; without gaps, in the order of the commits.
        at: when, UTC ms.
        act: name of the act.
        node_id: the node; of a relationship its from-side.
        rid: the relationship, if it is one.
        actor_id: the member who did it; SYS for the hub.
        on_behalf_of: for whom, if for somebody else.
        before: the properties that changed as they were, JSON text of a map.
        after: the same as they are since, and the reason if one was given.
        request_id: shared by all events of one deed.
    """

    label = "Event"

    seq: int
    at: int
    act: str
    node_id: str
    rid: str | None = None
    actor_id: str
    on_behalf_of: str | None = None
    area_path: str
    node_key: str
    before: str
    after: str
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipRow:
    """One editable relationship of whatever type, for tables and editors.

    Attributes:
        id: its rid.
        type: PAIRED_WITH, MEMBER_OF, REGISTERED_AT, HOLDS or PARTICIPATES_IN.
        since: from when it holds, UTC ms.
        until: until when, exclusive, UTC ms; absent: open.
        end_reason: why it ended, if it did.
    """

    id: str
    type: str
    from_id: str
    to_id: str
    since: int
    until: int | None
    basis: str | None
    note: str | None
    end_reason: str | None
    state: str
    version: int
