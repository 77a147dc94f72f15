"""The command `hub` as a child process, with a clean environment."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from graph.processes import command_of, is_alive

HUB = [sys.executable, "-m", "gateway.cli"]
ROOT = Path(__file__).resolve().parents[2]
READY_S = 300.0


@dataclass(frozen=True)
class Said:
    """What a command said: exit code, stdout, stderr."""

    code: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """Return the environment without what would change the hub, English if nothing is said."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HUB_", "NEO4J_", "LC_", "LANG"))
    }
    return {**kept, "LANG": "en_US.UTF-8", "PYTHONUTF8": "1", **more}


def hub(*arguments: str, stdin: str = "", timeout_s: float = 120, **environ: str) -> Said:
    """Run one command to its end."""
    done = subprocess.run(  # noqa: S603  our own command
        [*HUB, *arguments],
        cwd=ROOT,
        env=environment(**environ),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


@dataclass
class Up:
    """A `hub up --json` that is ready.

    Attributes:
        ready: its one line.
        seconds: from the start to that line.
    """

    process: "subprocess.Popen[str]"
    ready: Mapping[str, Any]
    seconds: float
    log: Path

    @property
    def url(self) -> str:
        return str(self.ready["graphql"]).removesuffix("/graphql")

    @property
    def engine_pid(self) -> int:
        note = Path(self.ready["data"]) / "engine" / "engine.json"
        return int(json.loads(note.read_text("utf-8"))["pid"])

    def ask(
        self, document: str, role: str | None = "coordinator", **headers: str
    ) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if role:
            named |= {"authorization": f"Bearer {self.ready['tokens'][role]}"}
        return httpx.post(
            f"{self.url}/graphql", json={"query": document}, headers=named, timeout=30
        )

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(30)


@contextmanager
def up(data: Path, *options: str, **environ: str) -> Iterator[Up]:
    """Start `hub up --json` and wait until it is ready; what still runs at the end is killed."""
    log = data.with_name(f"{data.name}.{time.monotonic_ns()}.log")
    began = time.monotonic()
    with log.open("w") as err:
        process = subprocess.Popen(  # noqa: S603  the same
            [*HUB, "up", "--json", "--data", str(data), *options],
            cwd=ROOT,
            env=environment(**environ),
            stdout=subprocess.PIPE,
            stderr=err,
            text=True,
        )
    try:
        line = _line(process, log)
        yield Up(process, json.loads(line), time.monotonic() - began, log)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _line(process: "subprocess.Popen[str]", log: Path) -> str:
    assert process.stdout
    until = time.monotonic() + READY_S
    while time.monotonic() < until and process.poll() is None:
        readable, _, _ = select.select([process.stdout], [], [], 0.2)
        if readable and (line := process.stdout.readline()):
            return line
    raise AssertionError(f"hub up did not get ready: {log.read_text('utf-8')[-3000:]}")


def processes_of(data: Path) -> list[str]:
    """Return the command lines of living processes that name this folder."""
    here = str(data.resolve())
    pids = [
        int(entry.name) for entry in Path("/proc").glob("[0-9]*") if int(entry.name) != os.getpid()
    ]
    lines = [command_of(pid) for pid in pids if is_alive(pid)]
    return [line for line in lines if here in line]


def wait_until(condition: Any, *, seconds: float = 30) -> None:
    """Wait until `condition()` holds."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.05)
