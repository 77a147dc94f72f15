"""`Requirement.matches(first: 20)` of the demo city beside its own statements, sent bare.

The list is asked with parts, offer and explanation through the hub's schema, as the coordinator of
the line's community. After each request the statements it sent are sent again with the same
parameters, each in a read transaction of the driver: what a hand-written program would wait for at
least.

    .venv/bin/python -m tests.benchmarks.bench_matches_graphql --graph neo4j
"""

import asyncio
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from neo4j import AsyncDriver

from graph.connection import Graph
from graph.members.store import viewer_by_subject
from graph.viewer import Viewer
from schema.build import hub
from schema.context import Context
from seeds.demo import seed_demo
from seeds.naming import EPOCH
from seeds.roles import ROLES
from tests.benchmarks.measuring import (
    Figures,
    Ran,
    arguments,
    graph_and_driver,
    replay_reads,
    statements_kept,
    tell,
    timed,
)

BAR = 2.0
WARM = 20
LINES = "{ needs(first: 100) { edges { node { requirements { id } } } } }"
MATCHES = """query Matches($id: ID!) { requirement(id: $id) {
  matches(first: 20) { edges { node { id score
    parts { key points max reason text }
    offer { __typename ... on Skill { id title level } ... on Resource { id title kind } }
    explanation(for: COMMUNITY) } } } } }"""
PATIENCE = 10
"""Tries of one question while a fresh server makes its plans."""
MOST_LINES = 20
"""Lines that take turns: those with the most matches."""


async def main(where: str, runs: int) -> tuple[Figures, dict[str, Any]]:
    """Return the figures of one client, and what one request reads and answers."""
    async with graph_and_driver(where) as (graph, driver):
        await seed_demo(graph)
        viewer = await viewer_by_subject(graph, ROLES["coordinator"], EPOCH)
        assert viewer
        lines = await _lines(graph, driver, viewer)
        ours, bare = list[float](), list[float]()
        facts: dict[str, Any] = {}
        for turn, line in zip(range(runs + WARM), itertools.cycle(lines), strict=False):
            took, data, ran = await _ours(graph, viewer, line)
            alone = await _bare(graph, driver, ran)
            if turn >= WARM:
                ours.append(took)
                bare.append(alone)
                facts = _facts(data, ran, facts)
    return Figures(ours, bare, BAR), {"lines": len(lines), **facts}


async def _lines(graph: Graph, driver: AsyncDriver, viewer: Viewer) -> Sequence[str]:
    """Return the lines with the most matches, so that a page is as full as the city has it."""
    data = await _patiently(graph, driver, viewer, LINES)
    nodes = [edge["node"] for edge in data["needs"]["edges"]]
    found = dict[str, int]()
    for id in (line["id"] for node in nodes for line in node["requirements"]):
        asked = await _patiently(graph, driver, viewer, MATCHES, id=id)
        found[id] = len(asked["requirement"]["matches"]["edges"])
    return sorted(found, key=lambda id: (-found[id], id))[:MOST_LINES]


async def _patiently(
    graph: Graph, driver: AsyncDriver, viewer: Viewer, document: str, **variables: Any
) -> Any:
    """Ask until it is answered, sending a statement that was stopped again without a deadline.

    A fresh Neo4j plans a statement anew for each size of its lists; on a busy machine that takes
    longer than a read may.
    """
    for _ in range(PATIENCE):
        with statements_kept() as ran:
            answer = await _executed(graph, viewer, document, variables)
        if answer.errors is None:
            return answer.data
        await replay_reads(driver, graph.engine.database, ran[-1:])
    return await _asked(graph, viewer, document, **variables)


async def _ours(
    graph: Graph, viewer: Viewer, line: str
) -> tuple[float, Mapping[str, Any], list[Ran]]:
    with statements_kept() as ran:
        took, data = await timed(lambda: _asked(graph, viewer, MATCHES, id=line))
    return took, data, ran


async def _asked(graph: Graph, viewer: Viewer, document: str, **variables: Any) -> Any:
    answer = await _executed(graph, viewer, document, variables)
    assert answer.errors is None, answer.errors
    return answer.data


async def _executed(
    graph: Graph, viewer: Viewer, document: str, variables: Mapping[str, Any]
) -> Any:
    context = Context(graph, viewer, now=lambda: EPOCH)
    return await hub().execute(document, variable_values=dict(variables), context_value=context)


async def _bare(graph: Graph, driver: AsyncDriver, ran: Sequence[Ran]) -> float:
    took, _ = await timed(lambda: replay_reads(driver, graph.engine.database, ran))
    return took


def _facts(data: Mapping[str, Any], ran: Sequence[Ran], most: Mapping[str, Any]) -> dict[str, Any]:
    """Return how many matches and statements the fullest answers had, and the statements' names."""
    matches = max(len(data["requirement"]["matches"]["edges"]), most.get("matches", 0))
    if len(ran) <= most.get("statements", 0):
        return {**most, "matches": matches}
    return {
        "matches": matches,
        "statements": len(ran),
        "names": ", ".join(one.name for one in ran),
    }


if __name__ == "__main__":
    given = arguments(__doc__, runs=100).parse_args()
    figures, facts = asyncio.run(main(given.graph, given.runs))
    row = {"graph": given.graph, **figures.row(), **facts}
    names = row.pop("names")
    tell("Requirement.matches(first: 20), demo city", [row], given.json, names=names)
