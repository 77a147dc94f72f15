"""A random city kept in the graph, and the same city as plain values: what a brute-force matcher needs.

Three districts and one of the next city beside the last, below a province of its own, so that no test sees
another's. Small, but varied enough that every gate closes and every round is used.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from random import Random
from typing import Any

from graph.cobuilding.match_rows import Asked, Place, Provided, line_of, offer_of
from graph.cobuilding.places import Point, Points
from graph.communities.model import Area, Community, Need, Requirement
from graph.connection import Graph, Transaction
from graph.matching.model import Decision, Decisions, Line, Offer, Party, Ties, match_id
from graph.members.model import Member, Membership, Registration, Skill
from graph.things import Ref, Thing, ends, kind_of, stored
from graph.units.model import Pairing, Resource, Unit
from graph.viewer import Held, Viewer, viewer_of
from tests.support.queries import put

NOW = 1_772_668_800_000  # 5 March 2026, 08:00 in Wuhan
DAY = 86_400_000
CATEGORIES = ("CUL-01", "CUL-03", "CUL", "LIV-02", "LIV-11")
SLOTS = ("1 09:00-11:00", "2 19:00-20:30", "2 18:00-21:00", "6 14:00-18:00", "7 08:00-12:00")
TEXTS = ("老年人英語班", "英语口语教学", "合唱队缺指导老师", "厨房漏水", "活动室开放")
HOMES = ("h1", "h2", "h3")
"""Hashes of addresses; several people live at each."""


@dataclass(kw_only=True)
class City:
    """A city, as things to keep and as the values matching works on.

    Attributes:
        things: nodes and relationships with a kind, in an order in which they can be kept.
        homes: owner id → address_hash of its contact; owners are Members, Units and Needs.
        beneficiaries: need id → member id.
        partners: (member id, member id, rid): PARTNERED_WITH.
        responsible: (unit id, area or community id, category code, rid).
        served: (commitment id, requirement id, provider id), graded GOOD.
        verdicts: MatchDecision nodes.
        places: by community id.
    """

    province: str
    things: list[Thing] = field(default_factory=list[Thing])
    homes: dict[str, str] = field(default_factory=dict[str, str])
    beneficiaries: dict[str, str] = field(default_factory=dict[str, str])
    partners: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    responsible: list[tuple[str, str, str, str]] = field(
        default_factory=list[tuple[str, str, str, str]]
    )
    served: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    verdicts: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    places: dict[str, Place] = field(default_factory=dict[str, Place])

    def of(self, model: type) -> list[Any]:
        """Return all things of one kind."""
        return [thing for thing in self.things if isinstance(thing, model)]

    @property
    def lines(self) -> list[Line]:
        """All lines as matching sees them."""
        needs = {need.id: need for need in self.of(Need)}
        return [
            line_of(self._asked(it, needs[it.need_id]), self.places[it.community_id])
            for it in self.of(Requirement)
        ]

    @property
    def offers(self) -> list[Offer]:
        """All offers as matching sees them, each at its own point or that of its community."""
        givers = {it.id: it for it in (*self.of(Member), *self.of(Unit))}
        points = Points()
        for it in self.of(Community):
            point = None if it.lat is None or it.lng is None else Point(it.lat, it.lng)
            points.learn({it.area_path: point})
        given = [(it, it.member_id) for it in self.of(Skill)]
        given += [(it, it.unit_id) for it in self.of(Resource)]
        return [offer_of(Provided(offer=it, provider=givers[giver]), points) for it, giver in given]

    @property
    def parties(self) -> dict[str, Party]:
        """All providers, by id."""
        people = {
            it.id: Party(
                id=it.id,
                kind="Member",
                state=it.state,
                capacity_jobs=it.capacity_jobs,
                live_jobs=it.live_jobs,
                consent=it.consent,
                paused_until=it.paused_until,
                same_address_as=self._neighbours(it.id),
            )
            for it in self.of(Member)
        }
        units = {
            it.id: Party(
                id=it.id,
                kind="Unit",
                state=it.state,
                capacity_jobs=it.capacity_jobs,
                live_jobs=it.live_jobs,
                same_address_as=self._neighbours(it.id),
            )
            for it in self.of(Unit)
        }
        return {**people, **units}

    @property
    def ties(self) -> dict[str, Ties]:
        """The ties of each community, by its id."""
        return {id: place.ties for id, place in self.places.items()}

    @property
    def decisions(self) -> Decisions:
        """All that was decided, and what conflicts follow."""
        needs = {it.id: it.need_id for it in self.of(Requirement)}
        givers = {it.id: it.member_id for it in self.of(Skill)}
        givers |= {it.id: it.unit_id for it in self.of(Resource)}
        bad = [it for it in self.verdicts if it.get("reason") == "KNOWN_CONFLICT"]
        return Decisions(
            by_match={
                match_id(it["requirement_id"], it["offer_id"]): Decision(
                    requirement_id=it["requirement_id"],
                    offer_id=it["offer_id"],
                    verdict=it["verdict"],
                    reason=it.get("reason", ""),
                    until=it.get("until"),
                    known_conflict=it.get("reason") == "KNOWN_CONFLICT",
                )
                for it in self.verdicts
            },
            conflicts=frozenset(
                (line, givers[it["offer_id"]])
                for it in bad
                for line, need in needs.items()
                if self._same_person(need, needs[it["requirement_id"]])
            ),
        )

    @property
    def planner(self) -> Viewer:
        """Who may read everything here."""
        path = f"/{self.province}/"
        held = [Held(post="PLANNER", role="DIS", place_id=f"ar_{self.province}", path=path)]
        return viewer_of("mb_planner", held, is_member=True)

    async def keep(self, graph: Graph) -> None:
        """Write the city into the graph."""
        for _, same in groupby(self.things, key=lambda it: kind_of(it.id).name):
            await _keep(graph, list(same))
        await self._keep_others(graph)

    def _asked(self, it: Requirement, need: Need) -> Asked:
        person = self.beneficiaries.get(need.id)
        community = self.places[it.community_id].community
        return Asked(
            requirement=it,
            need=need,
            community=community,
            beneficiary_ids=frozenset({person} if person else ()),
            partners={
                (b if a == person else a): rid for a, b, rid in self.partners if person in (a, b)
            },
        )

    def _neighbours(self, id: str) -> frozenset[str]:
        home = self.homes.get(id)
        return frozenset(who for who, at in self.homes.items() if home == at)

    def _same_person(self, one: str, other: str) -> bool:
        person = self.beneficiaries.get(one)
        return one == other or (person is not None and person == self.beneficiaries.get(other))

    async def _keep_others(self, graph: Graph) -> None:
        for label in ("Member", "Unit", "Need"):
            rows = [
                {"id": id, "home": home}
                for id, home in self.homes.items()
                if id.startswith({"Member": "mb", "Unit": "un", "Need": "nd"}[label])
            ]
            await put(graph, _CONTACTS[label], rows=rows)
        await put(graph, _BENEFICIARIES, rows=[[*it] for it in self.beneficiaries.items()])
        await put(graph, _PARTNERS, rows=[[*it] for it in self.partners])
        await put(graph, _RESPONSIBLE, rows=[[*it] for it in self.responsible])
        await put(graph, _SERVED, rows=[[*it] for it in self.served], at=NOW - 10 * DAY)
        await put(graph, _VERDICTS, rows=self.verdicts)


_CONTACTS = {
    "Member": "UNWIND $rows AS row MATCH (n:Member {id: row.id}) "
    "CREATE (n)-[:HAS_CONTACT]->(:Contact {id: 'ct_' + row.id, address_hash: row.home})",
    "Unit": "UNWIND $rows AS row MATCH (n:Unit {id: row.id}) "
    "CREATE (n)-[:HAS_CONTACT]->(:Contact {id: 'ct_' + row.id, address_hash: row.home})",
    "Need": "UNWIND $rows AS row MATCH (n:Need {id: row.id}) "
    "CREATE (n)-[:HAS_CONTACT]->(:Contact {id: 'ct_' + row.id, address_hash: row.home})",
}
_BENEFICIARIES = (
    "UNWIND $rows AS row MATCH (n:Need {id: row[0]}) MATCH (m:Member {id: row[1]}) "
    "CREATE (n)-[:FOR_MEMBER]->(m)"
)
_PARTNERS = (
    "UNWIND $rows AS row MATCH (a:Member {id: row[0]}) MATCH (b:Member {id: row[1]}) "
    "CREATE (a)-[:PARTNERED_WITH {rid: row[2], state: 'ACTIVE', kind: 'SERVICE'}]->(b)"
)
_RESPONSIBLE = (
    "UNWIND $rows AS row MATCH (u:Unit {id: row[0]}) "
    "OPTIONAL MATCH (a:Area {id: row[1]}) OPTIONAL MATCH (c:Community {id: row[1]}) "
    "WITH u, row, coalesce(a, c) AS place "
    "CREATE (u)-[:RESPONSIBLE_FOR {rid: row[3], category_code: row[2], state: 'ACTIVE'}]->(place)"
)
_SERVED = (
    "UNWIND $rows AS row MATCH (r:Requirement {id: row[1]}) "
    "CREATE (:Commitment {id: row[0], provider_id: row[2], served: true, grade: 'GOOD', ends_at: $at})"
    "-[:FULFILS]->(r)"
)
_VERDICTS = (
    "UNWIND $rows AS row MATCH (r:Requirement {id: row.requirement_id}) "
    "CREATE (d:MatchDecision {id: row.id}) SET d += row CREATE (d)-[:ABOUT]->(r)"
)


async def _keep(graph: Graph, things: list[Thing]) -> None:
    statement = kind_of(things[0].id).statement("create")
    rows = [{**ends(it), "id": it.id, "set": stored(it)} for it in things]

    async def work(tx: Transaction) -> None:
        (answer,) = await tx.rows(statement, rows=rows)
        assert answer["written"] == len(rows), statement.name

    await graph.write(work, timeout_s=60)


def a_city(
    seed: int, *, lines: int = 8, members: int = 40, resources: int = 24, token: str | None = None
) -> City:
    """Return the city of a seed. `token`: makes its codes and ids its own; left out: a random one."""
    chance = Random(seed)  # noqa: S311  a fixture
    own = token or secrets.token_hex(4)
    city = City(province=f"p{own}")
    districts = _areas(city, own, chance)
    units = _units(city, own, chance)
    people = _members(city, own, chance, members, units)
    _offers(city, own, chance, people, units, resources)
    _needs(city, own, chance, people, lines)
    _places(city, districts, chance, own)
    _records(city, own, chance)
    return city


def _areas(city: City, own: str, chance: Random) -> Mapping[str, Area]:
    """Make two cities: three districts, and one that is beside the third; two streets of two each."""
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


def _offers(
    city: City, own: str, chance: Random, people: list[Member], units: list[Unit], resources: int
) -> None:
    skills = list[Thing]()
    for n, member in enumerate([*people, *people[::2]]):
        skills.append(
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
    city.things += skills
    for n in range(resources):
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
