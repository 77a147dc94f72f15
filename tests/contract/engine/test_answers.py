"""The engine answers on the database we name (engine.md 14.1)."""

from collections.abc import Callable

from graph.connection import Graph
from graph.statements import Statement


async def test_it_answers_on_the_named_database(
    graph: Graph, record_property: Callable[[str, object], None]
) -> None:
    rows = await graph.read(Statement("one", "RETURN 1 AS one", frozenset()))
    assert rows == [{"one": 1}]
    assert graph.engine.version
    record_property("engine", f"{graph.engine.kind} {graph.engine.version}")


async def test_both_kinds_of_writers_answer(any_graph: Graph) -> None:
    assert await any_graph.read(Statement("one", "RETURN 1 AS one", frozenset())) == [{"one": 1}]
