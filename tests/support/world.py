"""A district of its own for each test, with one viewer per role, and what happened in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, LiteralString

from graph.communities.model import Area, Community
from graph.connection import Graph
from graph.members.model import Member
from graph.units.model import Resource, Unit
from graph.viewer import SYSTEM, Held, Viewer, viewer_of
from tests.support.district import (
    NOW,
    District,
    a_district,
    a_member,
    a_resource,
    a_skill,
    a_unit,
    an_id,
)
from tests.support.queries import rows

DUMP_NODES: LiteralString = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS node"
DUMP_EDGES: LiteralString = (
    "MATCH (a)-[r]->(b)"
    " RETURN coalesce(a.id, a.name) AS a, type(r) AS type, properties(r) AS edge, b.id AS b"
)
ROLE_POSTS = {
    "GRID": "GRID_WORKER",
    "COM": "COMMUNITY_WORKER",
    "CHAIR": "ROTATING_CHAIR",
    "STR": "STREET_OFFICER",
    "DIS": "PLANNER",
    "SUP": "SUPERVISOR",
    "ADM": "ADMIN",
}


@dataclass(frozen=True)
class World:
    """One district with its people.

    Attributes:
        unit: the unit whose liaison LIA is.
        evaluator: a member outside, whom projects name as their third party.
        graduate: a member of no unit, who teaches.
        viewers: by role; PROPOSER and THIRD_PARTY are members who hold no post, MEM and RES take no
            part in anything, LIA2 speaks for another unit.
        outsiders: the same roles in another district.
        next_street: the community worker of another street of this district.
    """

    graph: Graph
    district: District
    unit: Unit
    room: Resource
    evaluator: Member
    graduate: Member
    viewers: Mapping[str, Viewer]
    outsiders: Mapping[str, Viewer]
    next_street: Viewer

    @property
    def community(self) -> Community:
        """Where things are done."""
        return self.district.community

    async def another_unit(self) -> Unit:
        """Keep a unit that has no relationships yet."""
        unit = a_unit(self.district, name="学校")
        await self.district.keep(unit)
        return unit

    def cast(self, unit: Unit) -> Mapping[str, Viewer]:
        """Return the viewers with LIA as the liaison of another unit."""
        return {**self.viewers, "LIA": liaison(self.district, unit, self.viewers["LIA"].id)}

    async def rows(self, text: LiteralString, **parameters: object) -> list[Mapping[str, Any]]:
        """Run a text of a test's own."""
        return await rows(self.graph, text, **parameters)

    async def dump(self) -> tuple[list[str], list[str]]:
        """Everything in the graph, in an order of its own: equal dumps, equal graphs."""
        nodes = [
            repr((row["labels"], sorted(row["node"].items())))
            for row in await self.rows(DUMP_NODES)
        ]
        edges = [
            repr(sorted((k, repr(v)) for k, v in row.items()))
            for row in await self.rows(DUMP_EDGES)
        ]
        return sorted(nodes), sorted(edges)


def liaison(district: District, unit: Unit, id: str) -> Viewer:
    """A liaison of a unit who lives in the district."""
    held = Held(post="LIAISON", role="LIA", place_id=unit.id, path=unit.area_path)
    return viewer_of(id, [held], is_member=True, residence=_home(district.community))


def cast_of(district: District, unit: Unit, other: Unit) -> dict[str, Viewer]:
    """One viewer per role, all living in the first community of a district."""
    home, community = _home(district.community), district.community
    root = Area(id=an_id("ar"), code="0", name="根", kind="PROVINCE", level=1, area_path="/")
    over = {"STR": district.street, "DIS": district.area, "SUP": district.area, "ADM": root}
    cast = {
        role: viewer_of(
            an_id("mb"),
            [_held(post, role, over.get(role, community))],
            is_member=False,
            residence=home,
        )
        for role, post in ROLE_POSTS.items()
    }
    return cast | {
        "RES": viewer_of(an_id("mb"), [], is_member=False, residence=home),
        "MEM": viewer_of(an_id("mb"), [], is_member=True, residence=home),
        "PROPOSER": viewer_of(an_id("mb"), [], is_member=True, residence=home),
        "LIA": liaison(district, unit, an_id("mb")),
        "LIA2": liaison(district, other, an_id("mb")),
        "SYS": SYSTEM,
    }


async def build_world(graph: Graph, *, members: int = 0) -> World:
    """Keep a district with two streets, two units, people who help, and `members` more of them."""
    district, elsewhere = await a_district(graph), await a_district(graph)
    unit, other, foreign = a_unit(district), a_unit(district, name="银行"), a_unit(elsewhere)
    evaluator, graduate = a_member(district, name="演示评估员"), a_member(district)
    more = [a_member(district, name=f"演示成员{number:03}") for number in range(members)]
    second = Area(
        id=an_id("ar"),
        code=f"{district.code}002",
        name="乙街道",
        kind="STREET",
        level=4,
        area_path=f"{district.path}{district.code}002/",
        parent_id=district.area.id,
        created_at=NOW,
    )
    next_door = Community(
        id=an_id("cm"),
        code=f"{second.code}001",
        name="晴川社区",
        area_path=f"{second.area_path}{second.code}001/",
        parent_id=second.id,
        created_at=NOW,
    )
    room = a_resource(unit)
    await district.keep(unit, other, foreign, evaluator, graduate, *more, second, next_door, room)
    await district.keep(a_skill(evaluator), a_skill(graduate))
    viewers = cast_of(district, unit, other)
    viewers["THIRD_PARTY"] = viewer_of(
        evaluator.id, [], is_member=True, residence=_home(district.community)
    )
    next_street = viewer_of(
        an_id("mb"),
        [_held("COMMUNITY_WORKER", "COM", next_door)],
        is_member=False,
        residence=_home(next_door),
    )
    outsiders = cast_of(elsewhere, foreign, foreign)
    return World(graph, district, unit, room, evaluator, graduate, viewers, outsiders, next_street)


def _held(post: str, role: str, place: Area | Community) -> Held:
    return Held(post=post, role=role, place_id=place.id, path=place.area_path)


def _home(community: Community) -> Held:
    return Held(post="RESIDENCE", role="RES", place_id=community.id, path=community.area_path)
