"""A random city of three districts, and one district of the next city.

Lines, offers, parties, ties.

Small enough for brute force, varied enough that every gate closes and every round is used.
"""

from dataclasses import dataclass
from random import Random

from graph.matching.model import Decision, Decisions, Line, Offer, Party, Ties, match_id
from graph.text import fold

NOW = 1_772_668_800_000  # 5 March 2026, 08:00 in Wuhan
DAY = 86_400_000

DISTRICTS = {"420111": "4201", "420112": "4201", "420113": "4201", "420202": "4202"}
"""District code → city code; the last lies in another city, beside 420113."""
NEIGHBOURS = {
    "420111": ("420112",),
    "420112": ("420111", "420113"),
    "420113": ("420112", "420202"),
    "420202": ("420113",),
}
CATEGORIES = ("CUL-01", "CUL-03", "CUL-05", "CAR-03", "CAR-04", "LIV-02", "LIV-11", "SAF-03", "CUL")
SLOTS = ("1 09:00-11:00", "2 19:00-20:30", "2 18:00-21:00", "6 14:00-18:00", "7 08:00-12:00")
TEXTS = (
    "",
    "老年人英語班",
    "英语口语教学",
    "合唱队缺指导老师",
    "厨房漏水",
    "社区义诊量血压",
    "活动室开放",
)


@dataclass(frozen=True, slots=True)
class City:
    """What a store would have read: everything, by the keys matching asks for."""

    lines: list[Line]
    offers: list[Offer]
    parties: dict[str, Party]
    ties: dict[str, Ties]
    decisions: Decisions


def a_city(seed: int, *, lines: int = 12, offers: int = 80, members: int = 20) -> City:
    """Return the city of a seed: the same one each time."""
    chance = Random(seed)  # noqa: S311 (a fixture)
    communities = [
        f"/42/{city}/{district}/{district}00{street}/{district}00{street}00{community}/"
        for district, city in DISTRICTS.items()
        for street in (1, 2)
        for community in (1, 2)
    ]
    units = [f"un_{n}" for n in range(6)]
    made = [_line(chance, n, communities) for n in range(lines)]
    given = [_offer(chance, n, communities, units, members) for n in range(offers)]
    people = {line.raiser_id for line in made if line.raiser_id}
    parties = {offer.provider_id: _party(chance, offer, sorted(people)) for offer in given}
    ties = {f"cm_{n}": _ties(chance, n, units, sorted(parties)) for n in range(len(communities))}
    return City(made, given, parties, ties, _decisions(chance, made, given))


def _line(chance: Random, n: int, communities: list[str]) -> Line:
    at = chance.randrange(12)  # lines lie in the three districts of the city
    category = chance.choice(CATEGORIES[:-1])
    quantity = chance.choice((1, 1, 3, 30))
    start = NOW + chance.choice((-DAY, DAY, 5 * DAY))
    windowed = chance.random() < 0.4
    return Line(
        requirement_id=f"rq_{n}",
        need_id=f"nd_{n}",
        community_id=f"cm_{at}",
        community_name="碧海社区",
        area_path=communities[at] + chance.choice(("", f"g0{chance.randrange(1, 3)}/")),
        kind="RESOURCE" if category == "LIV-11" else "SKILL",
        category_code=category,
        text_folded=fold(chance.choice(TEXTS)),
        quantity=quantity,
        open_quantity=quantity - chance.choice((0, 0, quantity - 1)),
        committed_quantity=chance.choice((0, 0, 1)),
        measure=chance.choice(("HOUR", "SEAT")),
        hours=chance.choice((0.0, 1.5, 2.0, 6.0)),
        min_level=chance.choice((0, 0, 1, 2)),
        qualification="ELECTRICIAN" if category == "LIV-02" and chance.random() < 0.5 else "",
        slots=tuple(sorted(chance.sample(SLOTS, chance.choice((0, 0, 1, 2))))),
        window_start=start if windowed else None,
        window_end=start + chance.choice((DAY, 20 * DAY)) if windowed else None,
        remote_ok=chance.random() < 0.2,
        radius_m=chance.choice((None, None, 1000)),
        urgency=chance.choice((0, 0, 1, 2, 3)),
        need_kind=chance.choice(("NEED", "NEED", "ACTIVITY")),
        lat=30.0 + at * 0.004 if chance.random() < 0.8 else None,
        lng=114.0 + at * 0.004,
        raiser_id=f"mb_{chance.randrange(20)}" if chance.random() < 0.5 else None,
        partners={f"mb_{chance.randrange(20)}": f"pt_{n}"} if chance.random() < 0.3 else {},
        neighbours=NEIGHBOURS[communities[at].split("/")[3]],
        aging_since=NOW - chance.randrange(30) * DAY,
        difficulty=chance.randrange(1, 6),
    )


def _offer(chance: Random, n: int, communities: list[str], units: list[str], members: int) -> Offer:
    at = chance.randrange(len(communities))
    district = communities[at].split("/")[3]
    category = chance.choice(CATEGORIES)
    is_skill = category != "LIV-11" and chance.random() < 0.7
    provider = f"mb_{chance.randrange(members)}" if is_skill else chance.choice(units)
    level = chance.randrange(4)
    return Offer(
        id=f"{'sk' if is_skill else 'rs'}_{n}",
        kind="Skill" if is_skill else "Resource",
        resource_kind="" if is_skill else chance.choice(("PERSONNEL", "SERVICE", "VENUE")),
        provider_id=provider,
        provider_kind="Member" if is_skill else "Unit",
        unit_id=chance.choice((None, *units)) if is_skill else provider,
        community_id=f"cm_{at}" if is_skill else None,
        area_path=communities[at],
        category_code=category,
        reach=chance.choice((district, district, district, DISTRICTS[district], "42")),
        text_folded=fold(chance.choice(TEXTS)),
        level=level,
        verified=chance.random() < 0.7,
        remote=chance.random() < 0.2,
        travel=chance.choice(("FOOT", "VEHICLE")),
        slots=tuple(sorted(chance.sample(SLOTS, chance.choice((0, 1, 2))))),
        qualifications=frozenset(("ELECTRICIAN",) if chance.random() < 0.5 else ()),
        qualification_until=chance.choice((None, NOW + 3 * DAY)),
        valid_until=chance.choice((None, None, NOW + 2 * DAY)),
        lead_hours=chance.choice((0, 0, 48)),
        quantity=chance.choice((None, 1, 40)),
        measure=chance.choice(("HOUR", "SEAT")),
        capacity_jobs=None if is_skill else chance.choice((1, 4)),
        live_jobs=0 if is_skill else chance.randrange(2),
        quality=chance.choice((None, 400, 800, 1000)),
        grades=chance.randrange(6),
        lat=30.0 + at * 0.004 if chance.random() < 0.8 else None,
        lng=114.0 + at * 0.004,
        visibility=chance.choice(("PUBLIC", "PUBLIC", "AREA", "PARTIES")),
        state=chance.choice(("ACTIVE", "ACTIVE", "ACTIVE", "PAUSED")),
    )


def _party(chance: Random, offer: Offer, people: list[str]) -> Party:
    capacity = chance.choice((None, 1, 2, 4))
    return Party(
        id=offer.provider_id,
        kind=offer.provider_kind,
        state=chance.choice(
            ("ACTIVE",) * 9 + ("LEFT" if offer.provider_kind == "Member" else "DISSOLVED",)
        ),
        capacity_jobs=capacity,
        live_jobs=chance.randrange((capacity or 1) + 1),
        consent=chance.random() < 0.8,
        paused_until=NOW + 2 * DAY if chance.random() < 0.1 else None,
        same_address_as=frozenset(
            chance.sample(people, min(len(people), chance.choice((0, 0, 0, 1))))
        ),
    )


def _ties(chance: Random, n: int, units: list[str], people: list[str]) -> Ties:
    return Ties(
        community_id=f"cm_{n}",
        paired_units={unit: f"pw.{unit}.{n}" for unit in chance.sample(units, 2)},
        responsible={(chance.choice(units), chance.choice(("CUL-01", "CUL", "LIV"))): f"rf.{n}"},
        served_here=dict.fromkeys(chance.sample(people, 2), f"sr_{n}"),
        registered={who: f"ra.{who}" for who in chance.sample(people, 3)},
        quality_mean=chance.choice((660, 800)),
    )


def _decisions(chance: Random, lines: list[Line], offers: list[Offer]) -> Decisions:
    by_match, conflicts = dict[str, Decision](), set[tuple[str, str]]()
    for line in lines:
        for offer in chance.sample(offers, 4):
            by_match[match_id(line.requirement_id, offer.id)] = Decision(
                requirement_id=line.requirement_id,
                offer_id=offer.id,
                verdict=chance.choice(("SHORTLISTED", "DISMISSED", "TAKEN")),
                until=chance.choice((None, NOW - DAY, NOW + DAY)),
            )
        conflicts.add((line.requirement_id, f"mb_{chance.randrange(20)}"))
    return Decisions(by_match=by_match, conflicts=frozenset(conflicts))
