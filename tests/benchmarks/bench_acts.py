"""One plain act of the project machine beside its own statements, sent bare.

`propose_project`, `take_up_project` and `return_project` take turns on one project, without end.
Each act is followed by the statements it sent, with the same parameters, in one managed transaction
of the driver: what a hand-written program could do at best.

    .venv/bin/python -m tests.benchmarks.bench_acts --graph neo4j
"""

import asyncio
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from neo4j import AsyncDriver

from graph.acts import Ask
from graph.catalogue import ACTS
from graph.cobuilding.drafts import Metric
from graph.connection import Graph
from graph.perform import perform
from graph.viewer import Viewer
from tests.benchmarks.measuring import (
    Figures,
    Ran,
    arguments,
    graph_and_driver,
    replay_write,
    statements_kept,
    tell,
    timed,
)
from tests.support.district import NOW, a_district

BAR = 2.0
WARM = 20
DRAFT = {
    "title": "老年人英语班",
    "goal": "老人出国能开口",
    "category_code": "CUL-01",
    "metric": Metric(name="学员", baseline=20, target=40),
}

ROUND: Sequence[tuple[str, Mapping[str, Any]]] = (
    ("propose_project", {}),
    ("take_up_project", {"meeting_at": NOW}),
    ("return_project", {"reason": "预算待细化"}),
)
"""Acts that lead from a draft, or from what was returned, back to what is returned."""


async def main(where: str, runs: int) -> tuple[Figures, list[str]]:
    """Return the figures of one client and the statements of one act."""
    async with graph_and_driver(where) as (graph, driver):
        viewer, project = await _a_project(graph)
        ours, bare, names = list[float](), list[float](), list[str]()
        turns = itertools.cycle(ROUND)
        for turn, (name, input) in zip(range(runs + WARM), turns, strict=False):
            took, ran = await _act(graph, viewer, Ask(ACTS[name], project, input))
            alone = await _bare(graph, driver, ran)
            if turn >= WARM:
                ours.append(took)
                bare.append(alone)
            names = [one.name for one in ran]
    return Figures(ours, bare, BAR), names


async def _a_project(graph: Graph) -> tuple[Viewer, str]:
    district = await a_district(graph)
    viewer = district.viewer("COMMUNITY_WORKER", district.community)
    asked = Ask(ACTS["draft_project"], None, {**DRAFT, "community_id": district.community.id})
    return viewer, (await perform(graph, viewer, asked)).id


async def _act(graph: Graph, viewer: Viewer, asked: Ask) -> tuple[float, list[Ran]]:
    with statements_kept() as ran:
        took, _ = await timed(lambda: perform(graph, viewer, asked))
    return took, ran


async def _bare(graph: Graph, driver: AsyncDriver, ran: list[Ran]) -> float:
    took, _ = await timed(lambda: replay_write(driver, graph.engine.database, ran))
    return took


def _counted(names: list[str]) -> dict[str, Any]:
    return {"statements": len(names), "names": ", ".join(Counter(names))}


if __name__ == "__main__":
    given = arguments(__doc__, runs=200).parse_args()
    figures, names = asyncio.run(main(given.graph, given.runs))
    tell("One plain act", [{"graph": given.graph, **figures.row(), **_counted(names)}], given.json)
