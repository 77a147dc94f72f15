"""How a draft of a project gathers what it needs: from chosen matches, or from what is named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from graph.cobuilding import rules
from graph.cobuilding.model import Participation, Project
from graph.cobuilding.store import PARTICIPATION, PROJECT
from graph.communities.model import Need
from graph.communities.store import COMMUNITY, NEED, REQUIREMENT
from graph.deed import Deed
from graph.errors import Conflict, GateClosed, NotFound
from graph.inputs import Between, Choice, Instant
from graph.members.model import Member, Skill
from graph.members.store import MEMBER, SKILL
from graph.things import Id, Ref
from graph.units.model import Resource, Unit
from graph.units.store import RESOURCE, UNIT

Goal = Annotated[
    str, "What will be different for residents (目标), 1–500 characters.", Between(1, 500)
]
ProjectKind = Annotated[
    str,
    "What sort of project it is.",
    Choice("ProjectKind", ("LIVELIHOOD", "ACTIVITY", "POST", "RENEWAL", "SECRETARY")),
]
Count = Between(0, 2_000_000_000)


@dataclass(frozen=True, kw_only=True)
class Metric:
    """What is counted to measure success (成效指标), such as 学员 20 → 40."""

    name: Annotated[str, "What is counted, 1–40 characters.", Between(1, 40)]
    measure: Annotated[str | None, "In what it is counted.", Between(0, 20)] = None
    baseline: Annotated[int | None, "Its value at the beginning.", Count] = None
    target: Annotated[int | None, "Its value wanted at the end.", Count] = None


@dataclass(frozen=True, kw_only=True)
class Instants:
    """From when and until when something runs."""

    starts_at: Annotated[int | None, "From when.", Instant()] = None
    ends_at: Annotated[int | None, "Until when.", Instant()] = None


@dataclass(frozen=True, kw_only=True)
class NewParticipant:
    """A unit or member asked to take part, and what it pledges (参建)."""

    party_id: Annotated[Id, "The unit or member."]
    role: Annotated[
        str,
        "What it does in the project.",
        Choice("ParticipationRole", ("LEAD", "PARTNER", "FUNDER", "VENUE")),
    ] = "PARTNER"
    pledged_quantity: Annotated[int | None, "How many it brings.", Count] = None
    pledged_hours: Annotated[float | None, "Hours it brings.", Between(0, 100_000)] = None
    pledged_fen: Annotated[int | None, "Money it brings, fen.", Count] = None


async def drafted(
    deed: Deed,
    match_ids: Sequence[str],
    community_id: Id | None,
    need_ids: Sequence[Id],
    participants: Sequence[NewParticipant],
) -> Project:
    """Return a project with needs, place, lead and the first need's title; create participations.

    Raises:
        NotFound: a match, need, community or party that is not there for the viewer.
        InvalidInput: no community follows from the needs.
        GateClosed: an offer of a match is not open any more.
        Conflict: a need of a match is done; a party is named twice in one role.
    """
    chosen = [await _chosen(deed, id) for id in dict.fromkeys(match_ids)]
    needs = _distinct([need for need, _ in chosen], [await deed.look(NEED, id) for id in need_ids])
    place = community_id or Id(rules.one_place({need.community_id: need.id for need in needs}))
    community = await deed.look(COMMUNITY, place)
    pledged = rules.pledges(pledge for _, pledge in chosen)
    parties = [(one, await _party(deed, one.party_id)) for one in participants]
    served = {one.party_id for one in pledged}
    known = [*(one.party_id for one in pledged), *(party.id for _, party in parties)]
    lead = next(
        (party.id for one, party in parties if one.role == "LEAD"),
        rules.lead_among(known, deed.viewer),
    )
    project = Project(
        id=deed.new_ref(PROJECT),
        title=needs[0].title if needs else "",
        category_code=needs[0].category_code if needs else None,
        area_path=community.area_path,
        community_id=community.id,
        proposer_id=Ref(deed.viewer.id),
        lead_id=lead,
        need_ids=tuple(need.id for need in needs),
    )
    made = [_pledging(deed, project, one) for one in pledged]
    made += [
        _asked(deed, project, one, party, leads=party.id == lead and party.id not in served)
        for one, party in parties
    ]
    _are_distinct(made)
    deed.create(*made)
    return project


def with_metric(project: Project, metric: Metric | None) -> Project:
    """Return `project` measured by `metric`; None: as it was."""
    if metric is None:
        return project
    return replace(
        project,
        metric_name=metric.name.strip(),
        metric_measure=metric.measure,
        metric_baseline=metric.baseline,
        metric_target=metric.target,
        metric_current=metric.baseline,
    )


async def _chosen(deed: Deed, match_id: str) -> tuple[Need, rules.Pledge]:
    """Return the need of a match and what its giver pledges."""
    requirement_id, offer_id = rules.parts_of_match(match_id)
    line = await deed.look(REQUIREMENT, requirement_id)
    need = await deed.follow(NEED, line.need_id)
    if need.stage == "DONE":
        zh, en = "该需求已结束。", "This need is over."
        raise Conflict("NEED_IS_OVER", zh=zh, en=en, other_id=need.id)
    offer: Resource | Skill
    if offer_id.startswith("rs_"):
        offer = await deed.look(RESOURCE, offer_id)
        party = await deed.follow(UNIT, offer.unit_id)
    else:
        offer = await deed.look(SKILL, offer_id)
        party = await _giver(deed, offer)
    if offer.pool is None:
        raise GateClosed("WITHDRAWN")
    return need, rules.Pledge(
        party_id=party.id,
        area_path=party.area_path,
        match_ids=(match_id,),
        hours=line.hours,
        is_venue=isinstance(offer, Resource) and offer.kind == "VENUE",
    )


async def _giver(deed: Deed, skill: Skill) -> Unit | Member:
    """Return who signs for a skill: the member's unit, or the member where there is none."""
    if skill.unit_id is not None:
        return await deed.follow(UNIT, skill.unit_id)
    return await deed.follow(MEMBER, skill.member_id)


async def _party(deed: Deed, id: Id) -> Unit | Member:
    """Return the unit or member a client named.

    Raises:
        NotFound: not there, not in scope, or neither unit nor member.
    """
    if id.startswith("un_"):
        return await deed.look(UNIT, id)
    if id.startswith("mb_"):
        return await deed.look(MEMBER, id)
    raise NotFound(id)


def _distinct(*lists: list[Need]) -> list[Need]:
    return list({need.id: need for needs in lists for need in needs}.values())


def _pledging(deed: Deed, project: Project, pledge: rules.Pledge) -> Participation:
    return Participation(
        id=deed.new_ref(PARTICIPATION, anchor=pledge.party_id),
        state="PENDING",
        from_id=pledge.party_id,
        to_id=project.id,
        end_paths=(pledge.area_path, project.area_path),
        since=deed.now,
        role=rules.role_of(pledge, project.lead_id),
        match_ids=pledge.match_ids,
        pledged_hours=pledge.hours,
    )


def _asked(
    deed: Deed, project: Project, one: NewParticipant, party: Unit | Member, *, leads: bool
) -> Participation:
    return Participation(
        id=deed.new_ref(PARTICIPATION, anchor=party.id),
        state="PENDING",
        from_id=party.id,
        to_id=project.id,
        end_paths=(party.area_path, project.area_path),
        since=deed.now,
        role="LEAD" if leads and one.role == "PARTNER" else one.role,
        pledged_quantity=one.pledged_quantity,
        pledged_hours=one.pledged_hours,
        pledged_fen=one.pledged_fen,
    )


def _are_distinct(made: Sequence[Participation]) -> None:
    """Raise a refusal if a party takes part twice in one role (domain.md 3)."""
    seen = dict[tuple[str, str], Ref]()
    for one in made:
        if (one.from_id, one.role) in seen:
            zh, en = "同一参建方的同一角色只能有一条。", "A party takes part once in a role."
            raise Conflict("ONE_ACTIVE_PARTICIPATION", zh=zh, en=en, other_id=one.from_id)
        seen[one.from_id, one.role] = one.id
