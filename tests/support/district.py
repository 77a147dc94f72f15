"""A district of one test's own: a random code, a street, two communities, and what it keeps."""

import secrets
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

import pytest_asyncio

from graph.cobuilding.model import Participation, Project
from graph.communities.model import Area, Community, Need, Requirement
from graph.connection import Graph, Transaction
from graph.ids import Ids
from graph.members.model import Member, Membership, Post, Registration, Skill
from graph.things import Ref, Thing, ends, kind_of, stored
from graph.units.model import Pairing, Resource, Unit
from graph.viewer import Held, Viewer, viewer_of

NOW = 1_760_000_000_000
"""The tests' present, UTC ms."""
_IDS = Ids()


def an_id(prefix: str) -> Ref:
    """An id nobody has."""
    return Ref(f"{prefix}_{_IDS.next()}")


def a_rid(code: str, anchor: str) -> Ref:
    """A rid nobody has."""
    return Ref(f"{code}.{anchor}.{_IDS.next()}")


async def keep(graph: Graph, *things: Thing) -> None:
    """Keep things through the create statements of their kinds, in the order given."""

    async def work(tx: Transaction) -> None:
        for thing in things:
            row = {**ends(thing), "id": thing.id, "set": stored(thing)}
            (answer,) = await tx.rows(kind_of(thing.id).statement("create"), rows=[row])
            assert answer["written"] == 1, thing

    await graph.write(work, timeout_s=60)


@dataclass(frozen=True)
class District:
    """A district with a street and two communities, kept in the graph.

    Attributes:
        code: twelve digits, the test's own.
        path: '/<province>/<city>/<district>/'.
    """

    graph: Graph
    code: str
    path: str
    area: Area
    street: Area
    community: Community
    other: Community

    async def keep(self, *things: Any) -> None:
        """Keep things here."""
        await keep(self.graph, *things)

    def viewer(
        self, post: str, at: Area | Community | Unit, member: Member | None = None
    ) -> Viewer:
        """Return a viewer who holds one post and lives in the first community."""
        role = {
            "COMMUNITY_WORKER": "COM",
            "PLANNER": "DIS",
            "LIAISON": "LIA",
            "STREET_OFFICER": "STR",
        }
        held = [Held(post=post, role=role[post], place_id=at.id, path=at.area_path)]
        id = member.id if member else an_id("mb")
        return viewer_of(id, held, is_member=True, residence=self._home)

    def resident(self, member: Member | None = None) -> Viewer:
        """Return a viewer who only lives in the first community."""
        return viewer_of(
            member.id if member else an_id("mb"), [], is_member=False, residence=self._home
        )

    @property
    def planner(self) -> Viewer:
        """A planner of this district."""
        return self.viewer("PLANNER", self.area)

    @property
    def _home(self) -> Held:
        return Held(
            post="RESIDENCE", role="RES", place_id=self.community.id, path=self.community.area_path
        )


async def a_district(graph: Graph) -> District:
    """Make a district nobody else looks into, below a province and city of its own."""
    digits = str(10**11 + secrets.randbelow(9 * 10**11))  # so many that no two meet
    code = f"x{digits}"
    path = f"/p{digits}/c{digits}/{code}/"
    common: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
    area = Area(
        id=an_id("ar"), code=code, name="甲区", kind="DISTRICT", level=3, area_path=path, **common
    )
    street = Area(
        id=an_id("ar"),
        code=f"{code}001",
        name="甲街道",
        kind="STREET",
        level=4,
        area_path=f"{path}{code}001/",
        parent_id=area.id,
        **common,
    )
    places = [
        Community(
            id=an_id("cm"),
            code=f"{street.code}{number:03}",
            name=name,
            area_path=f"{street.area_path}{street.code}{number:03}/",
            parent_id=street.id,
            **common,
        )
        for number, name in ((1, "碧海社区"), (2, "晴川社区"))
    ]
    await keep(graph, area, street, *places)
    return District(graph, code, path, area, street, *places)


@pytest_asyncio.fixture(loop_scope="session")
async def district(graph: Graph) -> AsyncGenerator[District]:
    """A district of the test's own."""
    yield await a_district(graph)


@pytest_asyncio.fixture(loop_scope="session")
async def elsewhere(graph: Graph) -> AsyncGenerator[District]:
    """Another district, whose things must never be seen."""
    yield await a_district(graph)


def a_unit(district: District, name: str = "物业公司", **given: Any) -> Unit:
    seat = given.pop("seat", district.community)
    fields = {"seat_id": seat.id, "area_path": seat.area_path, "created_at": NOW, **given}
    return Unit(id=an_id("un"), name=name, **fields)


def a_resource(unit: Unit, title: str = "活动室40席", **given: Any) -> Resource:
    fields: dict[str, Any] = {
        "category_code": "LIV-11",
        "reach": unit.area_path.strip("/").split("/")[2],
        "state": "ACTIVE",
        "created_at": NOW,
        **given,
    }
    return Resource(
        id=an_id("rs"), unit_id=unit.id, area_path=unit.area_path, title=title, **fields
    )


def a_member(district: District, name: str = "演示党员01", **given: Any) -> Member:
    home = given.pop("home", district.community)
    fields = {"community_id": home.id, "area_path": home.area_path, "created_at": NOW, **given}
    return Member(id=an_id("mb"), name=name, **fields)


def a_skill(member: Member, title: str = "英语教学", **given: Any) -> Skill:
    fields: dict[str, Any] = {
        "category_code": "CUL-01",
        "reach": member.area_path.strip("/").split("/")[2],
        "state": "ACTIVE",
        "level": 3,
        "created_at": NOW,
        **given,
    }
    return Skill(
        id=an_id("sk"),
        member_id=member.id,
        unit_id=member.unit_id,
        community_id=member.community_id or Ref(""),
        area_path=member.area_path,
        title=title,
        **fields,
    )


def a_need(district: District, title: str = "老年人英语班", **given: Any) -> Need:
    place = given.pop("place", district.community)
    fields: dict[str, Any] = {
        "state": "PUBLISHED",
        "category_code": "CUL-01",
        "aging_since": NOW,
        "state_at": NOW,
        "created_at": NOW,
        **given,
    }
    return Need(
        id=an_id("nd"), title=title, community_id=place.id, area_path=place.area_path, **fields
    )


def a_line(need: Need, **given: Any) -> Requirement:
    fields: dict[str, Any] = {
        "category_code": need.category_code,
        "quantity": 1,
        "open_quantity": 1,
    }
    fields |= {"created_at": NOW, **given}
    return Requirement(
        id=an_id("rq"),
        need_id=need.id,
        community_id=need.community_id,
        area_path=need.area_path,
        **fields,
    )


def a_project(district: District, title: str = "英语班共建", **given: Any) -> Project:
    place = given.pop("place", district.community)
    fields: dict[str, Any] = {"state": "ACTIVE", "state_at": NOW, "created_at": NOW, **given}
    fields.setdefault("proposer_id", an_id("mb"))
    return Project(
        id=an_id("pj"), title=title, community_id=place.id, area_path=place.area_path, **fields
    )


def a_pairing(unit: Unit, community: Community, **given: Any) -> Pairing:
    fields: dict[str, Any] = {"state": "ACTIVE", "since": NOW, "basis": "AGREED", **given}
    return Pairing(id=a_rid("pw", unit.id), from_id=unit.id, to_id=community.id, **fields)


def a_membership(member: Member, unit: Unit, **given: Any) -> Membership:
    fields: dict[str, Any] = {"state": "ACTIVE", "since": NOW, **given}
    return Membership(id=a_rid("mo", member.id), from_id=member.id, to_id=unit.id, **fields)


def a_registration(member: Member, community: Community, **given: Any) -> Registration:
    fields: dict[str, Any] = {"state": "ACTIVE", "since": NOW, **given}
    return Registration(id=a_rid("ra", member.id), from_id=member.id, to_id=community.id, **fields)


def a_post(member: Member, place: Any, post: str, **given: Any) -> Post:
    fields: dict[str, Any] = {"state": "ACTIVE", "since": NOW, **given}
    return Post(id=a_rid("ho", member.id), from_id=member.id, to_id=place.id, post=post, **fields)


def a_participation(party: Unit | Member, project: Project, **given: Any) -> Participation:
    fields: dict[str, Any] = {"state": "ACTIVE", "since": NOW, **given}
    return Participation(id=a_rid("pi", party.id), from_id=party.id, to_id=project.id, **fields)
