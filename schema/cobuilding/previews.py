"""Candidates for a need while it is typed; nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Self, get_type_hints

import strawberry

from graph.cobuilding.matches import Matches, NeedDraft, preview
from graph.communities.categories import category_of
from graph.communities.needs import NewLine
from graph.errors import InvalidInput, NotFound
from graph.inputs import Between, Choice, Instant, check_bounds
from graph.matching import phrases
from graph.paging import Scope
from graph.things import Id
from schema.acts import input_for, plain
from schema.candidates import is_seen, is_told, keep
from schema.cobuilding.matches import Match
from schema.communities.types import RequirementKind, ServiceCategory
from schema.context import Info
from schema.describe import described
from schema.references import viewed
from schema.request_errors import BadUserInput

TITLE = 80
"""Characters of a title; what is longer is a description as well (`graph.inputs.Title`)."""


@dataclass(frozen=True, kw_only=True)
class NeedDraftInput:
    """A need while it is typed: nothing of it is kept.

    Without `lines`, those that the text proposes (需求归类): at most six.
    """

    community_id: Annotated[Id, "Where the help is needed."]
    text: Annotated[str, "What is missing, in the words of who asks (需求描述).", Between(1, 2000)]
    urgency: Annotated[int, "How urgent it is.", Choice("Urgency", (0, 1, 2, 3))] = 0
    window_start: Annotated[int | None, "First instant to serve it.", Instant()] = None
    window_end: Annotated[int | None, "Last instant to serve it.", Instant()] = None
    lines: Annotated[Sequence[NewLine], "What is missing, line by line.", Between(0, 30)] = ()


Given: Any = input_for(NeedDraftInput)


@described
@strawberry.federation.type(shareable=True)
class PreviewedLine:
    """What one line of a typed need would find."""

    category_code: str = strawberry.field(description="Code of its service category (服务事项).")
    kind: str = strawberry.field(description="A resource or a skill.", graphql_type=RequirementKind)
    is_clear: bool = strawberry.field(
        description="The category was given, or the words leave no doubt; else a person decides."
    )
    because: list[str] = strawberry.field(description="Words the category was chosen by (依据).")
    matches: list[Match] = strawberry.field(description="The best matches (候选), 5 at most.")
    near_misses: list[Match] = strawberry.field(
        description="Offers one step short, with what would help; 3 at most."
    )
    total_count: int = strawberry.field(description="How many match in all.")

    @strawberry.field
    def category(self) -> ServiceCategory | None:
        """Its service category (服务事项)."""
        return viewed(category_of(self.category_code))

    @classmethod
    def of(cls, found: Matches, proposed: phrases.Proposal | None, scope: Scope) -> Self:
        """Wrap what was found for a line; `proposed`: what the text said, if it chose the line."""
        seen = [it for it in found.matches if is_seen(it, scope)]
        return cls(
            category_code=found.line.category_code,
            kind=found.line.kind,
            is_clear=proposed is None or proposed.clear,
            because=[] if proposed is None else list(proposed.because),
            matches=[Match.of(it) for it in seen],
            near_misses=[Match.of(it) for it in found.near_misses if is_told(it, scope)],
            total_count=found.total,
        )


async def previewed(info: Info, given: Any) -> list[PreviewedLine] | None:
    """Return what each line of a typed need would find; None: the viewer sees no such community.

    Raises:
        BadUserInput: a field is out of its bounds, or no service category has one of the codes.
    """
    context, scope = info.context, info.context.viewer.scope
    draft: NeedDraftInput = plain(NeedDraftInput, given)
    try:
        check_bounds(vars(draft), get_type_hints(NeedDraftInput, include_extras=True))
        proposals = () if draft.lines else phrases.lines(draft.text)
        need = _need(draft, [*draft.lines, *map(_line, proposals)])
        if not need.lines:
            return []
        found = await preview(context.graph, scope, need, draft.community_id, now=context.moment)
    except InvalidInput as refusal:
        raise BadUserInput(zh=refusal.zh, en=refusal.en) from refusal
    except NotFound:
        return None
    said = [None] * len(draft.lines) + [it.proposal for it in proposals]
    for matches in found:
        keep(info, matches.provided.values())
    return [PreviewedLine.of(it, why, scope) for it, why in zip(found, said, strict=True)]


def _need(draft: NeedDraftInput, lines: Sequence[NewLine]) -> NeedDraft:
    is_short = len(draft.text) <= TITLE
    return NeedDraft(
        title=draft.text[:TITLE],
        description="" if is_short else draft.text,
        category_code=lines[0].category_code if lines else "",
        urgency=draft.urgency,
        window_start=draft.window_start,
        window_end=draft.window_end,
        lines=lines,
    )


def _line(proposed: phrases.ProposedLine) -> NewLine:
    return NewLine(category_code=proposed.category_code, kind=proposed.kind)
