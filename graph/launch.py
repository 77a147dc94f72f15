"""What the embedded engine needs to start: platform, Java, version, password, command."""

import importlib.util
import os
import platform
import re
import secrets
import sys
from importlib.metadata import version
from pathlib import Path

from graph.faults import NewerData, UnsupportedPlatform

WHEEL = "arcadedb-embedded"
DATABASE = "hub"
MAIN = "com.arcadedb.server.ArcadeDBServer"
"""The engine's main class: what its command line is known by."""
_OPENS = ("java.util.concurrent.atomic", "java.nio.channels.spi")


def command(root: Path, port: int, *, heap: str, command_timeout_ms: int) -> list[str]:
    """Return the launch command of engine.md 2.1 for the engine folder `root`."""
    package = _package()
    settings = {
        "server.mode": "development",
        "txWalFlush": 2,
        "command.timeout": command_timeout_ms,
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt.host": "127.0.0.1",
        "bolt.port": port,
        "bolt.defaultDatabase": DATABASE,
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": 0,
        "server.rootPath": root,
        "server.databaseDirectory": root / "databases",
        "server.logsDirectory": root / "log",
        "server.defaultDatabases": f"{DATABASE}[]",
        "server.rootPasswordPath": root / "password",
        "serverMetrics": "false",
        "polyglotEngine.enabled": "false",
        "studio.enabled": "false",
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
    }
    return [
        str(_java(package)),
        f"-Xmx{heap}",
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.awt.headless=true",
        *(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in _OPENS),
        "--add-modules=jdk.incubator.vector",
        "-cp",
        f"{package}/jars/*",
        *(f"-Darcadedb.{name}={value}" for name, value in settings.items()),
        MAIN,
    ]


def version_key(text: str) -> tuple[int, ...]:
    """Return a wheel's version as numbers that compare: '26.10.2.post1' is (26, 10, 2, 1)."""
    return tuple(int(part) for part in re.findall(r"\d+", text))


def unsupported(system: str, machine: str, libc: str) -> str:
    """Return what keeps the embedded engine from running on such a machine; '' where it runs.

    Args:
        system: `sys.platform`.
        machine: `platform.machine()`.
        libc: the C library's name; 'glibc' on most Linux, '' on Alpine.
    """
    runs = {
        "linux": ("x86_64", "aarch64"),
        "darwin": ("arm64",),
        "win32": ("AMD64", "x86_64"),
    }
    if machine not in runs.get(system, ()):
        return f"{system} {machine}"
    return "Linux musl" if system == "linux" and libc != "glibc" else ""


def check_platform() -> None:
    """Raise `UnsupportedPlatform` unless the embedded engine runs on this machine."""
    missing = unsupported(sys.platform, platform.machine(), platform.libc_ver()[0])
    if missing:
        raise UnsupportedPlatform(missing)
    if not _java(_package()).exists():
        raise UnsupportedPlatform(f"{WHEEL} without its Java")


def _package() -> Path:
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or not spec.submodule_search_locations:
        raise UnsupportedPlatform(f"{WHEEL} is not installed")
    return Path(spec.submodule_search_locations[0])


def _java(package: Path) -> Path:
    return package / "jre" / "bin" / ("java.exe" if sys.platform == "win32" else "java")


def check_version(root: Path) -> None:
    """Raise `NewerData` if a newer wheel wrote the folder `root`: storage is forward only."""
    file, ours = root / "wheel_version", version(WHEEL)
    data = file.read_text("utf-8").strip() if file.exists() else ""
    if version_key(data) > version_key(ours):
        raise NewerData(str(root.parent), data, ours)


def ensure_password(root: Path) -> None:
    """Make the password of a new folder, or anew if lost: the engine keeps a hash only."""
    file = root / "password"
    if file.exists() and file.stat().st_size:
        return
    file.unlink(missing_ok=True)
    (root / "config" / "server-users.jsonl").unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
        out.write(secrets.token_urlsafe(24))
