"""The whole product as a process on loopback, started and stopped as its users do."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

READY_S = 120.0


@dataclass(frozen=True)
class Product:
    """A running `hub up`: where it answers, and a token for each role."""

    process: "subprocess.Popen[bytes]"
    http: httpx.Client
    tokens: Mapping[str, str]
    data: Path
    url: str


@contextmanager
def running_product(
    data: Path,
    *options: str,
    environment: Mapping[str, str] | None = None,
    ready_s: float = READY_S,
) -> Generator[Product]:
    """Start `hub up --json` on a data folder; stop it by SIGINT on the way out.

    Args:
        data: the data folder.
        options: of the command.
        environment: settings beside the options, such as those of a Neo4j server.
        ready_s: how long it may take to say that it is ready.
    """
    log = data.with_suffix(".log")
    hub = str(Path(sys.executable).with_name("hub"))
    command = [hub, "up", "--json", "--data", str(data), *options]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HUB_", "NEO4J_"))}
    kept |= environment or {}
    with log.open("wb") as err:
        process = subprocess.Popen(  # noqa: S603  our own command
            command, stdout=subprocess.PIPE, stderr=err, env=kept
        )
    try:
        ready = json.loads(_line(process, log, ready_s))
        url = ready["graphql"].rsplit("/", 1)[0]
        with httpx.Client(base_url=url, timeout=30) as http:
            yield Product(process, http, ready["tokens"], data, url)
    finally:
        _stop(process)


def _line(process: "subprocess.Popen[bytes]", log: Path, ready_s: float) -> bytes:
    assert process.stdout
    deadline = time.monotonic() + ready_s
    while time.monotonic() < deadline:
        readable, _, _ = select.select([process.stdout], [], [], 1.0)
        if readable and (line := process.stdout.readline()):
            return line
        if process.poll() is not None:
            break
    raise AssertionError(f"hub up did not get ready: {log.read_text('utf-8')[-2000:]}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stdout:
        process.stdout.close()
