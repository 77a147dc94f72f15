"""Lists of areas, communities, categories, needs and lines, as far as the viewer sees them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from graph import states
from graph.communities.model import Need, ServiceCategory
from graph.communities.store import AREA, COMMUNITY, NEED, SERVICE_CATEGORY
from graph.connection import Graph
from graph.paging import Branches, Listing, is_wide
from graph.statements import statement

AREAS_OF_AREA = Listing.named(AREA, __file__, "areas_of_area")
COMMUNITIES_OF_AREA = Listing.named(COMMUNITY, __file__, "communities_of_area")
NEEDS_OF_AREA = Listing.named(NEED, __file__, "needs_of_area")
NEEDS_IN_QUEUE = Listing.named(NEED, __file__, "needs_in_queue")
NEEDS_OF_COMMUNITIES = Branches.named(NEED, __file__, "needs_of_communities")
NEEDS_OF_RAISERS = Branches.named(NEED, __file__, "needs_of_raisers")
AREAS_OF_PARENTS = Branches.named(AREA, __file__, "areas_of_parents")
COMMUNITIES_OF_PARENTS = Branches.named(COMMUNITY, __file__, "communities_of_parents")
REQUIREMENTS_OF_NEEDS = statement(__file__, "requirements_of_needs")
SERVICE_CATEGORIES = statement(__file__, "service_categories")

CATEGORIES = 2_000
"""More categories than all schemes of one installation have together (our choice)."""


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
        """The choice with its stages named: those of its states, else the open ones, which is the queue."""
        if self.stages is not None:
            return self
        if self.states is None:
            return replace(self, stages=("OPEN",))
        return replace(self, stages=sorted({states.stage("Need", it) for it in self.states}))


def needs_below(area_path: str, choice: NeedChoice) -> tuple[Listing[Need], dict[str, Any]]:
    """Return the list of needs whose index serves an area of this size, and its filters."""
    filters = {name: _listed(value) for name, value in asdict(choice).items()}
    if is_wide(area_path):
        return NEEDS_IN_QUEUE.staged(choice.stages), filters | {"area_paths": [area_path]}
    return NEEDS_OF_AREA.staged(choice.stages), filters | {"area_path": area_path}


async def service_categories(graph: Graph) -> list[ServiceCategory]:
    """Return the taxonomy, all schemes, by scheme and code."""
    rows = await graph.read(SERVICE_CATEGORIES, limit=CATEGORIES)
    return [SERVICE_CATEGORY.of(row) for row in rows]


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]  for the driver
