"""A write is kept whole or not at all; keys are unique; locks hold (engine.md 14.3 to 14.9)."""

import asyncio
import secrets
from collections import Counter
from pathlib import Path

import pytest

import graph
from graph.connection import Graph, Row, Transaction
from graph.errors import Conflict, Refusal, Stale
from graph.faults import StatementFault
from graph.statements import statement
from tests.support.queries import put, query, rows, value

pytestmark = pytest.mark.whole_graph

CLOSE_DEED = statement(str(Path(graph.__file__)), "close_deed")
EDIT = query(
    "edit",
    "MATCH (n:Need {id: $id}) SET n.version = n.version + 1 "
    "WITH n WHERE n.version = $expected + 1 SET n.title = $title RETURN n.version AS version",
    "id",
    "expected",
    "title",
)
EDIT_EDGE = query(
    "edit_edge",
    "MATCH (u:Unit {id: $anchor}) SET u.edge_version = u.edge_version + 1 "
    "WITH u MATCH (u)-[r:PAIRED_WITH {rid: $rid}]->(:Community) "
    "SET r.version = r.version + 1 WITH r WHERE r.version = $expected + 1 "
    "SET r.note = $note RETURN r.version AS version",
    "anchor",
    "rid",
    "expected",
    "note",
)


@pytest.fixture
def code() -> str:
    """A word of this test's own, at the end of every id it makes."""
    return secrets.token_hex(5)


async def test_a_failing_row_leaves_nothing_of_the_rows_before(graph: Graph, code: str) -> None:
    given = [{"id": f"nd_{code}{i}", "by": i} for i in (2, 1, 0)]
    text = "UNWIND $rows AS r MERGE (n:Need {id: r.id}) SET n.x = 10 / r.by RETURN n.id AS id"
    with pytest.raises(StatementFault) as fault:
        await put(graph, text, rows=given)
    assert fault.value.driver_code == "Neo.ClientError.Statement.ArithmeticError"
    ids = [row["id"] for row in given]
    kept = await value(graph, "MATCH (n:Need) WHERE n.id IN $ids RETURN count(n) AS n", ids=ids)
    assert kept == 0


async def test_a_refusal_after_a_write_leaves_nothing(any_graph: Graph, code: str) -> None:
    make = query("make", "CREATE (n:Need {id: $id}) RETURN n.id AS id", "id")

    async def work(tx: Transaction) -> None:
        await tx.rows(make, id=f"nd_{code}")
        raise Stale(2)

    with pytest.raises(Stale):
        await any_graph.write(work)
    assert (
        await value(any_graph, "MATCH (n:Need {id: $id}) RETURN count(n) AS n", id=f"nd_{code}")
        == 0
    )


async def test_a_dry_run_returns_its_value_and_keeps_nothing(any_graph: Graph, code: str) -> None:
    heard: list[str] = []
    any_graph.committed.append(lambda: heard.append("commit"))
    before = await _counts(any_graph)

    last = await any_graph.write(lambda tx: _act(tx, code, 0, receipt=True), dry_run=True)

    assert last["last"] == before["clock"] + 1
    assert await _counts(any_graph) == before
    assert heard == []
    await any_graph.write(lambda tx: _act(tx, code, 0, receipt=True))
    assert heard == ["commit"]
    any_graph.committed.clear()
    assert await _counts(any_graph) == {name: n + 1 for name, n in before.items()}


async def test_a_taken_key_is_a_conflict_after_three_tries(any_graph: Graph, code: str) -> None:
    await put(any_graph, "CREATE (n:Need {id: $id}) RETURN n.id AS id", id=f"nd_{code}")
    any_graph.runs.clear()
    with pytest.raises(Conflict) as conflict:
        await put(any_graph, "CREATE (n:Need {id: $id}) RETURN n.id AS id", id=f"nd_{code}")
    assert conflict.value.rule == "ALREADY_EXISTS"
    assert list(any_graph.runs) == [["test"]] * 3


async def test_40_callers_merging_4_keys_make_4_nodes_and_no_error(
    any_graph: Graph, code: str
) -> None:
    text = "MERGE (n:Need {id: $id}) ON CREATE SET n.version = 1 RETURN n.id AS id"
    await asyncio.gather(*(put(any_graph, text, id=f"nd_{code}{i % 4}") for i in range(40)))
    ids = [f"nd_{code}{i}" for i in range(4)]
    found = await rows(any_graph, "MATCH (n:Need) WHERE n.id IN $ids RETURN n.id AS id", ids=ids)
    assert sorted(row["id"] for row in found) == ids


async def test_of_60_editors_of_one_version_one_wins(any_graph: Graph, code: str) -> None:
    await put(any_graph, "CREATE (n:Need {id: $id, version: 1}) RETURN n.id AS id", id=f"nd_{code}")

    async def edit(i: int) -> str:
        async def work(tx: Transaction) -> None:
            if await tx.row(EDIT, id=f"nd_{code}", expected=1, title=f"{i}") is None:
                raise Stale(0)

        return await _outcome(any_graph, work)

    assert Counter(await asyncio.gather(*map(edit, range(60)))) == {"done": 1, "Stale": 59}
    version = await value(
        any_graph, "MATCH (n:Need {id: $id}) RETURN n.version AS v", id=f"nd_{code}"
    )
    assert version == 2


async def test_of_60_editors_of_one_relationship_one_wins(any_graph: Graph, code: str) -> None:
    rid = f"pw.un_{code}.1"
    await put(
        any_graph,
        "CREATE (u:Unit {id: $unit, edge_version: 0})-[:PAIRED_WITH {rid: $rid, version: 1}]->"
        "(:Community {id: $community}) RETURN u.id AS id",
        unit=f"un_{code}",
        community=f"cm_{code}",
        rid=rid,
    )

    async def edit(i: int) -> str:
        async def work(tx: Transaction) -> None:
            given = {"anchor": f"un_{code}", "rid": rid, "expected": 1, "note": f"{i}"}
            if await tx.row(EDIT_EDGE, **given) is None:
                raise Stale(0)

        return await _outcome(any_graph, work)

    assert Counter(await asyncio.gather(*map(edit, range(60)))) == {"done": 1, "Stale": 59}
    (row,) = await rows(
        any_graph,
        "MATCH (u:Unit {id: $id})-[r:PAIRED_WITH]->() RETURN u.edge_version AS u, r.version AS r",
        id=f"un_{code}",
    )
    assert row == {"u": 1, "r": 2}


async def test_8_writers_of_20_acts_number_their_events_without_gap_or_double(
    any_graph: Graph, code: str
) -> None:
    first = (await _counts(any_graph))["clock"]
    done = asyncio.Event()
    watching = asyncio.create_task(_watched(any_graph, first, done))

    async def writer(w: int) -> None:
        for i in range(20):
            await any_graph.write(lambda tx, i=i: _act(tx, code, 20 * w + i))

    await asyncio.gather(*map(writer, range(8)))
    done.set()
    assert await watching == list(range(first + 1, first + 161))
    assert (await _counts(any_graph))["clock"] == first + 160


async def _outcome(any_graph: Graph, work: object) -> str:
    try:
        await any_graph.write(work)  # pyright: ignore[reportArgumentType]
    except Refusal as refusal:
        return type(refusal).__name__
    return "done"


async def _act(tx: Transaction, code: str, i: int, *, receipt: bool = False) -> Row:
    """One act's end: an event, and a receipt where there is a key."""
    event = {
        "at": 1795392000000,
        "act": "test",
        "node_id": f"nd_{code}",
        "actor_id": "mb_1",
        "area_path": f"/{code}/",
        "before": "{}",
        "after": "{}",
        "request_id": f"{code}{i}",
    }
    kept = {"key": f"mb_1|test|{code}", "act": "test", "hash": "h", "result": "{}", "at": 1}
    return (await tx.rows(CLOSE_DEED, events=[event], receipts=[kept] if receipt else []))[0]


async def _counts(any_graph: Graph) -> dict[str, int]:
    return {
        "clock": await value(any_graph, "MATCH (k:Clock {name: 'events'}) RETURN k.n AS n"),
        "events": await value(any_graph, "MATCH (e:Event) RETURN count(e) AS n"),
        "receipts": await value(any_graph, "MATCH (r:Receipt) RETURN count(r) AS n"),
    }


async def _watched(any_graph: Graph, after: int, done: asyncio.Event) -> list[int]:
    """What a poller sees from `after` on, until the writers are done and nothing is left."""
    seen: list[int] = []
    text = "MATCH (e:Event) WHERE e.seq > $after RETURN e.seq AS seq ORDER BY e.seq LIMIT 500"
    while True:
        last_look = done.is_set()
        page = await rows(any_graph, text, after=seen[-1] if seen else after)
        seen += [row["seq"] for row in page]
        if last_look and not page:
            return seen
        await asyncio.sleep(0.01)
