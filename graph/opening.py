"""Open the graph: start, join or reach an engine, migrate, and leave it as it was found."""

import asyncio
import re
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from neo4j.exceptions import AuthError, ConfigurationError, Neo4jError

from graph.connection import Graph, connect
from graph.embedded import EmbeddedEngine
from graph.engine import Engine
from graph.faults import AccountRefused, EngineUnavailable
from graph.migrate import migrate as migrate_graph

Progress = Callable[[str, str], None]
"""Called with one line in Chinese and in English before each longer step."""
REACH_S = 30.0
"""How long a Neo4j server may take to answer at the start, seconds (default)."""


@dataclass(frozen=True, slots=True)
class Target:
    """Which graph to open: that of a data folder, or a Neo4j server where `uri` is given."""

    data: Path = Path(".hub")
    uri: str = ""
    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str = "neo4j"


@dataclass(slots=True)
class Opened:
    """An open graph and, where this machine runs it, its engine."""

    graph: Graph
    embedded: EmbeddedEngine | None = None


@asynccontextmanager
async def open_graph(  # noqa: PLR0913  settings, each named at the call
    target: Target,
    *,
    migrate: bool = True,
    heap: str = "1g",
    reads: int | None = None,
    command_timeout_ms: int = 30_000,
    progress: Progress = lambda _zh, _en: None,
) -> AsyncGenerator[Graph]:
    """Open the graph of `target` and close it on the way out; see `open_with_engine`."""
    async with open_with_engine(
        target,
        migrate=migrate,
        heap=heap,
        reads=reads,
        command_timeout_ms=command_timeout_ms,
        progress=progress,
    ) as opened:
        yield opened.graph


@asynccontextmanager
async def open_with_engine(  # noqa: PLR0913  settings, each named at the call
    target: Target,
    *,
    migrate: bool = True,
    heap: str = "1g",
    reads: int | None = None,
    command_timeout_ms: int = 30_000,
    progress: Progress = lambda _zh, _en: None,
) -> AsyncGenerator[Opened]:
    """Open the graph of `target` with its engine, for the process that keeps the engine alive.

    Stops the engine at the end only if this process owns it. Call it from the main thread
    (parent death).

    Args:
        target: which graph.
        migrate: bring the schema up to date.
        heap: Java heap of the embedded engine.
        reads: reads at one time; 16 embedded, 50 on Neo4j by default.
        command_timeout_ms: the embedded engine's own limit per statement.
        progress: hears what takes a moment.

    Raises:
        EngineUnavailable: nothing answers at the URI; AccountRefused: the account is wrong.
        Fault: what starting the embedded engine or migrating may raise.
    """
    async with AsyncExitStack() as stack:
        embedded = None
        if target.uri:
            progress(f"正在连接 {target.uri} …", f"Connecting to {target.uri} …")
            engine = Engine(target.uri, target.user, target.password, target.database)
            graph = await _reach(stack, engine, reads or 50)
        else:
            progress("正在启动图数据库引擎…", "Starting the graph engine…")
            embedded = EmbeddedEngine.start_or_adopt(
                target.data, heap=heap, command_timeout_ms=command_timeout_ms
            )
            stack.callback(embedded.stop)
            graph = await stack.enter_async_context(connect(embedded.engine, reads=reads or 16))
        if migrate:
            progress("正在检查图结构…", "Checking the graph's schema…")
            await migrate_graph(graph)
        yield Opened(graph, embedded)


async def _reach(
    stack: AsyncExitStack, engine: Engine, reads: int, *, reach_s: float = REACH_S
) -> Graph:
    """Connect to Neo4j, waiting for one that is starting; a refused account is not tried again."""
    until = time.monotonic() + reach_s
    while True:
        try:
            return await stack.enter_async_context(connect(engine, reads=reads))
        except (ConfigurationError, ValueError) as error:
            raise EngineUnavailable(
                zh=f"NEO4J_URI 无效：{_masked(engine.uri)}。应形如 bolt://主机:7687 或 neo4j://主机:7687。",
                en=f"NEO4J_URI is not valid: {_masked(engine.uri)}. Write bolt://host:7687 or neo4j://host:7687.",
            ) from error
        except EngineUnavailable as fault:
            _stop_on_answer(fault, engine)
            if time.monotonic() > until:
                raise _nobody(engine.uri, reach_s) from fault
        await asyncio.sleep(0.5)


def _stop_on_answer(fault: EngineUnavailable, engine: Engine) -> None:
    """Raise what the server's own answer means; return if there was none."""
    cause, where = fault.__cause__, _masked(engine.uri)
    if isinstance(cause, AuthError) or (
        isinstance(cause, Neo4jError) and ".Security." in str(cause.code)
    ):
        raise AccountRefused(where, engine.user) from fault
    if isinstance(cause, Neo4jError) and str(cause.code).endswith("DatabaseNotFound"):
        raise EngineUnavailable(
            zh=f"{where} 没有名为 {engine.database} 的数据库。请检查 NEO4J_DATABASE。",
            en=f"{where} has no database {engine.database}. Check NEO4J_DATABASE.",
        ) from fault


def _nobody(uri: str, seconds: float) -> EngineUnavailable:
    where = _masked(uri)
    return EngineUnavailable(
        zh=f"{where} 在 {seconds:g} 秒内没有图数据库应答。"
        "取消 NEO4J_URI 可使用内嵌数据库，或请启动您的 Neo4j。",
        en=f"No graph answers at {where} after {seconds:g} s. "
        "Unset NEO4J_URI to use the embedded one, or start yours.",
    )


def _masked(uri: str) -> str:
    """Return the URI without an account that somebody wrote into it."""
    return re.sub(r"//[^/@]*@", "//…@", uri)
