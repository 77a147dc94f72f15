"""The twelve gates (准入条件): what forbids a pair, whatever its score. Source: matching.md 4.

All are evaluated; the first closed one in the order of `CODES` is the one told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntFlag
from functools import cache

from graph.matching import week
from graph.matching.model import Decision, GateState, Line, Millis, Offer, Party, Ties
from graph.matching.place import COMMUNITY, common_depth, metres
from graph.matching.policy import Policy
from graph.taxonomy import taxonomy

HOUR_MS = 3_600_000

WHOLE_LINE_PLACES = 20
"""A SKILL line of more places is cut into portions of a twentieth. Source: matching.md 10.1."""

MOST_PORTIONS = 10
"""A RESOURCE line is cut into at most ten portions. Source: matching.md 10.1."""

SPEED_M_PER_H = {"VEHICLE": 25_000}
"""By which a call's arrival is reckoned; on foot 4.5 km/h. Source: matching.md 12."""
WALKING_M_PER_H = 4_500


class Gate(IntFlag):
    """One bit per gate; the order of the bits is the order of telling."""

    WITHDRAWN = 1
    PAUSED = 2
    CONSENT = 4
    REACH = 8
    CATEGORY = 16
    LEVEL = 32
    QUALIFICATION = 64
    TIME = 128
    RADIUS = 256
    CAPACITY = 512
    CONFLICT = 1024
    DISMISSED = 2048


CODES = tuple(gate.name for gate in Gate if gate.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One pair with all that decides about it; `now` in ms UTC.

    `claim`: the provider asks for it itself, so no consent to dispatch is needed.
    """

    line: Line
    offer: Offer
    party: Party
    ties: Ties
    decision: Decision
    policy: Policy
    now: Millis
    claim: bool = False

    @property
    def starts(self) -> Millis:
        """When the window starts, not before now."""
        return max(self.now, self.line.window_start or self.now)

    @property
    def ends(self) -> Millis:
        """When the window ends; where none is set, when it starts."""
        return max(self.starts, self.line.window_end or self.starts)

    @property
    def is_paired(self) -> bool:
        """True where the provider, or a member's unit, is paired with the community."""
        return (self.offer.unit_id or self.offer.provider_id) in self.ties.paired_units

    @property
    def is_remote(self) -> bool:
        """True where the job can be done, and is offered, from afar."""
        return self.line.remote_ok and self.offer.remote

    @property
    def distance_m(self) -> float | None:
        """Metres between line and offer, None where a point is missing."""
        line, offer = self.line, self.offer
        if line.lat is None or line.lng is None or offer.lat is None or offer.lng is None:
            return None
        return metres(line.lat, line.lng, offer.lat, offer.lng)


def closed(pair: Pair) -> Gate:
    """Return the closed gates as a bit mask; 0 = the pair may be scored."""
    mask = 0
    for gate, is_closed in _TESTS:
        if is_closed(pair):
            mask |= gate
    return Gate(mask)


def is_open(pair: Pair) -> bool:
    """Return whether all gates are open; asks no further than the first closed one."""
    return not any(is_closed(pair) for _, is_closed in _TESTS)


@cache
def states(mask: Gate) -> tuple[GateState, ...]:
    """Return the twelve gates of a mask, in the order of telling."""
    return tuple(GateState(gate.name or "", not mask & gate) for gate in Gate)


def gates(  # noqa: PLR0913, PLR0917 (a pair is decided by all of these)
    line: Line,
    offer: Offer,
    party: Party,
    ties: Ties,
    decision: Decision,
    policy: Policy,
    now: Millis,
    *,
    claim: bool = False,
) -> tuple[GateState, ...]:
    """Return the twelve gates of one pair, in the order of telling."""
    pair = Pair(
        line=line,
        offer=offer,
        party=party,
        ties=ties,
        decision=decision,
        policy=policy,
        now=now,
        claim=claim,
    )
    return states(closed(pair))


def marks(pair: Pair) -> tuple[str, ...]:
    """Return what must be said beside the score of an open pair. Source: matching.md 4 and 5."""
    found = list[str]()
    if not _in_reach(pair) and not _out_of_reach(pair):
        found.append("OUTSIDE_REACH")
    if pair.offer.kind == "Resource" and _free_quantity(pair) is None:
        found.append("QUANTITY_UNKNOWN")
    if pair.line.is_emergency:
        found.append("EMERGENCY_WEIGHTS")
    if pair.decision.verdict in ("SHORTLISTED", "TAKEN") and pair.decision.is_in_force(pair.now):
        found.append(pair.decision.verdict)
    return tuple(found)


def needed_minutes(line: Line) -> int:
    """Return the minutes one place needs: of a week (RECURRING) or of the occasion.

    matching.md 5.3.
    """
    return round(60 * line.hours)


def shared_minutes(line: Line, offer: Offer) -> int:
    """Return the minutes of one week that suit both.

    All of the line's where the offer names none.
    """
    return week.overlap(line.slots, offer.slots, week.weekdays(line.window_start, line.window_end))


def kinds_meet(line: Line, offer: Offer) -> bool:
    """Return whether a line of this kind can be served by such an offer. Source: matching.md 1."""
    if line.kind == "SKILL":
        return offer.kind == "Skill" or offer.resource_kind in ("PERSONNEL", "SERVICE")
    return offer.kind == "Resource"


def radius_m(line: Line, offer: Offer, policy: Policy) -> int:
    """Return how far an offer may be, metres; critical urgency and calls double it.

    matching.md 5.2, 12.
    """
    radius = line.radius_m
    if radius is None:
        radius = policy.vehicle_radius_m if offer.travel == "VEHICLE" else policy.foot_radius_m
    return radius * 2 if line.urgency == 3 or line.call_level else radius  # noqa: PLR2004 (特急)


def smallest_lot(line: Line) -> int:
    """Return the least quantity that helps: one portion of the line. Source: matching.md 10.1."""
    if line.kind == "SKILL":
        return (
            -(-line.open_quantity // WHOLE_LINE_PLACES)
            if line.open_quantity > WHOLE_LINE_PLACES
            else 1
        )
    return -(-line.open_quantity // MOST_PORTIONS)


def _withdrawn(pair: Pair) -> bool:
    line, offer = pair.line, pair.offer
    if not (line.is_matchable and offer.is_matchable):
        return True
    ended = offer.valid_until is not None and offer.valid_until < pair.starts
    return ended or (
        offer.valid_from is not None
        and line.window_end is not None
        and offer.valid_from > pair.ends
    )


def _paused(pair: Pair) -> bool:
    until = pair.party.paused_until
    return pair.party.state in ("DISSOLVED", "LEFT") or (until is not None and until > pair.starts)


def _without_consent(pair: Pair) -> bool:
    return pair.party.kind == "Member" and not pair.party.consent and not pair.claim


def _in_reach(pair: Pair) -> bool:
    """Return whether the owner offers it here: by reach, or as a paired unit's resource."""
    line, offer = pair.line, pair.offer
    if offer.reach in (line.district, line.city, line.province):
        return True
    return offer.kind == "Resource" and offer.provider_id in pair.ties.paired_units


def _out_of_reach(pair: Pair) -> bool:
    if _in_reach(pair):
        return False
    line, offer = pair.line, pair.offer
    urgent = line.urgency >= 2 or line.call_level is not None  # noqa: PLR2004 (紧急)
    near = offer.reach in line.neighbours or (urgent and offer.reach.startswith(line.city))
    return not near or offer.visibility != "PUBLIC"


def _other_category(pair: Pair) -> bool:
    near = taxonomy().closure(pair.line.category_code, pair.policy)
    return not kinds_meet(pair.line, pair.offer) or pair.offer.category_code not in near


def _below_level(pair: Pair) -> bool:
    return pair.offer.effective_level < pair.line.min_level


def _unqualified(pair: Pair) -> bool:
    code, until = pair.line.qualification, pair.offer.qualification_until
    if not code:
        return False
    return not taxonomy().satisfies(code, pair.offer.qualifications) or (
        until is not None and until < pair.ends
    )


def _bad_time(pair: Pair) -> bool:
    line, offer = pair.line, pair.offer
    if offer.slots and 2 * shared_minutes(line, offer) < needed_minutes(line):
        return True
    ready = pair.now + offer.lead_hours * HOUR_MS
    if line.window_end is not None and ready > line.window_end:
        return True
    return line.arrive_by is not None and ready + _journey_ms(pair) > line.arrive_by


def _journey_ms(pair: Pair) -> int:
    """Return how long the way takes.

    Unknown is not told apart from none, so that it closes nothing.
    """
    speed = SPEED_M_PER_H.get(pair.offer.travel, WALKING_M_PER_H)
    return round((pair.distance_m or 0.0) * HOUR_MS / speed)


def _too_far(pair: Pair) -> bool:
    distance = pair.distance_m
    if distance is None or distance <= radius_m(pair.line, pair.offer, pair.policy):
        return False
    same = common_depth(pair.line.area_path, pair.offer.area_path) >= COMMUNITY
    return not (same or pair.is_paired or pair.is_remote)


def _free_quantity(pair: Pair) -> int | None:
    """Return the quantity that can be compared, None where it is unknown or in another measure."""
    offer, line = pair.offer, pair.line
    return offer.quantity if offer.measure and offer.measure == line.measure else None


def _full(pair: Pair) -> bool:
    line, offer, party = pair.line, pair.offer, pair.party
    if line.call_level in ("I", "II"):
        return False
    jobs = ((party.capacity_jobs, party.live_jobs), (offer.capacity_jobs, offer.live_jobs))
    if any(capacity is not None and live >= capacity for capacity, live in jobs):
        return True
    if party.hours_left is not None and party.hours_left < line.hours:
        return True
    quantity = _free_quantity(pair) if offer.kind == "Resource" else None
    return quantity is not None and quantity < smallest_lot(line)


def _conflicting(pair: Pair) -> bool:
    line, party = pair.line, pair.party
    own = set(line.beneficiary_ids)
    if line.raiser_id and line.need_kind != "ACTIVITY":
        own.add(line.raiser_id)
    return (
        pair.offer.provider_id in own
        or bool(own & party.same_address_as)
        or pair.decision.known_conflict
    )


def _dismissed(pair: Pair) -> bool:
    return pair.decision.verdict == "DISMISSED" and pair.decision.is_in_force(pair.now)


_TESTS: tuple[tuple[int, Callable[[Pair], bool]], ...] = (
    (Gate.WITHDRAWN.value, _withdrawn),
    (Gate.PAUSED.value, _paused),
    (Gate.CONSENT.value, _without_consent),
    (Gate.REACH.value, _out_of_reach),
    (Gate.CATEGORY.value, _other_category),
    (Gate.LEVEL.value, _below_level),
    (Gate.QUALIFICATION.value, _unqualified),
    (Gate.TIME.value, _bad_time),
    (Gate.RADIUS.value, _too_far),
    (Gate.CAPACITY.value, _full),
    (Gate.CONFLICT.value, _conflicting),
    (Gate.DISMISSED.value, _dismissed),
)
