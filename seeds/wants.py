"""The demo's needs, wishes and projects, in every state; by a seeded chance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from graph import states
from graph.cobuilding.model import Milestone, Participation, ProgressNote, Project
from graph.communities.model import MATCHABLE, Need, Requirement
from graph.members.model import Member
from graph.taxonomy import Leaf, taxonomy
from graph.things import Ref, Thing
from seeds.naming import DAY, EPOCH, id_of, rid_of, skewed
from seeds.people import lenders, spelled
from seeds.places import BIHAI, DISTRICT, PLACES, Place

URGENCIES = (0.5, 0.3, 0.15, 0.05)
"""Shares of NORMAL, RAISED, URGENT, CRITICAL (domain.md 9)."""
LINES = (30, 25, 20, 12, 8, 5)
"""Per cent of needs with 1 to 6 lines (default)."""
_RESOURCE_TOPICS = frozenset({"LIV-10", "LIV-11", "PTY-10", "SAF-06", "CAR-10"})
_SIGNED = frozenset({"SIGNED", "ACTIVE", "SUSPENDED", "COMPLETED", "ACCEPTED", "ARCHIVED"})
_OVER = frozenset({"WITHDRAWN", "REJECTED", "TERMINATED"})
_SERVED = {"FULFILLED", "CLOSED"}


@dataclass(frozen=True, slots=True)
class _Want:
    """One need to be made."""

    number: int
    place: Place
    kind: str
    state: str


def needs(chance: Random) -> Iterator[Thing]:
    """Yield 60 needs (the English class is one of them) and 20 wishes, each with its lines."""
    every = list(taxonomy().leaves.values())
    shuffled = chance.sample(every, len(every))
    for want in _wants():
        near = chance.choice((shuffled, every))  # half of the shortages are local
        local = skewed(chance, near, 0.8)
        leaf = taxonomy().leaves["CAR-10"] if want.kind == "WISH" else local
        yield from _need(chance, want, leaf)


def projects(wanted: Sequence[Thing]) -> Iterator[Thing]:
    """Yield a project in every state, with a party, a milestone and a note each.

    Each addresses one of the needs among `wanted` that wait in the community of the projects.
    """
    parties = lenders()
    waiting = [
        it
        for it in wanted
        if isinstance(it, Need)
        and (it.community_id, it.state, it.kind) == (BIHAI.id, "PUBLISHED", "NEED")
    ]
    for number, state in enumerate(states.states("Project")):
        need = waiting[number % len(waiting)]
        yield from _project(number, state, parties[number % len(parties)].id, need)


def _wants() -> Iterator[_Want]:
    usual = [state for state in states.states("Need") if state != "IN_PROGRESS"]
    number = 0
    for place in PLACES:
        wished = place.needs - (2 if place is BIHAI else 0)  # the English class, and one begun
        for rank in range(wished + place.wishes):
            kind = "NEED" if rank < wished else "WISH"
            special = place is BIHAI and rank < len(usual) and kind == "NEED"
            yield _Want(number, place, kind, usual[rank] if special else "PUBLISHED")
            number += 1
    yield _Want(number, BIHAI, "NEED", "IN_PROGRESS")


def _need(chance: Random, want: _Want, leaf: Leaf) -> Iterator[Thing]:
    id, waited = id_of("nd", f"need-{want.number}"), chance.randint(0, 40) * DAY
    at = EPOCH - waited - DAY
    shown = want.state not in {"DRAFT", "SUBMITTED", "REJECTED"}
    count = 1 if want.kind == "WISH" else chance.choices(range(1, 7), LINES)[0]
    lines = [id_of("rq", f"need-{want.number}-{rank}") for rank in range(count)]
    made = Need(
        id=id,
        created_at=at,
        updated_at=at,
        state=want.state,
        state_at=at,
        kind=want.kind,
        title=spelled(chance, leaf.examples[2])[:80],
        area_path=want.place.grid(chance.randint(1, 3)),
        community_id=want.place.id,
        category_code=leaf.code,
        urgency=chance.choices(range(4), URGENCIES)[0],
        difficulty=leaf.difficulty,
        raised_by_id=id_of("mb", "resident" if want.number % 3 == 0 else "grid"),
        channel=chance.choice(("DOOR_KNOCK", "SCAN", "PHONE", "COUNTER")),
        population=chance.choice(((), ("OLDER",), ("CHILDREN",), ("EVERYONE",))),
        published_at=at if shown else None,
        aging_since=at if shown else None,
        requirement_ids=tuple(lines),
    )
    due_at, due_act = states.due("Need", made, want.state, EPOCH + 60 * DAY)
    yield replace(made, due_at=due_at, due_act=due_act)
    for rank, line in enumerate(lines):
        yield _line(chance, made, line, leaf if rank == 0 else _other(chance, leaf), rank)


def _other(chance: Random, leaf: Leaf) -> Leaf:
    near = [other for other in taxonomy().leaves.values() if other.top == leaf.top]
    return chance.choice(near)


def _line(chance: Random, need: Need, id: Ref, leaf: Leaf, rank: int) -> Requirement:
    wish = need.kind == "WISH"
    quantity = 100 if wish else chance.randint(1, 4)
    served = quantity if need.state in _SERVED else 0
    return Requirement(
        id=id,
        created_at=need.created_at,
        updated_at=need.created_at,
        need_id=need.id,
        community_id=need.community_id,
        area_path=need.area_path,
        kind="RESOURCE" if wish or leaf.code in _RESOURCE_TOPICS else "SKILL",
        description=leaf.name if rank else "",  # the first line has the need's words
        category_code=leaf.code,
        pool=f"{DISTRICT}|{leaf.code}" if need.state in MATCHABLE else None,
        quantity=quantity,
        open_quantity=quantity - served,
        fulfilled_quantity=served,
        measure="PERCENT" if wish else leaf.measure,
        hours=0.25 if wish else chance.choice((1.0, 1.5, 2.0, 3.0)),
        qualification=leaf.qualification,
        urgency=need.urgency,
    )


def _project(number: int, state: str, unit: Ref, need: Need) -> Iterator[Thing]:
    id, at = id_of("pj", f"project-{state}"), EPOCH - (20 - number) * DAY
    done = state in {"COMPLETED", "ACCEPTED", "ARCHIVED"}
    made = Project(
        id=id,
        created_at=at,
        updated_at=at,
        state=state,
        state_at=at,
        title=f"演示项目{number + 1:02}：{need.title}"[:80],
        goal="居民家门口有人帮",
        category_code=need.category_code,
        area_path=BIHAI.path,
        community_id=BIHAI.id,
        proposer_id=id_of("mb", "coordinator"),
        lead_id=unit,
        metric_name="服务人次",
        metric_measure="VISIT",
        metric_baseline=0,
        metric_target=100,
        metric_current=100 if done else 0,
        progress_pct=100 if done else 0,
        need_ids=(need.id,),
        accepted_by=id_of("mb", "chair") if state in {"ACCEPTED", "ARCHIVED"} else None,
    )
    due_at, due_act = states.due("Project", made, state, EPOCH + 60 * DAY)
    yield replace(made, due_at=due_at, due_act=due_act)
    yield _participation(made, unit, at)
    yield Milestone(
        id=id_of("ms", state),
        created_at=at,
        updated_at=at,
        project_id=id,
        area_path=made.area_path,
        title="第一次服务",
        due_at=EPOCH + 90 * DAY,
        done_at=at if done else None,
    )
    if state in _SIGNED - {"SIGNED"}:
        yield _note(made, at)


def _note(project: Project, at: int) -> ProgressNote:
    return ProgressNote(
        id=id_of("pn", project.state),
        created_at=at,
        updated_at=at,
        project_id=project.id,
        area_path=project.area_path,
        text="演示：第一次服务已完成。",
        progress_pct=project.progress_pct,
        by_id=id_of("mb", "coordinator"),
        at=at,
    )


def _participation(project: Project, unit: Ref, at: int) -> Participation:
    signed, over = project.state in _SIGNED, project.state in _OVER
    return Participation(
        id=rid_of("pi", unit, project.id),
        created_at=at,
        updated_at=at,
        state="ACTIVE" if signed else "ENDED" if over else "PENDING",
        state_at=at,
        since=at,
        until=at if over else None,
        end_reason="WITHDRAWN" if over else None,
        signed_at=at if signed else None,
        role="LEAD",
        from_id=unit,
        to_id=project.id,
        end_paths=(_path_of(unit), project.area_path),
    )


def _path_of(unit: Ref) -> str:
    return next(lender.place.path for lender in lenders() if lender.id == unit)


def heat(things: Sequence[Thing]) -> dict[str, float]:
    """Return each community's heat, keyed by its mark: open ÷ free hours of consenting registrants.

    Source: domain.md 6, row 1; planned hours are none yet.
    """
    lines = [thing for thing in things if isinstance(thing, Requirement) and thing.pool]
    people = [thing for thing in things if isinstance(thing, Member) and thing.consent]
    return {
        place.mark: sum(
            line.open_quantity * line.hours
            for line in lines
            if line.community_id == place.id and line.measure != "PERCENT"
        )
        / max(1.0, sum(one.hours_per_month for one in people if one.community_id == place.id))
        for place in PLACES
    }
