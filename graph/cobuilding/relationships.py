"""Acts on editable relationships (关系); the prefix of a rid says its type. domain.md 3 and 4."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from graph.acts import moves, starts
from graph.cobuilding import rules
from graph.cobuilding.model import Participation
from graph.cobuilding.store import PARTICIPATION
from graph.communities.store import COMMUNITY
from graph.deed import Deed
from graph.errors import Conflict, InvalidInput
from graph.inputs import BASES, Between, Choice, Instant, Reason
from graph.members.store import MEMBER
from graph.statements import Statement
from graph.things import Id, Ref
from graph.units.model import Pairing
from graph.units.store import LOCK_OPEN_PAIRINGS, OPEN_PAIRINGS, PAIRING, UNIT

Basis = Annotated[str, "Why it exists (依据).", Choice("Basis", BASES)]
Since = Annotated[int, "From when it holds.", Instant()]
Until = Annotated[int, "Until when it holds.", Instant()]
Note = Annotated[str, "A remark (备注), up to 500 characters.", Between(0, 500)]
Weight = Annotated[int, "Share of the unit's effort, 1–100.", Between(1, 100)]
LeaderId = Annotated[Id, "The member who leads it."]
CLEARABLE = {"until": "until", "basis": "basis", "note": "note", "leaderId": "leader_id"}
"""What can be emptied: name in the API to name in the model."""


@dataclass(frozen=True, kw_only=True)
class NewPairing:
    """A unit and the community it pairs with (结对)."""

    unit_id: Annotated[Id, "The unit."]
    community_id: Annotated[Id, "The community."]
    basis: Basis | None = None
    since: Annotated[Since | None, "Left out: from now, or from its confirmation."] = None
    until: Until | None = None
    note: Note | None = None
    weight: Weight = 1
    leader_id: LeaderId | None = None


@dataclass(frozen=True, kw_only=True)
class NewRelationship:
    """One relationship, by its type; exactly one is given."""

    one_of: ClassVar[bool] = True

    pairing: Annotated[NewPairing | None, "A unit paired with a community (结对)."] = None


Proposed = Pairing | Participation
Relationship = Annotated[NewRelationship, "The relationship, by its type."]


@starts(PAIRING, guard=rules.is_of_a_side)
async def propose_relationship(deed: Deed, *, relationship: Relationship) -> Pairing:
    """Propose a relationship (提出建立关系); the other side confirms or refuses it."""
    pairing = await _paired(deed, relationship)
    side = rules.side_of(pairing, deed.viewer)
    return replace(pairing, proposed_by=Ref(deed.viewer.id), proposed_side=side)


@starts(PAIRING, guard=rules.spans_both_ends)
async def create_relationship(deed: Deed, *, relationship: Relationship) -> Pairing:
    """Create a relationship (建立关系) that needs nobody's confirmation."""
    return await _paired(deed, relationship)


@moves(PAIRING, PARTICIPATION, guard=rules.can_be_confirmed, versioned=True)
def confirm_relationship(deed: Deed, edge: Proposed) -> Proposed:
    """Confirm a proposed relationship (确认); from now on it is in force."""
    if isinstance(edge, Participation):
        return rules.signed(edge, deed.now)
    return rules.confirmed(edge, deed.now)


@moves(PAIRING, PARTICIPATION, guard=rules.is_of_the_other_side, versioned=True)
def refuse_relationship(deed: Deed, edge: Proposed, *, reason: Reason) -> Proposed:
    """Refuse a proposed relationship (拒绝)."""
    return rules.unconfirmed(edge, "REFUSED")


@moves(PAIRING, PARTICIPATION)
def lapse_relationship(deed: Deed, edge: Proposed) -> Proposed:
    """Let a proposal lapse (逾期失效) that nobody answered in time."""
    return rules.unconfirmed(edge, "LAPSED")


@moves(PAIRING, versioned=True)
async def edit_relationship(  # noqa: PLR0913  a form
    deed: Deed,
    pairing: Pairing,
    *,
    weight: Weight | None = None,
    leader_id: LeaderId | None = None,
    since: Since | None = None,
    until: Until | None = None,
    basis: Basis | None = None,
    note: Note | None = None,
    clear: Annotated[
        Sequence[Annotated[str, Choice("", tuple(CLEARABLE))]],
        "Fields to empty: until, basis, note, leaderId.",
        Between(0, 4),
    ] = (),
) -> Pairing:
    """Correct an active relationship (修改关系); its ends never change, what is left out stays."""
    leader = None if leader_id is None else (await deed.look(MEMBER, leader_id)).id
    wanted = {"weight": weight, "leader_id": leader, "since": since, "until": until}
    wanted |= {"basis": basis, "note": note}
    given = {name: value for name, value in wanted.items() if value is not None}
    changed = replace(pairing, **dict.fromkeys(CLEARABLE[name] for name in clear), **given)
    if changed == pairing:
        zh, en = "没有任何修改。", "Nothing would change."
        raise InvalidInput("clear", zh=zh, en=en, code="REQUIRED")
    rules.dates_in_order(changed, deed.now)
    return changed


@moves(PAIRING, versioned=True)
def end_relationship(deed: Deed, pairing: Pairing, *, reason: Reason) -> Pairing:
    """End an active relationship (解除关系) now; it can be restored for 30 days."""
    return rules.ended(pairing, deed.now, reason)


@moves(PAIRING, guard=rules.has_held, versioned=True)
async def restore_relationship(deed: Deed, pairing: Pairing) -> Pairing:
    """Restore a relationship that was ended (恢复关系), as it was before."""
    await _is_free(deed, OPEN_PAIRINGS, pairing.from_id, pairing.to_id)
    return rules.restored(pairing, deed.now)


async def _paired(deed: Deed, relationship: NewRelationship) -> Pairing:
    """Return the pairing asked for, both ends seen and the unit's relationships locked."""
    asked = relationship.pairing
    if asked is None:
        zh, en = "请填写一种关系。", "Give one relationship."
        raise InvalidInput("relationship", zh=zh, en=en, code="REQUIRED")
    unit = await deed.look(UNIT, asked.unit_id)
    community = await deed.look(COMMUNITY, asked.community_id)
    leader = None if asked.leader_id is None else (await deed.look(MEMBER, asked.leader_id)).id
    await _is_free(deed, LOCK_OPEN_PAIRINGS, unit.id, community.id)
    pairing = Pairing(
        id=deed.new_ref(PAIRING, anchor=unit.id),
        from_id=unit.id,
        to_id=community.id,
        end_paths=(unit.area_path, community.area_path),
        since=deed.now if asked.since is None else asked.since,
        until=asked.until,
        basis=asked.basis,
        note=asked.note,
        weight=asked.weight,
        leader_id=leader,
    )
    rules.dates_in_order(pairing, deed.now)
    return pairing


async def _is_free(deed: Deed, statement: Statement, unit_id: Ref, community_id: Ref) -> None:
    """Raise a refusal if another pairing of the two is PENDING or ACTIVE (domain.md 3)."""
    for row in await deed.rows(statement, unit_id=unit_id, community_id=community_id):
        zh, en = "该单位与该社区已有结对关系。", "This unit and this community are paired already."
        raise Conflict("ONE_ACTIVE_PAIRING", zh=zh, en=en, other_id=row["id"])
