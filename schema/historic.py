"""What happened to a thing: a field that cobuilding adds to types of every owner."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.context import Info
from schema.describe import described
from schema.ownership import owned
from schema.paging import After, Connection, First

if TYPE_CHECKING:
    from schema.cobuilding.history import Event


@described
@strawberry.type
class Historic:
    """Mixin of every type whose changes are kept; not a type of the schema."""

    id: strawberry.ID = strawberry.field(description="Opaque; its prefix names the type.")

    @strawberry.field(metadata=owned("cobuilding"))
    async def history(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Annotated["Event", strawberry.lazy("schema.cobuilding.history")]]:
        """What happened to it (变更与事件), oldest first."""
        raise NotImplementedError
