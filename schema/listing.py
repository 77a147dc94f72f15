"""From a list of the graph to a connection: root lists below an area, lists below each parent."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Annotated, Any, TypeVar

import strawberry

from graph.paging import MOST, Page, Scope, Window
from graph.text import fold
from schema.context import Info
from schema.paging import Connection, connection_of
from schema.references import Entity, view_class
from schema.request_errors import BadUserInput
from schema.vocabulary import enumeration

T = TypeVar("T")
E = TypeVar("E", bound=Entity)
Read = Callable[[Any, Scope, str, Window, Any], Awaitable[Page[Any]]]
Count = Callable[[Any, Scope, str, Any], Awaitable[int]]
ReadBelow = Callable[..., Awaitable[Mapping[str, Page[Any]]]]
CountBelow = Callable[..., Awaitable[Mapping[str, int]]]

AreaId = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="An area or community: only what lies below it; if absent, the active area."
    ),
]
RelationshipState = enumeration("RelationshipState")
States = Annotated[
    list[RelationshipState] | None,  # pyright: ignore[reportInvalidTypeForm]  made at run time
    strawberry.argument(description="Only those in these states; if absent: the active ones."),
]
ACTIVE = ("ACTIVE",)
"""States of relationships shown if nothing is said."""
Id = Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
FirstOf = Annotated[int, strawberry.argument(description="The first 1–100 of them.")]


def words() -> Any:
    """Return the field `text` of a filter."""
    return strawberry.field(default=None, description="With these words; spelling variants count.")


def codes() -> Any:
    """Return the field `categories` of a filter."""
    return strawberry.field(
        default=None,
        description="Of these service categories (服务事项): tops or leaves, such as CUL.",
    )


async def one(view: type[E], id: str, info: Info) -> E | None:
    """Read one thing of a type by id; None: absent, foreign, malformed, or of another type."""
    return (await view.by_ids(info, [id]))[0] if view_class(id) is view else None


def kept(values: Sequence[Any] | None) -> tuple[Any, ...] | None:
    """Return enum members of a filter as the graph keeps them; None stays None."""
    return None if values is None else tuple(getattr(value, "value", value) for value in values)


def folded(text: str | None) -> str | None:
    """Return the words of a filter as lists compare them; None: no words."""
    return fold(text or "") or None


def checked_size(first: int) -> int:
    """Return a wanted number of rows.

    Raises:
        BadUserInput: it is not 1–100.
    """
    if not 1 <= first <= MOST:
        raise BadUserInput(zh=f"每页行数应为 1–{MOST}。", en=f"Ask for 1–{MOST} rows.")
    return first


async def area_path(info: Info, area_id: str | None) -> str | None:
    """Return the path lists start from; None: not there, not the viewer's, nobody signed in."""
    context = info.context
    if area_id is not None:
        place = await context.load(area_id) if area_id.startswith(("ar_", "cm_")) else None
        return None if place is None else place.area_path
    active = context.viewer.active_place(context.area)
    if active is not None:
        return active.path
    return context.viewer.home if context.viewer.home != "!" else None


async def listed(  # noqa: PLR0913, PLR0917  the parts of a list, in the order its statement has them
    info: Info,
    ordering: str,
    window: Window,
    view: Callable[[Any], T],
    read: Read,
    count: Count,
    area_id: str | None,
    choice: object,
) -> Connection[T]:
    """Return a page of a root list.

    Args:
        info: whose request.
        ordering: name of the list and its order, for its cursors.
        window: which rows.
        view: makes the node of a value.
        read: the list's function in the graph.
        count: counts it, when selected.
        area_id: what it narrows to; None: the active area.
        choice: its filters.
    """
    path = await area_path(info, area_id)
    if path is None:
        return connection_of(Page(), ordering, view, _none)
    graph, scope = info.context.graph, info.context.viewer.scope
    page = await read(graph, scope, path, window, choice)
    return connection_of(page, ordering, view, partial(_counted, count, graph, scope, path, choice))


async def below(  # noqa: PLR0913  the parts of a list, each named at the call
    info: Info,
    id: str,
    *,
    ordering: str,
    window: Window,
    view: Callable[[Any], T],
    read: ReadBelow,
    count: CountBelow,
    given: tuple[object, ...] = (),
) -> Connection[T]:
    """Return a page of the list below one parent; all parents of a page share one statement.

    Args:
        info: whose request.
        id: the parent.
        ordering: name of the list and its order, for its cursors.
        window: which rows.
        view: makes the node of a value.
        read: the list's function in the graph, for many parents.
        count: counts it, for many parents, when selected.
        given: what both take after their other arguments; hashable.
    """
    page = await info.context.below(read, id, window, *given)
    return connection_of(page, ordering, view, partial(info.context.below, count, id, *given))


async def _none() -> int:
    return 0


async def _counted(count: Count, graph: Any, scope: Scope, path: str, choice: object) -> int:
    return await count(graph, scope, path, choice)
