"""A city kept in the graph, and the same city as plain values: what a brute-force matcher needs."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from graph.cobuilding.match_rows import Asked, Place, Provided, line_of, offer_of
from graph.cobuilding.places import Point, Points
from graph.communities.model import Community, Need, Requirement
from graph.connection import Graph, Transaction
from graph.matching.model import Decision, Decisions, Line, Offer, Party, Ties, match_id
from graph.members.model import Member, Skill
from graph.things import Thing, ends, kind_of, stored
from graph.units.model import Resource, Unit
from graph.viewer import Held, Viewer, viewer_of
from tests.support.queries import put

NOW = 1_772_668_800_000  # 5 March 2026, 08:00 in Wuhan
DAY = 86_400_000


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
    "CREATE (w:Commitment {id: row[0], provider_id: row[2], served: true, ends_at: $at}) "
    "SET w.grade = 'GOOD' CREATE (w)-[:FULFILS]->(r)"
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
