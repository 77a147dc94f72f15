"""The values matching works on.

Lines, offers, parties, ties, decisions, and the matches it makes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.matching.place import COMMUNITY, code_at, path_to

Millis = int
"""An instant, epoch milliseconds UTC."""

MATCHABLE_NEEDS = frozenset({"PUBLISHED", "IN_PROGRESS"})
"""States of a need whose lines are matchable. Source: domain.md section 3, `pool`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One open line (Requirement) with what matching needs of its Need and Community.

    `area_path` is the need's ('/42/4201/420112/420112003/420112003005/g02/'); codes of province,
    city and district follow from it. Quantities are in `measure`; `hours` per place (and week, if
    RECURRING). `raiser_id`, `beneficiary_ids`: whom a giver must not be. `partners`: members
    PARTNERED_WITH a beneficiary. `neighbours`: district codes beside ours. Source: domain.md
    section 3 (Requirement, Need); matching.md 3.2, `lines_for_matching`.
    """

    requirement_id: str
    need_id: str
    community_id: str
    area_path: str
    kind: str  # SKILL | RESOURCE
    category_code: str
    text_folded: str = ""  # the line's own words, else the need's
    quantity: int = 1
    open_quantity: int = 1
    committed_quantity: int = 0
    measure: str = ""
    hours: float = 0.0
    min_level: int = 0
    qualification: str = ""
    slots: tuple[str, ...] = ()  # '1 19:00-20:30', 1 = Monday; empty = any time
    window_start: Millis | None = None
    window_end: Millis | None = None
    remote_ok: bool = False
    radius_m: int | None = None
    urgency: int = 0  # 0..3
    need_kind: str = "NEED"  # NEED | WISH | POST | HAZARD | ACTIVITY
    need_state: str = "PUBLISHED"
    continuity: str = "ONE_OFF"  # ONE_OFF | RECURRING | STANDING
    lat: float | None = None  # of the need, else of its community
    lng: float | None = None
    raiser_id: str | None = None
    beneficiary_ids: frozenset[str] = frozenset()
    partners: Mapping[str, str] = field(default_factory=dict[str, str])  # member id → rid (1+1)
    published_at: Millis | None = None
    aging_since: Millis | None = None
    difficulty: int = 1  # 1..5
    mode: str = "PEACE"  # PEACE | EMERGENCY, of the community
    neighbours: tuple[str, ...] = ()  # codes of the districts beside the line's
    call_level: str | None = None  # I | II | III | IV; None: not a call
    arrive_by: Millis | None = None  # calls only
    community_name: str = ""

    @property
    def province(self) -> str:
        """Code of the province, such as '42'."""
        return code_at(self.area_path, 1)

    @property
    def city(self) -> str:
        """Code of the city, such as '4201'."""
        return code_at(self.area_path, 2)

    @property
    def district(self) -> str:
        """Code of the district, such as '420112'."""
        return code_at(self.area_path, 3)

    @property
    def street_path(self) -> str:
        """Path of the street, with both slashes."""
        return path_to(self.area_path, 4)

    @property
    def community_path(self) -> str:
        """Path of the community, with both slashes."""
        return path_to(self.area_path, COMMUNITY)

    @property
    def is_matchable(self) -> bool:
        """True while the need is open for matching and places are left."""
        return self.need_state in MATCHABLE_NEEDS and self.open_quantity > 0

    @property
    def is_emergency(self) -> bool:
        """True where the weights `emergency` apply. Source: matching.md 5 and 12."""
        return self.mode == "EMERGENCY" or self.urgency == 3 or self.call_level is not None  # noqa: PLR2004 (特急)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One active Skill or Resource. `provider_id` is its Member or Unit.

    `unit_id` of a Skill is the member's unit; of a Resource it is the provider. `community_id` of a
    Skill is the member's residence. `quality`: 0..1000, None = not graded yet; `grades`: how many
    grades count into it. `capacity_jobs`, `live_jobs`: the Resource's own (a Skill has none: its
    member has). Source: domain.md section 3; matching.md 3.2, `offers_in_pools`.
    """

    id: str
    kind: str  # Skill | Resource
    provider_id: str
    provider_kind: str  # Member | Unit
    area_path: str
    category_code: str
    reach: str  # code of district, city or province
    resource_kind: str = ""  # PERSONNEL | SERVICE | VENUE …; '' for a Skill
    unit_id: str | None = None
    community_id: str | None = None
    pool: str | None = None
    title: str = ""
    text_folded: str = ""
    level: int = 0  # 0..3; Resources count as 3
    verified: bool = False
    remote: bool = False  # Skill.remote_ok, or travel REMOTE
    travel: str = "FOOT"  # FOOT | VEHICLE | REMOTE
    slots: tuple[str, ...] = ()
    qualifications: frozenset[str] = frozenset()
    qualification_until: Millis | None = None
    valid_from: Millis | None = None
    valid_until: Millis | None = None
    lead_hours: int = 0
    quantity: int | None = None  # None = unknown (若干)
    measure: str = ""
    capacity_jobs: int | None = None
    live_jobs: int = 0
    quality: int | None = None
    grades: int = 0
    lat: float | None = None
    lng: float | None = None
    visibility: str = "PUBLIC"  # PUBLIC | AREA | PARTIES
    state: str = "ACTIVE"

    @property
    def is_matchable(self) -> bool:
        """True while the offer is in a pool. Source: domain.md section 3, `pool`."""
        return self.state == "ACTIVE" and self.visibility != "PARTIES"

    @property
    def effective_level(self) -> int:
        """Level 0..3 that counts: one lower while unverified from 2 up; 3 for Resources.

        matching.md 4.
        """
        if self.kind == "Resource":
            return 3
        return self.level - (self.level >= 2 and not self.verified)  # noqa: PLR2004 (专业)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A provider: one Member or Unit, with the facts only it has.

    `capacity_jobs` None = no quota. `same_address_as`: ids among the raisers and beneficiaries of
    the lines asked for whose address is the party's (compared in the graph; the address never
    leaves it). `hours_left`: of the month, None = not read (lists never read it).
    """

    id: str
    kind: str  # Member | Unit
    state: str = "ACTIVE"  # ACTIVE | LEFT | DISSOLVED
    capacity_jobs: int | None = None
    live_jobs: int = 0
    consent: bool = True
    paused_until: Millis | None = None
    same_address_as: frozenset[str] = frozenset()
    hours_left: float | None = None
    name: str = ""  # as domain.md section 2 lets this viewer read it (王*)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Facts of one community, read once. Every mapping ends in the rid or record id: the evidence.

    `paired_units`: unit id → rid. `responsible`: (unit id, category or top code) → rid.
    `served_here`: provider id → record id (served here in 180 d, graded ≥ 好). `registered`: member
    id → rid. `quality_mean`: of the line's district, frozen nightly, for providers without grades
    (q0).
    """

    community_id: str
    paired_units: Mapping[str, str] = field(default_factory=dict[str, str])
    responsible: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    served_here: Mapping[str, str] = field(default_factory=dict[str, str])
    registered: Mapping[str, str] = field(default_factory=dict[str, str])
    quality_mean: int = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided about one pair: '' where only a conflict is known.

    `until`: in force until, None = no end. `known_conflict`: a KNOWN_CONFLICT decision exists
    between the provider and a beneficiary of the line.
    """

    requirement_id: str
    offer_id: str
    verdict: str = ""  # SHORTLISTED | DISMISSED | TAKEN
    reason: str = ""
    until: Millis | None = None
    known_conflict: bool = False

    def is_in_force(self, now: Millis) -> bool:
        """Return whether the verdict still counts at `now`."""
        return self.until is None or self.until > now


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All decisions of some lines: by match id, and conflicts as (requirement id, provider id)."""

    by_match: Mapping[str, Decision] = field(default_factory=dict[str, Decision])
    conflicts: frozenset[tuple[str, str]] = frozenset()

    def of(self, line: Line, offer: Offer) -> Decision:
        """Return the decision about this pair, an empty one if there is none."""
        found = self.by_match.get(match_id(line.requirement_id, offer.id))
        known = (line.requirement_id, offer.provider_id) in self.conflicts
        if found and (found.known_conflict or not known):
            return found
        return Decision(
            requirement_id=line.requirement_id,
            offer_id=offer.id,
            verdict=found.verdict if found else "",
            reason=found.reason if found else "",
            until=found.until if found else None,
            known_conflict=known,
        )


@dataclass(frozen=True, slots=True)
class GateState:
    """One of the twelve gates for one pair."""

    code: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Bond:
    """One tie between provider and place: PAIRED, REGISTERED, PARTNER … (matching.md 5.4).

    `f` 0..1000 by the policy; `evidence` the rid or record id, '' if only the residence says it.
    """

    reason: str
    f: int
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the seven parts of a score: points = (max·f + 500) div 1000.

    `reason` is a code the explanation knows; `evidence` the rid or record id behind it, '' if none.
    """

    key: str
    points: int
    max: int
    f: int  # 0..1000
    reason: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A line and an offer with its gates, and its score if all are open.

    `score` is None and `parts` empty where a gate is closed: `closed` tells which, in order.
    `order` sorts a list: shortlisted first, then S falling, then blake2b-64 of the id.
    `bonds`: all ties, strongest first.
    `marks`: OUTSIDE_REACH, QUANTITY_UNKNOWN, EMERGENCY_WEIGHTS, SHORTLISTED, TAKEN.
    """

    id: str
    score: int | None
    parts: tuple[Part, ...]
    gates: tuple[GateState, ...]
    marks: tuple[str, ...]
    order: tuple[int, int, int]
    bonds: tuple[Bond, ...]
    policy_id: str
    at: Millis = field(compare=False)  # the moment the gates were asked
    line: Line = field(compare=False, repr=False)
    offer: Offer = field(compare=False, repr=False)
    party: Party = field(compare=False, repr=False)

    @property
    def closed(self) -> tuple[str, ...]:
        """Codes of the closed gates, the one to tell first."""
        return tuple(gate.code for gate in self.gates if not gate.is_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seek:
    """One seek of `offers_in_pools`: `bound` offers per label and pool group.

    `group_of`: pool → number of its group, for every one of `pools`.
    """

    pools: tuple[str, ...]
    group_of: Mapping[str, int]
    bound: int


def match_id(requirement_id: str, offer_id: str) -> str:
    """Return the id of a pair. Source: matching.md 1."""
    return f"mt.{requirement_id}.{offer_id}"
