"""From a listing of the graph to a connection: root lists below an area, and lists below each parent."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

import strawberry

from graph.paging import TOP, Branches, Listing
from graph.text import fold
from schema.context import Info
from schema.loaders import Keyed
from schema.paging import Connection, Page, Span, connection_of

T = TypeVar("T")

AreaId = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="An area or community: the list narrows to what lies below it. If absent, the viewer's"
        " active area."
    ),
]
FirstOf = Annotated[int, strawberry.argument(description="The first 1–100 rows.")]


def kept(values: Sequence[Any] | None) -> list[Any] | None:
    """Return enum members of a filter as the graph keeps them; None stays None."""
    return None if values is None else [getattr(value, "value", value) for value in values]


def folded(text: str | None) -> str | None:
    """Return the words of a filter as lists compare them; None: no words."""
    return fold(text or "") or None


async def area_path(info: Info, area_id: str | None) -> str | None:
    """Return the path lists start from; None: not there, not the viewer's, or nobody is signed in."""
    context = info.context
    if area_id is not None:
        place = await context.load(area_id)
        is_place = area_id.startswith(("ar_", "cm_"))
        return place.area_path if is_place and place is not None else None
    active = context.viewer.active_place(context.area)
    if active is not None:
        return active.path
    return context.viewer.home if context.viewer.home != "!" else None


async def listed(
    info: Info,
    page: Page,
    view: Callable[[Any], T],
    listing: Listing[Any],
    **choice: object,
) -> Connection[T]:
    """Return a page of a root list.

    Args:
        info: whose request.
        page: which rows.
        view: makes the node of a value.
        listing: the list.
        choice: its filters, `area_path` or `area_paths` among them.
    """
    graph, scope = info.context.graph, info.context.viewer.scope

    async def fetch(span: Span) -> list[Keyed]:
        rows = await listing.rows(
            graph,
            scope,
            low=span.low,
            high=span.high,
            limit=span.limit,
            backward=span.backward,
            **choice,
        )
        return [Keyed(key, value) for key, value in rows]

    async def count() -> int:
        return await listing.total(graph, scope, **choice)

    return await connection_of(page, view, fetch, count, low=listing.low, high=listing.high)


async def nothing(page: Page) -> Connection[Any]:
    """Return an empty page: no area, so no rows."""

    async def fetch(span: Span) -> list[Keyed]:
        return []

    async def count() -> int:
        return 0

    return await connection_of(page, lambda value: value, fetch, count)


async def below(  # noqa: PLR0913  the list, its parent and its window, each named at the call
    info: Info,
    branches: Branches[Any],
    id: str,
    view: Callable[[Any], T],
    *,
    ordering: str,
    first: int | None,
    after: str | None,
    **choice: object,
) -> Connection[T]:
    """Return a page of the list below one parent; all parents of a page share one statement.

    Args:
        info: whose request.
        branches: the list.
        id: the parent.
        view: makes the node of a value.
        ordering: name of the list, for its cursors.
        first: rows wanted.
        after: cursor of the row before.
        choice: the list's filters.
    """
    page = Page.of(ordering, first, after, None, None)

    async def fetch(span: Span) -> list[Keyed]:
        # A probe reads backwards: whether there is a row at all does not depend on the direction.
        return await info.context.children(
            branches.rows, branches.kind, id, low=span.low, high=span.high, per=span.limit, **choice
        )

    async def count() -> int:
        rows = await info.context.loaders.rows(branches.count, id, low="", high=TOP, **choice)
        return rows[0]["total"] if rows else 0

    return await connection_of(page, view, fetch, count, high=TOP)
