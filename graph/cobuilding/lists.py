"""Lists of projects and of what belongs to them, as far as the viewer sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from graph.cobuilding.model import Milestone, Participation, ProgressNote, Project
from graph.cobuilding.store import MILESTONE, PARTICIPATION, PROGRESS_NOTE, PROJECT
from graph.communities.model import Need
from graph.communities.store import NEED
from graph.connection import Graph
from graph.paging import Listing, Page, Scope, Window, branches, grouped, is_wide, listing
from graph.statements import statement

PROJECTS_OF_AREA = listing(PROJECT, __file__, "projects_of_area")
PROJECTS_IN_QUEUE = listing(PROJECT, __file__, "projects_in_queue")
PROJECTS_OF_COMMUNITIES = branches(PROJECT, __file__, "projects_of_communities")
PROJECTS_OF_NEEDS = statement(__file__, "projects_of_needs")
NEEDS_OF_PROJECTS = statement(__file__, "needs_of_projects")
PARTICIPATIONS_OF_PROJECTS = statement(__file__, "participations_of_projects")
MILESTONES_OF_PROJECTS = statement(__file__, "milestones_of_projects")
NOTES_OF_PROJECTS = statement(__file__, "notes_of_projects")

PARTS_OF_A_PROJECT = 100
"""A project shows no more participations, milestones, notes or needs each (our choice)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectChoice:
    """Which projects: None means all; `stages` NEW, OPEN, BUSY, DONE; `categories` tops, leaves."""

    kinds: Sequence[str] | None = None
    stages: Sequence[str] | None = None
    states: Sequence[str] | None = None
    categories: Sequence[str] | None = None


async def projects_of_area(
    graph: Graph, scope: Scope, area_path: str, window: Window, choice: ProjectChoice
) -> Page[Project]:
    """Return a page of the projects of an area, by stage and the time they entered their state.

    Above a district the index of that order serves, below it that of the area (engine.md 7).
    """
    chosen, anchor = _projects_below(area_path, choice)
    return await chosen.page(graph, scope, window, **anchor, **asdict(choice))


async def count_projects_of_area(
    graph: Graph, scope: Scope, area_path: str, choice: ProjectChoice
) -> int:
    """Return how many projects an area has, 10,001 for more than 10,000."""
    chosen, anchor = _projects_below(area_path, choice)
    return await chosen.total(graph, scope, **anchor, **asdict(choice))


async def projects_of_communities(
    graph: Graph, scope: Scope, ids: Sequence[str], window: Window
) -> Mapping[str, Page[Project]]:
    """Return a page of projects for each community id, in the same order."""
    return await PROJECTS_OF_COMMUNITIES.pages(graph, scope, ids, window)


async def count_projects_of_communities(
    graph: Graph, scope: Scope, ids: Sequence[str]
) -> Mapping[str, int]:
    """Return how many projects each community has, by community id."""
    return await PROJECTS_OF_COMMUNITIES.totals(graph, scope, ids)


async def needs_of_projects(
    graph: Graph, scope: Scope, ids: Sequence[str]
) -> Mapping[str, list[Need]]:
    """Return the needs each project id addresses, oldest first."""
    return await grouped(graph, scope, NEED, NEEDS_OF_PROJECTS, ids, limit=_limit(ids))


async def projects_of_needs(
    graph: Graph, scope: Scope, ids: Sequence[str]
) -> Mapping[str, list[Project]]:
    """Return the projects that address each need id, by their place in the list."""
    return await grouped(graph, scope, PROJECT, PROJECTS_OF_NEEDS, ids, limit=_limit(ids))


async def participations_of_projects(
    graph: Graph, scope: Scope, ids: Sequence[str]
) -> Mapping[str, list[Participation]]:
    """Return who takes part in each project id, by rid."""
    asked, limit = PARTICIPATIONS_OF_PROJECTS, _limit(ids)
    return await grouped(graph, scope, PARTICIPATION, asked, ids, limit=limit)


async def milestones_of_projects(
    graph: Graph, scope: Scope, ids: Sequence[str]
) -> Mapping[str, list[Milestone]]:
    """Return the milestones of each project id, oldest first."""
    return await grouped(graph, scope, MILESTONE, MILESTONES_OF_PROJECTS, ids, limit=_limit(ids))


async def notes_of_projects(
    graph: Graph, scope: Scope, ids: Sequence[str]
) -> Mapping[str, list[ProgressNote]]:
    """Return the progress notes of each project id, oldest first."""
    return await grouped(graph, scope, PROGRESS_NOTE, NOTES_OF_PROJECTS, ids, limit=_limit(ids))


def _limit(ids: Sequence[str]) -> int:
    return PARTS_OF_A_PROJECT * max(1, len(ids))


def _projects_below(
    area_path: str, choice: ProjectChoice
) -> tuple[Listing[Project], dict[str, Any]]:
    if is_wide(area_path):
        return PROJECTS_IN_QUEUE.staged(choice.stages), {"area_paths": [area_path]}
    return PROJECTS_OF_AREA.staged(choice.stages), {"area_path": area_path}
