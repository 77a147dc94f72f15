"""What the rows of matching say, as values: lines as asked, places, offers, parties, decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from graph.cobuilding.places import Point, Points
from graph.communities.model import Community, Need, Requirement
from graph.communities.store import COMMUNITY, NEED, REQUIREMENT
from graph.connection import Row
from graph.matching.model import Decision, Line, Offer, Party, Ties
from graph.members.model import Member, Skill
from graph.members.store import MEMBER, SKILL
from graph.units.model import Resource, Unit
from graph.units.store import RESOURCE, UNIT

QUALITY_MEAN = 800
"""q0 of a district without one of its own yet (matching.md 5.5)."""
NO_POINT = 1000.0
"""Stands for an absent coordinate in a column: columns hold no nulls (engine.md R12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A line as it was read: its nodes, and whom a giver must not be.

    Attributes:
        partners: member id → rid of PARTNERED_WITH a beneficiary.
    """

    requirement: Requirement
    need: Need
    community: Community
    beneficiary_ids: frozenset[str] = frozenset()
    partners: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is known of one community: its node, its ties, and the districts around it.

    Attributes:
        neighbours: codes of the districts beside its own.
        city_districts: codes of all districts of its city.
    """

    community: Community
    ties: Ties
    neighbours: tuple[str, ...]
    city_districts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provided:
    """An offer as a list shows it: the entry, who provides it, and the unit of a member."""

    offer: Skill | Resource
    provider: Member | Unit
    unit: Unit | None = None


def line_of(asked: Asked, place: Place) -> Line:
    """Return a line as matching sees it.

    A need that is not an ACTIVITY stands itself among its beneficiaries: its own contact is theirs.
    """
    it, need, community = asked.requirement, asked.need, place.community
    is_activity = need.kind == "ACTIVITY"
    own = frozenset[str]() if is_activity else frozenset({str(need.id)})
    point = (need.lat, need.lng) if need.lat is not None else (community.lat, community.lng)
    return Line(
        requirement_id=it.id,
        need_id=need.id,
        community_id=community.id,
        community_name=community.name,
        area_path=it.area_path,
        kind=it.kind,
        category_code=it.category_code,
        text_folded=it.text_folded or need.text_folded,
        quantity=it.quantity,
        open_quantity=it.open_quantity,
        committed_quantity=it.committed_quantity,
        measure=it.measure,
        hours=it.hours,
        min_level=it.min_level,
        qualification=it.qualification,
        slots=it.slots,
        window_start=need.window_start if it.window_start is None else it.window_start,
        window_end=need.window_end if it.window_end is None else it.window_end,
        remote_ok=it.remote_ok,
        radius_m=it.radius_m,
        urgency=it.urgency,
        need_kind=need.kind,
        need_state=need.state,
        continuity=need.continuity,
        lat=point[0],
        lng=point[1],
        raiser_id=need.raised_by_id,
        beneficiary_ids=asked.beneficiary_ids | own,
        partners=asked.partners,
        published_at=need.published_at,
        aging_since=need.aging_since,
        difficulty=need.difficulty,
        mode=community.mode,
        neighbours=place.neighbours,
    )


def offer_of(provided: Provided, points: Points) -> Offer:
    """Return an offer that was read as a whole, at its own point or that of its place."""
    it = provided.offer
    point = points.at(it.area_path)
    if isinstance(it, Skill):
        return Offer(
            id=it.id,
            kind="Skill",
            provider_id=it.member_id,
            provider_kind="Member",
            area_path=it.area_path,
            category_code=it.category_code,
            reach=it.reach,
            unit_id=it.unit_id,
            community_id=it.community_id,
            pool=it.pool,
            title=it.title,
            text_folded=it.text_folded,
            level=it.level,
            verified=it.verified_at is not None,
            remote=it.remote_ok or it.travel == "REMOTE",
            travel=it.travel,
            slots=it.slots,
            qualifications=frozenset(it.qualifications),
            qualification_until=it.qualification_until,
            valid_until=it.valid_until,
            quality=it.quality,
            lat=point.lat if point else None,
            lng=point.lng if point else None,
            visibility=it.visibility,
            state=it.state,
        )
    if it.lat is not None and it.lng is not None:
        point = Point(it.lat, it.lng)
    return Offer(
        id=it.id,
        kind="Resource",
        provider_id=it.unit_id,
        provider_kind="Unit",
        area_path=it.area_path,
        category_code=it.category_code,
        reach=it.reach,
        resource_kind=it.kind,
        unit_id=it.unit_id,
        pool=it.pool,
        title=it.title,
        text_folded=it.text_folded,
        level=3,
        remote=it.travel == "REMOTE",
        travel=it.travel,
        slots=it.slots,
        qualifications=frozenset(it.qualifications),
        qualification_until=it.qualification_until,
        valid_from=it.valid_from,
        valid_until=it.valid_until,
        lead_hours=it.lead_hours,
        quantity=it.quantity,
        measure=it.measure,
        capacity_jobs=it.capacity_jobs,
        live_jobs=it.live_jobs,
        quality=it.quality,
        lat=point.lat if point else None,
        lng=point.lng if point else None,
        visibility=it.visibility,
        state=it.state,
    )


def asked_of(row: Row) -> Asked:
    """Return the line of a row of `lines_for_matching`."""
    return Asked(
        requirement=REQUIREMENT.of({"node": row["requirement"]}),
        need=NEED.of({"node": row["need"]}),
        community=COMMUNITY.of({"node": row["community"]}),
        beneficiary_ids=frozenset(row["beneficiary_ids"]),
        partners=dict(row["partners"]),
    )


def place_of(row: Row) -> Place:
    """Return the community of a row of `ties_of_communities`."""
    community = COMMUNITY.of({"node": row["community"]})
    nowhere: Mapping[str, Any] = {}  # a community that hangs in no district
    district: Mapping[str, Any] = next(iter(row["districts"]), nowhere)
    mean: int | None = district.get("quality_mean")
    return Place(
        community=community,
        ties=Ties(
            community_id=community.id,
            paired_units=dict(row["paired"]),
            responsible={(unit, category): rid for unit, category, rid in row["responsible"]},
            served_here=dict(row["served"]),
            registered=dict(row["registered"]),
            quality_mean=QUALITY_MEAN if mean is None else mean,
        ),
        neighbours=tuple(district.get("neighbours") or ()),
        city_districts=tuple(sorted({*row["city_districts"], district.get("code", "")} - {""})),
    )


def decision_of(node: Mapping[str, Any]) -> Decision:
    """Return the decision a MatchDecision keeps."""
    reason = node.get("reason") or ""
    return Decision(
        requirement_id=node["requirement_id"],
        offer_id=node["offer_id"],
        verdict=node["verdict"],
        reason=reason,
        until=node.get("until"),
        known_conflict=node["verdict"] == "DISMISSED" and reason == "KNOWN_CONFLICT",
    )


def parties_of(row: Row, shared: Mapping[str, Iterable[str]]) -> Iterable[Party]:
    """Yield the providers of a row of columns; `shared`: with whom each shares an address."""
    is_member = row["kind"] == "Member"
    for at, id in enumerate(row["id"]):
        yield Party(
            id=id,
            kind=row["kind"],
            state=row["state"][at],
            capacity_jobs=_known(row["capacity_jobs"][at]),
            live_jobs=row["live_jobs"][at],
            consent=row["consent"][at] if is_member else True,
            paused_until=_known(row["paused_until"][at]) if is_member else None,
            same_address_as=frozenset(shared.get(id, ())),
        )


def provided_of(row: Row) -> Provided:
    """Return the offer of a row of `offers_by_id`."""
    offer, provider = {"node": row["offer"]}, {"node": row["provider"]}
    if row["kind"] == "Resource":
        return Provided(offer=RESOURCE.of(offer), provider=UNIT.of(provider))
    units = [UNIT.of({"node": node}) for node in row["units"]]
    return Provided(
        offer=SKILL.of(offer), provider=MEMBER.of(provider), unit=units[0] if units else None
    )


def points_of(row: Row) -> Mapping[str, Point | None]:
    """Return the points of a row of kind Place, by path; None: the place has none."""
    return {
        path: None if NO_POINT in (lat, lng) else Point(lat, lng)
        for path, lat, lng in zip(row["id"], row["lat"], row["lng"], strict=True)
    }


def placed_by_area(rows: Iterable[Row]) -> set[str]:
    """Return the area paths of the offers in rows of columns that have no point of their own."""
    paths = set[str]()
    for row in rows:
        if row["kind"] != "Place":
            lats = row["lat"] or repeat(NO_POINT)  # a skill has none of its own
            paths |= {
                path for path, lat in zip(row["area_path"], lats, strict=False) if lat == NO_POINT
            }
    return paths


def offers_of(rows: Iterable[Row], points: Points) -> list[Offer]:
    """Return the offers of rows of columns, each at its own point or that of its place."""
    made = {"Skill": _skill, "Resource": _resource}
    return [
        made[row["kind"]](row, at, points)
        for row in rows
        if row["kind"] != "Place"
        for at in range(len(row["id"]))
    ]


def _skill(row: Row, at: int, points: Points) -> Offer:
    point = points.at(row["area_path"][at])
    return Offer(
        kind="Skill",
        provider_kind="Member",
        unit_id=row["unit_id"][at] or None,
        community_id=row["community_id"][at] or None,
        level=row["level"][at],
        verified=row["verified"][at],
        lat=point.lat if point else None,
        lng=point.lng if point else None,
        **_shared(row, at),
    )


def _resource(row: Row, at: int, points: Points) -> Offer:
    lat, lng = row["lat"][at], row["lng"][at]
    own = None if NO_POINT in (lat, lng) else Point(lat, lng)
    point = own or points.at(row["area_path"][at])
    return Offer(
        kind="Resource",
        provider_kind="Unit",
        unit_id=row["provider_id"][at],
        resource_kind=row["resource_kind"][at],
        level=3,
        valid_from=_known(row["valid_from"][at]),
        lead_hours=row["lead_hours"][at],
        quantity=_known(row["quantity"][at]),
        measure=row["measure"][at],
        capacity_jobs=_known(row["capacity_jobs"][at]),
        live_jobs=row["live_jobs"][at],
        lat=point.lat if point else None,
        lng=point.lng if point else None,
        **_shared(row, at),
    )


def _shared(row: Row, at: int) -> dict[str, Any]:
    """Return the fields both kinds of offer have."""
    reach, category, travel = row["reach"][at], row["category_code"][at], row["travel"][at]
    return {
        "id": row["id"][at],
        "provider_id": row["provider_id"][at],
        "area_path": row["area_path"][at],
        "category_code": category,
        "reach": reach,
        "pool": f"{reach}|{category}",
        "title": row["title"][at],
        "text_folded": row["text_folded"][at],
        "remote": row["remote"][at] or travel == "REMOTE",
        "travel": travel,
        "slots": tuple(row["slots"][at]),
        "qualifications": frozenset(row["qualifications"][at]),
        "qualification_until": _known(row["qualification_until"][at]),
        "valid_until": _known(row["valid_until"][at]),
        "quality": _known(row["quality"][at]),
        "visibility": row["visibility"][at],
    }


def _known(value: int) -> int | None:
    """Return a column's value, None where it stands for an absent one."""
    return None if value < 0 else value
