"""One way to read and one way to write; the only module that meets the async driver."""

# The driver's `run` takes an untyped mapping; nothing untyped leaves this module.
# pyright: reportUnknownMemberType=false

import asyncio
import random
import time
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from typing import Any, LiteralString, TypeVar, cast

from neo4j import (
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncSession,
    Record,
    unit_of_work,
)
from neo4j.exceptions import ConstraintError, DriverError, Neo4jError
from neo4j.time import Date

from graph.driver_errors import fault_of
from graph.engine import Engine
from graph.errors import Conflict
from graph.faults import Busy, Fault, TimedOut
from graph.metrics import Metrics, note_run, recording
from graph.statements import Statement

__all__ = ["READ_S", "WRITE_S", "Graph", "Row", "Transaction", "connect", "recording"]

T = TypeVar("T")
Row = Mapping[str, Any]
Work = Callable[["Transaction"], Awaitable[T]]

READ_S = 5.0
"""Deadline of a read, seconds (default; engine.md 4.2)."""
WRITE_S = 10.0
"""Deadline of a write with all its tries, seconds (default; engine.md 4.2)."""
DDL_S = 600.0
"""Deadline of one schema statement, seconds: a unique key over a million nodes takes ten."""
_RETRY_S = 5.0
_KEY_TRIES = 3
_PLAIN = (str, int, float, bool, type(None))


class _DryRun(Exception):
    """Carries the value of a dry run out of a transaction that must roll back."""

    def __init__(self, value: object) -> None:
        super().__init__()
        self.value = value


class Transaction:
    """One open transaction. A return commits it, a raise rolls it back."""

    def __init__(
        self, tx: AsyncManagedTransaction, seen: list[str], kind: str, metrics: Metrics
    ) -> None:
        self._tx, self._seen, self._kind, self._metrics = tx, seen, kind, metrics

    async def rows(self, statement: Statement, /, **parameters: object) -> list[Row]:
        """Run `statement`; rows keep the order of its ORDER BY, days are `datetime.date`.

        Raises:
            TypeError: the parameters are not those of its header, or a value is not of R11.
        """
        statement.check(parameters)
        self._seen.append(statement.name)
        note_run(statement.name)
        began = time.perf_counter()
        result = await self._tx.run(statement.text_for(self._kind), dict(parameters))
        rows = [_row(record) async for record in result]
        self._metrics.note(statement.name, time.perf_counter() - began, len(rows))
        return rows

    async def row(self, statement: Statement, /, **parameters: object) -> Row | None:
        """Run `statement` and return its row, or None.

        Raises:
            RuntimeError: it gave more than one.
        """
        rows = await self.rows(statement, **parameters)
        if len(rows) > 1:
            raise RuntimeError(
                f"{statement.name} gave {len(rows)} rows where at most one was expected."
            )
        return rows[0] if rows else None


class Graph:
    """The graph, whichever engine serves it; made by `connect`.

    Attributes:
        engine: where it answers.
        metrics: what the statements cost, by name.
        committed: called after each commit; a feed sets its wake-up here.
        runs: names of the statements of each try of a write, the last 1,000: the order of locks.
    """

    def __init__(
        self, driver: AsyncDriver, engine: Engine, *, one_writer: bool, reads: int, write_s: float
    ) -> None:
        self._driver, self.engine, self._write_s = driver, engine, write_s
        self._writer = (
            asyncio.Lock() if one_writer else None
        )  # fair; speed, never correctness (engine.md 4.4)
        self._readers = asyncio.Semaphore(reads)
        self.metrics = Metrics()
        self.committed: list[Callable[[], None]] = []
        self.runs: deque[list[str]] = deque(maxlen=1000)

    async def read(
        self,
        statement: Statement,
        scope: Mapping[str, object] | None = None,
        *,
        timeout_s: float = READ_S,
        **parameters: object,
    ) -> list[Row]:
        """Run one statement in a read transaction.

        Args:
            statement: what to ask; a file that begins `// Read.`.
            scope: what the viewer may see (`Viewer.scope`); what the header declares is passed on.
            timeout_s: deadline in seconds, waiting included.
            parameters: the statement's own; they win over the scope's.

        Raises:
            TypeError: the statement writes, or the parameters are not those of its header.
            Fault: Busy, TimedOut, EngineUnavailable, StatementFault.
        """
        if not statement.reads:
            raise TypeError(f"{statement.name} writes or locks; it belongs into a write.")
        given = {
            name: value for name, value in (scope or {}).items() if name in statement.parameters
        }
        statement.check(given | parameters)

        async def run(tx: AsyncManagedTransaction) -> list[Row]:
            transaction = Transaction(tx, [], self.engine.kind, self.metrics)
            return await transaction.rows(statement, **(given | parameters))

        turn = self._turn(self._readers, timeout_s, [[statement.name]])
        async with turn, self._session() as session:
            return await session.execute_read(unit_of_work(timeout=timeout_s)(run))

    async def write(
        self, work: Work[T], *, dry_run: bool = False, timeout_s: float | None = None
    ) -> T:
        """Run `work` in one write transaction; it may run twice: ids and instants from outside.

        Args:
            work: gets the transaction; a return commits, a raise rolls back.
            dry_run: roll back at the end and return the value all the same.
            timeout_s: deadline in seconds, waiting and all tries included; 10 by default.

        Raises:
            Conflict: a unique key is taken, three times over.
            Fault: Busy, TimedOut, EngineUnavailable, StatementFault.
        """
        seconds, tries = timeout_s or self._write_s, list[list[str]]()

        async def run(tx: AsyncManagedTransaction) -> T:
            tries.append([])
            self.runs.append(tries[-1])
            self.metrics.retries += len(tries) > 1
            value = await work(Transaction(tx, tries[-1], self.engine.kind, self.metrics))
            if dry_run:
                raise _DryRun(value)
            return value

        async with self._turn(self._writer or nullcontext(), seconds, tries):
            value = await self._kept(unit_of_work(timeout=seconds)(run))
        if not dry_run:
            for hear in self.committed:
                hear()
        return value

    async def run_ddl(self, *texts: str, timeout_s: float = DDL_S) -> list[Row]:
        """Run schema statements, each in a transaction of its own; return the rows of the last."""
        rows: list[Row] = []
        for text in texts:
            name = " ".join(text.split()[:3])
            async with self._turn(nullcontext(), timeout_s, [[name]]), self._session() as session:
                result = await session.run(
                    cast("LiteralString", text)
                )  # a migration file or a SHOW of ours
                rows = [_row(record) async for record in result]
        return rows

    def _session(self) -> AsyncSession:
        return self._driver.session(
            database=self.engine.database,
            bookmark_manager=self._driver.execute_query_bookmark_manager,
        )

    async def _kept(self, run: Callable[[AsyncManagedTransaction], Awaitable[T]]) -> T:
        taken: ConstraintError | None = None
        for attempt in range(_KEY_TRIES):
            try:
                async with self._session() as session:
                    return await session.execute_write(run)
            except _DryRun as done:
                return done.value  # pyright: ignore[reportReturnType]  the T of `run`
            except ConstraintError as error:  # taken by another: the second look finds the winner
                taken = error
                await asyncio.sleep(random.uniform(0.005, 0.025) * (attempt + 1))  # noqa: S311  jitter
        raise Conflict(
            "ALREADY_EXISTS", zh="已存在相同记录。", en="The same record exists already."
        ) from taken

    @asynccontextmanager
    async def _turn(
        self, gate: AbstractAsyncContextManager[Any], seconds: float, tries: list[list[str]]
    ) -> AsyncGenerator[None]:
        """Wait at `gate` and work behind it, `seconds` in all; raise what went wrong as a fault."""
        entered, deadline = False, asyncio.timeout(seconds)
        try:
            try:
                async with deadline, gate:
                    entered = True
                    yield
            except TimeoutError as error:
                if not deadline.expired():
                    raise
                raise (TimedOut(seconds) if entered else Busy()) from error
            except (DriverError, Neo4jError) as error:
                last = next((names[-1] for names in reversed(tries) if names), "a transaction")
                raise fault_of(error, last, seconds) from error
        except Fault as fault:
            self.metrics.faults[fault.code] += 1
            raise


def _row(record: Record) -> Row:
    items = cast("list[tuple[str, Any]]", record.items())
    return {key: _plain(value) for key, value in items}


def _plain(value: Any) -> Any:
    """Return a value of the driver as text, number, boolean, day, or a list or map of these."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, list):
        return [_plain(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, Date):
        return value.to_native()
    raise TypeError(
        f"A statement returned a {type(value).__name__}; return its properties (engine.md R11)."
    )


def options(*, retry_s: float = _RETRY_S) -> dict[str, Any]:
    """Return the driver's options (engine.md 4.1); three are accepted though not documented."""
    return {
        "user_agent": f"three-lists/{_version()}",
        "max_connection_pool_size": 50,
        "connection_acquisition_timeout": 5,
        "max_transaction_retry_time": retry_s,
        "initial_retry_delay": 0.02,
        "retry_delay_multiplier": 2.0,
        "retry_delay_jitter_factor": 0.5,
        "notifications_disabled_classifications": ["UNRECOGNIZED"],
    }


def _version() -> str:
    try:
        return version("three-lists-hub")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"


@asynccontextmanager
async def connect(
    engine: Engine,
    *,
    one_writer: bool = True,
    reads: int = 16,
    retry_s: float = _RETRY_S,
    write_s: float = WRITE_S,
) -> AsyncGenerator[Graph]:
    """Connect to the graph `engine` serves, and close the driver on the way out.

    Args:
        engine: where it answers.
        one_writer: writes of this process one after the other: speed, never correctness.
        reads: how many reads run at one time.
        retry_s: how long the driver tries a transaction again, seconds.
        write_s: deadline of a write, seconds.

    Raises:
        EngineUnavailable: it does not answer, or not to this account.
    """
    auth = (engine.user, engine.password)
    async with AsyncGraphDatabase.driver(
        engine.uri, auth=auth, **options(retry_s=retry_s)
    ) as driver:
        try:
            async with driver.session(database=engine.database) as session:
                info = (await (await session.run("RETURN 1")).consume()).server
        except (DriverError, Neo4jError) as error:
            raise fault_of(error, "the greeting", retry_s) from error
        found = replace(engine, version=engine.version or str(info.agent))
        yield Graph(driver, found, one_writer=one_writer, reads=reads, write_s=write_s)
