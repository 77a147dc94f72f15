"""Fixtures of the tests that run the statements of cobuilding."""

import pytest_asyncio

from graph.connection import Graph
from tests.support.district import district, elsewhere
from tests.support.plans import plan_matching

__all__ = ["district", "elsewhere"]


@pytest_asyncio.fixture(scope="session", loop_scope="session", autouse=True)
async def planned(graph: Graph) -> None:
    """Plan the statements before the first test."""
    await plan_matching(graph)
