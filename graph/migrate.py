"""Bring the graph's schema up to this version: files in order, once each, on record (engine.md 6).

A file holds statements that end in `;` at the end of a line, each run in a transaction of its own
and safe to repeat. A statement under a line `// batch` takes `$after` and `$limit`, changes at most
that many nodes by id and returns the last one's id as `last`, until it returns null. The last id is
kept on the Migration node with its batch, so an interrupted file resumes there.
"""

import asyncio
import hashlib
import os
import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString, cast

from neo4j.exceptions import Neo4jError

from graph.connection import DDL_S, Graph, Row, Transaction
from graph.faults import Fault, SchemaBusy, SchemaChanged, StatementFault
from graph.processes import is_alive
from graph.statements import Statement, statement

FOLDER = Path(__file__).with_name("migrations")
BATCH = 5_000
"""Nodes a batch statement changes in one transaction (engine.md 6)."""
_LEASE_MS = 120_000
_WAIT_S = 600.0
_TRIES = 5
_DDL = re.compile(r"(CREATE|DROP) (CONSTRAINT|INDEX)\b")
_SAME = (
    "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists",
    "Neo.ClientError.Schema.ConstraintAlreadyExists",
    "Neo.ClientError.Schema.IndexAlreadyExists",
)
_APPLIED = statement(__file__, "migrations_applied")
_CLAIM = statement(__file__, "claim_migrating")
_NOTE = statement(__file__, "note_migration")


@dataclass(frozen=True, slots=True)
class Step:
    """One statement of a migration; `in_batches`: it is repeated until it finds nothing more."""

    text: str
    in_batches: bool = False

    @property
    def is_ddl(self) -> bool:
        """It changes the schema, which Neo4j wants alone in its transaction."""
        return bool(_DDL.match(self.text))


@dataclass(frozen=True, slots=True)
class Migration:
    """One file: its number and name, the hash of its text, its statements."""

    number: int
    name: str
    sha256: str
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, file: Path) -> "Migration":
        """Read a file named `<number>_<name>.cypher`."""
        text = file.read_text("utf-8")
        parts = re.split(r";[ \t]*$", text, flags=re.MULTILINE)
        steps = tuple(step for part in parts if (step := _step(part)).text)
        return cls(
            int(file.stem.split("_")[0]),
            file.stem,
            hashlib.sha256(text.encode()).hexdigest(),
            steps,
        )


def migrations(folder: Path = FOLDER) -> list[Migration]:
    """Return the migrations of a folder in order of their numbers.

    Raises:
        ValueError: two files have one number.
    """
    found = sorted(
        map(Migration.of, folder.glob("*.cypher")), key=lambda migration: migration.number
    )
    if len({migration.number for migration in found}) < len(found):
        raise ValueError(
            f"Two migrations have one number: {[migration.name for migration in found]}."
        )
    return found


async def migrate(graph: Graph, *, folder: Path = FOLDER) -> list[str]:
    """Apply what is pending and return its names; safe to repeat, and in several processes at once.

    Raises:
        SchemaChanged: an applied file differs, or the graph is newer; nothing was done.
        SchemaBusy: another process migrates and does not end.
    """
    if not await check(graph, folder=folder):
        return []
    await _prepare(graph)
    claim = _Claim(graph)
    await claim.take()
    try:
        done: list[str] = []
        known = migrations(folder)
        pending = await check(
            graph, folder=folder
        )  # another process may have done it while we waited
        for migration in known:
            if migration.name in pending:
                await _apply(graph, migration, claim)
                done.append(migration.name)
        return done
    finally:
        await claim.give_back()


async def check(graph: Graph, *, folder: Path = FOLDER) -> list[str]:
    """Return the names of the migrations that are not applied, in order.

    Raises:
        SchemaChanged: an applied file differs, or the graph has migrations unknown here.
    """
    known = migrations(folder)
    return pending_of(known, await graph.read(_APPLIED, timeout_s=30))


def pending_of(known: Sequence[Migration], rows: Sequence[Row]) -> list[str]:
    """Return the names among `known` that `rows` do not have as finished. Pure.

    Raises:
        SchemaChanged: as `check`.
    """
    by_number = {migration.number: migration for migration in known}
    finished: set[int] = set()
    for row in rows:
        migration = by_number.get(row["number"])
        if migration is None:
            raise SchemaChanged(row["name"], unknown=True)
        if migration.sha256 != row["sha256"]:
            raise SchemaChanged(row["name"])
        if row["at"] is not None:
            finished.add(migration.number)
    return [migration.name for migration in known if migration.number not in finished]


async def wait_online(graph: Graph, *, timeout_s: float = DDL_S) -> None:
    """Wait until every index is ONLINE."""
    async with asyncio.timeout(timeout_s):
        while True:
            rows = await graph.run_ddl("SHOW INDEXES YIELD labelsOrTypes, properties, state")
            if all(row["state"] == "ONLINE" for row in rows):
                return
            await asyncio.sleep(0.1)


class _Claim:
    """The right to migrate, kept on (:Migration {number: 0}); it lapses when its holder is gone."""

    def __init__(self, graph: Graph) -> None:
        self._graph, self._holder = graph, f"{os.getpid()}|{secrets.token_hex(8)}"
        self._renew_at = 0.0  # monotonic s

    async def take(self) -> None:
        """Wait for the right and take it.

        Raises:
            SchemaBusy: another process keeps it for ten minutes.
        """
        until, gone = time.monotonic() + _WAIT_S, ""
        while True:
            row = await self._ask(_LEASE_MS, gone)
            if row["mine"]:
                self._renew_at = time.monotonic() + _LEASE_MS / 4000
                return
            if time.monotonic() > until:
                raise SchemaBusy(f"pid {row['holder'].split('|', 1)[0]}")
            gone = row["holder"] if self._is_gone(row["holder"]) else ""
            await asyncio.sleep(0 if gone else 0.2)

    async def keep(self) -> None:
        """Take the right anew when a quarter of its time has gone."""
        if time.monotonic() > self._renew_at:
            await self.take()

    async def give_back(self) -> None:
        """Let the next one migrate."""
        await self._ask(-1, "")

    async def _ask(self, lease_ms: int, gone: str) -> Row:
        now = int(time.time() * 1000)
        given = {"holder": self._holder, "gone": gone, "now": now, "until": now + lease_ms}
        return (await self._graph.write(lambda tx: tx.rows(_CLAIM, **given)))[0]

    def _is_gone(self, holder: str) -> bool:
        """Return whether the holder is dead; the embedded engine's users share a machine."""
        return self._graph.engine.kind == "embedded" and not is_alive(int(holder.split("|", 1)[0]))


async def _prepare(graph: Graph) -> None:
    """Make the migrations themselves unique by number; each process primes a number of its own."""
    rows = await graph.run_ddl("SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties")
    if any(row["labelsOrTypes"] == ["Migration"] and row["type"] == "UNIQUENESS" for row in rows):
        return
    number = {"number": secrets.randbits(48) + 2**60}
    await _run(
        graph,
        "prime_migration",
        "CREATE (m:Migration {number: $number}) RETURN m.number AS number",
        **number,
    )
    await _ddl(
        graph,
        "CREATE CONSTRAINT migration_number IF NOT EXISTS "
        "FOR (n:Migration) REQUIRE n.number IS UNIQUE",
    )
    await _run(
        graph,
        "unprime_migration",
        "MATCH (m:Migration {number: $number}) DETACH DELETE m",
        **number,
    )
    await wait_online(graph)


async def _apply(graph: Graph, migration: Migration, claim: _Claim) -> None:
    rows = [r for r in await graph.read(_APPLIED, timeout_s=30) if r["number"] == migration.number]
    first, cursor = (rows[0]["step"], rows[0]["cursor"]) if rows else (0, "")
    note = _Note(migration)
    for done, step in enumerate(migration.steps[first:], first):
        await claim.keep()
        name = f"{migration.name}_{done + 1}"
        if step.is_ddl:
            await _ddl(graph, step.text)
        elif step.in_batches:
            note.step = done
            await _batches(graph, name, step.text, cursor, note)
            cursor, note.step = "", done + 1
            await graph.write(note)
        else:
            await _run(graph, name, step.text)
    await wait_online(graph)
    note.step, note.at = len(migration.steps), int(time.time() * 1000)
    await graph.write(note)


@dataclass(slots=True)
class _Note:
    """How far a migration has come; called with a transaction, it is kept there."""

    migration: Migration
    step: int = 0
    cursor: str = ""
    at: int | None = None

    async def __call__(self, tx: Transaction) -> None:
        about = {"number": self.migration.number, "name": self.migration.name}
        kept = {
            "sha256": self.migration.sha256,
            "step": self.step,
            "cursor": self.cursor,
            "at": self.at,
        }
        await tx.rows(_NOTE, **about, **kept)


async def _batches(graph: Graph, name: str, text: str, cursor: str, note: _Note) -> None:
    given = frozenset({"after", "limit"})
    batch = Statement(name, cast("LiteralString", f"// {name}\n{text}"), given, reads=False)
    after: str | None = cursor

    async def work(tx: Transaction) -> str | None:
        row = await tx.row(batch, after=after, limit=BATCH)
        last: str | None = row["last"] if row else None
        if last is not None:
            note.cursor = last
            await note(tx)  # in the same transaction: a batch and its cursor are kept together
        return last

    while after is not None:
        after = await graph.write(work, timeout_s=DDL_S)
    note.cursor = ""


async def _run(graph: Graph, name: str, text: str, **parameters: object) -> None:
    made = Statement(
        name, cast("LiteralString", f"// {name}\n{text}"), frozenset(parameters), reads=False
    )
    await graph.write(lambda tx: tx.rows(made, **parameters), timeout_s=DDL_S)


async def _ddl(graph: Graph, text: str) -> None:
    """Run one schema statement; what another process made at the same moment counts as made."""
    for attempt in range(_TRIES):
        try:
            await graph.run_ddl(text)
        except Fault as fault:
            code = fault.__cause__.code if isinstance(fault.__cause__, Neo4jError) else None
            if isinstance(fault, StatementFault) and code in _SAME:
                return
            if code is None or not code.startswith("Neo.TransientError.") or attempt + 1 == _TRIES:
                raise
            await asyncio.sleep(0.05 * 2**attempt)
        else:
            return


def _step(part: str) -> Step:
    lines = part.strip().splitlines()
    text = "\n".join(line for line in lines if not line.startswith("//")).strip()
    return Step(text, in_batches="// batch" in (line.strip() for line in lines))
