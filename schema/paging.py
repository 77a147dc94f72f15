"""Connections: pages of a list, by a cursor that is the key of a row.

```python
@strawberry.field(metadata=owned("communities"))
async def needs(self, info: Info, first: First = None, after: After = None, last: Last = None,
                before: Before = None) -> Connection[Need]:
    \"\"\"Needs …\"\"\"
    window = window_of("needs:QUEUE", first, after, last, before)
    page = await needs_of_area(graph, scope, path, window, choice)
    count = partial(count_needs_of_area, graph, scope, path, choice)
    return connection_of(page, "needs:QUEUE", Need.of, count)
```
"""

import base64
import binascii
from asyncio import Task, ensure_future
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from graph.paging import COUNTED, MOST, Page, Window
from schema.describe import described
from schema.request_errors import BadUserInput

T = TypeVar("T")
DEFAULT = 20
"""Rows of a page if nothing is said (api.md 2.3)."""

First = Annotated[
    int | None, strawberry.argument(description="The first 1–100 rows; 20 if nothing is said.")
]
Last = Annotated[
    int | None, strawberry.argument(description="The last 1–100 rows, instead of `first`.")
]
After = Annotated[str | None, strawberry.argument(description="Only rows behind this cursor.")]
Before = Annotated[str | None, strawberry.argument(description="Only rows ahead of this cursor.")]
Count = Callable[[], Coroutine[Any, Any, int]]


@described
@strawberry.federation.type(shareable=True)
class PageInfo:
    """Where a page stands in its list (分页)."""

    has_next_page: bool = strawberry.field(description="Rows follow this page.")
    has_previous_page: bool = strawberry.field(description="Rows stand before this page.")
    start_cursor: str | None = strawberry.field(
        description="Cursor of the first row; null: no row."
    )
    end_cursor: str | None = strawberry.field(description="Cursor of the last row; null: no row.")


@described
@strawberry.federation.type(shareable=True)
class Edge(Generic[T]):
    """A row of a page and its place in the list."""

    cursor: str = strawberry.field(description="Its place: opaque, survives inserts.")
    node: T = strawberry.field(description="What stands there.")


@described
@strawberry.federation.type(shareable=True)
class Connection(Generic[T]):
    """A page of a list (一页)."""

    count: strawberry.Private[Count]
    counting: strawberry.Private[Task[int] | None] = None
    edges: list[Edge[T]] = strawberry.field(
        description="The rows of this page, in the list's order."
    )
    page_info: PageInfo = strawberry.field(description="Where this page stands in its list.")

    @strawberry.field
    async def total_count(self) -> int:
        """Rows of the whole list, exact up to 10,000; counted only when asked for."""
        return min(await self.total(), COUNTED)

    @strawberry.field
    async def total_is_capped(self) -> bool:
        """The whole list has more than 10,000 rows."""
        return await self.total() > COUNTED

    def total(self) -> Task[int]:
        """Count the list, once."""
        self.counting = self.counting or ensure_future(self.count())
        return self.counting


def window_of(
    ordering: str, first: int | None, after: str | None, last: int | None, before: str | None
) -> Window:
    """Check the four arguments of a connection and return the stretch of the list they mean.

    Args:
        ordering: name of the list and its order: 'needs:QUEUE'.
        first: rows wanted from the beginning of the stretch.
        after: cursor that rows must stand behind.
        last: rows wanted from its end.
        before: cursor that rows must stand ahead of.

    Raises:
        BadUserInput: `first` and `last`, a number outside 1–100, a cursor of another list.
    """
    if first is not None and last is not None:
        raise BadUserInput(zh="first 与 last 只能给一个。", en="Give `first` or `last`, not both.")
    size = checked_size(first if last is None else last)
    ends = [None if text is None else read_cursor(ordering, text) for text in (after, before)]
    return Window(size=size, after=ends[0], before=ends[1], backward=last is not None)


def checked_size(wanted: int | None) -> int:
    """Return how many rows are wanted, 20 if nothing is said.

    Raises:
        BadUserInput: a number outside 1–100.
    """
    size = DEFAULT if wanted is None else wanted
    if not 1 <= size <= MOST:
        raise BadUserInput(zh=f"每页行数应为 1–{MOST}。", en=f"Ask for 1–{MOST} rows.")
    return size


def connection_of(
    page: Page[Any], ordering: str, view: Callable[[Any], T], count: Count
) -> Connection[T]:
    """Return a page as a connection.

    Args:
        page: what the list's function read.
        ordering: the name the window was made with.
        view: makes the node of a value: `Need.of`.
        count: counts the whole list, 10,001 meaning more than 10,000; called only when selected.
    """
    edges = [
        Edge(cursor=cursor_of(ordering, key), node=view(value))
        for key, value in zip(page.keys, page.values, strict=True)
    ]
    info = PageInfo(
        has_next_page=page.has_next,
        has_previous_page=page.has_previous,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(count=count, edges=edges, page_info=info)


def cursor_of(ordering: str, key: str) -> str:
    """Return the opaque place of a row: base64url of the order's name and the row's key."""
    return base64.urlsafe_b64encode(f"{ordering}\n{key}".encode()).decode().rstrip("=")


def read_cursor(ordering: str, cursor: str) -> str:
    """Return the key inside a cursor.

    Raises:
        BadUserInput: it is no cursor, or one of another list or order.
    """
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        text = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError):
        text = ""
    name, _, key = text.partition("\n")
    if name != ordering or not key:
        raise BadUserInput(
            zh="此游标不属于这个列表或这种排序，请从第一页重新开始。",
            en="This cursor is none of this list and order; start again from the first page.",
        )
    return key
