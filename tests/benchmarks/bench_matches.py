"""`matches_of_requirements` beside its own statements, sent bare; one client.

Twice: the first 20 of one line, and the best 3 of a page of lines. The statements a call sent are
sent again with the same parameters, each in a read transaction of the driver: what a hand-written
program would wait for at least, before it scores anything. The city is a random one of some
thousand offers, or the demo city.

    .venv/bin/python -m tests.benchmarks.bench_matches --graph embedded --city demo
"""

import asyncio
import itertools
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from neo4j import AsyncDriver

from graph.cobuilding.matches import Matches, matches_of_requirements
from graph.connection import Graph
from graph.members.store import viewer_by_subject
from graph.paging import Scope
from seeds.demo import seed_demo
from seeds.naming import EPOCH
from seeds.roles import ROLES
from tests.benchmarks.measuring import (
    Figures,
    arguments,
    graph_and_driver,
    replay_reads,
    statements_kept,
    tell,
    timed,
)
from tests.support.city import NOW
from tests.support.city_at_random import a_city
from tests.support.plans import plan_matching
from tests.support.queries import rows

BAR = 2.0
WARM = 20
MOST_LINES = 20
"""Lines that take turns: those with the most matches."""
PAGE = 20
"""Lines of a page."""


async def main(where: str, city: str, runs: int) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return a row of figures for one line and for a page, and what a call of each reads."""
    async with graph_and_driver(where) as (graph, driver):
        scope, ids, now = await (_demo if city == "demo" else _random)(graph)
        await plan_matching(graph)
        ids = await _fullest(graph, scope, ids, now)
        one = partial(_call, graph, scope, now, 20)
        page = partial(_call, graph, scope, now, 3)
        shapes = {
            "one line, first 20": (one, [[id] for id in ids[:MOST_LINES]]),
            f"{PAGE} lines, first 3": (page, [ids[:PAGE], ids[-PAGE:]]),
        }
        table, more = list[dict[str, Any]](), dict[str, Any]()
        for name, (call, asked) in shapes.items():
            figures, facts = await _measured(graph, driver, call, asked, runs)
            table.append({"question": name, **figures.row()})
            more[name] = facts
        return table, more


async def _measured(
    graph: Graph, driver: AsyncDriver, call: Any, asked: Sequence[list[str]], runs: int
) -> tuple[Figures, dict[str, Any]]:
    """Let a call and its statements alone take turns, over the lists of lines asked for."""
    ours, bare, facts = list[float](), list[float](), dict[str, Any]()
    for turn, ids in zip(range(runs + WARM), itertools.cycle(asked), strict=False):
        with statements_kept() as ran:
            took, found = await timed(partial(call, ids))
        alone, _ = await timed(partial(replay_reads, driver, graph.engine.database, ran))
        if turn >= WARM:
            ours.append(took)
            bare.append(alone)
        facts = {
            "statements": [one.name for one in ran],
            "matches": sum(len(it.matches) for it in found.values()),
        }
    return Figures(ours, bare, BAR), facts


async def _call(
    graph: Graph, scope: Scope, now: int, first: int, ids: list[str]
) -> Mapping[str, Matches]:
    return await matches_of_requirements(graph, scope, ids, now=now, first=first)


async def _fullest(graph: Graph, scope: Scope, ids: Sequence[str], now: int) -> list[str]:
    """Return the lines in the order of their matches, the fullest first."""
    counts = dict[str, int]()
    for id in ids:
        found = await matches_of_requirements(graph, scope, [id], now=now)
        counts |= {id: it.total for id, it in found.items()}
    return sorted(counts, key=lambda id: -counts[id])


async def _random(graph: Graph) -> tuple[Scope, list[str], int]:
    city = a_city(7, lines=60, members=2_000, resources=400)
    await city.keep(graph)
    return city.planner.scope, [line.requirement_id for line in city.lines], NOW


async def _demo(graph: Graph) -> tuple[Scope, list[str], int]:
    await seed_demo(graph)
    viewer = await viewer_by_subject(graph, ROLES["coordinator"], EPOCH)
    assert viewer
    found = await rows(graph, "MATCH (r:Requirement) RETURN r.id AS id ORDER BY r.id LIMIT 200")
    return viewer.scope, [row["id"] for row in found], EPOCH


if __name__ == "__main__":
    parser = arguments(__doc__, runs=200)
    parser.add_argument("--city", choices=("random", "demo"), default="random")
    asked = parser.parse_args()
    table, more = asyncio.run(main(asked.graph, asked.city, asked.runs))
    tell(f"Matches beside their statements, {asked.graph}, {asked.city}", table, asked.json, **more)
