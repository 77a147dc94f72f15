"""Plans of the statements of matching, made before a test counts seconds.

A fresh Neo4j plans one of them for a second, and for many on a busy machine; then it is kept.
"""

from typing import Any

from graph.cobuilding import match_store
from graph.connection import Graph
from graph.statements import Statement

_NOTHING: dict[str, Any] = {
    "street": "!",
    "pools": [],
    "group_of": {},
    "categories": [],
    "communities": [],
    "streets": [],
    "paired_units": [],
    "visibilities": [],
    "districts": [],
    "bound": 1,
    "ids": [],
    "paths": [],
    "served_since": 0,
    "most": 1,
    "member_ids": [],
    "unit_ids": [],
    "provider_ids": [],
    "person_ids": [],
    "skill_ids": [],
    "resource_ids": [],
    "low": "",
    "high": "",
    "scope_areas": [],
    "scope_units": [],
    "scope_member": "",
    "scope_home": "!",
}


async def plan_matching(graph: Graph) -> None:
    """Run each statement of matching once, about nothing, with a long deadline."""
    for statement in vars(match_store).values():
        if isinstance(statement, Statement):
            about = {name: _NOTHING[name] for name in statement.parameters}
            await graph.read(statement, timeout_s=120, **about)
