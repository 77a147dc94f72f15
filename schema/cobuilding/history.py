"""Events: what happened, kept by every act in its own transaction; and pages of them."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.catalogue import ACTS
from graph.cobuilding.history import count_events_of_node, events_of_node
from graph.cobuilding.store import EVENT
from graph.paging import Window
from schema.context import Info
from schema.paging import Connection, connection_of
from schema.problems import act_label
from schema.references import Entity, entity, ref
from schema.scalars import BigInt, DateTime

if TYPE_CHECKING:
    from schema.members.types import Member

ORDER = "events:NODE"
"""The one order of events: those of one thing, the earliest first."""


@entity(EVENT, owner="cobuilding")
class Event(Entity):
    """What one act changed on one thing (变更与事件)."""

    seq: BigInt = strawberry.field(description="Its number, without gaps, in the order of commits.")
    at: DateTime = strawberry.field(description="When (时间).")
    act: str = strawberry.field(description="Name of the act (操作), such as propose_project.")
    node_id: strawberry.ID = strawberry.field(
        description="The thing; of a relationship, its from-side."
    )
    rid: strawberry.ID | None = strawberry.field(description="The relationship, if it is one.")
    before: str = strawberry.field(
        description="Properties that changed, as they were: a JSON object as text."
    )
    after: str = strawberry.field(
        description="The same as they are since, and the reason if one was given: JSON as text."
    )

    @strawberry.field
    def label(self, info: Info) -> str:
        """What the act is called in the request's language (操作名)."""
        act = ACTS.get(self.value.act)
        return self.value.act if act is None else act_label(act, info.context.locale)

    @strawberry.field
    async def actor(
        self, info: Info
    ) -> Annotated["Member", strawberry.lazy("schema.members.types")] | None:
        """Who did it (操作人); null: the hub itself, or not for the viewer to see."""
        return await ref(self.value.actor_id, info)

    @strawberry.field
    async def on_behalf_of(
        self, info: Info
    ) -> Annotated["Member", strawberry.lazy("schema.members.types")] | None:
        """For whom it was done (代谁操作), if for somebody else."""
        return await ref(self.value.on_behalf_of, info)


async def history_of(info: Info, id: str, window: Window) -> Connection[Event]:
    """Return a page of what happened to a node or relationship; none if the viewer sees none."""
    graph, scope = info.context.graph, info.context.viewer.scope
    page = await events_of_node(graph, scope, id, window)
    count = partial(count_events_of_node, graph, scope, id)
    return connection_of(page, ORDER, Event.of, count)
