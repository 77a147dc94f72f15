"""A random city: three districts and one of the next city beside the last, in its own province.

So no test sees another's. Small, but varied enough that every gate closes and every round is used.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any

from graph.cobuilding.match_rows import Place
from graph.communities.model import Area, Community, Need, Requirement
from graph.matching.model import Ties, match_id
from graph.members.model import Member, Membership, Registration, Skill
from graph.things import Ref, Thing
from graph.units.model import Pairing, Resource, Unit
from tests.support.city import DAY, NOW, City

CATEGORIES = ("CUL-01", "CUL-03", "CUL", "LIV-02", "LIV-11")
SLOTS = ("1 09:00-11:00", "2 19:00-20:30", "2 18:00-21:00", "6 14:00-18:00", "7 08:00-12:00")
TEXTS = ("老年人英語班", "英语口语教学", "合唱队缺指导老师", "厨房漏水", "活动室开放")
HOMES = ("h1", "h2", "h3")
"""Hashes of addresses; several people live at each."""


def a_city(
    seed: int, *, lines: int = 8, members: int = 40, resources: int = 24, token: str | None = None
) -> City:
    """Return the city of a seed; `token` makes its codes and ids its own, left out: at random."""
    chance = Random(seed)  # noqa: S311  a fixture
    own = token or secrets.token_hex(4)
    city = City(province=f"p{own}")
    districts = _areas(city, own, chance)
    units = _units(city, own, chance)
    people = _members(city, own, chance, members, units)
    _skills(city, own, chance, people)
    _resources(city, own, chance, units, resources)
    _needs(city, own, chance, people, lines)
    _places(city, districts, chance, own)
    _records(city, own, chance)
    return city


def _areas(city: City, own: str, chance: Random) -> Mapping[str, Area]:
    """Make two cities: three districts, and one beside the third; two streets of two each."""
    top = Area(
        id=Ref(f"ar_{city.province}"),
        code=city.province,
        name="省",
        kind="PROVINCE",
        level=1,
        area_path=f"/{city.province}/",
    )
    city.things.append(top)
    cities = [_below(top, f"{letter}{own}", "CITY", 2) for letter in "cd"]
    names = [f"c{own}1", f"c{own}2", f"c{own}3", f"d{own}1"]
    beside = {0: (1,), 1: (0, 2), 2: (1, 3), 3: (2,)}
    districts = [
        replace(
            _below(cities[n // 3], code, "DISTRICT", 3),
            neighbours=tuple(names[other] for other in beside[n]),
            quality_mean=chance.choice((None, 660)),
        )
        for n, code in enumerate(names)
    ]
    streets = [_below(it, f"{it.code}0{n}", "STREET", 4) for it in districts for n in (1, 2)]
    city.things += [*cities, *districts, *streets]
    for number, street in enumerate(streets):
        for n in (1, 2):
            code = f"{street.code}00{n}"
            placed = chance.random() < 0.8
            city.things.append(
                Community(
                    id=Ref(f"cm_{code}"),
                    code=code,
                    name=f"社区{number}{n}",
                    area_path=f"{street.area_path}{code}/",
                    parent_id=street.id,
                    lat=30.0 + (2 * number + n) * 0.004 if placed else None,
                    lng=114.0 + n * 0.004 if placed else None,
                    mode="EMERGENCY" if chance.random() < 0.1 else "PEACE",
                )
            )
    return {it.code: it for it in districts}


def _below(parent: Area, code: str, kind: str, level: int) -> Area:
    return Area(
        id=Ref(f"ar_{code}"),
        code=code,
        name=code,
        kind=kind,
        level=level,
        area_path=f"{parent.area_path}{code}/",
        parent_id=parent.id,
    )


def _units(city: City, own: str, chance: Random) -> list[Unit]:
    communities = city.of(Community)
    made = list[Unit]()
    for n in range(6):
        seat = chance.choice(communities)
        capacity = chance.choice((None, 1, 4))
        made.append(
            Unit(
                id=Ref(f"un_{own}{n}"),
                name=f"单位{n}",
                seat_id=seat.id,
                area_path=seat.area_path,
                capacity_jobs=capacity,
                live_jobs=chance.randrange((capacity or 1) + 1),
                state=chance.choice(("ACTIVE",) * 6 + ("DISSOLVED",)),
            )
        )
    city.things += made
    for community in communities:
        for unit in chance.sample(made, 2):
            rid = Ref(f"pw.{unit.id}.{community.id}")
            state = chance.choice(("ACTIVE", "ACTIVE", "ENDED"))
            city.things.append(
                Pairing(id=rid, from_id=unit.id, to_id=community.id, state=state, since=NOW - DAY)
            )
    return made


def _members(city: City, own: str, chance: Random, number: int, units: list[Unit]) -> list[Member]:
    communities, made = city.of(Community), list[Member]()
    memberships, registrations = list[Thing](), list[Thing]()
    for n in range(number):
        home = chance.choice(communities)
        unit = chance.choice((None, *units))
        capacity = chance.choice((1, 2, 4))
        member = Member(
            id=Ref(f"mb_{own}{n:03}"),
            name=f"王小{n}",
            area_path=home.area_path,
            unit_id=unit.id if unit else None,
            community_id=home.id,
            capacity_jobs=capacity,
            live_jobs=chance.randrange(capacity + 1),
            consent=chance.random() < 0.8,
            paused_until=NOW + 2 * DAY if chance.random() < 0.1 else None,
            state="ACTIVE" if chance.random() < 0.95 else "LEFT",
        )
        made.append(member)
        if unit:
            rid = Ref(f"mo.{member.id}.{unit.id}")
            memberships.append(
                Membership(id=rid, from_id=member.id, to_id=unit.id, state="ACTIVE", since=NOW)
            )
        for place, kind in ((home, "RESIDENCE"), (chance.choice(communities), "UNIT")):
            rid = Ref(f"ra.{member.id}.{place.id}")
            if kind == "RESIDENCE" or (place is not home and chance.random() < 0.3):
                registrations.append(
                    Registration(
                        id=rid,
                        from_id=member.id,
                        to_id=place.id,
                        kind=kind,
                        state="ACTIVE",
                        since=NOW,
                    )
                )
    city.things += [*made, *memberships, *registrations]
    return made


def _skills(city: City, own: str, chance: Random, people: list[Member]) -> None:
    for n, member in enumerate([*people, *people[::2]]):
        city.things.append(
            Skill(
                id=Ref(f"sk_{own}{n:03}"),
                member_id=member.id,
                unit_id=member.unit_id,
                community_id=Ref(str(member.community_id)),
                area_path=member.area_path,
                title=chance.choice(TEXTS),
                level=chance.randrange(4),
                remote_ok=chance.random() < 0.2,
                verified_at=NOW - DAY if chance.random() < 0.7 else None,
                **_offered(chance, member.area_path, CATEGORIES[:-1]),
            )
        )


def _resources(city: City, own: str, chance: Random, units: list[Unit], number: int) -> None:
    for n in range(number):
        unit = chance.choice(units)
        placed = chance.random() < 0.3
        city.things.append(
            Resource(
                id=Ref(f"rs_{own}{n:03}"),
                unit_id=unit.id,
                area_path=unit.area_path,
                title=chance.choice(TEXTS),
                kind=chance.choice(("PERSONNEL", "SERVICE", "VENUE")),
                quantity=chance.choice((None, 1, 40)),
                measure=chance.choice(("HOUR", "SEAT")),
                capacity_jobs=chance.choice((1, 4)),
                live_jobs=chance.randrange(2),
                valid_from=chance.choice((None, None, NOW + 30 * DAY)),
                lead_hours=chance.choice((0, 0, 48)),
                lat=30.01 if placed else None,
                lng=114.01 if placed else None,
                **_offered(chance, unit.area_path, CATEGORIES),
            )
        )


def _offered(chance: Random, area_path: str, categories: tuple[str, ...]) -> dict[str, Any]:
    _, province, city, district = area_path.split("/")[:4]
    return {
        "category_code": chance.choice(categories),
        "reach": chance.choice((district, district, district, city, province)),
        "slots": tuple(sorted(chance.sample(SLOTS, chance.choice((0, 1, 2))))),
        "valid_until": chance.choice((None, None, NOW + 2 * DAY)),
        "travel": chance.choice(("FOOT", "VEHICLE", "REMOTE")),
        "qualifications": ("ELECTRICIAN",) if chance.random() < 0.5 else (),
        "qualification_until": chance.choice((None, NOW + 3 * DAY)),
        "quality": chance.choice((None, 400, 1000)),
        "visibility": chance.choice(("PUBLIC", "PUBLIC", "AREA", "PARTIES")),
        "state": chance.choice(("ACTIVE", "ACTIVE", "ACTIVE", "PAUSED")),
    }


def _needs(city: City, own: str, chance: Random, people: list[Member], lines: int) -> None:
    communities = city.of(Community)[:12]  # of the three districts
    needs, made = list[Need](), list[Thing]()
    for n in range(lines):
        if n == 0 or chance.random() < 0.7:
            needs.append(_need(own, chance, n, chance.choice(communities), people))
        made.append(_line(own, chance, n, needs[-1]))
    city.things += [*needs, *made]
    city.beneficiaries = {
        need.id: chance.choice(people[:5]).id for need in needs if chance.random() < 0.5
    }


def _need(own: str, chance: Random, n: int, community: Community, people: list[Member]) -> Need:
    start = NOW + chance.choice((-DAY, DAY, 5 * DAY))
    is_windowed, is_placed = chance.random() < 0.4, chance.random() < 0.3
    return Need(
        id=Ref(f"nd_{own}{n:03}"),
        kind=chance.choice(("NEED", "NEED", "ACTIVITY")),
        title=chance.choice(TEXTS),
        area_path=community.area_path,
        community_id=community.id,
        category_code="CUL-01",
        urgency=chance.choice((0, 1, 2, 3)),
        raised_by_id=chance.choice(people).id if chance.random() < 0.5 else None,
        window_start=start if is_windowed else None,
        window_end=start + chance.choice((DAY, 20 * DAY)) if is_windowed else None,
        lat=30.02 if is_placed else None,
        lng=114.01 if is_placed else None,
        published_at=NOW - 3 * DAY,
        aging_since=NOW - 3 * DAY,
        state=chance.choice(("PUBLISHED", "IN_PROGRESS", "PUBLISHED", "PUBLISHED", "ESCALATED")),
    )


def _line(own: str, chance: Random, n: int, need: Need) -> Requirement:
    category = chance.choice(("CUL-01", "CUL-03", "CUL-05", "LIV-02", "LIV-11"))
    quantity = chance.choice((1, 1, 3, 30))
    return Requirement(
        id=Ref(f"rq_{own}{n:03}"),
        need_id=need.id,
        community_id=need.community_id,
        area_path=need.area_path,
        kind="RESOURCE" if category == "LIV-11" else "SKILL",
        description=chance.choice(("", *TEXTS)),
        category_code=category,
        quantity=quantity,
        open_quantity=quantity,
        measure=chance.choice(("HOUR", "SEAT")),
        hours=chance.choice((0.0, 1.5, 6.0)),
        min_level=chance.choice((0, 0, 1, 2)),
        qualification="ELECTRICIAN" if category == "LIV-02" and chance.random() < 0.5 else "",
        slots=tuple(sorted(chance.sample(SLOTS, chance.choice((0, 0, 1, 2))))),
        remote_ok=chance.random() < 0.2,
        radius_m=chance.choice((None, None, 1000)),
        urgency=need.urgency,
    )


def _places(city: City, districts: Mapping[str, Area], chance: Random, own: str) -> None:
    units, people = city.of(Unit), city.of(Member)
    codes = [[it for it in districts if it[0] == letter] for letter in "cd"]
    for community in city.of(Community):
        district = districts[community.area_path.split("/")[3]]
        if chance.random() < 0.3:
            place = chance.choice((community.id, community.parent_id, district.id))
            rid = f"rf.{own}{len(city.responsible)}"
            category = chance.choice(("CUL-01", "CUL", "LIV"))
            city.responsible.append((chance.choice(units).id, place, category, rid))
    asked = city.of(Requirement)
    for n, line in enumerate(chance.sample(asked, min(3, len(asked)))):
        city.served.append((f"co_{own}{n}", line.id, chance.choice((*people, *units)).id))
    community_of = {it.id: it.community_id for it in asked}
    for community in city.of(Community):
        district = districts[community.area_path.split("/")[3]]
        above = {community.id, community.parent_id, district.id}
        mean = district.quality_mean
        ties = Ties(
            community_id=community.id,
            paired_units={
                it.from_id: it.id
                for it in city.of(Pairing)
                if it.to_id == community.id and it.state == "ACTIVE"
            },
            responsible={(u, c): rid for u, place, c, rid in city.responsible if place in above},
            served_here={
                who: id for id, line, who in city.served if community_of[line] == community.id
            },
            registered={
                it.from_id: it.id
                for it in city.of(Registration)
                if it.to_id == community.id and it.kind == "UNIT"
            },
            quality_mean=800 if mean is None else mean,
        )
        city.places[community.id] = Place(
            community=community,
            ties=ties,
            neighbours=district.neighbours,
            city_districts=tuple(codes[district.code[0] == "d"]),
        )


def _records(city: City, own: str, chance: Random) -> None:
    """Decide about some pairs; let some live together, and some be partners."""
    offers = [*city.of(Skill), *city.of(Resource)]
    for line in city.of(Requirement):
        for offer in chance.sample(offers, min(4, len(offers))):
            verdict = chance.choice(("SHORTLISTED", "DISMISSED", "TAKEN", "DISMISSED"))
            reason = chance.choice(("NOT_SUITABLE", "KNOWN_CONFLICT"))
            until = chance.choice((None, NOW - DAY, NOW + DAY))
            node = {
                "id": match_id(line.id, offer.id),
                "requirement_id": line.id,
                "offer_id": offer.id,
                "verdict": verdict,
                "reason": reason if verdict == "DISMISSED" else None,
                "until": until,
            }
            city.verdicts.append({name: it for name, it in node.items() if it is not None})
    owners = [*city.of(Member), *city.of(Unit), *city.of(Need)]
    city.homes = {it.id: own + chance.choice(HOMES) for it in owners if chance.random() < 0.25}
    people = city.of(Member)
    for person in people[:5]:
        other = chance.choice(people[5:])
        city.partners.append((person.id, other.id, f"pt.{person.id}"))
