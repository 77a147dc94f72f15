"""Lists of areas, communities, needs and lines, as far as the viewer sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from graph import states
from graph.communities.model import Area, Community, Need, Requirement
from graph.communities.store import AREA, COMMUNITY, NEED, REQUIREMENT
from graph.connection import Graph
from graph.paging import Listing, Page, Scope, Window, branches, grouped, is_wide, listing
from graph.statements import statement
from graph.things import Ref

AREAS_OF_AREA = listing(AREA, __file__, "areas_of_area")
COMMUNITIES_OF_AREA = listing(COMMUNITY, __file__, "communities_of_area")
NEEDS_OF_AREA = listing(NEED, __file__, "needs_of_area")
NEEDS_IN_QUEUE = listing(NEED, __file__, "needs_in_queue")
NEEDS_OF_COMMUNITIES = branches(NEED, __file__, "needs_of_communities")
NEEDS_OF_RAISERS = branches(NEED, __file__, "needs_of_raisers")
AREAS_OF_PARENTS = branches(AREA, __file__, "areas_of_parents")
COMMUNITIES_OF_PARENTS = branches(COMMUNITY, __file__, "communities_of_parents")
REQUIREMENTS_OF_NEEDS = statement(__file__, "requirements_of_needs")
AREA_BY_CODE = statement(__file__, "area_by_code")
AREAS_BY_CODE = statement(__file__, "areas_by_code")

LINES_OF_A_NEED = 30
"""A need has no more lines (domain.md chapter 4, LIMITS lines_per_need)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChoice:
    """Which areas or communities: None means all; `text` is folded."""

    kinds: Sequence[str] | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedChoice:
    """Which needs: None means all.

    Attributes:
        stages: NEW, OPEN, BUSY, DONE.
        categories: tops or leaves.
        urgency_at_least: 0 to 3.
        due_before: their clock runs out before this instant, UTC ms.
        text: folded.
    """

    kinds: Sequence[str] | None = None
    stages: Sequence[str] | None = None
    states: Sequence[str] | None = None
    categories: Sequence[str] | None = None
    urgency_at_least: int | None = None
    due_before: int | None = None
    text: str | None = None

    @property
    def staged(self) -> "NeedChoice":
        """The choice with its stages named: those of its states, else the open ones: the queue."""
        if self.stages is not None:
            return self
        if self.states is None:
            return replace(self, stages=["OPEN"])
        return replace(self, stages=sorted({states.stage("Need", it) for it in self.states}))


async def area_id_of_code(graph: Graph, scope: Scope, code: str) -> str | None:
    """Return the id of the area with this code, or None: not there, or not in scope."""
    rows = await graph.read(AREA_BY_CODE, scope, code=code)
    return rows[0]["id"] if rows else None


async def areas_by_code(
    graph: Graph, scope: Scope, codes: Sequence[str]
) -> Mapping[str, tuple[Ref, str]]:
    """Return id and area path of the areas with these codes, by code; absent ones are left out."""
    rows = await graph.read(AREAS_BY_CODE, scope, codes=list(codes))
    return {row["code"]: (Ref(row["id"]), row["area_path"]) for row in rows}


async def areas_of_area(
    graph: Graph, scope: Scope, area_path: str, window: Window, choice: PlaceChoice
) -> Page[Area]:
    """Return a page of the areas at and below an area, by name."""
    return await AREAS_OF_AREA.page(graph, scope, window, area_path=area_path, **asdict(choice))


async def count_areas_of_area(
    graph: Graph, scope: Scope, area_path: str, choice: PlaceChoice
) -> int:
    """Return how many areas stand at and below an area, 10,001 for more than 10,000."""
    return await AREAS_OF_AREA.total(graph, scope, area_path=area_path, **asdict(choice))


async def communities_of_area(
    graph: Graph, scope: Scope, area_path: str, window: Window, choice: PlaceChoice
) -> Page[Community]:
    """Return a page of the communities of an area, by name."""
    return await COMMUNITIES_OF_AREA.page(
        graph, scope, window, area_path=area_path, **asdict(choice)
    )


async def count_communities_of_area(
    graph: Graph, scope: Scope, area_path: str, choice: PlaceChoice
) -> int:
    """Return how many communities an area has, 10,001 for more than 10,000."""
    return await COMMUNITIES_OF_AREA.total(graph, scope, area_path=area_path, **asdict(choice))


async def needs_of_area(
    graph: Graph, scope: Scope, area_path: str, window: Window, choice: NeedChoice
) -> Page[Need]:
    """Return a page of the needs of an area, by their place in the queue.

    Above a district the index of the queue serves, below it that of the area (engine.md 7).
    """
    chosen, anchor = _needs_below(area_path, choice)
    return await chosen.page(graph, scope, window, **anchor, **asdict(choice))


async def count_needs_of_area(
    graph: Graph, scope: Scope, area_path: str, choice: NeedChoice
) -> int:
    """Return how many needs an area has, 10,001 for more than 10,000."""
    chosen, anchor = _needs_below(area_path, choice)
    return await chosen.total(graph, scope, **anchor, **asdict(choice))


async def needs_of_communities(
    graph: Graph,
    scope: Scope,
    ids: Sequence[str],
    window: Window,
    stages: Sequence[str] | None = None,
) -> Mapping[str, Page[Need]]:
    """Return a page of needs for each community id, by their place in the queue."""
    chosen = None if stages is None else list(stages)
    return await NEEDS_OF_COMMUNITIES.pages(graph, scope, ids, window, stages=chosen)


async def count_needs_of_communities(
    graph: Graph, scope: Scope, ids: Sequence[str], stages: Sequence[str] | None = None
) -> Mapping[str, int]:
    """Return how many needs each community has, by community id."""
    chosen = None if stages is None else list(stages)
    return await NEEDS_OF_COMMUNITIES.totals(graph, scope, ids, stages=chosen)


async def needs_of_raisers(
    graph: Graph, scope: Scope, ids: Sequence[str], window: Window
) -> Mapping[str, Page[Need]]:
    """Return a page of the needs each member id raised, by their place in the queue."""
    return await NEEDS_OF_RAISERS.pages(graph, scope, ids, window)


async def count_needs_of_raisers(
    graph: Graph, scope: Scope, ids: Sequence[str]
) -> Mapping[str, int]:
    """Return how many needs each member raised, by member id."""
    return await NEEDS_OF_RAISERS.totals(graph, scope, ids)


async def areas_of_parents(
    graph: Graph, scope: Scope, ids: Sequence[str], window: Window
) -> Mapping[str, Page[Area]]:
    """Return a page of the areas right below each area id, by name."""
    return await AREAS_OF_PARENTS.pages(graph, scope, ids, window)


async def count_areas_of_parents(
    graph: Graph, scope: Scope, ids: Sequence[str]
) -> Mapping[str, int]:
    """Return how many areas stand right below each area, by area id."""
    return await AREAS_OF_PARENTS.totals(graph, scope, ids)


async def communities_of_parents(
    graph: Graph, scope: Scope, ids: Sequence[str], window: Window
) -> Mapping[str, Page[Community]]:
    """Return a page of the communities right below each area id, by name."""
    return await COMMUNITIES_OF_PARENTS.pages(graph, scope, ids, window)


async def count_communities_of_parents(
    graph: Graph, scope: Scope, ids: Sequence[str]
) -> Mapping[str, int]:
    """Return how many communities stand right below each area, by area id."""
    return await COMMUNITIES_OF_PARENTS.totals(graph, scope, ids)


async def requirements_of_needs(
    graph: Graph, scope: Scope, ids: Sequence[str]
) -> Mapping[str, list[Requirement]]:
    """Return the lines of each need id, in the order they were written."""
    limit = LINES_OF_A_NEED * max(1, len(ids))
    return await grouped(graph, scope, REQUIREMENT, REQUIREMENTS_OF_NEEDS, ids, limit=limit)


def _needs_below(area_path: str, choice: NeedChoice) -> tuple[Listing[Need], dict[str, Any]]:
    if is_wide(area_path):
        return NEEDS_IN_QUEUE.staged(choice.stages), {"area_paths": [area_path]}
    return NEEDS_OF_AREA.staged(choice.stages), {"area_path": area_path}
