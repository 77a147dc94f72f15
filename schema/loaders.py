"""What one request reads: each kind by id, and what lies below parents, a statement per batch."""

from asyncio import gather
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from strawberry.dataloader import DataLoader

import graph.catalogue  # noqa: F401  # pyright: ignore[reportUnusedImport]  declares every kind
from graph.connection import READ_S, Graph
from graph.errors import NotFound
from graph.things import Kind, Thing, kind_of
from graph.viewer import Viewer

V = TypeVar("V")
Below = Callable[..., Awaitable[Mapping[str, V]]]
"""A read for many parents: `(graph, scope, ids, *given)` to what lies below each id."""

BATCH = 500
"""Ids in one statement at most (api.md 9)."""
_DOTS_OF_A_RID = 2  # code, anchor id, ulid


class Loaders:
    """Reads in batches and keeps what it read until `clear`."""

    def __init__(self, graph: Graph, viewer: Viewer) -> None:
        self._graph, self._scope = graph, viewer.scope
        self._kinds: dict[str, DataLoader[str, Thing | None]] = {}
        self._below: dict[Any, DataLoader[str, Any]] = {}

    async def load(self, id: str) -> Thing | None:
        """Return the thing with this id as the viewer sees it; None: absent, foreign, malformed."""
        try:
            kind = kind_of(id)
        except NotFound:
            return None
        if kind.is_edge and id.count(".") != _DOTS_OF_A_RID:
            return None
        return await self._loader(kind).load(id)

    async def load_many(self, ids: Sequence[str]) -> list[Thing | None]:
        """Return the things with these ids, in their order; None where the viewer sees none."""
        return list(await gather(*map(self.load, ids)))

    async def below(self, read: Below[V], id: str, *given: object) -> V:
        """Return what `read` finds below one parent; parents with equal `given` share one run.

        Args:
            read: such as `requirements_of_needs`; an id it leaves out is a KeyError.
            id: the parent.
            given: what `read` takes after the ids; hashable.
        """
        case = (read, given)
        if case not in self._below:
            batch = partial(self._read_below, read, given)
            self._below[case] = DataLoader(load_fn=batch, max_batch_size=BATCH)
        return await self._below[case].load(id)

    def keep(self, things: Iterable[Thing]) -> None:
        """Remember things that another read brought along, as this viewer may see them."""
        for thing in things:
            self._loader(kind_of(thing.id)).prime(thing.id, thing)

    def clear(self) -> None:
        """Forget what was read: an act has changed it."""
        self._kinds.clear()
        self._below.clear()

    def _loader(self, kind: Kind[Thing]) -> DataLoader[str, Thing | None]:
        if kind.prefix not in self._kinds:
            batch = partial(self._read_kind, kind)
            self._kinds[kind.prefix] = DataLoader(load_fn=batch, max_batch_size=BATCH)
        return self._kinds[kind.prefix]

    async def _read_kind(self, kind: Kind[Thing], ids: list[str]) -> list[Thing | None]:
        statement = kind.statement("read")
        given: dict[str, list[str]] = {"ids": ids}
        if kind.is_edge:
            given["anchor_ids"] = [id.split(".")[1] for id in ids]
        own = {name: value for name, value in given.items() if name in statement.parameters}
        rows = await self._graph.read(statement, self._scope, timeout_s=READ_S, **own)
        found: dict[str, Thing] = {thing.id: thing for thing in map(kind.of, rows)}
        return [found.get(id) for id in ids]

    async def _read_below(
        self, read: Below[V], given: tuple[object, ...], ids: list[str]
    ) -> list[V]:
        found = await read(self._graph, self._scope, ids, *given)
        return [found[id] for id in ids]
