"""Lists of members, skills and the relationships of members, as far as the viewer sees them.

Members are listed by name, and the cursor is that name. So a list of members holds only those whose
name the viewer may read in full; others are reached one by one, through what they offer, masked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from graph.connection import Graph
from graph.members.model import Member, Membership, Post, Registration, Skill
from graph.members.store import MEMBER, MEMBERSHIP, POST, REGISTRATION, SKILL
from graph.paging import Page, Scope, Window, branches, grouped, listing
from graph.statements import statement

MEMBERS_OF_AREA = listing(MEMBER, __file__, "members_of_area")
SKILLS_OF_AREA = listing(SKILL, __file__, "skills_of_area")
MEMBERS_OF_UNITS = branches(MEMBER, __file__, "members_of_units")
SKILLS_OF_MEMBERS = branches(SKILL, __file__, "skills_of_members")
MEMBERSHIPS_OF_MEMBERS = statement(__file__, "memberships_of_members")
REGISTRATIONS_OF_MEMBERS = statement(__file__, "registrations_of_members")
REGISTRATIONS_OF_COMMUNITIES = statement(__file__, "registrations_of_communities")
POSTS_OF_MEMBERS = statement(__file__, "posts_of_members")
POSTS_OF_COMMUNITIES = statement(__file__, "posts_of_communities")
POSTS_OF_AREAS = statement(__file__, "posts_of_areas")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChoice:
    """Which members: None means all; `text` is folded."""

    kinds: Sequence[str] | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillChoice:
    """Which skills: None means all; `categories` are tops or leaves, `text` is folded."""

    categories: Sequence[str] | None = None
    states: Sequence[str] | None = None
    level_at_least: int | None = None
    text: str | None = None


async def members_of_area(
    graph: Graph, scope: Scope, area_path: str, window: Window, choice: MemberChoice
) -> Page[Member]:
    """Return a page of the members who live in an area, by name."""
    return await MEMBERS_OF_AREA.page(graph, scope, window, area_path=area_path, **asdict(choice))


async def count_members_of_area(
    graph: Graph, scope: Scope, area_path: str, choice: MemberChoice
) -> int:
    """Return how many members an area has, 10,001 for more than 10,000."""
    return await MEMBERS_OF_AREA.total(graph, scope, area_path=area_path, **asdict(choice))


async def skills_of_area(
    graph: Graph, scope: Scope, area_path: str, window: Window, choice: SkillChoice
) -> Page[Skill]:
    """Return a page of the skills offered in an area, oldest first."""
    return await SKILLS_OF_AREA.page(graph, scope, window, area_path=area_path, **asdict(choice))


async def count_skills_of_area(
    graph: Graph, scope: Scope, area_path: str, choice: SkillChoice
) -> int:
    """Return how many skills an area has, 10,001 for more than 10,000."""
    return await SKILLS_OF_AREA.total(graph, scope, area_path=area_path, **asdict(choice))


async def members_of_units(
    graph: Graph, scope: Scope, ids: Sequence[str], window: Window
) -> Mapping[str, Page[Member]]:
    """Return a page of members for each unit id, by name."""
    return await MEMBERS_OF_UNITS.pages(graph, scope, ids, window)


async def count_members_of_units(
    graph: Graph, scope: Scope, ids: Sequence[str]
) -> Mapping[str, int]:
    """Return how many members each unit has, by unit id."""
    return await MEMBERS_OF_UNITS.totals(graph, scope, ids)


async def skills_of_members(
    graph: Graph, scope: Scope, ids: Sequence[str], window: Window
) -> Mapping[str, Page[Skill]]:
    """Return a page of skills for each member id, oldest first."""
    return await SKILLS_OF_MEMBERS.pages(graph, scope, ids, window)


async def count_skills_of_members(
    graph: Graph, scope: Scope, ids: Sequence[str]
) -> Mapping[str, int]:
    """Return how many skills each member offers, by member id."""
    return await SKILLS_OF_MEMBERS.totals(graph, scope, ids)


async def memberships_of_members(
    graph: Graph, scope: Scope, ids: Sequence[str], states: Sequence[str] | None, per: int
) -> Mapping[str, list[Membership]]:
    """Return the first `per` memberships of each member id, by rid."""
    size = _size(ids, states, per)
    return await grouped(graph, scope, MEMBERSHIP, MEMBERSHIPS_OF_MEMBERS, ids, **size)


async def registrations_of_members(
    graph: Graph, scope: Scope, ids: Sequence[str], states: Sequence[str] | None, per: int
) -> Mapping[str, list[Registration]]:
    """Return the first `per` registrations of each member id, by rid."""
    size = _size(ids, states, per)
    return await grouped(graph, scope, REGISTRATION, REGISTRATIONS_OF_MEMBERS, ids, **size)


async def registrations_of_communities(
    graph: Graph, scope: Scope, ids: Sequence[str], states: Sequence[str] | None, per: int
) -> Mapping[str, list[Registration]]:
    """Return the first `per` registrations of each community id, by rid."""
    size = _size(ids, states, per)
    return await grouped(graph, scope, REGISTRATION, REGISTRATIONS_OF_COMMUNITIES, ids, **size)


async def posts_of_members(
    graph: Graph, scope: Scope, ids: Sequence[str], states: Sequence[str] | None, per: int
) -> Mapping[str, list[Post]]:
    """Return the first `per` posts of each member id, by rid."""
    size = _size(ids, states, per)
    return await grouped(graph, scope, POST, POSTS_OF_MEMBERS, ids, **size)


async def posts_of_communities(
    graph: Graph, scope: Scope, ids: Sequence[str], states: Sequence[str] | None, per: int
) -> Mapping[str, list[Post]]:
    """Return the first `per` posts held over each community id, by rid."""
    size = _size(ids, states, per)
    return await grouped(graph, scope, POST, POSTS_OF_COMMUNITIES, ids, **size)


async def posts_of_areas(
    graph: Graph, scope: Scope, ids: Sequence[str], states: Sequence[str] | None, per: int
) -> Mapping[str, list[Post]]:
    """Return the first `per` posts held over each area id, by rid."""
    size = _size(ids, states, per)
    return await grouped(graph, scope, POST, POSTS_OF_AREAS, ids, **size)


def _size(ids: Sequence[str], states: Sequence[str] | None, per: int) -> dict[str, object]:
    chosen = None if states is None else list(states)
    return {"states": chosen, "per": per, "limit": per * max(1, len(ids))}
