"""Load many things at once: the public door for seeds, fixtures and real lists.

Uses the three statements of each kind: what is loaded is written exactly as the acts write it.
A repeated load finds its ids again: the same rows leave the same graph.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import Any

from graph.cobuilding import store as cobuilding
from graph.communities import store as communities
from graph.communities.categories import category_links
from graph.connection import Graph, Transaction
from graph.deed import text
from graph.ids import ulid_of
from graph.members import store as members
from graph.statements import statement
from graph.things import Kind, Thing, ends, kind_of, stored
from graph.units import store as units
from graph.viewer import SYSTEM

ORDER: tuple[Kind[Any], ...] = (
    communities.SERVICE_CATEGORY,
    communities.AREA,
    communities.COMMUNITY,
    units.UNIT,
    units.RESOURCE,
    members.MEMBER,
    members.SKILL,
    communities.NEED,
    communities.REQUIREMENT,
    cobuilding.PROJECT,
    cobuilding.MILESTONE,
    cobuilding.PROGRESS_NOTE,
    units.PAIRING,
    members.MEMBERSHIP,
    members.REGISTRATION,
    members.POST,
    cobuilding.PARTICIPATION,
)
"""What hangs on something else is loaded after it (engine.md 8)."""
BATCH = 500
"""Rows a transaction while the hub serves (engine.md 4.4)."""
LOAD_S = 120.0
"""Deadline of one batch, seconds."""

_RANK = {kind.prefix: number for number, kind in enumerate(ORDER)}
_CLOSE_DEED = statement(__file__, "close_deed")
_LINK_CATEGORIES = statement(communities.__file__, "link_categories")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, in things."""

    created: int = 0
    changed: int = 0
    equal: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(
            self.created + other.created, self.changed + other.changed, self.equal + other.equal
        )


async def load(
    graph: Graph,
    things: Iterable[Thing],
    *,
    now: int,
    source: str,
    progress: Callable[[int, int], None] | None = None,
) -> Loaded:
    """Create these things, or bring those that are there to these values; return what was done.

    One transaction and one Event a batch of 500 of one kind; stopped half-way, the same load
    completes it.

    Args:
        graph: where.
        things: with ids derived from natural keys (`graph.ids.ulid_of`); any order.
        now: the instant of the load, UTC ms.
        source: what is loaded, for the Events, such as 'demo'.
        progress: told (things done, things in all) after each batch.

    Raises:
        RuntimeError: a thing names another that is not there.
    """
    every = sorted(things, key=_place_in_order)
    done, total = 0, Loaded()
    for batch in _batches(every):
        total += await _load_batch(graph, batch, now, source)
        done += len(batch)
        if progress:
            progress(done, len(every))
    return total


def _place_in_order(thing: Thing) -> tuple[int, int, str]:
    """Kinds in their order; parents before children: the path of what lies in a place is longer.

    Areas and communities are one tree: a grid lies in a community, which lies in a street.
    """
    kind = kind_of(thing.id)
    ranked = communities.AREA if kind is communities.COMMUNITY else kind
    depth = getattr(thing, "area_path", "").count("/") if ranked is communities.AREA else 0
    return _RANK[ranked.prefix], depth, kind.prefix


def _batches(things: Sequence[Thing]) -> Iterator[list[Thing]]:
    for _, group in groupby(things, key=_place_in_order):
        while batch := list(islice(group, BATCH)):
            yield batch


async def _load_batch(graph: Graph, batch: Sequence[Thing], now: int, source: str) -> Loaded:
    kind = kind_of(batch[0].id)

    async def work(tx: Transaction) -> Loaded:
        known = await _known(tx, kind, [thing.id for thing in batch])
        fresh = [thing for thing in batch if thing.id not in known]
        other = [thing for thing in batch if thing.id in known and _diff(known[thing.id], thing)]
        if fresh:
            await _write(tx, kind, "create", [_row(_dated(thing, now), {}) for thing in fresh])
        if other:
            locked = await _known(tx, kind, [thing.id for thing in other], verb="lock")
            rows = [_changed(locked[thing.id], thing, now) for thing in other]
            await _write(tx, kind, "write", rows)
        if kind is communities.SERVICE_CATEGORY:
            await _link_categories(tx, {thing.id for thing in batch})
        if fresh or other:
            event = _event(kind, [*fresh, *other], now, source)
            await tx.rows(_CLOSE_DEED, events=[event], receipts=[])
        return Loaded(len(fresh), len(other), len(batch) - len(fresh) - len(other))

    return await graph.write(work, timeout_s=LOAD_S)


async def _link_categories(tx: Transaction, ids: Collection[str]) -> None:
    """Keep BROADER and RELATED between these; what is there already stays as it is."""
    rows = category_links(ids)
    (answer,) = await tx.rows(_LINK_CATEGORIES, rows=rows)
    if answer["linked"] != len(rows):
        raise RuntimeError(f"link_categories linked {answer['linked']} of {len(rows)} rows.")


async def _known(
    tx: Transaction, kind: Kind[Any], ids: Sequence[str], *, verb: str = "read"
) -> Mapping[str, Thing]:
    reading = kind.statement(verb)
    anchors = [id.split(".")[1] if kind.is_edge else "" for id in ids]
    given = {**SYSTEM.scope, "ids": list(ids), "anchor_ids": anchors}
    rows = await tx.rows(reading, **{k: v for k, v in given.items() if k in reading.parameters})
    return {thing.id: thing for thing in map(kind.of, rows)}


async def _write(
    tx: Transaction, kind: Kind[Any], verb: str, rows: Sequence[Mapping[str, Any]]
) -> None:
    (answer,) = await tx.rows(kind.statement(verb), rows=list(rows))
    if answer["written"] != len(rows):
        raise RuntimeError(
            f"{verb}_{kind.name} wrote {answer['written']} of {len(rows)} rows: one of them names "
            f"something that is not there; the first is {rows[0]['id']}."
        )


def _dated(thing: Thing, now: int) -> Thing:
    created = thing.created_at or now
    return replace(thing, created_at=created, updated_at=max(created, thing.updated_at))


def _row(thing: Thing, before: Mapping[str, Any]) -> dict[str, Any]:
    after = stored(thing)
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {**ends(thing), "id": thing.id, "set": {name: after.get(name) for name in names}}


def _changed(before: Thing, thing: Thing, now: int) -> dict[str, Any]:
    return _row(replace(thing, created_at=before.created_at, updated_at=now), stored(before))


def _diff(known: Thing, wanted: Thing) -> bool:
    ignored = {"created_at", "updated_at"}
    before, after = stored(known), stored(wanted)
    return any(before.get(n) != after.get(n) for n in {*before, *after} - ignored)


def _event(kind: Kind[Any], things: Sequence[Thing], now: int, source: str) -> dict[str, Any]:
    first = things[0].id
    batch = f"ld_{ulid_of(f'{source}|{kind.prefix}|{first}')}"
    after = {"source": source, "label": kind.model.label, "rows": len(things), "first": first}
    return {
        "at": now,
        "act": "import_rows",
        "node_id": batch,
        "actor_id": SYSTEM.id,
        "area_path": "/",
        "before": text({}),
        "after": text(after),
        "request_id": batch,
    }
