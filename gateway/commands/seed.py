"""`hub seed FIXTURE`: demo data into an empty graph."""

import argparse

from gateway.cli import REAL_LISTS
from gateway.commands import real_lists
from gateway.commands.screen import Screen
from gateway.commands.work import at_work
from gateway.commands.work import run as start
from gateway.fixtures import check_fixture
from gateway.words import Refused
from graph.communities.lists import PlaceChoice, count_areas_of_area
from graph.connection import Graph
from graph.viewer import SYSTEM


def run(given: argparse.Namespace) -> int:
    """Load the fixture, refused where there is something already; real lists load beside it."""
    if given.fixture == REAL_LISTS:
        return real_lists.run(given)
    return start(_seed(given))


async def _seed(given: argparse.Namespace) -> int:
    screen = Screen(given)
    check_fixture(given.fixture)
    async with at_work(given) as state:
        if not await fill(state.opened, given.fixture, seed=given.seed, screen=screen):
            raise Refused(
                "图中已有数据，未载入。要重新开始请先运行 hub reset --yes。",
                "The graph holds data already; nothing was loaded. "
                "To start over run hub reset --yes first.",
            )
    screen.answer(
        {"seeded": given.fixture, "seed": given.seed},
        screen.pick("数据已载入。", "The data is loaded."),
    )
    return 0


async def fill(graph: Graph, fixture: str, *, seed: int, screen: Screen) -> bool:
    """Load a fixture into an empty graph; returns False where there is data already."""
    if fixture == "none" or not await _is_empty(graph):
        return False
    from seeds.demo import seed_demo

    screen.step("正在载入演示城市…", "Loading the demo city…")
    with screen.bar() as progress:
        await seed_demo(graph, seed=seed, progress=progress)
    return True


async def _is_empty(graph: Graph) -> bool:
    return not await count_areas_of_area(graph, SYSTEM.scope, "/", PlaceChoice())
