"""Events: what happened, kept by every act in its own transaction."""

import strawberry

from schema.references import Entity, entity


@entity("e1", owner="cobuilding")
class Event(Entity):
    """What one act changed on one thing (变更与事件)."""

    act: str = strawberry.field(description="The act.")
