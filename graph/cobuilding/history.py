"""What happened to a thing, and how it is related: reads for history and relationships."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.cobuilding.model import Event, RelationshipRow
from graph.cobuilding.store import EVENT
from graph.connection import READ_S, Graph
from graph.errors import NotFound
from graph.paging import Listing, Page, Scope, Window
from graph.statements import Statement, statement
from graph.things import Edge, Kind, Thing, kind_of

EVENTS_OF_NODE = Listing(
    kind=EVENT,
    forward=statement(__file__, "events_of_node"),
    backward=statement(__file__, "events_of_node_backward"),
    count=statement(__file__, "events_of_node_count"),
)
RELATIONSHIPS_OF: Mapping[str, Statement] = {
    "un": statement(__file__, "relationships_of_unit"),
    "mb": statement(__file__, "relationships_of_member"),
    "cm": statement(__file__, "relationships_of_community"),
    "ar": statement(__file__, "relationships_of_area"),
    "pj": statement(__file__, "relationships_of_project"),
}
"""The statement by the prefix of the node's id; other kinds have no editable relationships."""
MOST_RELATIONSHIPS = 200
"""Rows of one reading (our choice: what the editor shows at once)."""
_DOTS_OF_A_RID = 2  # code, anchor id, ulid


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipChoice:
    """Which relationships: None means all.

    Attributes:
        types: PAIRED_WITH, MEMBER_OF, REGISTERED_AT, HOLDS, PARTICIPATES_IN.
        states: PENDING, ACTIVE, ENDED.
        as_of: an instant, UTC ms: those in force then by their `since` and `until`, whatever their
            state now.
    """

    types: Sequence[str] | None = None
    states: Sequence[str] | None = None
    as_of: int | None = None


async def thing_by_id(
    graph: Graph, scope: Scope, id: str, *, timeout_s: float = READ_S
) -> Thing | None:
    """Return the node or relationship with this id, or None: absent, foreign, malformed."""
    try:
        kind: Kind[Thing] = kind_of(id)
    except NotFound:
        return None
    if kind.is_edge and id.count(".") != _DOTS_OF_A_RID:
        return None
    asked = kind.statement("read")
    anchors = {"anchor_ids": [id.split(".")[1]]} if kind.is_edge else {}
    own: Mapping[str, Sequence[str]] = {"ids": [id], **anchors}
    rows = await graph.read(asked, scope, timeout_s=timeout_s, **own)
    return kind.of(rows[0]) if rows else None


async def events_of_node(graph: Graph, scope: Scope, id: str, window: Window) -> Page[Event]:
    """Return a page of what happened to a node or relationship, the earliest first.

    The events of a node hold those of the relationships that start at it. An id the viewer does not
    see has none. Keys of the page are cursors.
    """
    if await thing_by_id(graph, scope, id) is None:
        return Page[Event]()
    listing, rids = _listing(id)
    return await listing.page(graph, scope, window, rids=rids)


async def count_events_of_node(graph: Graph, scope: Scope, id: str) -> int:
    """Return how many events a node or relationship has, 10,001 for more than 10,000; unseen: 0."""
    if await thing_by_id(graph, scope, id) is None:
        return 0
    listing, rids = _listing(id)
    return await listing.total(graph, scope, rids=rids)


async def event_by_seq(graph: Graph, scope: Scope, seq: int) -> Event | None:
    """Return the event with this number, or None: absent, or not the viewer's to see."""
    found = await thing_by_id(graph, scope, f"{EVENT.prefix}_{seq}")
    return found if isinstance(found, Event) else None


async def relationships_of_node(  # noqa: PLR0913  where, for whom, which, and how many
    graph: Graph,
    scope: Scope,
    id: str,
    choice: RelationshipChoice,
    *,
    after: str = "",
    limit: int = MOST_RELATIONSHIPS,
) -> list[RelationshipRow]:
    """Return the relationships of a unit, member, community, area or project by rid, 200 at most.

    An id the viewer does not see, or of another kind, has none. `after` is the rid of the last row
    before.
    """
    asked = RELATIONSHIPS_OF.get(id.partition("_")[0])
    if asked is None or await thing_by_id(graph, scope, id) is None:
        return []
    types, states = _listed(choice.types), _listed(choice.states)
    rows = await graph.read(
        asked,
        scope,
        id=id,
        types=types,
        states=states,
        as_of=choice.as_of,
        after=after,
        limit=min(limit, MOST_RELATIONSHIPS),
    )
    return [RelationshipRow(**row) for row in rows]


async def relationship_by_rid(graph: Graph, scope: Scope, rid: str) -> Edge | None:
    """Return one relationship of whatever type, or None: absent, foreign, malformed."""
    found = await thing_by_id(graph, scope, rid)
    return found if isinstance(found, Edge) else None


def _listed(values: Sequence[str] | None) -> list[str] | None:
    return None if values is None else list(values)


def _listing(id: str) -> tuple[Listing[Event], list[str] | None]:
    """Return the list bounded to a node, and the relationship within it, if `id` is one."""
    is_rid = id.count(".") == _DOTS_OF_A_RID
    node = id.split(".")[1] if is_rid else id
    return replace(EVENTS_OF_NODE, low=f"{node}|", high=f"{node}|~"), [id] if is_rid else None
