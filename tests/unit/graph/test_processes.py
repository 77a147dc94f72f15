"""Child processes: alive, dead, stopped."""

import signal
import subprocess
import sys
import time

import pytest

from graph.opening import _masked
from graph.processes import command_of, end, free_port, is_alive, port_answers

SLEEP = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print('up', flush=True)
time.sleep(60)
"""
STUBBORN = [sys.executable, "-c", DEAF]


def running(command: list[str]) -> "subprocess.Popen[bytes]":
    child = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603  our own command
    assert child.stdout
    child.stdout.readline()
    child.stdout.close()
    return child


def test_a_process_lives_until_it_ends_even_if_nobody_reaped_it() -> None:
    child = running(SLEEP)
    assert is_alive(child.pid)
    child.kill()
    if sys.platform == "linux":  # a zombie still has a pid
        until = time.monotonic() + 5
        while is_alive(child.pid) and time.monotonic() < until:
            time.sleep(0.01)
        assert not is_alive(child.pid)
    child.wait()
    assert not is_alive(child.pid)
    assert not is_alive(0)


@pytest.mark.parametrize(
    ("command", "code"), [(SLEEP, -signal.SIGTERM), (STUBBORN, -signal.SIGKILL)]
)
def test_a_process_is_asked_first_and_killed_after_its_grace(command: list[str], code: int) -> None:
    child = running(command)
    end(child.pid, child, grace_s=0.3)
    assert child.returncode == code
    end(child.pid, child)  # again: nothing to do


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_command_line_is_read() -> None:
    child = running(SLEEP)
    assert "time.sleep(60)" in command_of(child.pid)
    end(child.pid, child)
    assert command_of(child.pid) == ""


def test_a_free_port_does_not_answer() -> None:
    assert not port_answers(free_port())


def test_an_account_in_an_address_is_never_shown() -> None:
    assert _masked("bolt://neo4j:secret@host:7687") == "bolt://…@host:7687"
    assert _masked("neo4j://host:7687") == "neo4j://host:7687"
