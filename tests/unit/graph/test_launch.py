"""How the embedded engine is started, as far as no process is needed."""

import stat
from pathlib import Path

import pytest

from graph import embedded
from graph.embedded import EmbeddedEngine
from graph.faults import NewerData
from graph.launch import check_version, command, ensure_password, unsupported, version_key


@pytest.mark.parametrize(
    ("system", "machine", "libc", "what"),
    [
        ("linux", "x86_64", "glibc", ""),
        ("linux", "aarch64", "glibc", ""),
        ("darwin", "arm64", "", ""),
        ("win32", "AMD64", "", ""),
        ("linux", "x86_64", "", "Linux musl"),
        ("darwin", "x86_64", "", "darwin x86_64"),
        ("linux", "riscv64", "glibc", "linux riscv64"),
        ("freebsd14", "amd64", "", "freebsd14 amd64"),
    ],
)
def test_a_platform_without_an_engine_is_named(
    system: str, machine: str, libc: str, what: str
) -> None:
    assert unsupported(system, machine, libc) == what


def test_versions_compare_as_numbers() -> None:
    ordered = ["", "26.9.1", "26.10.2", "26.10.2.post1", "26.10.10", "27.1"]
    assert sorted(ordered, key=version_key) == ordered


def test_newer_data_is_refused_and_older_is_taken(tmp_path: Path) -> None:
    check_version(tmp_path)
    (tmp_path / "wheel_version").write_text("26.9.1\n")
    check_version(tmp_path)
    (tmp_path / "wheel_version").write_text("99.1\n")
    with pytest.raises(NewerData):
        check_version(tmp_path)


def test_the_command_holds_every_setting_of_the_design(tmp_path: Path) -> None:
    line = command(tmp_path, 4711, heap="2g", command_timeout_ms=600_000)
    expected = {
        "-Xmx2g",
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.awt.headless=true",
        "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
        "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
        "--add-modules=jdk.incubator.vector",
        "-Darcadedb.server.mode=development",
        "-Darcadedb.txWalFlush=2",
        "-Darcadedb.command.timeout=600000",
        "-Darcadedb.server.plugins=Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "-Darcadedb.bolt.host=127.0.0.1",
        "-Darcadedb.bolt.port=4711",
        "-Darcadedb.bolt.defaultDatabase=hub",
        "-Darcadedb.server.httpIncomingHost=127.0.0.1",
        "-Darcadedb.server.httpIncomingPort=0",
        f"-Darcadedb.server.rootPath={tmp_path}",
        f"-Darcadedb.server.databaseDirectory={tmp_path / 'databases'}",
        f"-Darcadedb.server.logsDirectory={tmp_path / 'log'}",
        "-Darcadedb.server.defaultDatabases=hub[]",
        f"-Darcadedb.server.rootPasswordPath={tmp_path / 'password'}",
        "-Darcadedb.serverMetrics=false",
        "-Darcadedb.polyglotEngine.enabled=false",
        "-Darcadedb.studio.enabled=false",
        "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",
        "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
    }
    assert set(line[1:-3]) - {"-cp"} | {line[-2], line[-3]} >= expected
    assert line[-1] == "com.arcadedb.server.ArcadeDBServer"


def test_a_password_is_made_once_and_private(tmp_path: Path) -> None:
    ensure_password(tmp_path)
    file = tmp_path / "password"
    first = file.read_text()
    assert len(first) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    ensure_password(tmp_path)
    assert file.read_text() == first


def test_a_lost_password_takes_the_old_hash_with_it(tmp_path: Path) -> None:
    users = tmp_path / "config" / "server-users.jsonl"
    users.parent.mkdir()
    users.write_text("{}")
    (tmp_path / "password").write_text("")
    ensure_password(tmp_path)
    assert not users.exists()
    assert (tmp_path / "password").read_text() != ""


def test_a_large_log_is_kept_once_and_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "_LOG_BYTES", 10)
    engine = EmbeddedEngine(tmp_path, heap="1g", command_timeout_ms=1, ready_s=1)
    engine.owned = True
    engine.log.parent.mkdir(parents=True)
    for number in range(5):
        engine.log.write_text(f"{number} is a long line\n")
        engine.rotate_large_log()
        assert engine.log.read_text() == ""
    kept = {file.name: file.read_text()[0] for file in engine.log.parent.glob("engine.log.*")}
    assert kept == {"engine.log.1": "4", "engine.log.2": "3", "engine.log.3": "2"}
    engine.log.write_text("short")
    engine.rotate_large_log()
    assert engine.log_tail() == ["short"]
