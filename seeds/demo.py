"""The demo city: one street, three communities, the three lists, and a project in every state.

`city(seed)` gives the values, always the same for a seed; `seed_demo` loads them.
Sizes: domain.md 9.
"""

from collections.abc import Callable
from random import Random

from graph.communities.categories import categories
from graph.connection import Graph
from graph.loading import Loaded, load
from graph.members.model import Member
from graph.things import Thing
from seeds.cast import english_class, role_holders
from seeds.naming import EPOCH
from seeds.people import members, units
from seeds.places import places
from seeds.roles import ROLES
from seeds.wants import needs, projects

__all__ = ["ROLES", "city", "seed_demo"]


def city(seed: int = 1) -> list[Thing]:
    """Return every thing of the demo city; the same seed gives equal values in equal order."""
    known = [*categories().values(), *places(), *english_class(), *role_holders()]
    wanted = list(needs(Random(f"{seed}|needs")))  # noqa: S311  data, not a secret
    already = sum(isinstance(thing, Member) for thing in known)
    return [
        *known,
        *units(Random(f"{seed}|units")),  # noqa: S311  data, not a secret
        *members(Random(f"{seed}|members"), already),  # noqa: S311
        *wanted,
        *projects(wanted),
    ]


async def seed_demo(
    graph: Graph, *, seed: int = 1, progress: Callable[[int, int], None] | None = None
) -> Loaded:
    """Load the demo city; loaded again it finds everything there and changes nothing."""
    return await load(graph, city(seed), now=EPOCH, source=f"demo {seed}", progress=progress)
