"""Rows of the relationship editor: relationships of whatever type, with both ends."""

from typing import Self

import strawberry

from graph.cobuilding.model import RelationshipRow as Row
from schema.context import Info
from schema.describe import described
from schema.references import Entity, ref
from schema.scalars import DateTime
from schema.vocabulary import enumeration

RelationshipType = enumeration("RelationshipType")
RelationshipState = enumeration("RelationshipState")
Basis = enumeration("Basis")


@described
@strawberry.federation.type(shareable=True)
class RelationshipRow:
    """One editable relationship (关系) of whatever type."""

    row: strawberry.Private[Row]
    id: strawberry.ID = strawberry.field(description="Its rid; opaque.")
    type: str = strawberry.field(description="Its type (类型).", graphql_type=RelationshipType)
    state: str = strawberry.field(description="Its state (状态).", graphql_type=RelationshipState)
    since: DateTime = strawberry.field(description="Since when (起始).")
    until: DateTime | None = strawberry.field(description="Until when (截止); null: no end.")
    basis: str | None = strawberry.field(
        description="On what it rests (依据).", graphql_type=Basis | None
    )
    note: str | None = strawberry.field(description="A remark (备注).")
    end_reason: str | None = strawberry.field(description="Why it ended (解除原因), if it did.")
    version: int = strawberry.field(description="Rises with each change; for `expectedVersion`.")

    @strawberry.field(name="from")
    async def from_(self, info: Info) -> Entity | None:
        """The side it starts from (甲方), if the viewer may see it."""
        return await ref(self.row.from_id, info)

    @strawberry.field
    async def to(self, info: Info) -> Entity | None:
        """The side it leads to (乙方), if the viewer may see it."""
        return await ref(self.row.to_id, info)

    @classmethod
    def of(cls, row: Row) -> Self:
        """Wrap a row of the graph."""
        names = ("type", "state", "since", "until", "basis", "note", "end_reason", "version")
        return cls(
            row=row, id=strawberry.ID(row.id), **{name: getattr(row, name) for name in names}
        )
