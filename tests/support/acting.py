"""Acts through GraphQL: one document for all, and the way to a state by the acts themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph import states
from graph.acts import Act, Ask
from graph.catalogue import ACTS
from graph.cobuilding.history import thing_by_id
from graph.errors import Refusal
from graph.perform import Manner, perform
from graph.things import Thing
from graph.viewer import SYSTEM, Viewer
from schema.acts import id_field
from schema.build import hub
from schema.context import Context
from schema.describe import camel, pascal
from schema.scalars import instant_text
from tests.support.district import NOW
from tests.support.world import World

DOCUMENT = """
mutation ($input: %sInput!) { answer: %s(input: $input) { __typename
  ... on Changed { changes { nodeId rid field before after } dryRun replayed cursor }
  ... on Problem { code message }
  ... on InvalidInput { fields { path code message } }
  %s } }"""
DETAILS = {
    "Stale": "currentVersion",
    "NoCapacity": "left",
    "Conflict": "rule otherId",
    "NotAllowed": "rolesThatMay",
    "WrongState": "state possible { act }",
}
INSTANTS = ("_at", "since", "until")


@dataclass(frozen=True)
class Step:
    """An act on the way, with the state it must lead to."""

    act: Act[Any]
    moved_to: str


@dataclass(frozen=True)
class Answer:
    """What an act answered, as the API has it."""

    type: str
    data: Mapping[str, Any]

    @property
    def done(self) -> bool:
        return self.type.endswith("Changed")

    @property
    def changes(self) -> list[tuple[str, str, str, str]]:
        """What changed, without ids made for this deed: a preview and the act compare."""
        rows = [
            ((row["rid"] or row["nodeId"])[:2], row["field"], row["before"], row["after"])
            for row in self.data["changes"]
        ]
        return sorted(row for row in rows if row[1] not in ("id", "queueKey"))

    @property
    def new_id(self) -> str:
        """The id of what this answer brought into being: the act's own thing comes first."""
        first = self.data["changes"][0]
        return first["rid"] or first["nodeId"]


@dataclass(frozen=True)
class Scene:
    """A thing walked to a state, an input for the act to try on it, and who is who towards it."""

    world: World
    act: Act[Any]
    thing: str | None
    input: Mapping[str, Any]
    cast: Mapping[str, Viewer]

    async def ask(self, role: str, act: Act[Any], **manner: Any) -> Answer:
        """Ask for the act of this scene, or for another one with its example, in a role."""
        input = self.input if act is self.act else example(act, self.world, "")
        return await ask(self.world, self.cast[role], act, self.thing, input=input, **manner)


def example(act: Act[Any], world: World, unit_id: str, **known_ids: str) -> dict[str, Any]:
    """An input the act takes: a line here only for acts that ask for more than a reason."""
    community = world.community.id
    pairing = {"unit_id": unit_id, "community_id": community, "basis": "AGREED"}
    known: dict[str, dict[str, Any]] = {
        "draft_need": {"community_id": community, "title": "楼道清理", "category_code": "CUL-02"},
        "classify_need": {"category_code": "CUL-04"},
        "draft_project": {
            "community_id": community,
            "title": "英语角",
            "goal": "老人能开口",
            "category_code": "CUL-01",
            "metric": {"name": "学员", "baseline": 20, "target": 40},
            "evaluator_id": world.evaluator.id,
            "participants": [{"party_id": unit_id}],
        },
        "edit_project": {"goal": "老人能出国"},
        "take_up_project": {"meeting_at": NOW + 86_400_000},
        "add_milestone": {"title": "开班", "due_at": NOW + 86_400_000, "mandatory": False},
        "complete_milestone": {"milestone_id": known_ids.get("milestone_id", "")},
        "post_progress_note": {"text": "学员增至38人。", "progress_pct": 90, "metric_value": 38},
        "propose_relationship": {"relationship": {"pairing": pairing}},
        "create_relationship": {"relationship": {"pairing": pairing}},
        "edit_relationship": {"weight": 2, "note": "每月一次"},
    }
    return known.get(act.name, {"reason": "测试"} if "reason" in act.needs else {})


async def ask(  # noqa: PLR0913  what an act is asked with
    world: World,
    viewer: Viewer,
    act: Act[Any],
    id: str | None = None,
    *,
    input: Mapping[str, Any] | None = None,
    now: int = NOW,
    **manner: Any,
) -> Answer:
    """Ask for an act through the API; one for the hub itself, through the pipeline."""
    given = example(act, world, world.unit.id) if input is None else input
    if act.versioned and "expected_version" not in manner:
        manner["expected_version"] = await version(world, str(id))
    if viewer is SYSTEM or not act.by - {"SYS"}:
        return await _performed(world, viewer, act, id, given, manner, now)
    own = {} if id is None else {id_field(act): id}
    names = {refusal.__name__ for refusal in act.refuses}
    details = " ".join(f"... on {name} {{ {DETAILS[name]} }}" for name in DETAILS if name in names)
    document = DOCUMENT % (pascal(act.name), camel(act.name), details)
    variables = {"input": wired({**given, **manner, **own})}
    context = Context(world.graph, viewer, now=lambda: now)
    result = await hub().execute(document, variable_values=variables, context_value=context)
    assert result.errors is None, result.errors
    assert result.data is not None
    data = result.data["answer"]
    return Answer(data["__typename"], data)


async def _performed(  # noqa: PLR0913, PLR0917
    world: World,
    viewer: Viewer,
    act: Act[Any],
    id: str | None,
    input: Mapping[str, Any],
    manner: Mapping[str, Any],
    now: int,
) -> Answer:
    try:
        done = await perform(
            world.graph, viewer, Ask(act, id, dict(input)), Manner(**manner), now=lambda: now
        )
    except Refusal as refusal:
        return Answer(type(refusal).__name__, {"message": refusal.en})
    changes = [
        {
            "nodeId": c.node_id,
            "rid": None,
            "field": camel(c.field),
            "before": c.before,
            "after": c.after,
        }
        for c in done.changes
    ]
    cursor = None if done.cursor is None else str(done.cursor)
    return Answer("Changed", {"changes": changes, "cursor": cursor, "replayed": done.replayed})


async def bring(
    world: World, act: Act[Any], state: str, *, by: str = "", drafter: str = ""
) -> Scene:
    """Walk a new thing to `state` by acts; return it with an input for `act`. '': nothing yet.

    `drafter` is the role that brings it into being (its party); by default one that takes no part
    later.
    """
    unit = await world.another_unit() if act.machine == "Relationship" else world.unit
    cast = world.cast(unit)
    thing: str | None = None
    for step in steps(act, state):
        input = example(step.act, world, unit.id)
        for role in _who(step.act, drafter or "PROPOSER", by):
            answer = await ask(world, cast[role], step.act, thing, input=input)
            thing = answer.new_id if answer.done and thing is None else thing
            if thing and await state_of(world, thing) == step.moved_to:
                break
        assert thing, (step, answer)
        assert await state_of(world, thing) == step.moved_to, (step, answer)
    milestone = ""
    if act.name == "complete_milestone":
        added = ACTS["add_milestone"]
        answer = await ask(world, cast["COM"], added, thing)
        milestone = next(
            r["nodeId"] for r in answer.data["changes"] if r["nodeId"].startswith("ms")
        )
    return Scene(world, act, thing, example(act, world, unit.id, milestone_id=milestone), cast)


def _who(act: Act[Any], drafter: str, by: str) -> Sequence[str]:
    """Return the roles that try a step, in order: the drafter where it may, the community last."""
    if act.starts and act.machine != "Relationship":
        return (drafter,)
    if act.name == "propose_relationship":
        return (by or "COM",)
    if act.name == "create_relationship":
        return ("STR",)
    rank = ("PROPOSER", "LIA", "CHAIR", "DIS", "STR", "COM", "ADM", "SYS", "GRID", drafter)
    return tuple(role for role in rank if role == drafter or role in act.by)


def steps(act: Act[Any], state: str) -> list[Step]:
    """Return the way to where `act` starts; what is restored must have held before it ended."""
    if act.name == "restore_relationship":
        made, ended = ACTS["create_relationship"], ACTS["end_relationship"]
        return [Step(made, "ACTIVE"), Step(ended, "ENDED")]
    return (way(act.machine, state) or []) if state else []


async def version(world: World, id: str) -> int:
    value = await read(world, id)
    return value.version if value else 1


async def state_of(world: World, id: str) -> str:
    return getattr(await read(world, id), "state", "")


async def read(world: World, id: str, viewer: Viewer = SYSTEM) -> Thing | None:
    """The thing as a viewer sees it."""
    return await thing_by_id(world.graph, viewer.scope, id, timeout_s=30)  # a first plan is slow


def way(machine: str, state: str) -> list[Step] | None:
    """The shortest way to `state` by acts that exist; None: one on the way is not written yet."""
    ways: dict[str, list[Step]] = {"": []}
    todo = [""]
    while todo:
        here = todo.pop(0)
        for name in states.acts(machine, here):
            for target in states.rules(machine, name)[here].targets if name in ACTS else ():
                if target not in ways:
                    ways[target] = [*ways[here], Step(ACTS[name], target)]
                    todo.append(target)
    return ways.get(state)


def wired(value: Any, name: str = "") -> Any:
    """Return an input of the graph as JSON for the API: camel names, instants as text."""
    if isinstance(value, Mapping):
        return {camel(key): wired(item, key) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [wired(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and name.endswith(INSTANTS):
        return instant_text(value)
    return value
