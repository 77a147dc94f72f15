"""What projects and relationships allow. Pure; each rule names its source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from graph import states
from graph.cobuilding.model import Participation, Project
from graph.errors import Conflict, InvalidInput, NotAllowed, NotFound
from graph.things import Edge, Id, Ref
from graph.units.model import Pairing
from graph.viewer import Viewer

E = TypeVar("E", bound=Edge)

STREET_DECIDES_FEN = 5_000_000
"""Above 50,000 yuan the street decides (default; domain.md 4, LIMITS project_street_fen)."""
RESTORE_MS = 30 * 86_400_000
"""What ended can be restored for 30 days (default; domain.md 4, LIMITS restore_d)."""
NEVER_HELD = ("REFUSED", "LAPSED")
"""`end_reason` of what ended without ever being ACTIVE."""
_PARTS_OF_A_MATCH = 3  # 'mt', requirement, offer


def parts_of_match(id: str) -> tuple[Id, Id]:
    """Return the ids of the requirement and the offer of a match id 'mt.<requirement>.<offer>'.

    Raises:
        NotFound: it is no match id.
    """
    parts = id.split(".")
    if len(parts) != _PARTS_OF_A_MATCH or parts[0] != "mt":
        raise NotFound(id)
    return Id(parts[1]), Id(parts[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """What one party brings into a project: the matches it will serve with."""

    party_id: Ref
    area_path: str
    match_ids: tuple[str, ...]
    hours: float
    is_venue: bool


def pledges(found: Iterable[Pledge]) -> list[Pledge]:
    """Return one pledge per party, its matches and hours together, as the parties first appear."""
    by_party: dict[Ref, Pledge] = {}
    for one in found:
        known = by_party.get(one.party_id)
        by_party[one.party_id] = one if known is None else _together(known, one)
    return list(by_party.values())


def _together(one: Pledge, other: Pledge) -> Pledge:
    ids = tuple(dict.fromkeys((*one.match_ids, *other.match_ids)))
    venue = one.is_venue and other.is_venue
    return replace(one, match_ids=ids, hours=one.hours + other.hours, is_venue=venue)


def role_of(pledge: Pledge, lead_id: Ref | None) -> str:
    """Return the role of a party: LEAD, VENUE if it lends rooms only, else PARTNER."""
    if pledge.party_id == lead_id:
        return "LEAD"
    return "VENUE" if pledge.is_venue else "PARTNER"


def lead_among(parties: Sequence[Ref], viewer: Viewer) -> Ref | None:
    """Return who leads: the viewer's unit if it takes part, else the first unit, else the first."""
    units = [id for id in parties if id.startswith("un_")]
    own = [id for id in units if id in viewer.units]
    return next(iter((*own, *units, *parties)), None)


def one_place(places: Mapping[Ref, str]) -> Ref:
    """Return the one community among those of the needs, by id.

    Raises:
        InvalidInput: there is none, or more than one: a project is carried out in one community.
    """
    if len(places) != 1:
        zh, en = "请指明项目所在社区。", "Say in which community it is carried out."
        raise InvalidInput("community_id", zh=zh, en=en, code="REQUIRED")
    return next(iter(places))


def titled(project: Project, title: str | None) -> Project:
    """Return `project` with the title given; None: with its own.

    Raises:
        InvalidInput: there is neither.
    """
    words = (title or project.title).strip()
    if not words:
        raise InvalidInput("title", zh="请写明标题。", en="Give it a title.", code="REQUIRED")
    return replace(project, title=words)


def is_complete(project: Project, viewer: Viewer) -> None:
    """Raise a refusal unless the project says what residents will read.

    Source: domain.md chapter 4, Project, propose_project.

    Raises:
        InvalidInput: goal; need and category; or metric and milestone are missing.
    """
    if not project.goal:
        zh, en = "提交前请写明目标，居民会看到。", "State the goal first; residents will read it."
        raise InvalidInput("goal", zh=zh, en=en, code="REQUIRED")
    if not project.need_ids and not project.category_code:
        zh, en = (
            "请写明对应的需求或服务事项。",
            "Name the need it answers, or its service category.",
        )
        raise InvalidInput("category_code", zh=zh, en=en, code="REQUIRED")
    if not project.metric_name and not project.milestone_ids:
        zh, en = "请写明成效指标或里程碑。", "Say how success is measured, or add a milestone."
        raise InvalidInput("metric", zh=zh, en=en, code="REQUIRED")


def is_decided_by_another(project: Project, viewer: Viewer) -> None:
    """Raise a refusal if `viewer` proposed it, or the sum is the street's to decide.

    Source: domain.md chapters 2 (separation) and 4, approve_project.

    Raises:
        NotAllowed: the viewer proposed it; or more than 50,000 yuan and the viewer is not of the
            street.
    """
    if viewer.id == project.proposer_id:
        zh, en = "提出人不能独自批准自己的项目。", "The proposer alone does not approve."
        raise NotAllowed({"CHAIR", "COM", "STR"}, zh=zh, en=en)
    if project.budget_fen > STREET_DECIDES_FEN and "STR" not in viewer.roles_on(project):
        zh, en = "5万元以上的项目由街道批准。", "Above 50,000 yuan the street decides."
        raise NotAllowed({"STR"}, zh=zh, en=en)


def is_signers_turn(project: Project, viewer: Viewer) -> None:
    """Raise a refusal unless there is something for `viewer` to sign now.

    Source: domain.md chapter 4, sign_project: each party signs for itself, COM last.

    Raises:
        Conflict: the viewer's units have signed, or parties are missing and the viewer is the
            community.
    """
    if signed_by(project, viewer):
        return
    if "COM" in viewer.roles_on(project) and not project.unsigned_ids:
        return
    zh, en = (
        "您的单位已签约，或须待各方签约后由社区签约。",
        "Each party signs once, and the community last.",
    )
    first = min(project.unsigned_ids, default=None)
    raise Conflict("COMMUNITY_SIGNS_LAST", zh=zh, en=en, other_id=first)


def signed_by(project: Project, viewer: Viewer) -> list[Ref]:
    """Return the rids that `viewer` can sign now: those of units the viewer speaks for."""
    return [rid for rid in project.unsigned_ids if rid.split(".")[1] in viewer.units]


def is_led_by(project: Project, viewer: Viewer) -> None:
    """Raise a refusal unless `viewer` is of the community or leads the project.

    Source: domain.md chapter 4: milestones and progress notes are for COM and the lead.

    Raises:
        NotAllowed: the viewer's unit takes part, but another leads.
    """
    if "COM" not in viewer.roles_on(project) and project.lead_id not in (viewer.id, *viewer.units):
        zh, en = "由社区或牵头方进行。", "The community or whoever leads the project does this."
        raise NotAllowed({"COM", "LIA"}, zh=zh, en=en)


def is_all_done(project: Project, viewer: Viewer) -> None:
    """Raise a refusal while a mandatory milestone is open.

    Source: domain.md chapter 4, complete_project.

    Raises:
        Conflict: so many milestones are not done.
    """
    if project.open_milestones:
        left = project.open_milestones
        zh, en = f"还有{left}个必要里程碑未完成。", f"{left} mandatory milestones are not done."
        raise Conflict("MILESTONES_OPEN", zh=zh, en=en)


def measured(project: Project, value: int | None, by: Ref) -> Project:
    """Return `project` with the result its acceptance rests on.

    Source: domain.md chapter 4, accept_project: result against the metric.

    Raises:
        InvalidInput: it has a metric, and nobody has said what was reached.
    """
    reached = project.metric_current if value is None else value
    if project.metric_name and reached is None:
        zh, en = "验收前请填写指标的实际值。", "Say first what the metric has reached."
        raise InvalidInput("metric_value", zh=zh, en=en, code="REQUIRED")
    return replace(project, metric_current=reached, accepted_by=by)


def in_order(starts_at: int | None, ends_at: int | None) -> None:
    """Raise a refusal if a project would end before it starts.

    Raises:
        InvalidInput: it would.
    """
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        zh, en = "结束时间应晚于开始时间。", "It must end after it starts."
        raise InvalidInput("ends_at", zh=zh, en=en, code="OUT_OF_RANGE")


def asked_to_sign(participation: Participation, now: int) -> Participation:
    """Return `participation` with its clock begun: its project is approved (domain.md 4)."""
    approved = replace(participation, project_state="APPROVED")
    due_at, due_act = states.due(approved.machine, approved, approved.state, now)
    return replace(approved, due_at=due_at, due_act=due_act)


def signed(participation: Participation, now: int) -> Participation:
    """Return `participation` signed by its party now."""
    return replace(participation, state="ACTIVE", since=now, signed_at=now)


def dropped(participation: Participation, now: int, reason: str) -> Participation:
    """Return `participation` ended with its project; unsigned, it ends where it began."""
    until = now if participation.state == "ACTIVE" else participation.since
    return replace(participation, state="ENDED", until=until, end_reason=reason)


def spans_both_ends(pairing: Pairing, viewer: Viewer) -> None:
    """Raise a refusal unless `viewer` holds STR or DIS over both ends.

    Source: domain.md chapter 4, create_relationship: a pairing is created alone only by STR, DIS
        over both ends.

    Raises:
        NotAllowed: an end lies outside.
    """
    paths = [path for role, path in viewer.posts if role in ("STR", "DIS")]
    if not all(any(end.startswith(path) for path in paths) for end in pairing.end_paths):
        zh, en = (
            "结对须由一方提出、另一方确认。",
            "A pairing is proposed by one side and confirmed by the other.",
        )
        raise NotAllowed({"STR", "DIS"}, zh=zh, en=en)


def is_of_a_side(pairing: Pairing, viewer: Viewer) -> None:
    """Raise a refusal unless `viewer` is of a side: the unit's liaison, or the community.

    Source: domain.md chapter 4, propose_relationship; chapter 3: LIA or COM.

    Raises:
        NotAllowed: neither.
    """
    if side_of(pairing, viewer) is None:
        raise NotAllowed({"LIA", "COM"})


def side_of(pairing: Pairing, viewer: Viewer) -> str | None:
    """Return the side `viewer` speaks for: LIA, or COM (STR and DIS above it); None: neither."""
    if pairing.from_id in viewer.units:
        return "LIA"
    over = viewer.roles_over(pairing.end_paths[1:])
    return "COM" if over & {"COM", "DIS"} else None


def is_of_the_other_side(edge: Edge, viewer: Viewer) -> None:
    """Raise a refusal unless `viewer` is of the side that did not propose, or the party asked.

    Source: domain.md chapter 3, "confirmed by"; chapter 4, confirm_relationship and
        refuse_relationship.

    Raises:
        NotAllowed: it is for the other side.
    """
    if isinstance(edge, Pairing):
        side = {"LIA": "COM", "COM": "LIA"}.get(edge.proposed_side or "")
        sides = {side} if side else {"LIA", "COM"}
        mine = {"LIA"} if edge.from_id in viewer.units else set[str]()
        mine |= viewer.roles_over(edge.end_paths[1:]) & {"COM"}
        if not mine & sides or edge.proposed_by == viewer.id:
            zh, en = "由未提出的一方确认。", "The side that did not propose it answers."
            raise NotAllowed(sides, zh=zh, en=en)
    elif edge.from_id not in (viewer.id, *viewer.units):
        zh, en = "由参建方本身答复。", "Whoever is asked to take part answers."
        raise NotAllowed({"LIA", "MEM"}, zh=zh, en=en)


def can_be_confirmed(edge: Edge, viewer: Viewer) -> None:
    """Raise a refusal unless `viewer` may confirm `edge` now.

    Source: as is_of_the_other_side; a project is signed once it is approved (domain.md chapter 4,
        sign_project).

    Raises:
        NotAllowed: it is for the other side.
        Conflict: the project is not approved.
    """
    is_of_the_other_side(edge, viewer)
    if isinstance(edge, Participation) and edge.project_state != "APPROVED":
        zh, en = "项目立项后才能签约。", "A project is signed once it is approved."
        raise Conflict("PROJECT_NOT_APPROVED", zh=zh, en=en, other_id=edge.to_id)


def has_held(edge: Edge, viewer: Viewer) -> None:
    """Raise a refusal if `edge` never was ACTIVE: there is nothing to restore.

    Source: domain.md chapter 4, restore_relationship.

    Raises:
        Conflict: it was refused or lapsed.
    """
    if edge.end_reason in NEVER_HELD:
        zh, en = "该关系从未生效，请重新提出。", "It never was in force; propose it anew."
        raise Conflict("NEVER_IN_FORCE", zh=zh, en=en)


def dates_in_order(edge: Edge, now: int) -> None:
    """Raise a refusal unless `edge` ends after it begins, and after now.

    Source: domain.md chapter 5, I11.

    Raises:
        InvalidInput: it does not.
    """
    if edge.until is None:
        return
    if edge.until < edge.since:
        zh, en = "结束时间不能早于开始时间。", "It cannot end before it begins."
        raise InvalidInput("until", zh=zh, en=en, code="OUT_OF_RANGE")
    if edge.until <= now:
        zh, en = (
            "结束时间应在将来；现在结束请用“解除关系”。",
            "Give an end to come; to end it now, end it.",
        )
        raise InvalidInput("until", zh=zh, en=en, code="OUT_OF_RANGE")


def confirmed(pairing: Pairing, now: int) -> Pairing:
    """Return `pairing` in force: from the instant agreed, or from now if none was named."""
    return replace(pairing, since=now) if pairing.since == pairing.created_at else pairing


def unconfirmed(edge: E, why: str) -> E:
    """Return `edge` ended where it would have begun: it never was in force."""
    return replace(edge, until=edge.since, end_reason=why)


def ended(edge: E, now: int, reason: str) -> E:
    """Return `edge` ended now, or at its planned end if past; that is kept for a restoration."""
    until = max(edge.since, min(now, edge.until or now))
    return replace(edge, until=until, until_before=edge.until, end_reason=reason)


def restored(edge: E, now: int) -> E:
    """Return `edge` as before it was ended.

    Source: domain.md chapter 4, restore_relationship: undo within restore_d.

    Raises:
        Conflict: it ended more than 30 days ago, or would have ended by itself since.
    """
    if now - edge.state_at > RESTORE_MS or (edge.until_before or now + 1) <= now:
        zh, en = "已超过可恢复的期限，请重新建立。", "It is too late to restore it; create it anew."
        raise Conflict("RESTORE_TOO_LATE", zh=zh, en=en)
    return replace(edge, until=edge.until_before, until_before=None, end_reason=None)
