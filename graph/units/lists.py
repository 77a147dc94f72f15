"""Lists of units, resources and pairings, as far as the viewer sees them."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.paging import Branches, Listing
from graph.statements import statement
from graph.units.store import RESOURCE, UNIT

UNITS_OF_AREA = Listing.named(UNIT, __file__, "units_of_area")
RESOURCES_OF_AREA = Listing.named(RESOURCE, __file__, "resources_of_area")
RESOURCES_OF_UNITS = Branches.named(RESOURCE, __file__, "resources_of_units")
PAIRINGS_OF_UNITS = statement(__file__, "pairings_of_units")
PAIRINGS_OF_COMMUNITIES = statement(__file__, "pairings_of_communities")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChoice:
    """Which units: None means all; `text` is folded."""

    kinds: Sequence[str] | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceChoice:
    """Which resources: None means all; `categories` are tops or leaves, `text` is folded."""

    kinds: Sequence[str] | None = None
    categories: Sequence[str] | None = None
    states: Sequence[str] | None = None
    text: str | None = None
