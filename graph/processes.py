"""Child processes: whether one lives, how it ends with its parent, how it is stopped."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

_PR_SET_PDEATHSIG = 1


def is_alive(pid: int) -> bool:
    """Return whether a process with this id runs; a dead one that waits for its parent does not."""
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    stat = Path(f"/proc/{pid}/stat")
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return stat.read_text("utf-8", "replace").rpartition(")")[2].split()[0] != "Z"
    return not Path("/proc/self").exists()  # no /proc at all: the signal got through


def command_of(pid: int) -> str:
    """Return the command line of a process; '' where it cannot be read: no /proc, or gone."""
    with contextlib.suppress(OSError):
        return (
            Path(f"/proc/{pid}/cmdline")
            .read_bytes()
            .replace(b"\0", b" ")
            .decode("utf-8", "replace")
        )
    return ""


def die_with_parent() -> Callable[[], None] | None:
    """Return a `preexec_fn` that ends the child when this process ends; None but on Linux.

    Raises:
        RuntimeError: called off the main thread: the signal fires when the starting *thread* ends.
    """
    if sys.platform != "linux":
        return None
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("Start the engine from the main thread: its life hangs on the thread.")
    libc, parent = ctypes.CDLL(None), os.getpid()  # loaded before the fork

    def run() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # the parent died between fork and prctl
            os._exit(1)

    return run


def free_port() -> int:
    """Return a loopback port that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_answers(port: int) -> bool:
    """Return whether something on loopback accepts connections on `port`."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def end(pid: int, child: "subprocess.Popen[bytes] | None" = None, *, grace_s: float = 10) -> None:
    """Stop a process: SIGTERM, `grace_s` seconds, SIGKILL. `child`: if it is ours to reap."""

    def runs() -> bool:
        return child.poll() is None if child else is_alive(pid)

    for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        if not runs():
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        until = time.monotonic() + grace_s
        while runs() and time.monotonic() < until:
            time.sleep(0.02)
