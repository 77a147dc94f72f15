"""Deadlines, cancelling, concurrency, recording; what the driver accepts (engine.md 14.15, 14.20)."""  # noqa: E501

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest
from neo4j import AsyncGraphDatabase

from graph.connection import Graph, Transaction, connect, options, recording
from graph.embedded import EmbeddedEngine
from graph.engine import Engine
from graph.faults import Busy, EngineUnavailable, StatementFault, TimedOut
from tests.support.queries import query

ONE = query("one", "RETURN 1 AS one")
SLOW = query(
    "slow",
    "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b "
    "WITH a * b % 7 AS c WHERE c = 3 RETURN sum(c) AS s",
)
ONE_ROW = [{"one": 1}]


@pytest.fixture
def impatient(engine: Engine, tmp_path: Path) -> "object":
    """An engine whose own limit is two seconds a statement: orphans of a test end soon."""
    if engine.kind == "neo4j":
        yield engine
        return
    embedded = EmbeddedEngine.start_or_adopt(tmp_path, heap="256m", command_timeout_ms=2000)
    try:
        yield embedded.engine
    finally:
        embedded.stop()


async def test_what_runs_too_long_ends_here_and_on_the_server(impatient: Engine) -> None:
    async with connect(impatient) as graph:
        began = time.monotonic()
        with pytest.raises(TimedOut) as here:
            await graph.read(SLOW, timeout_s=1)
        assert 0.9 < time.monotonic() - began < 15
        assert isinstance(here.value.__cause__, TimeoutError)
        assert await graph.read(ONE) == ONE_ROW

        with pytest.raises(TimedOut):
            await graph.write(lambda tx: tx.rows(SLOW), timeout_s=1)
        assert await graph.read(ONE) == ONE_ROW
        assert graph.metrics.faults == {"TIMEOUT": 2}


async def test_the_server_ends_it_by_itself(impatient: Engine) -> None:
    auth = (impatient.user, impatient.password)
    from neo4j import unit_of_work  # noqa: PLC0415
    from neo4j.exceptions import ClientError  # noqa: PLC0415

    from graph.driver_errors import fault_of  # noqa: PLC0415

    @unit_of_work(timeout=1)
    async def work(tx: object) -> None:
        await (await tx.run(SLOW.text)).consume()

    async with AsyncGraphDatabase.driver(impatient.uri, auth=auth, **options()) as driver:  # noqa: SIM117
        async with driver.session(database=impatient.database) as session:
            began = time.monotonic()
            with pytest.raises(ClientError) as error:
                await session.execute_read(work)
            assert 0.9 < time.monotonic() - began < 15
    assert isinstance(fault_of(error.value, "slow", 1), TimedOut)


async def test_cancelling_a_read_gives_its_connection_back(impatient: Engine) -> None:
    async with connect(impatient, reads=2) as graph:
        tasks = [asyncio.create_task(graph.read(SLOW)) for _ in range(2)]
        await asyncio.sleep(0.3)
        for task in tasks:
            task.cancel()
        assert all(
            isinstance(outcome, asyncio.CancelledError)
            for outcome in await asyncio.gather(*tasks, return_exceptions=True)
        )
        for _ in range(60):  # more than the pool holds
            assert await graph.read(ONE) == ONE_ROW


async def test_a_read_that_finds_no_place_within_its_deadline_is_told_busy(
    impatient: Engine,
) -> None:
    async with connect(impatient, reads=1) as graph:
        slow = asyncio.create_task(graph.read(SLOW, timeout_s=1))
        await asyncio.sleep(0.1)
        with pytest.raises(Busy):
            await graph.read(ONE, timeout_s=0.2)
        with pytest.raises(TimedOut):
            await slow
        assert graph.metrics.faults == {"BUSY": 1, "TIMEOUT": 1}


async def test_the_drivers_options_are_accepted(engine: Engine) -> None:
    given = options()
    assert given["max_transaction_retry_time"] == 5
    assert given["initial_retry_delay"] == 0.02
    auth = (engine.user, engine.password)
    async with AsyncGraphDatabase.driver(engine.uri, auth=auth, **given) as driver:
        found = driver._pool.pool_config, driver._default_workspace_config
    assert found[0].user_agent.startswith("three-lists/")
    assert found[1].initial_retry_delay == 0.02
    assert found[1].retry_delay_jitter_factor == 0.5


async def test_a_read_takes_no_statement_that_writes(graph: Graph) -> None:
    with pytest.raises(TypeError, match="make writes or locks"):
        await graph.read(replace(query("make", "CREATE (n:Need) RETURN 1 AS one"), reads=False))


async def test_parameters_must_be_those_of_the_header(graph: Graph) -> None:
    with pytest.raises(TypeError, match=r"one takes \[\], got \['id'\]"):
        await graph.read(ONE, id="nd_1")


async def test_the_scope_fills_only_what_the_header_declares(graph: Graph) -> None:
    scope = {"scope_member": "mb_1", "scope_areas": ["/42/"], "limit": 1}
    who = query("who", "RETURN $scope_member AS me, $limit AS n", "scope_member", "limit")
    assert await graph.read(who, scope, limit=5) == [{"me": "mb_1", "n": 5}]


async def test_a_faulty_statement_is_named_and_its_parameters_are_not(
    graph: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = query("wrong", "MATCH (n:Need {id: $phone}) RETRUN n", "phone")
    with pytest.raises(StatementFault) as fault:
        await graph.read(wrong, phone="13800000000")
    assert (fault.value.name, fault.value.code) == ("wrong", "INTERNAL")
    assert "wrong failed: Neo.ClientError.Statement.SyntaxError" in caplog.text
    assert "13800000000" not in caplog.text


async def test_the_recorder_names_what_runs_in_its_block_and_tasks(graph: Graph) -> None:
    with recording() as names:
        await asyncio.gather(graph.read(ONE), graph.write(lambda tx: tx.rows(ONE)))
    await graph.read(ONE)
    assert names == ["one", "one"]
    before = graph.metrics.statements["one"].count
    await graph.read(ONE)
    assert graph.metrics.statements["one"].count == before + 1


async def test_writes_of_one_process_go_one_after_the_other(graph: Graph) -> None:
    inside, most = 0, 0

    async def work(tx: Transaction) -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await tx.rows(ONE)
        inside -= 1

    await asyncio.gather(*(graph.write(work) for _ in range(10)))
    assert most == 1


async def test_a_row_of_many_is_an_error_of_ours(graph: Graph) -> None:
    many = query("many", "UNWIND [1, 2] AS n RETURN n AS n ORDER BY n LIMIT 2")
    with pytest.raises(RuntimeError, match="many gave 2 rows"):
        await graph.write(lambda tx: tx.row(many))
    none = query("none", "UNWIND [] AS n RETURN n AS n")
    assert await graph.write(lambda tx: tx.row(none)) is None


async def test_an_engine_that_is_away_is_unavailable() -> None:
    with pytest.raises(EngineUnavailable):
        async with connect(Engine("bolt://127.0.0.1:1", "neo4j", "x"), retry_s=1):
            pass


async def test_a_wrong_account_is_unavailable(engine: Engine) -> None:
    with pytest.raises(EngineUnavailable):
        async with connect(replace(engine, password="wrong")):  # noqa: S106
            pass
