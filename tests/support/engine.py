"""One engine and one driver for the whole run."""

import logging
import os
from collections.abc import AsyncGenerator, Generator

import pytest
import pytest_asyncio

from graph.connection import Graph, connect
from graph.embedded import EmbeddedEngine
from graph.engine import Engine
from graph.migrate import migrate
from tests.support.neo4j_server import Neo4jServer, missing_tools


@pytest.fixture(scope="session")
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Engine]:
    """The engine `--graph` names; skipped, with the reason, where Neo4j cannot run."""
    where = str(request.config.getoption("--graph"))
    if where == "embedded":
        embedded = EmbeddedEngine.start_or_adopt(
            tmp_path_factory.mktemp("data"), heap="512m", ready_s=180
        )
        try:
            yield embedded.engine
        finally:
            embedded.stop()
    elif where == "neo4j":
        if reason := missing_tools():
            pytest.skip(reason)
        with Neo4jServer(tmp_path_factory.mktemp("neo4j")) as server:
            yield Engine(server.uri, *server.auth, server.database)
    else:
        user, password = (
            os.environ.get("NEO4J_USERNAME", "neo4j"),
            os.environ.get("NEO4J_PASSWORD", ""),
        )
        yield Engine(where, user, password, os.environ.get("NEO4J_DATABASE", "neo4j"))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def graph(engine: Engine) -> AsyncGenerator[Graph]:
    """The graph of the run, migrated; each test looks below a district of its own."""
    async with connect(engine) as graph:
        await migrate(graph)
        yield graph


@pytest_asyncio.fixture(
    scope="session", loop_scope="session", params=["one writer", "many writers"]
)
async def any_graph(engine: Engine, request: pytest.FixtureRequest) -> AsyncGenerator[Graph]:
    """The graph with and without the write lock of a process: it is speed, never correctness.

    Without it a crowd on one node of Neo4j takes seconds (engine.md 4.4): longer deadlines.
    """
    async with connect(
        engine, one_writer=request.param == "one writer", retry_s=60, write_s=90
    ) as graph:
        await migrate(graph)
        yield graph


@pytest.fixture(autouse=True)
def _no_warnings_of_the_engine(caplog: pytest.LogCaptureFixture) -> Generator[None]:
    """Fail a test whose statements Neo4j warned of (engine.md 14.19)."""
    yield
    said = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.name == "neo4j.notifications" and record.levelno >= logging.WARNING
    ]
    assert said == [], "the engine warned of a statement"
