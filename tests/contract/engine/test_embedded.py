"""The embedded engine as a child process: one owner, no orphan, nothing lost (engine.md 14.18)."""

import asyncio
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from graph.connection import connect
from graph.embedded import EmbeddedEngine
from graph.faults import EngineDidNotStart, Fault, FolderInUse, NewerData
from graph.launch import WHEEL
from graph.opening import Target, open_graph
from graph.processes import command_of, is_alive
from graph.watch import Change, keep_alive
from tests.support.queries import put, query, rows, value

ROOT = Path(__file__).parents[3]
DEAD = 999_999_999
pytestmark = pytest.mark.skipif(
    "not config.getoption('--graph') == 'embedded'", reason="about the embedded engine only"
)
linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def start(folder: Path, **options: object) -> EmbeddedEngine:
    """An engine; on a machine where every test runs at once it may take its time."""
    return EmbeddedEngine.start_or_adopt(folder, heap="256m", **{"ready_s": 180, **options})


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Generator[EmbeddedEngine]:
    """One engine for the tests that leave it as it was."""
    embedded = start(tmp_path_factory.mktemp("running"))
    yield embedded
    embedded.stop()


def data(embedded: EmbeddedEngine) -> Path:
    return embedded.log.parents[2]


def note(embedded: EmbeddedEngine) -> Path:
    return data(embedded) / "engine" / "engine.json"


def test_the_folder_holds_who_runs_and_a_private_password(running: EmbeddedEngine) -> None:
    kept = json.loads(note(running).read_text())
    assert kept == {
        "pid": running.pid,
        "owner_pid": os.getpid(),
        "bolt_port": int(running.engine.uri.rpartition(":")[2]),
        "wheel_version": running.engine.version,
    }
    password = data(running) / "engine" / "password"
    assert stat.S_IMODE(password.stat().st_mode) == 0o600
    assert password.read_text() not in repr(running.engine)


@linux
def test_the_password_is_in_no_argument_list(running: EmbeddedEngine) -> None:
    line = command_of(running.pid)
    assert "com.arcadedb.server.ArcadeDBServer" in line
    assert running.engine.password not in line


@linux
def test_every_socket_is_on_loopback(running: EmbeddedEngine) -> None:
    links = [os.readlink(link) for link in Path(f"/proc/{running.pid}/fd").iterdir()]  # noqa: PTH115
    ours = {found[1] for link in links if (found := re.fullmatch(r"socket:\[(\d+)\]", link))}
    listening: list[str] = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in ours:
                listening.append(fields[1].split(":")[0])
    assert len(listening) == 2  # Bolt and the HTTP server that cannot be switched off
    v4, v6 = "0100007F", "0000000000000000FFFF00000100007F"
    assert set(listening) <= {v4, v6}


def test_a_second_user_joins_and_leaves_it_running(running: EmbeddedEngine) -> None:
    second = start(data(running))
    assert (second.owned, second.pid) == (False, running.pid)
    assert second.engine == running.engine
    second.stop()
    assert running.alive()


def test_an_engine_whose_owner_died_becomes_ours(running: EmbeddedEngine) -> None:
    kept = json.loads(note(running).read_text())
    note(running).write_text(json.dumps(kept | {"owner_pid": DEAD}))
    heir = start(data(running))
    assert (heir.owned, heir.pid) == (True, running.pid)
    assert json.loads(note(running).read_text()) == kept


@linux
def test_a_folder_in_use_is_refused_with_the_process_that_uses_it(running: EmbeddedEngine) -> None:
    kept = note(running).read_text()
    note(running).unlink()
    with pytest.raises(FolderInUse) as fault:
        start(data(running))
    assert fault.value.pid == running.pid
    assert f"in use by process {running.pid}" in str(fault.value)
    assert f"进程 {running.pid}" in fault.value.zh
    assert running.alive()
    assert not note(running).exists()
    note(running).write_text(kept)


def test_a_wrong_password_is_asked_about_once(tmp_path: Path) -> None:
    start(tmp_path).stop()
    (tmp_path / "engine" / "password").write_text("another")
    began = time.monotonic()
    with pytest.raises(EngineDidNotStart, match="refuses the stored password"):
        start(tmp_path)
    assert time.monotonic() - began < 120
    assert not (tmp_path / "engine" / "engine.json").exists()


def test_a_lost_password_is_made_anew(tmp_path: Path) -> None:
    start(tmp_path).stop()
    old = (tmp_path / "engine" / "password").read_text()
    (tmp_path / "engine" / "password").unlink()
    again = start(tmp_path)
    again.stop()
    assert (tmp_path / "engine" / "password").read_text() != old


def test_a_taken_port_ends_in_a_fault_that_says_so(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(EngineDidNotStart) as fault:
            start(tmp_path, port=port)
    assert f"port {port} is taken" in str(fault.value)
    assert f"端口 {port} 被占用" in fault.value.zh
    assert 1 <= len(fault.value.tail) <= 20
    assert not (tmp_path / "engine" / "engine.json").exists()


def test_an_older_wheel_does_not_open_newer_data(tmp_path: Path) -> None:
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "wheel_version").write_text("99.1.1")
    with pytest.raises(NewerData, match=r"99\.1\.1"):
        start(tmp_path)


def test_a_stale_note_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "engine").mkdir()
    stale = {"pid": DEAD, "owner_pid": DEAD, "bolt_port": 1, "wheel_version": "1"}
    (tmp_path / "engine" / "engine.json").write_text(json.dumps(stale))
    embedded = start(tmp_path)
    assert embedded.owned
    embedded.stop()
    assert not embedded.alive()
    assert not (tmp_path / "engine" / "engine.json").exists()


@linux
def test_a_killed_parent_takes_the_engine_with_it(tmp_path: Path) -> None:
    script = (
        "import pathlib, sys, time\n"
        "from graph.embedded import EmbeddedEngine\n"
        "print(EmbeddedEngine.start_or_adopt(pathlib.Path(sys.argv[1]), heap='256m').pid)\n"
        "sys.stdout.flush(); time.sleep(600)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:  # noqa: S603
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert is_alive(pid)
        parent.kill()
    until = time.monotonic() + 15
    while is_alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(pid)


@linux
def test_the_engine_starts_in_the_main_thread_only(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool, pytest.raises(RuntimeError, match="main thread"):
        pool.submit(start, tmp_path).result()


async def test_kill_9_under_load_loses_no_acknowledged_write(tmp_path: Path) -> None:
    embedded = start(tmp_path)
    make = query("make", "CREATE (n:Need {id: $id}) RETURN n.id AS id", "id")
    kept: list[str] = []
    try:
        # Retries end before the deadline: the driver leaves a socket open that is cancelled while
        # it connects.
        async with connect(embedded.engine, one_writer=False, retry_s=1, write_s=30) as graph:

            async def writer(w: int) -> None:
                for i in range(10_000):
                    await graph.write(lambda tx, i=i: tx.rows(make, id=f"{w}_{i}"))
                    kept.append(f"{w}_{i}")

            async def killer() -> None:
                while len(kept) < 200:  # noqa: ASYNC110
                    await asyncio.sleep(0.005)
                os.kill(embedded.pid, signal.SIGKILL)

            outcomes = await asyncio.gather(
                *map(writer, range(6)), killer(), return_exceptions=True
            )
            assert [isinstance(outcome, Fault) for outcome in outcomes] == [True] * 6 + [False]
            embedded.restart()
            found = await rows(graph, "MATCH (n:Need) RETURN n.id AS id")  # the same driver
        ids = {row["id"] for row in found}
        assert set(kept) <= ids
        assert len(ids) - len(kept) <= 6  # committed, but the answer was lost
    finally:
        embedded.stop()


async def test_an_engine_that_exits_is_noticed_and_started_again_three_times(
    tmp_path: Path,
) -> None:
    embedded, heard = start(tmp_path), list[Change]()
    try:
        async with connect(embedded.engine) as graph:
            watch = asyncio.create_task(
                keep_alive(embedded, heard.append, pauses_s=(0.05, 0.1, 0.15), look_s=0.05)
            )
            for restarts in range(1, 4):
                os.kill(embedded.pid, signal.SIGKILL)
                await _until(lambda n=2 * restarts: len(heard) == n)
                assert await value(graph, "RETURN 1 AS one") == 1
            os.kill(embedded.pid, signal.SIGKILL)
            await asyncio.wait_for(watch, 60)
        states = ["DOWN", "UP"] * 3 + ["DOWN", "LOST"]
        assert [change.state for change in heard] == states
        assert heard[-1].log_tail
    finally:
        embedded.stop()


async def test_an_engine_that_is_stopped_on_purpose_stays_so(tmp_path: Path) -> None:
    embedded, heard = start(tmp_path), list[Change]()
    watch = asyncio.create_task(keep_alive(embedded, heard.append, look_s=0.05))
    await asyncio.sleep(0.2)
    embedded.stop()
    await asyncio.wait_for(watch, 60)
    assert heard == []
    assert not embedded.alive()


async def test_open_graph_migrates_and_stops_what_it_started(tmp_path: Path) -> None:
    said: list[str] = []
    async with open_graph(
        Target(tmp_path), heap="256m", progress=lambda zh, en: said.extend((zh, en))
    ) as graph:
        assert (graph.engine.kind, WHEEL) == ("embedded", "arcadedb-embedded")
        pid = json.loads((tmp_path / "engine" / "engine.json").read_text())["pid"]
        async with open_graph(Target(tmp_path)) as second:  # as a second command would
            await put(second, "CREATE (n:Need {id: 'nd_1'}) RETURN n.id AS id")
        assert await value(graph, "MATCH (n:Need) RETURN count(n) AS n") == 1
    assert not is_alive(pid)
    assert said == [
        "正在启动图数据库引擎…",
        "Starting the graph engine…",
        "正在检查图结构…",
        "Checking the graph's schema…",
    ]


async def _until(true: object, *, seconds: float = 120) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not true():  # pyright: ignore[reportCallIssue]  # noqa: ASYNC110
                await asyncio.sleep(0.02)
    assert true()  # pyright: ignore[reportCallIssue]
