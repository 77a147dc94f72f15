"""Matches: a line and an offer, the score as a sum of seven parts, the gates, and the reasons in words."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, Self

import strawberry

from graph.matching.explain import explanation, gate, part
from graph.taxonomy import Locale
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
Audience = enumeration("Audience")

For = Annotated[
    Audience,
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

    verdict: str = strawberry.field(description="SHORTLISTED, DISMISSED or TAKEN (取舍).")
    reason: str = strawberry.field(description="Code of the reason (原因); '' if none was given.")
    until: DateTime | None = strawberry.field(description="In force until (有效至); null: no end.")


@entity("mt", owner="cobuilding")
class Match(Entity):
    """A line of a need and an offer for it (匹配): computed when asked for, never stored."""

    marks: list[str] = strawberry.field(
        description="What to know about it (提示).", graphql_type=list[MatchMark]
    )
    score: int | None = strawberry.field(
        description="0 to 1000, the sum of its parts (得分); null: a gate is closed."
    )

    @strawberry.field
    def parts(self, info: Info) -> list[MatchPart]:
        """The seven parts of the score; none where a gate is closed."""
        return [
            MatchPart(
                key=it.key,
                points=it.points,
                max=it.max,
                share=it.f,
                reason=it.reason,
                text=part(it, self.value, "COMMUNITY", _language(info)),
            )
            for it in self.value.parts
        ]

    @strawberry.field
    def gates(self, info: Info) -> list[MatchGate]:
        """The twelve gates, in the order they are asked."""
        side: Literal["COMMUNITY", "GIVER"] = "GIVER" if is_own(self.value, info) else "COMMUNITY"
        return [
            MatchGate(
                gate=it.code,
                open=it.is_open,
                reason=None if it.is_open else gate(it.code, self.value, side, _language(info)),
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
    def explanation(
        self, info: Info, audience: For = Audience.COMMUNITY  # noqa: B008  an enum member
    ) -> str:
        """The reasons in one paragraph (推荐理由), in the request's language; for a closed gate: why not.

        What would open a gate is told in the giver's words to the giver alone.
        """
        wanted = getattr(audience, "value", audience)
        is_gated = self.value.score is None
        side = wanted if not is_gated or is_own(self.value, info) else "COMMUNITY"
        return explanation(self.value, side, _language(info))

    @strawberry.field
    def decision(self) -> MatchDecision | None:
        """What was decided about it (匹配取舍); null: nothing."""
        return None

    @classmethod
    async def by_ids(cls, info: Info, ids: Sequence[str]) -> list[Self | None]:
        """Return matches computed now; None where the viewer sees no such line or offer."""
        raise NotImplementedError


def is_own(match: Any, info: Info) -> bool:
    """Tell whether the viewer is the giver of a match, or speaks for its unit."""
    viewer = info.context.viewer
    offer = match.offer
    return offer.provider_id == viewer.id or (offer.unit_id or offer.provider_id) in viewer.units


def _language(info: Info) -> Locale:
    return "en" if info.context.locale == "EN" else "zh"
