"""The schema is brought up once, on record, by one process at a time (engine.md 14.16, 14.17)."""

import asyncio
import secrets
import shutil
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import pytest_asyncio

from graph import migrate as module
from graph.connection import Graph, connect
from graph.engine import Engine
from graph.faults import SchemaBusy, SchemaChanged, StatementFault
from graph.migrate import FOLDER, check, migrate, wait_online
from tests.support.queries import put, rows, value

MILLISECOND = 1795392000000


@pytest_asyncio.fixture(loop_scope="session")
async def folder(graph: Graph, tmp_path: Path) -> AsyncGenerator[Path]:
    """The real migrations with room for a test's own, which are forgotten at the end."""
    copy = tmp_path / "migrations"
    shutil.copytree(FOLDER, copy)
    yield copy
    await put(graph, "MATCH (m:Migration) WHERE m.number >= 9000 DETACH DELETE m RETURN 1 AS one")


def write(folder: Path, number: int, text: str) -> str:
    """Write a migration of a test's own and return its name."""
    name = f"{number}_{secrets.token_hex(4)}"
    (folder / f"{name}.cypher").write_text(text, "utf-8")
    return name


async def test_migrating_twice_changes_nothing(graph: Graph) -> None:
    before = await _everything(graph)
    assert await check(graph) == []
    assert await migrate(graph) == []
    assert await _everything(graph) == before


async def test_every_file_is_on_record_with_its_hash(graph: Graph) -> None:
    found = await rows(
        graph,
        "MATCH (m:Migration) WHERE m.number > 0 AND m.number < 9000 "
        "RETURN m.number AS number, m.name AS name, m.sha256 AS sha256, m.at > 0 AS done "
        "ORDER BY m.number LIMIT 100",
    )
    known = module.migrations()
    assert found == [
        {"number": m.number, "name": m.name, "sha256": m.sha256, "done": True} for m in known
    ]


async def test_the_clocks_start_at_zero_and_no_primed_node_is_left(graph: Graph) -> None:
    clocks = await rows(graph, "MATCH (k:Clock) RETURN k.name AS name ORDER BY name LIMIT 9")
    assert [row["name"] for row in clocks] == ["events", "events_first"]
    text = "MATCH (n) WHERE n.id = '~' OR n.key = '~' OR n.name = '~' RETURN count(n) AS n"
    assert await value(graph, text) == 0


async def test_a_new_file_is_applied_once(graph: Graph, folder: Path) -> None:
    word = secrets.token_hex(4)
    text = f"// A test.\nCREATE (n:Contact {{id: 'ct_{word}'}});\n\nMATCH (n:Contact) RETURN 1;\n"
    name = write(folder, 9001, text)
    assert await check(graph, folder=folder) == [name]
    assert await migrate(graph, folder=folder) == [name]
    assert await migrate(graph, folder=folder) == []
    kept = "MATCH (n:Contact {id: $id}) RETURN count(n) AS n"
    assert await value(graph, kept, id=f"ct_{word}") == 1


async def test_a_changed_applied_file_stops_the_start(graph: Graph, folder: Path) -> None:
    name = write(folder, 9001, "MATCH (n:Contact) RETURN 1 LIMIT 1;\n")
    await migrate(graph, folder=folder)
    (folder / f"{name}.cypher").write_text("MATCH (n:Contact) RETURN 2 LIMIT 1;\n", "utf-8")
    with pytest.raises(SchemaChanged, match=name):
        await migrate(graph, folder=folder)


async def test_a_graph_of_a_newer_version_stops_the_start(graph: Graph, folder: Path) -> None:
    name = write(folder, 9001, "MATCH (n:Contact) RETURN 1 LIMIT 1;\n")
    await migrate(graph, folder=folder)
    (folder / f"{name}.cypher").unlink()
    with pytest.raises(SchemaChanged, match="newer version"):
        await check(graph, folder=folder)


async def test_an_interrupted_data_migration_resumes_where_it_stopped(
    graph: Graph, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = secrets.token_hex(4)
    ids = [f"ct_{word}{i:02}" for i in range(10)]
    await put(
        graph, "UNWIND $ids AS id CREATE (n:Contact {id: id, times: 0}) RETURN 1 AS one", ids=ids
    )
    batch = (
        f"MATCH (n:Contact) WHERE n.id > $after AND n.id > 'ct_{word}' AND n.id < 'ct_{word}~'\n"
        "WITH n ORDER BY n.id LIMIT $limit\nSET n.times = n.times + {by}\nRETURN max(n.id) AS last;\n"  # noqa: E501
    )
    poison = (
        f"MATCH (n:Contact {{id: 'ct_{word}07'}})\nSET n.times = n.times / (n.times - n.poison);\n"
    )
    name = write(folder, 9001, f"// batch\n{batch.format(by=1)}\n{poison}\n")
    monkeypatch.setattr(module, "BATCH", 3)
    await put(graph, "MATCH (n:Contact {id: $id}) SET n.poison = 1 RETURN 1 AS one", id=ids[7])
    with pytest.raises(StatementFault):  # after the batches: division by zero
        await migrate(graph, folder=folder)
    assert await check(graph, folder=folder) == [name]

    await put(graph, "MATCH (n:Contact {id: $id}) REMOVE n.poison RETURN 1 AS one", id=ids[7])
    (row,) = await rows(
        graph, "MATCH (m:Migration {number: 9001}) RETURN m.step AS step, m.cursor AS cursor"
    )
    assert row == {"step": 1, "cursor": ""}
    await put(
        graph,
        "MATCH (m:Migration {number: 9001}) SET m.step = 0, m.cursor = $cursor RETURN 1 AS one",
        cursor=ids[5],  # as after two batches
    )
    assert await migrate(graph, folder=folder) == [name]

    found = await rows(
        graph,
        "MATCH (n:Contact) WHERE n.id IN $ids RETURN n.id AS id, n.times AS times ORDER BY n.id LIMIT 99",  # noqa: E501
        ids=[id for id in ids if id != ids[7]],
    )
    assert [row["times"] for row in found] == [1] * 6 + [2] * 3


async def test_several_processes_migrate_as_one(graph: Graph, engine: Engine, folder: Path) -> None:
    label = f"T{secrets.token_hex(4)}"
    text = (
        f"CREATE (n:{label} {{id: '~'}});\n"
        f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE;\n"  # noqa: E501
        f"MATCH (n:{label} {{id: '~'}}) DETACH DELETE n;\n"
        f"CREATE (n:{label} {{id: 'once'}});\n"
    )
    name = write(folder, 9001, text)

    async def process(_: int) -> list[str]:
        async with connect(engine) as own:
            return await migrate(own, folder=folder)

    done = await asyncio.gather(*map(process, range(4)))
    assert sorted(done) == [[], [], [], [name]]
    (row,) = await graph.run_ddl(f"MATCH (n:{label}) RETURN count(n) AS n")
    assert row == {"n": 1}


async def test_a_holder_that_does_not_end_is_named(
    graph: Graph, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, 9001, "MATCH (n:Contact) RETURN 1 LIMIT 1;\n")
    monkeypatch.setattr(module, "_WAIT_S", 0.3)
    hold = "MATCH (m:Migration {number: 0}) SET m.holder = $who, m.until = $until RETURN 1 AS one"
    await put(graph, hold, who="1|other", until=4102444800000)
    with pytest.raises(SchemaBusy, match="pid 1"):
        await migrate(graph, folder=folder)
    await put(graph, hold, who="1|other", until=0)  # its time has lapsed
    assert len(await migrate(graph, folder=folder)) == 1


async def test_a_dead_holder_on_this_machine_is_passed_over(graph: Graph, folder: Path) -> None:
    if graph.engine.kind == "neo4j":
        pytest.skip("on Neo4j the holder may live on another machine; its time must lapse")
    write(folder, 9001, "MATCH (n:Contact) RETURN 1 LIMIT 1;\n")
    hold = "MATCH (m:Migration {number: 0}) SET m.holder = $who, m.until = $until RETURN 1 AS one"
    await put(graph, hold, who="999999999|dead", until=4102444800000)
    assert len(await migrate(graph, folder=folder)) == 1


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Need", "due_at"),
        ("Commitment", "due_at"),
        ("Evaluation", "due_at"),
        ("Project", "due_at"),
        ("Resource", "due_at"),
        ("Skill", "due_at"),
        ("Unit", "edge_due_at"),
        ("Member", "edge_due_at"),
        ("Event", "seq"),
        ("Receipt", "at"),
    ],
)
async def test_every_primed_integer_takes_a_millisecond(
    graph: Graph, label: str, name: str
) -> None:
    word = secrets.token_hex(5)
    key = {"Event": "node_key", "Receipt": "key"}.get(label, "id")
    text = f"CREATE (n:{label} {{{key}: '{word}', {name}: {MILLISECOND}}}) RETURN n.{name} AS x"
    (row,) = await graph.run_ddl(text)
    await graph.run_ddl(f"MATCH (n:{label} {{{key}: '{word}'}}) DETACH DELETE n")
    assert row == {"x": MILLISECOND}


async def test_every_index_is_online(graph: Graph) -> None:
    await wait_online(graph, timeout_s=5)
    found = await graph.run_ddl("SHOW INDEXES YIELD labelsOrTypes, properties, state")
    assert {row["state"] for row in found} == {"ONLINE"}


async def test_a_label_indexed_while_empty_is_walked_in_the_order_of_its_index(
    graph: Graph,
) -> None:
    area = f"/42/{secrets.token_hex(4)}/"
    keys = [f"OPEN|{secrets.token_hex(6)}" for _ in range(200)]
    await put(
        graph,
        "UNWIND $keys AS key CREATE (n:Need {id: 'nd_' + key, area_path: $area, queue_key: key}) "
        "RETURN 1 AS one",
        keys=keys,
        area=area,
    )
    text = (
        "MATCH (n:Need) WHERE n.queue_key > $after AND n.queue_key < $upper "
        "AND any(p IN $areas WHERE n.area_path STARTS WITH p) "
        "RETURN n.queue_key AS key ORDER BY n.queue_key LIMIT $limit"
    )
    walked, after = [], "OPEN|"
    while True:
        page = await rows(graph, text, after=after, upper="OPEN|~", areas=[area], limit=50)
        walked += [row["key"] for row in page]
        if not page:
            break
        after = walked[-1]
    assert walked == sorted(keys)


async def _everything(graph: Graph) -> list[str]:
    nodes = await rows(graph, "MATCH (n) RETURN labels(n) AS labels, properties(n) AS node")
    found = await graph.run_ddl("SHOW INDEXES YIELD name")
    return sorted(map(repr, [*nodes, *found]))
