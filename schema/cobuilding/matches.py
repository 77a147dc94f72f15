"""Matches: a line and an offer, the score as a sum of parts, the gates, the reasons in words."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import strawberry

from graph.matching import explain
from graph.matching.model import Match as Value
from graph.taxonomy import Locale
from schema.candidates import decisions_by_requirement, is_own, matches_told
from schema.cobuilding.types import Giver, Offer
from schema.communities.types import Requirement
from schema.context import Info
from schema.describe import described
from schema.references import Entity, entity, ref
from schema.scalars import DateTime
from schema.vocabulary import enumeration

ScorePartKey = enumeration("ScorePartKey")
GateCode = enumeration("GateCode")
MatchMark = enumeration("MatchMark")
MatchVerdict = enumeration("MatchVerdict")
Audience = enumeration("Audience")
Side = Literal["COMMUNITY", "GIVER"]

For = Annotated[
    Audience,  # pyright: ignore[reportInvalidTypeForm]  made at run time
    strawberry.argument(name="for", description="Whom it is written for."),
]


@described
@strawberry.federation.type(shareable=True)
class MatchPart:
    """One of the seven parts of a score (得分项): points = (max x share + 500) div 1000."""

    key: str = strawberry.field(description="Which part.", graphql_type=ScorePartKey)
    points: int = strawberry.field(description="Points it gives (得分).")
    max: int = strawberry.field(description="Points it can give (满分).")
    share: int = strawberry.field(description="How far it is met, in thousandths.")
    reason: str = strawberry.field(description="Code of what it rests on (依据).")
    text: str = strawberry.field(description="The same in words; '' where nothing need be said.")


@described
@strawberry.federation.type(shareable=True)
class MatchGate:
    """One of the twelve gates (准入条件) a match must pass."""

    gate: str = strawberry.field(description="Which gate.", graphql_type=GateCode)
    open: bool = strawberry.field(description="It lets this pair through.")
    reason: str | None = strawberry.field(
        description="Why it is closed, and what would open it; null: it is open."
    )


@described
@strawberry.federation.type(shareable=True)
class MatchDecision:
    """What was decided about a match (匹配取舍)."""

    verdict: str = strawberry.field(description="The decision (取舍).", graphql_type=MatchVerdict)
    reason: str = strawberry.field(description="Code of the reason (原因); '' if none was given.")
    until: DateTime | None = strawberry.field(description="In force until (有效至); null: no end.")


@entity("mt", owner="cobuilding")
class Match(Entity):
    """A line of a need and an offer for it (匹配): computed when asked for, never stored."""

    score: int | None = strawberry.field(
        description="0 to 1000, the sum of its parts (得分); null: a gate is closed."
    )
    marks: list[str] = strawberry.field(
        description="What to know about it (提示).", graphql_type=list[MatchMark]
    )

    @strawberry.field
    def parts(self, info: Info) -> list[MatchPart]:
        """The seven parts of the score; none where a gate is closed."""
        side, language = _side(self.value, info), _language(info)
        return [
            MatchPart(
                key=it.key,
                points=it.points,
                max=it.max,
                share=it.f,
                reason=it.reason,
                text=explain.part(it, self.value, side, language),
            )
            for it in self.value.parts
        ]

    @strawberry.field
    def gates(self, info: Info) -> list[MatchGate]:
        """The twelve gates, in the order they are asked."""
        side, language = _side(self.value, info), _language(info)
        return [
            MatchGate(
                gate=it.code,
                open=it.is_open,
                reason=None if it.is_open else explain.gate(it.code, self.value, side, language),
            )
            for it in self.value.gates
        ]

    @strawberry.field
    async def offer(self, info: Info) -> Offer | None:
        """What is offered (资源或专长)."""
        return await ref(self.value.offer.id, info)

    @strawberry.field
    async def giver(self, info: Info) -> Giver | None:
        """Who offers it (提供方)."""
        return await ref(self.value.offer.provider_id, info)

    @strawberry.field
    async def requirement(self, info: Info) -> Requirement | None:
        """The line it would serve (需求明细); null in a preview, where no line is kept."""
        return await ref(self.value.line.requirement_id, info)

    @strawberry.field
    def explanation(self, info: Info, audience: For = Audience.COMMUNITY) -> str:
        """The reasons in one paragraph (推荐理由); for a closed gate: why not.

        Why a gate is closed is told in the giver's words to the giver alone.
        """
        asked = getattr(audience, "value", audience)
        side = asked if self.value.score is not None else _side(self.value, info)
        return explain.explanation(self.value, side, _language(info))

    @strawberry.field
    async def decision(self, info: Info) -> MatchDecision | None:
        """What was decided about it (匹配取舍); null: nothing."""
        line = self.value.line.requirement_id
        decisions = await info.context.below(decisions_by_requirement, line)
        found = decisions.by_match.get(self.id)
        if found is None or not found.verdict:
            return None
        return MatchDecision(verdict=found.verdict, reason=found.reason, until=_until(found.until))

    @classmethod
    async def by_ids(cls, info: Info, ids: Sequence[str]) -> list[Any]:
        """Return matches computed now; None where the viewer sees no such line or offer."""
        return [None if it is None else cls.of(it) for it in await matches_told(info, ids)]


def _until(at: int | None) -> DateTime | None:
    return None if at is None else DateTime(at)


def _side(match: Value, info: Info) -> Side:
    """Return for whom the words about a pair are: for its giver, if the viewer is."""
    return "GIVER" if is_own(match, info.context.viewer.scope) else "COMMUNITY"


def _language(info: Info) -> Locale:
    return "en" if info.context.locale == "EN" else "zh"
