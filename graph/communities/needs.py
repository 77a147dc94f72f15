"""Acts on needs (需求) that touch needs and their lines only; others stand in cobuilding."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from graph import states
from graph.acts import edits, moves, starts
from graph.communities import rules
from graph.communities.model import Need, Requirement
from graph.communities.store import COMMUNITY, NEED, REQUIREMENT
from graph.deed import Deed
from graph.errors import InvalidInput
from graph.inputs import Between, CategoryCode, Choice, Places, Title
from graph.things import Id, Ref

POPULATIONS = (
    "OLDER",
    "LIVING_ALONE",
    "DISABLED_ELDER",
    "DISABLED",
    "CHILDREN",
    "CHILDREN_IN_DIFFICULTY",
    "LOW_INCOME",
    "GIG_WORKERS",
    "NEWCOMERS",
    "MATERNITY",
    "UNEMPLOYED",
    "VOLUNTEERS",
    "EVERYONE",
)
"""The closed list `populations` of taxonomy.json; a test compares."""
Description = Annotated[str, "More words (说明), up to 2,000 characters.", Between(0, 2000)]
OPEN_STATES = sorted(
    frozenset(states.states("Need")) - states.terminal("Need") - frozenset({"FULFILLED"})
)
"""States in which a person may still choose the category."""


@dataclass(frozen=True, kw_only=True)
class NewLine:
    """A line of a need (需求明细): so many places of one category."""

    category_code: CategoryCode
    kind: Annotated[
        str,
        "SKILL: somebody's time and ability; RESOURCE: a room, a thing, money.",
        Choice("RequirementKind", ("SKILL", "RESOURCE")),
    ] = "SKILL"
    quantity: Places = 1
    hours: Annotated[
        float, "Planned hours a place (时长), 0–2,000, in quarters.", Between(0, 2000)
    ] = 1.0
    description: Description = ""
    mandatory: Annotated[bool, "The need is covered only when this line is."] = True
    min_level: Annotated[int, "Least level of a skill, 0–3.", Between(0, 3)] = 0
    qualification: Annotated[
        str | None, "Code of the proof asked for; left out: that of the category.", Between(0, 40)
    ] = None
    slots: Annotated[
        Sequence[Annotated[str, "'2 19:00-20:30'.", Between(13, 13)]],
        "Weekly times; none: any time.",
        Between(0, 20),
    ] = ()


@starts(NEED, guard=rules.may_be_drafted, on_behalf=True)
async def draft_need(  # noqa: PLR0913  a form of a page
    deed: Deed,
    *,
    community_id: Annotated[Id, "Where the help is needed."],
    title: Title,
    category_code: CategoryCode,
    description: Description = "",
    kind: Annotated[
        str, "What it is.", Choice("NeedKind", ("NEED", "WISH", "POST", "HAZARD", "ACTIVITY"))
    ] = "NEED",
    urgency: Annotated[int, "How urgent it is.", Choice("Urgency", (0, 1, 2, 3))] = 0,
    population: Annotated[
        Sequence[Annotated[str, Choice("Population", POPULATIONS)]],
        "Who it is for (服务对象).",
        Between(0, 13),
    ] = (),
    budget_fen: Annotated[int | None, "What it may cost, fen.", Between(0, 2_000_000_000)] = None,
    unit_id: Annotated[
        Id | None, "The viewer's unit, if the unit raises it (创单); left out: the viewer does."
    ] = None,
    lines: Annotated[
        Sequence[NewLine], "What is missing; none: one line of the category.", Between(0, 30)
    ] = (),
) -> Need:
    """Draft a need (需求) with its lines; it is not shown to others before it is published."""
    community = await deed.look(COMMUNITY, community_id)
    leaf = rules.leaf_of(category_code)
    raiser, on_behalf = await _raiser(deed, unit_id)
    need = Need(
        id=deed.new_ref(NEED),
        kind=kind,
        title=title.strip(),
        description=description.strip(),
        area_path=community.area_path,
        community_id=community.id,
        category_code=category_code,
        urgency=urgency,
        difficulty=leaf.difficulty,
        raised_by_id=raiser,
        on_behalf=on_behalf,
        channel="API",
        population=tuple(population),
        budget_fen=budget_fen,
    )
    wanted = lines or (NewLine(category_code=category_code),)
    for number, line in enumerate(_shares(category_code) if kind == "WISH" else wanted):
        deed.create(_line(deed, need, line, str(number)))
    return need


@moves(NEED, guard=rules.has_lines)
def submit_need(deed: Deed, need: Need) -> Need:
    """Submit a drafted need (提交) to the community."""
    return need


@moves(NEED, guard=rules.can_be_published)
async def publish_need(deed: Deed, need: Need) -> Need:
    """Publish a need (发布): its lines can be matched, claimed and dispatched from now on."""
    lines = await deed.reach_all(REQUIREMENT, need.requirement_ids)
    rules.holds_nothing_personal(need, lines)
    deed.change(*map(rules.opened, lines))
    return replace(need, published_at=deed.now, aging_since=need.aging_since or deed.now)


@edits(NEED, by=("COM", "GRID"), within=OPEN_STATES)
async def classify_need(
    deed: Deed,
    need: Need,
    *,
    category_code: CategoryCode,
    requirement_id: Annotated[
        Id | None, "One line only; left out: the need, and its lines of the same category."
    ] = None,
) -> Need:
    """Put a need, or one line of it, into the service category a person chose (归类)."""
    leaf = rules.leaf_of(category_code)
    lines = await deed.reach_all(REQUIREMENT, need.requirement_ids)
    if requirement_id is None:
        chosen = [line for line in lines if line.category_code == need.category_code]
        deed.change(*(rules.classified(line, category_code) for line in chosen))
        return replace(need, category_code=category_code, difficulty=leaf.difficulty)
    chosen = [line for line in lines if line.id == requirement_id]
    if not chosen:
        zh, en = "这条明细不属于该需求。", "This line belongs to another need."
        raise InvalidInput("requirement_id", zh=zh, en=en)
    deed.change(*(rules.classified(line, category_code) for line in chosen))
    return need


async def _raiser(deed: Deed, unit_id: Id | None) -> tuple[Ref, bool]:
    """Return who raises the need, and whether it is filed for somebody else."""
    principal = await deed.principal()
    if principal is not None:
        return principal, True
    if unit_id is not None:
        if unit_id not in deed.viewer.units:
            zh, en = "您不是该单位的联络员。", "You do not speak for this unit."
            raise InvalidInput("unit_id", zh=zh, en=en)
        return Ref(unit_id), False
    return Ref(deed.viewer.id), False


def _shares(category_code: str) -> tuple[NewLine, ...]:
    """Return the one line of a wish: per cent of it, to be shared."""
    return (NewLine(category_code=category_code, kind="RESOURCE", quantity=rules.WISH_SHARES),)


def _line(deed: Deed, need: Need, line: NewLine, number: str) -> Requirement:
    leaf = rules.leaf_of(line.category_code, "lines", number, "category_code")
    asked = leaf.qualification if line.kind == "SKILL" else ""
    return Requirement(
        id=deed.new_ref(REQUIREMENT),
        need_id=need.id,
        community_id=need.community_id,
        area_path=need.area_path,
        kind=line.kind,
        description=line.description.strip(),
        category_code=line.category_code,
        quantity=line.quantity,
        open_quantity=line.quantity,
        measure="PERCENT" if need.kind == "WISH" else leaf.measure,
        hours=line.hours,
        mandatory=line.mandatory,
        qualification=asked if line.qualification is None else line.qualification,
        min_level=line.min_level,
        slots=tuple(line.slots),
        urgency=need.urgency,
    )
