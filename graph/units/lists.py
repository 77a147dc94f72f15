"""Lists of units, resources and pairings, as far as the viewer sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from graph.connection import Graph
from graph.paging import Page, Scope, Window, branches, grouped, listing
from graph.statements import Statement, statement
from graph.units.model import Pairing, Resource, Unit
from graph.units.store import PAIRING, RESOURCE, UNIT

UNITS_OF_AREA = listing(UNIT, __file__, "units_of_area")
RESOURCES_OF_AREA = listing(RESOURCE, __file__, "resources_of_area")
RESOURCES_OF_UNITS = branches(RESOURCE, __file__, "resources_of_units")
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


async def units_of_area(
    graph: Graph, scope: Scope, area_path: str, window: Window, choice: UnitChoice
) -> Page[Unit]:
    """Return a page of the units seated in an area, by name."""
    return await UNITS_OF_AREA.page(graph, scope, window, area_path=area_path, **asdict(choice))


async def count_units_of_area(
    graph: Graph, scope: Scope, area_path: str, choice: UnitChoice
) -> int:
    """Return how many units an area has, 10,001 for more than 10,000."""
    return await UNITS_OF_AREA.total(graph, scope, area_path=area_path, **asdict(choice))


async def resources_of_area(
    graph: Graph, scope: Scope, area_path: str, window: Window, choice: ResourceChoice
) -> Page[Resource]:
    """Return a page of the resources offered in an area, oldest first."""
    return await RESOURCES_OF_AREA.page(graph, scope, window, area_path=area_path, **asdict(choice))


async def count_resources_of_area(
    graph: Graph, scope: Scope, area_path: str, choice: ResourceChoice
) -> int:
    """Return how many resources an area has, 10,001 for more than 10,000."""
    return await RESOURCES_OF_AREA.total(graph, scope, area_path=area_path, **asdict(choice))


async def resources_of_units(
    graph: Graph, scope: Scope, ids: Sequence[str], window: Window
) -> Mapping[str, Page[Resource]]:
    """Return a page of resources for each unit id, oldest first."""
    return await RESOURCES_OF_UNITS.pages(graph, scope, ids, window)


async def count_resources_of_units(
    graph: Graph, scope: Scope, ids: Sequence[str]
) -> Mapping[str, int]:
    """Return how many resources each unit offers, by unit id."""
    return await RESOURCES_OF_UNITS.totals(graph, scope, ids)


async def pairings_of_units(
    graph: Graph, scope: Scope, ids: Sequence[str], states: Sequence[str] | None, per: int
) -> Mapping[str, list[Pairing]]:
    """Return the first `per` pairings of each unit id, by rid."""
    return await _pairings(graph, scope, PAIRINGS_OF_UNITS, ids, states, per)


async def pairings_of_communities(
    graph: Graph, scope: Scope, ids: Sequence[str], states: Sequence[str] | None, per: int
) -> Mapping[str, list[Pairing]]:
    """Return the first `per` pairings of each community id, by rid."""
    return await _pairings(graph, scope, PAIRINGS_OF_COMMUNITIES, ids, states, per)


async def _pairings(  # noqa: PLR0913, PLR0917  what its two callers were given
    graph: Graph,
    scope: Scope,
    asked: Statement,
    ids: Sequence[str],
    states: Sequence[str] | None,
    per: int,
) -> Mapping[str, list[Pairing]]:
    chosen = None if states is None else list(states)
    limit = per * max(1, len(ids))
    return await grouped(graph, scope, PAIRING, asked, ids, states=chosen, per=per, limit=limit)
