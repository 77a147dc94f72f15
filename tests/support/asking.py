"""Ask the hub's schema in process, as a viewer."""

from collections.abc import Mapping
from typing import Any

from graph.connection import Graph
from graph.viewer import Viewer
from schema.build import hub
from schema.context import Context
from tests.support.district import NOW


async def answer(
    graph: Graph, viewer: Viewer, document: str, *, locale: str = "ZH_HANS", **variables: Any
) -> Any:
    """Run a document and return Strawberry's result, errors included."""
    context = Context(graph, viewer, locale=locale, now=lambda: NOW)
    return await hub().execute(document, variable_values=variables, context_value=context)


async def ask(
    graph: Graph, viewer: Viewer, document: str, *, locale: str = "ZH_HANS", **variables: Any
) -> Mapping[str, Any]:
    """Run a document and return its data; an error fails the test."""
    result = await answer(graph, viewer, document, locale=locale, **variables)
    assert result.errors is None, result.errors
    return result.data


async def refused(graph: Graph, viewer: Viewer, document: str, **variables: Any) -> list[str]:
    """Run a document that is expected to fail and return the codes of its errors."""
    result = await answer(graph, viewer, document, **variables)
    assert result.errors, result.data
    return [str((error.extensions or {}).get("code")) for error in result.errors]
