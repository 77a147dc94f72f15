"""Statements of the tests' own, and a short way to run them."""

from typing import Any, LiteralString

from graph.connection import Graph, Row
from graph.statements import Statement


def query(name: str, text: LiteralString, *parameters: str) -> Statement:
    """A statement of a test's own; it may read or write."""
    return Statement(name, text, frozenset(parameters))


async def rows(graph: Graph, text: LiteralString, **parameters: object) -> list[Row]:
    """Run a text of a test's own in a read."""
    return await graph.read(query("test", text, *parameters), timeout_s=30, **parameters)


async def value(graph: Graph, text: LiteralString, **parameters: object) -> Any:
    """The only value of the only row of a read."""
    (row,) = await rows(graph, text, **parameters)
    (only,) = row.values()
    return only


async def put(graph: Graph, text: LiteralString, **parameters: object) -> list[Row]:
    """Run a text of a test's own in a write."""
    statement = query("test", text, *parameters)
    return await graph.write(lambda tx: tx.rows(statement, **parameters))
