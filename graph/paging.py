"""Lists in pages: one string property is sort key, tie-break and cursor at once (engine.md 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from graph.connection import Graph, Row
from graph.statements import Statement, statement
from graph.things import Kind, Thing

T = TypeVar("T", bound=Thing)
V = TypeVar("V")
Scope = Mapping[str, object]

TOP = "\U0010ffff"
"""Above every key: folded Chinese names sort above '~' (domain.md 3, name_key)."""
COUNTED = 10_000
"""Totals are exact up to here; the statements count one further."""
MOST = 100
"""Rows of one page, at most."""
DISTRICT_LEVEL = 3
"""Level of a district: its path has three steps, '/42/4201/420112/'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of a list.

    Attributes:
        size: rows wanted.
        after: key of the row before the stretch; absent: from the beginning.
        before: key of the row behind the stretch; absent: to the end.
        backward: the last `size` rows of the stretch instead of the first.
    """

    size: int = 20
    after: str | None = None
    before: str | None = None
    backward: bool = False

    @property
    def cursor(self) -> str | None:
        """The end the stretch is counted from."""
        return self.before if self.backward else self.after


@dataclass(frozen=True, kw_only=True)  # slots would break `Page[Need]()` on Python 3.11
class Page(Generic[V]):
    """The rows of a window in list order, each with its key; whether more stand on either side."""

    keys: tuple[str, ...] = ()
    values: tuple[V, ...] = ()
    has_next: bool = False
    has_previous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[T]):
    """One list: its statements forwards, backwards and counting, and the bounds of its key.

    The bound on the side of the cursor includes the cursor's own row: if that is still there, there
    is a row on that side, and no further statement has to ask.

    Attributes:
        low: the list begins here.
        high: the list ends before this key.
    """

    kind: Kind[T]
    forward: Statement
    backward: Statement
    count: Statement
    low: str = ""
    high: str = TOP

    def staged(self, stages: Sequence[str] | None) -> "Listing[T]":
        """Return the list bounded to its stage, if it is one: then the index holds nothing else."""
        if stages is None or len(stages) != 1:
            return self
        return replace(self, low=f"{stages[0]}|", high=f"{stages[0]}|~")

    async def page(self, graph: Graph, scope: Scope, window: Window, **choice: Any) -> Page[T]:
        """Return the rows of a window, as far as the viewer sees them."""
        cursor, asked = window.cursor, self.backward if window.backward else self.forward
        low, high = max(self.low, window.after or ""), min(self.high, window.before or TOP)
        limit = window.size + 1 + (cursor is not None)
        rows = await graph.read(asked, scope, low=low, high=high, limit=limit, **choice)
        came_from = cursor is not None and bool(rows) and rows[0]["key"] == cursor
        page = self._page(rows[1:] if came_from else rows, window)
        if cursor is None:
            return page
        beyond = came_from or await self._is_any_beyond(graph, scope, window, **choice)
        return (
            replace(page, has_next=beyond)
            if window.backward
            else replace(page, has_previous=beyond)
        )

    async def total(self, graph: Graph, scope: Scope, **choice: Any) -> int:
        """Return how many rows the list has: exact up to 10,000, 10,001 for more."""
        bounds = {"low": self.low, "high": self.high}
        given = {name: bound for name, bound in bounds.items() if name in self.count.parameters}
        (row,) = await graph.read(self.count, scope, **given, **choice)
        return row["total"]

    async def _is_any_beyond(
        self, graph: Graph, scope: Scope, window: Window, **choice: Any
    ) -> bool:
        """Tell whether there is a row on the cursor's far side; its own row is gone."""
        if window.backward:
            asked, low, high = self.forward, window.before, self.high
        else:
            asked, low, high = self.backward, self.low, window.after
        return bool(await graph.read(asked, scope, low=low, high=high, limit=1, **choice))

    def _page(self, rows: Sequence[Row], window: Window) -> Page[T]:
        shown, more = rows[: window.size], len(rows) > window.size
        if window.backward:
            shown = shown[::-1]
        return Page(
            keys=tuple(row["key"] for row in shown),
            values=tuple(self.kind.of(row) for row in shown),
            has_next=more and not window.backward,
            has_previous=more and window.backward,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Branches(Generic[T]):
    """A list below each of several parents: one statement gives the window of every one of them."""

    kind: Kind[T]
    windows: Statement
    count: Statement

    async def pages(
        self, graph: Graph, scope: Scope, ids: Sequence[str], window: Window, **choice: Any
    ) -> dict[str, Page[T]]:
        """Return a page for each parent id, read forwards."""
        per = window.size + 1 + (window.after is not None)
        bounds = {"low": window.after or "", "high": window.before or TOP}
        size = {"per": per, "limit": per * max(1, len(ids))}
        rows = await graph.read(self.windows, scope, ids=list(ids), **size, **bounds, **choice)
        found: dict[str, list[Row]] = {id: [] for id in ids}
        for row in rows:
            found[row["parent_id"]].append(row)
        return {id: self._page(below, window) for id, below in found.items()}

    async def totals(
        self, graph: Graph, scope: Scope, ids: Sequence[str], **choice: Any
    ) -> dict[str, int]:
        """Return how many rows each parent has, by parent id."""
        bounds = {"low": "", "high": TOP, "limit": max(1, len(ids))}
        rows = await graph.read(self.count, scope, ids=list(ids), **bounds, **choice)
        return dict.fromkeys(ids, 0) | {row["parent_id"]: row["total"] for row in rows}

    def _page(self, rows: Sequence[Row], window: Window) -> Page[T]:
        # A cursor whose row is gone still had rows before it when it was given out.
        kept = [row for row in rows if row["key"] != window.after]
        shown = kept[: window.size]
        return Page(
            keys=tuple(row["key"] for row in shown),
            values=tuple(self.kind.of(row) for row in shown),
            has_next=len(kept) > window.size,
            has_previous=window.after is not None,
        )


def listing(kind: Kind[T], beside: str, name: str) -> Listing[T]:
    """Return the list of `<name>`, `<name>_backward` and `<name>_count` beside a module."""
    forward = statement(beside, name)
    backward, count = statement(beside, f"{name}_backward"), statement(beside, f"{name}_count")
    return Listing(kind=kind, forward=forward, backward=backward, count=count)


def branches(kind: Kind[T], beside: str, name: str) -> Branches[T]:
    """Return the list below parents of the statements `<name>`, `<name>_count` beside a module."""
    windows, count = statement(beside, name), statement(beside, f"{name}_count")
    return Branches(kind=kind, windows=windows, count=count)


async def grouped(
    graph: Graph, scope: Scope, kind: Kind[T], asked: Statement, ids: Sequence[str], **given: Any
) -> dict[str, list[T]]:
    """Return the things below each parent id in the order of the statement; none: an empty list."""
    found: dict[str, list[T]] = {id: [] for id in ids}
    for row in await graph.read(asked, scope, ids=list(ids), **given):
        found[row["parent_id"]].append(kind.of(row))
    return found


def level_of(area_path: str) -> int:
    """Return the level of the area at a path: 0 root, 1 province, 2 city, 3 district."""
    steps = area_path.strip("/")
    return steps.count("/") + 1 if steps else 0


def is_wide(area_path: str) -> bool:
    """Tell whether an area is wider than a district: then the order's index serves."""
    return level_of(area_path) < DISTRICT_LEVEL
