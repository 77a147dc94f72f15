"""What `/readyz` answers while the engine comes and goes."""

import asyncio
from typing import Any, cast

import pytest

from gateway import health
from gateway.health import Readiness
from graph.connection import Graph
from graph.watch import Change

GRAPH = cast("Graph", object())
"""Never reached: what stands for the question to the engine is put in its place below."""


async def test_a_question_under_way_is_answered_when_the_engine_is_known_dead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def silent(_graph: Any) -> str:
        await asyncio.sleep(3600)
        return ""

    monkeypatch.setattr(health, "_ask", silent)
    readiness = Readiness(code="")
    asked = asyncio.create_task(readiness.now(GRAPH))
    await asyncio.sleep(0)

    readiness.hear(Change("DOWN"))

    assert await asked == "ENGINE_DOWN"
    assert await readiness.now(GRAPH) == "ENGINE_DOWN"


async def test_after_a_restart_the_graph_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["", "MIGRATIONS_PENDING"])

    async def answering(_graph: Any) -> str:
        return next(answers)

    monkeypatch.setattr(health, "_ask", answering)
    readiness = Readiness(code="")
    readiness.hear(Change("DOWN"))
    readiness.hear(Change("UP"))

    assert (await readiness.now(GRAPH), readiness.restarts) == ("", 1)
    assert await readiness.now(GRAPH) == ""  # kept for a second
