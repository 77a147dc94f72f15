"""Lists of projects and of what belongs to them, as far as the viewer sees them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from graph.cobuilding.model import Project
from graph.cobuilding.store import PROJECT
from graph.paging import Branches, Listing, is_wide
from graph.statements import statement

PROJECTS_OF_AREA = Listing.named(PROJECT, __file__, "projects_of_area")
PROJECTS_IN_QUEUE = Listing.named(PROJECT, __file__, "projects_in_queue")
PROJECTS_OF_COMMUNITIES = Branches.named(PROJECT, __file__, "projects_of_communities")
PROJECTS_OF_NEEDS = statement(__file__, "projects_of_needs")
NEEDS_OF_PROJECTS = statement(__file__, "needs_of_projects")
PARTICIPATIONS_OF_PROJECTS = statement(__file__, "participations_of_projects")
MILESTONES_OF_PROJECTS = statement(__file__, "milestones_of_projects")
NOTES_OF_PROJECTS = statement(__file__, "notes_of_projects")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectChoice:
    """Which projects: None means all; `stages` are NEW, OPEN, BUSY, DONE, `categories` tops or leaves."""

    kinds: Sequence[str] | None = None
    stages: Sequence[str] | None = None
    states: Sequence[str] | None = None
    categories: Sequence[str] | None = None


def projects_below(
    area_path: str, choice: ProjectChoice
) -> tuple[Listing[Project], dict[str, Any]]:
    """Return the list of projects whose index serves an area of this size, and its filters."""
    filters = asdict(choice)
    if is_wide(area_path):
        return PROJECTS_IN_QUEUE.staged(choice.stages), filters | {"area_paths": [area_path]}
    return PROJECTS_OF_AREA.staged(choice.stages), filters | {"area_path": area_path}
