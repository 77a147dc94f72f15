"""Random lives of a project: only acts of the book lead on, each with one Event (I13)."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.catalogue import ACTS
from graph.connection import Graph
from tests.support.acting import Answer, ask, example, read, state_of
from tests.support.book import EDITS, TABLE, TARGETS
from tests.support.world import World, build_world

MACHINE = [name for name in TABLE if name.endswith("_project")]
LIFE = [*(name for name in MACHINE if name != "draft_project"), *EDITS.keys() - {"classify_need"}]
ROLES = ["COM", "CHAIR", "STR", "DIS", "LIA", "PROPOSER", "THIRD_PARTY", "MEM", "SUP"]
steps = st.lists(
    st.tuples(st.sampled_from(sorted(LIFE)), st.sampled_from(ROLES), st.integers(0, 3)),
    min_size=8,
    max_size=24,
)
"""(act, role, hint): with a hint above 0 the act is one that leads on from where it stands."""


@dataclass
class Life:
    """What the project should be, as the book has it."""

    world: World
    project: str
    state: str = "DRAFT"
    milestones: list[str] = field(default_factory=list)

    def act(self, wished: str, hint: int) -> str:
        """The act wished for, or one that leads on from here."""
        ways = sorted(name for name in LIFE if self.state in TABLE.get(name, {}))
        return ways[(hint + LIFE.index(wished)) % len(ways)] if hint and ways else wished

    async def events(self) -> list[Any]:
        return await self.world.rows(
            "MATCH (e:Event) WHERE e.node_key STARTS WITH $id"
            " RETURN e.act AS act, e.before AS before,"
            " e.after AS after, e.seq AS seq ORDER BY e.node_key LIMIT 1000",
            id=f"{self.project}|",
        )

    async def step(self, name: str, role: str) -> Answer:
        act, world = ACTS[name], self.world
        milestone = self.milestones[0] if self.milestones else "ms_0"
        input = example(act, world, world.unit.id, milestone_id=milestone)
        before = len(await self.events())
        answer = await ask(world, world.viewers[role], act, self.project, input=input)
        self._follow(name, answer)
        state = await state_of(world, self.project)
        new = (await self.events())[before:]
        if not answer.done:
            assert (state, new) == (self.state, []), (name, answer)
            return answer
        moves = name in MACHINE
        assert not moves or role in self._who_may(name)
        expected = TARGETS[name][self.state] if moves else self.state
        assert state in ((expected, "APPROVED") if name == "sign_project" else (expected,))
        assert [row["act"] for row in new] == [name]
        held = json.loads(new[0]["after"]).get("state", self.state)
        assert (json.loads(new[0]["before"]).get("state", self.state), held) == (self.state, state)
        self.state = state
        return answer

    def _who_may(self, name: str) -> set[str]:
        codes = TABLE[name][self.state]
        parties = {"PROPOSER": {"PROPOSER", "MEM"}, "LIA": {"LIA"}, "STR": {"STR", "COM"}}
        return {role for role in ROLES if parties.get(role, {role}) & codes}

    def _follow(self, name: str, answer: Answer) -> None:
        if answer.done and name == "add_milestone":
            ids = {row["nodeId"] for row in answer.data["changes"]}
            self.milestones += [id for id in ids if id.startswith("ms_")]


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def world(graph: Graph) -> World:
    return await build_world(graph)


async def begun(world: World) -> Life:
    draft = ACTS["draft_project"]
    answer = await ask(world, world.viewers["PROPOSER"], draft)
    assert answer.done, answer
    return Life(world, answer.new_id)


@pytest.mark.slow
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(wishes=steps)
async def test_only_acts_of_the_book_lead_on_and_each_leaves_one_event(
    world: World, wishes: list[tuple[str, str, int]]
) -> None:
    life = await begun(world)

    for wished, role, hint in wishes:
        await life.step(life.act(wished, hint), role)

    numbers = [row["seq"] for row in await life.events()]
    assert numbers == sorted(set(numbers))
    value: Any = await read(life.world, life.project)
    assert (value.state in ("REJECTED", "WITHDRAWN", "TERMINATED", "ARCHIVED")) <= (
        value.due_at is None
    )


async def test_a_whole_life_by_the_book(world: World) -> None:
    life = await begun(world)
    roles = {
        "propose_project": ["PROPOSER"],
        "take_up_project": ["COM"],
        "approve_project": ["CHAIR"],
        "sign_project": ["LIA", "COM"],
        "start_project": ["COM"],
        "post_progress_note": ["LIA"],
        "complete_project": ["COM"],
        "accept_project": ["THIRD_PARTY"],
        "archive_project": ["COM"],
    }
    for name, who in roles.items():
        for role in who:
            answer = await life.step(name, role)
            assert answer.done, answer
    value: Any = await read(life.world, life.project)
    assert (value.state, value.metric_current, value.progress_pct) == ("ARCHIVED", 38, 90)
    assert value.accepted_by == life.world.evaluator.id
