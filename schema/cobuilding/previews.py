"""Candidates for a need while it is typed; nothing is kept."""

from typing import Annotated

import strawberry

from graph.cobuilding.matches import Matches, NeedDraft, preview
from graph.communities.categories import category_of
from graph.communities.needs import NewLine
from graph.errors import InvalidInput, NotFound
from graph.matching.phrases import Proposal, lines
from schema.candidates import is_seen, keep
from schema.cobuilding.matches import Match
from schema.communities.types import Continuity, NeedKind, RequirementKind, ServiceCategory, Urgency
from schema.context import Info
from schema.describe import described
from schema.listing import checked_size, kept
from schema.references import viewed
from schema.request_errors import BadUserInput
from schema.scalars import DateTime, Hours

LINES = 30
"""Lines of a draft at most, as of a need (domain.md chapter 4, LIMITS lines_per_need)."""
TEXT = 2_000
"""Characters of a text at most (our choice: a page)."""


@described
@strawberry.input
class PreviewLineInput:
    """A line of a need that is being typed (需求明细)."""

    category_code: str = strawberry.field(description="Code of its service category, as CUL-01.")
    kind: str = strawberry.field(
        default="SKILL", description="A resource or a skill.", graphql_type=RequirementKind | None
    )
    quantity: int = strawberry.field(default=1, description="Places wanted.")
    hours: Hours = strawberry.field(default=Hours(1.0), description="Planned hours a place.")
    description: str = strawberry.field(default="", description="Its own words.")
    min_level: int = strawberry.field(default=0, description="Least level of a skill, 0 to 3.")
    qualification: str | None = strawberry.field(
        default=None, description="Code of the proof asked for; if absent: that of the category."
    )
    slots: list[str] = strawberry.field(
        default_factory=list, description="Weekly times '2 19:00-20:30'; none: any time."
    )

    def line(self) -> NewLine:
        """Return the line as the graph takes it."""
        (kind,) = kept([self.kind]) or ("SKILL",)
        return NewLine(
            category_code=self.category_code,
            kind=kind or "SKILL",
            quantity=self.quantity,
            hours=self.hours,
            description=self.description,
            min_level=self.min_level,
            qualification=self.qualification,
            slots=tuple(self.slots),
        )
