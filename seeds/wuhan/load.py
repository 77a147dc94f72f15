"""Load the open lists of 2020 through the public loading code."""

from collections.abc import Callable
from dataclasses import dataclass

from graph.communities.lists import areas_by_code
from graph.communities.store import COMMUNITY, NEED, REQUIREMENT
from graph.connection import Graph
from graph.loading import Loaded, load
from graph.things import kind_of
from graph.units.store import RESOURCE, UNIT
from graph.viewer import SYSTEM
from seeds.wuhan.entries import EDITION, Entries, entries
from seeds.wuhan.places import Places, codes_of
from seeds.wuhan.rows import Lists, Located

SOURCE = "wuhan2020"
"""Names the lists in the Events of the load."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the lists became and what the load did."""

    entries: Entries
    loaded: Loaded

    def count(self) -> dict[str, int]:
        """Return how many communities, units, resources, needs and lines the lists give."""
        kinds = (COMMUNITY, UNIT, RESOURCE, NEED, REQUIREMENT)
        prefixes = [kind_of(thing.id).prefix for thing in self.entries.things]
        return {kind.model.label: prefixes.count(kind.prefix) for kind in kinds}


async def load_wuhan(
    graph: Graph,
    lists: Lists,
    *,
    at: int = EDITION,
    progress: Callable[[int, int], None] | None = None,
) -> Result:
    """Turn the five lists into areas, units, resources and needs, and load them.

    Loaded again it finds everything there and changes nothing. Areas that are there already are
    used as they are.

    Args:
        graph: where.
        lists: what `read_lists` gives for a folder.
        at: the instant the needs are published, UTC ms; of the edition, if left out.
        progress: told (things done, things in all) after each batch.
    """
    found = await entries_of(graph, lists, at)
    loaded = await load(graph, found.things, now=at, source=SOURCE, progress=progress)
    return Result(found, loaded)


async def entries_of(graph: Graph, lists: Lists, at: int = EDITION) -> Entries:
    """Return what the lists become beside the areas that this graph has."""
    known = await areas_by_code(graph, SYSTEM.scope, codes_of(_places(lists)))
    return entries(lists, Places(known), at)


def _places(lists: Lists) -> list[Located]:
    return [
        *(hospital.place for hospital in lists.hospitals),
        *(hotel.place for hotel in lists.hotels),
        *(maker.place for maker in lists.makers),
    ]
