"""What the benchmarks share: an engine, recorded statements, medians, a table, a file."""

# The driver's `**config` is untyped, and the engine's kind is asked of a transaction itself.
# pyright: reportUnknownMemberType=false, reportPrivateUsage=false

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from neo4j import AsyncDriver, AsyncGraphDatabase, AsyncManagedTransaction

from graph.connection import Graph, Row, Transaction, connect, options
from graph.embedded import EmbeddedEngine
from graph.engine import Engine
from graph.migrate import migrate
from graph.statements import Statement
from tests.support.neo4j_server import Neo4jServer

T = TypeVar("T")
ENGINES = ("embedded", "neo4j")


class Ran(NamedTuple):
    """One statement as the product sent it."""

    name: str
    text: Any
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class Figures:
    """Milliseconds of the same work done twice: by the product, and by its statements alone."""

    ours: Sequence[float]
    bare: Sequence[float]
    bar: float

    @property
    def ratio(self) -> float:
        """Median beside median."""
        return statistics.median(self.ours) / statistics.median(self.bare)

    def row(self) -> dict[str, Any]:
        """Return the figures as one row of a table."""
        return {
            "runs": len(self.ours),
            "product p50 ms": round(statistics.median(self.ours), 2),
            "bare p50 ms": round(statistics.median(self.bare), 2),
            "ratio": round(self.ratio, 2),
            "bar": f"≤ {self.bar:g}",
            "holds": self.ratio <= self.bar,
        }


def arguments(doc: str | None, *, runs: int) -> argparse.ArgumentParser:
    """Return the options every benchmark has."""
    parser = argparse.ArgumentParser(description=(doc or "").partition("\n")[0])
    parser.add_argument("--graph", choices=ENGINES, default="embedded")
    parser.add_argument("--runs", type=int, default=runs, metavar="N")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    return parser


@contextmanager
def engine_of(where: str) -> Generator[Engine]:
    """Start an empty engine and stop it on the way out."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        if where == "neo4j":
            with Neo4jServer(Path(folder)) as server:
                yield Engine(server.uri, *server.auth, server.database)
        else:
            embedded = EmbeddedEngine.start_or_adopt(Path(folder), heap="1g")
            try:
                yield embedded.engine
            finally:
                embedded.stop()


@asynccontextmanager
async def graph_and_driver(where: str) -> AsyncGenerator[tuple[Graph, AsyncDriver]]:
    """Open a migrated graph, and beside it a plain driver with the product's own options."""
    with engine_of(where) as engine:
        auth = (engine.user, engine.password)
        async with (
            connect(engine) as graph,
            AsyncGraphDatabase.driver(engine.uri, auth=auth, **options()) as driver,
        ):
            await migrate(graph)
            yield graph, driver


@contextmanager
def statements_kept() -> Generator[list[Ran]]:
    """Keep every statement that runs in the block, with its parameters."""
    ran: list[Ran] = []
    rows = Transaction.rows

    async def kept(self: Transaction, statement: Statement, /, **given: object) -> list[Row]:
        ran.append(Ran(statement.name, statement.text_for(self._kind), given))
        return await rows(self, statement, **given)

    Transaction.rows = kept
    try:
        yield ran
    finally:
        Transaction.rows = rows


async def replay_write(driver: AsyncDriver, database: str, ran: Sequence[Ran]) -> None:
    """Run statements one after the other in one managed transaction, and read their rows."""

    async def work(tx: AsyncManagedTransaction) -> None:
        for one in ran:
            await _rows(tx, one)

    async with driver.session(database=database) as session:
        await session.execute_write(work)


async def replay_reads(driver: AsyncDriver, database: str, ran: Sequence[Ran]) -> None:
    """Run statements one after the other, each in a read transaction of its own."""
    for one in ran:
        async with driver.session(database=database) as session:
            await session.execute_read(_rows, one)


async def _rows(tx: AsyncManagedTransaction, one: Ran) -> list[Any]:
    result = await tx.run(one.text, dict(one.parameters))
    return [record async for record in result]


async def timed(work: Callable[[], Awaitable[T]]) -> tuple[float, T]:
    """Return the milliseconds some work took, and what came of it."""
    began = time.perf_counter()
    value = await work()
    return (time.perf_counter() - began) * 1000, value


def tell(title: str, rows: Sequence[Mapping[str, Any]], file: Path | None, **more: Any) -> None:
    """Print a table of rows with equal keys, and write it as JSON where a file is named."""
    names = list(rows[0])
    cells = [names, *([str(row[name]) for name in names] for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(names))]
    print(f"{title} (load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))
    for name, value in more.items():
        print(f"{name}: {value}")
    if file:
        figures = {"title": title, "load": os.getloadavg()[0], "rows": list(rows), **more}
        file.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", "utf-8")
