"""Statements of matching: one function per statement, rows to values. Source: matching.md 3.2."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.cobuilding import match_rows
from graph.cobuilding.match_rows import Asked, Place, Provided
from graph.cobuilding.places import Point, points_of
from graph.connection import Graph
from graph.matching.model import Decisions, Line, Millis, Offer, Party, Seek, match_id
from graph.paging import Scope
from graph.statements import Statement, statement

LINES_FOR_MATCHING = statement(__file__, "lines_for_matching")
TIES_OF_COMMUNITIES = statement(__file__, "ties_of_communities")
OFFERS_IN_POOLS = statement(__file__, "offers_in_pools")
OFFERS_IN_STREET = statement(__file__, "offers_in_street")
PARTIES_FOR_MATCHING = statement(__file__, "parties_for_matching")
DECISIONS_OF_REQUIREMENTS = statement(__file__, "decisions_of_requirements")
OFFERS_BY_ID = statement(__file__, "offers_by_id")
POINTS_OF_PLACES = statement(__file__, "points_of_places")
POOL_SIZES = statement(__file__, "pool_sizes")

MOST_TIES = 500
"""Ties of one kind read of a community at most (matching.md 3.2)."""
SERVED_DAYS = 180
"""How long served work ties a provider to a community (matching.md 5.4)."""
DAY_MS = 86_400_000


async def lines_for_matching(graph: Graph, scope: Scope, ids: Sequence[str]) -> list[Asked]:
    """Return the lines with these ids that the viewer may read, in the order of `ids`."""
    rows = await graph.read(LINES_FOR_MATCHING, scope, ids=list(ids))
    found = {row["requirement"]["id"]: match_rows.asked_of(row) for row in rows}
    return [found[id] for id in ids if id in found]


async def ties_of_communities(graph: Graph, ids: Iterable[str], now: Millis) -> Mapping[str, Place]:
    """Return what is known of each community, by id; an absent one is left out."""
    since = now - SERVED_DAYS * DAY_MS
    rows = await graph.read(
        TIES_OF_COMMUNITIES, ids=sorted(ids), served_since=since, most=MOST_TIES
    )
    places = [match_rows.place_of(row) for row in rows]
    return {place.community.id: place for place in places}


async def offers_in_pools(  # noqa: PLR0913  what one seek needs
    graph: Graph,
    seek: Seek,
    lines: Iterable[Line],
    paired_units: Iterable[str],
    *,
    visibilities: Sequence[str],
    districts: Iterable[str],
) -> list[Offer]:
    """Return the nearest offers of each pool group, and the Resources of the paired units.

    `districts`: codes of those where the offers are likely to stand; the points of their
    communities are read in the same statement, unless they are known.
    """
    near = _near(seek, lines, paired_units, visibilities)
    return await _standing(graph, OFFERS_IN_POOLS, districts, near)


async def offers_in_street(  # noqa: PLR0913  what one seek needs
    graph: Graph,
    seek: Seek,
    lines: Sequence[Line],
    paired_units: Iterable[str],
    *,
    visibilities: Sequence[str],
    districts: Iterable[str],
) -> list[Offer]:
    """Return the nearest offers in the street of the lines; all lines are of one street."""
    near = _near(seek, lines, paired_units, visibilities)
    here = {"street": lines[0].street_path, **near}
    return await _standing(graph, OFFERS_IN_STREET, districts, here)


async def learn_points(graph: Graph, area_paths: Iterable[str]) -> None:
    """Read the points of the places these paths lie in, unless all are known."""
    if missing := points_of(graph).missing(area_paths):
        rows = await graph.read(POINTS_OF_PLACES, paths=sorted(missing))
        found = {row["path"]: Point(row["lat"], row["lng"]) for row in rows}
        points_of(graph).learn({path: found.get(path) for path in missing})


async def parties_for_matching(
    graph: Graph, member_ids: Sequence[str], unit_ids: Sequence[str], person_ids: Iterable[str]
) -> Mapping[str, Party]:
    """Return the facts of these providers, by id.

    `person_ids`: raisers and beneficiaries, and needs whose own contact stands for the beneficiary.
    """
    rows = await graph.read(
        PARTIES_FOR_MATCHING,
        member_ids=list(member_ids),
        unit_ids=list(unit_ids),
        provider_ids=[*member_ids, *unit_ids],
        person_ids=sorted(person_ids),
    )
    shared = dict[str, set[str]]()
    for row in rows:
        if row["kind"] == "Home":
            for id, person in zip(row["id"], row["same_address_as"], strict=True):
                shared.setdefault(id, set()).add(person)
    parties = (
        party
        for row in rows
        if row["kind"] != "Home"
        for party in match_rows.parties_of(row, shared)
    )
    return {party.id: party for party in parties}


async def decisions_of_requirements(graph: Graph, ids: Sequence[str]) -> Decisions:
    """Return what was decided about the matches of these lines, and the conflicts known."""
    rows = await graph.read(DECISIONS_OF_REQUIREMENTS, ids=list(ids))
    made = [match_rows.decision_of(node) for row in rows for node in row["decisions"]]
    return Decisions(
        by_match={match_id(it.requirement_id, it.offer_id): it for it in made},
        conflicts=frozenset(
            (row["requirement_id"], provider) for row in rows for provider in row["conflicts"]
        ),
    )


async def offers_by_id(graph: Graph, ids: Iterable[str]) -> Mapping[str, Provided]:
    """Return these offers and who provides them, by offer id; absent ones are left out."""
    sought = sorted(set(ids))
    rows = await graph.read(
        OFFERS_BY_ID,
        skill_ids=[id for id in sought if id.startswith("sk_")],
        resource_ids=[id for id in sought if id.startswith("rs_")],
    )
    return {row["offer"]["id"]: match_rows.provided_of(row) for row in rows}


async def pool_sizes(graph: Graph, reach: str) -> Mapping[str, int]:
    """Return how many offers stand in each pool of one reach, by pool."""
    rows = await graph.read(POOL_SIZES, low=f"{reach}|", high=f"{reach}|~", timeout_s=30)
    sizes = dict[str, int]()
    for row in rows:
        sizes[row["pool"]] = sizes.get(row["pool"], 0) + row["size"]
    return sizes


async def _standing(
    graph: Graph, statement: Statement, districts: Iterable[str], near: Mapping[str, Any]
) -> list[Offer]:
    """Return the offers a statement finds, each at its own point or that of its place."""
    points = points_of(graph)
    unread = points.unread(districts)
    rows = await graph.read(statement, districts=unread, **near)
    for row in rows:
        if row["kind"] == "Place":
            points.learn(match_rows.points_of(row), unread)
    await learn_points(graph, match_rows.placed_by_area(rows))
    return match_rows.offers_of(rows, points)


def _near(
    seek: Seek, lines: Iterable[Line], paired_units: Iterable[str], visibilities: Sequence[str]
) -> dict[str, Any]:
    """Return the parameters both offer statements share."""
    asked = list(lines)
    return {
        "pools": list(seek.pools),
        "group_of": dict(seek.group_of),
        "categories": sorted({pool.partition("|")[2] for pool in seek.pools}),
        "communities": sorted({line.community_path for line in asked}),
        "streets": sorted({line.street_path for line in asked}),
        "paired_units": sorted(paired_units),
        "visibilities": list(visibilities),
        "bound": seek.bound,
    }
