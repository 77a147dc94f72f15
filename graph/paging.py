"""Lists in pages: one string property is sort key, tie-break and cursor at once (engine.md 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from graph.connection import Graph
from graph.statements import Statement, statement
from graph.things import Kind, Thing

T = TypeVar("T", bound=Thing)
Scope = Mapping[str, object]

TOP = "\U0010ffff"
"""Above every key: folded Chinese names sort above '~' (domain.md 3, name_key)."""
DISTRICT_LEVEL = 3
"""Level of a district: its path has three steps, '/42/4201/420112/'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[T]):
    """One list: its statements forwards, backwards and counting, and the bounds of its key.

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

    @classmethod
    def named(cls, kind: Kind[T], beside: str, name: str) -> "Listing[T]":
        """Load `<name>`, `<name>_backward` and `<name>_count` from the folder of a module."""
        files = (statement(beside, f"{name}{ending}") for ending in ("", "_backward", "_count"))
        forward, backward, count = files
        return cls(kind=kind, forward=forward, backward=backward, count=count)

    def staged(self, stages: Sequence[str] | None) -> "Listing[T]":
        """Return the list bounded to its stage, if it is one: then the index holds nothing else."""
        if stages is None or len(stages) != 1:
            return self
        return replace(self, low=f"{stages[0]}|", high=f"{stages[0]}|~")

    async def rows(  # noqa: PLR0913  the two ends and the size of a span, each named at the call
        self,
        graph: Graph,
        scope: Scope,
        *,
        low: str,
        high: str,
        limit: int,
        backward: bool = False,
        **choice: object,
    ) -> list[tuple[str, T]]:
        """Return (key, value) of the rows between two keys, as far as the viewer sees them.

        Args:
            graph: the graph.
            scope: what the viewer may see.
            low: inclusive forwards, exclusive backwards.
            high: exclusive forwards, inclusive backwards.
            limit: rows at most.
            backward: greatest key first.
            choice: the statement's own filters.
        """
        asked = self.backward if backward else self.forward
        rows = await graph.read(asked, scope, low=low, high=high, limit=limit, **choice)
        return [(row["key"], self.kind.of(row)) for row in rows]

    async def total(self, graph: Graph, scope: Scope, **choice: object) -> int:
        """Return how many rows the list has: exact up to 10,000, 10,001 for more."""
        bounds = {"low": self.low, "high": self.high}
        given = {name: bound for name, bound in bounds.items() if name in self.count.parameters}
        (row,) = await graph.read(self.count, scope, **given, **choice)
        return row["total"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branches(Generic[T]):
    """A list below each of several parents: one statement gives the window of every one of them."""

    kind: Kind[T]
    rows: Statement
    count: Statement

    @classmethod
    def named(cls, kind: Kind[T], beside: str, name: str) -> "Branches[T]":
        """Load `<name>` and `<name>_count` from the folder of a module."""
        count = statement(beside, f"{name}_count")
        return cls(kind=kind, rows=statement(beside, name), count=count)


def level_of(area_path: str) -> int:
    """Return the level of the area at a path: 0 root, 1 province, 2 city, 3 district …"""
    return area_path.strip("/").count("/") + 1 if area_path.strip("/") else 0


def is_wide(area_path: str) -> bool:
    """Tell whether an area is wider than a district: then the index of the order drives, not that of the area."""
    return level_of(area_path) < DISTRICT_LEVEL
