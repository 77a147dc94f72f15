"""What only Neo4j can show (engine.md 14.19)."""

import asyncio
import secrets
import time
from dataclasses import replace

import pytest
from neo4j import AsyncGraphDatabase, AsyncManagedTransaction, unit_of_work
from neo4j.exceptions import ClientError, Neo4jError, TransientError

from graph.connection import Graph, connect, options
from graph.driver_errors import fault_of
from graph.engine import Engine
from graph.faults import AccountRefused, EngineUnavailable, StatementFault, TimedOut
from graph.opening import Target, open_graph
from tests.support.queries import put, query, value

pytestmark = pytest.mark.skipif(
    "config.getoption('--graph') == 'embedded'", reason="about Neo4j only"
)


async def test_a_write_in_a_read_is_refused(graph: Graph) -> None:
    with pytest.raises(StatementFault) as fault:
        await graph.read(query("sneak", "CREATE (n:Need {id: 'sneak'}) RETURN n.id AS id"))
    assert fault.value.driver_code == "Neo.ClientError.Statement.AccessMode"


async def test_two_drivers_see_each_others_writes(engine: Engine) -> None:
    async with connect(engine) as one, connect(engine) as two:
        for i in range(20):
            id = f"nd_{secrets.token_hex(5)}"
            await put(one if i % 2 else two, "CREATE (n:Need {id: $id}) RETURN 1 AS one", id=id)
            text = "MATCH (n:Need {id: $id}) RETURN count(n) AS n"
            assert await value(two if i % 2 else one, text, id=id) == 1


async def test_a_wait_for_a_lock_ends_with_the_transactions_timeout(engine: Engine) -> None:
    id = f"nd_{secrets.token_hex(5)}"
    lock = query("lock", "MATCH (n:Need {id: $id}) SET n.v = n.v + 1 RETURN n.v AS v", "id")
    auth = (engine.user, engine.password)

    @unit_of_work(timeout=1)
    async def wait(tx: AsyncManagedTransaction) -> None:
        await (await tx.run(lock.text, {"id": id})).consume()

    async with connect(engine) as graph:
        await put(graph, "CREATE (n:Need {id: $id, v: 0}) RETURN 1 AS one", id=id)
        driver = AsyncGraphDatabase.driver(
            engine.uri, auth=auth, **options() | {"max_transaction_retry_time": 0}
        )
        async with driver, driver.session(database=engine.database) as holder:
            held = await holder.begin_transaction()
            await (await held.run(lock.text, {"id": id})).consume()
            began = time.monotonic()
            async with driver.session(database=engine.database) as waiter:
                with pytest.raises((ClientError, TransientError)) as error:
                    await waiter.execute_write(wait)
            assert 0.9 < time.monotonic() - began < 15
            assert isinstance(error.value, Neo4jError)
            assert isinstance(fault_of(error.value, "lock", 1), TimedOut)
            with pytest.raises(TimedOut):
                await graph.write(lambda tx: tx.rows(lock, id=id), timeout_s=1)
            await held.rollback()
        assert (await graph.write(lambda tx: tx.rows(lock, id=id))) == [{"v": 1}]


async def test_32_writers_of_one_node_lose_no_act_while_the_lock_is_on(graph: Graph) -> None:
    id = f"nd_{secrets.token_hex(5)}"
    await put(graph, "CREATE (n:Need {id: $id, v: 0, w: 0}) RETURN 1 AS one", id=id)
    act = query(
        "act",
        "MATCH (n:Need {id: $id}) SET n.v = n.v + 1 WITH n SET n.w = n.w + 1 RETURN n.v AS v",
        "id",
    )
    graph.runs.clear()

    async def writer(_: int) -> None:
        for _ in range(5):
            await graph.write(lambda tx: tx.rows(act, id=id))

    await asyncio.gather(*map(writer, range(32)))
    assert await value(graph, "MATCH (n:Need {id: $id}) RETURN n.v + n.w AS sum", id=id) == 320
    assert len(graph.runs) == 160  # no transaction was tried twice


async def test_a_wrong_account_is_said_and_not_tried_again(engine: Engine) -> None:
    target = Target(uri=engine.uri, user=engine.user, password="wrong", database=engine.database)  # noqa: S106
    with pytest.raises(AccountRefused, match="NEO4J_PASSWORD"):
        async with open_graph(target):
            pass
    target = replace(target, password=engine.password)  # one refusal does not lock the account
    async with open_graph(target) as graph:
        assert graph.engine.kind == "neo4j"


async def test_an_unknown_database_is_named(engine: Engine) -> None:
    target = Target(uri=engine.uri, user=engine.user, password=engine.password, database="nothere")
    with pytest.raises(EngineUnavailable, match="NEO4J_DATABASE"):
        async with open_graph(target):
            pass


async def test_a_warning_of_the_engine_reaches_the_log_that_fails_a_test(
    graph: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    await graph.read(query("old", "MATCH (n:Need) RETURN id(n) AS id LIMIT 1"))
    (said,) = [record for record in caplog.records if record.name == "neo4j.notifications"]
    assert said.levelname == "WARNING"
    caplog.clear()
    with caplog.at_level("WARNING"):
        await graph.read(query("two", "MATCH (n:Need), (m:Unit) RETURN n.id AS id LIMIT 1"))
    assert caplog.records == []  # two patterns side by side are only information
