"""Run the embedded engine as a child process on loopback (engine.md 2)."""

# The driver's `**config` is untyped.
# pyright: reportUnknownMemberType=false

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, ClientError, ServiceUnavailable, SessionExpired

from graph.engine import Engine
from graph.faults import EngineDidNotStart, FolderInUse
from graph.launch import (
    DATABASE,
    MAIN,
    WHEEL,
    check_platform,
    check_version,
    command,
    ensure_password,
)
from graph.processes import (
    command_of,
    die_with_parent,
    end,
    free_port,
    is_alive,
    port_answers,
)

if sys.platform != "win32":
    import fcntl

USER = "root"
READY_S = 60.0
"""How long the engine may take to answer, seconds (default; measured 2 to 7 s)."""
_PORT_TRIES = 3
_ANSWER_S = 5
_KEPT_LOGS = 3
_LOG_BYTES = 50_000_000
_TAIL = 20
_TAKEN = ("Unable to listen for BOLT",)
_LOCKED = ("LockException", "locked by another process")


@dataclass(frozen=True, slots=True)
class _Note:
    """`engine.json`: who runs here and where it answers."""

    pid: int
    owner_pid: int
    bolt_port: int
    wheel_version: str


class EmbeddedEngine:
    """The engine on one data folder, started by this process or joined.

    Attributes:
        engine: where it answers; the same address after a restart.
        owned: this process stops it; else another process does.
        wanted: it should run; no longer once it was stopped on purpose.
        pid: its process id.
    """

    def __init__(self, folder: Path, *, heap: str, command_timeout_ms: int, ready_s: float) -> None:
        self._root = folder.resolve() / "engine"
        self._heap, self._command_timeout_ms, self._ready_s = heap, command_timeout_ms, ready_s
        self._child: subprocess.Popen[bytes] | None = None
        self.owned, self.wanted, self.pid, self._port = False, True, 0, 0

    @classmethod
    def start_or_adopt(
        cls,
        folder: Path,
        *,
        heap: str = "1g",
        command_timeout_ms: int = 30_000,
        ready_s: float = READY_S,
        port: int | None = None,
    ) -> "EmbeddedEngine":
        """Return the engine of a data folder: the one that runs there, or a new one.

        An engine whose owner lives is used and left running; one whose owner died becomes ours.

        Args:
            folder: the data folder; the engine's own is `engine/` inside.
            heap: the Java heap, `-Xmx`: 1g, 2g for a province, 3g to load one.
            command_timeout_ms: the engine's own limit per statement; 600000 for a bulk load.
            ready_s: how long it may take to answer, seconds.
            port: a fixed Bolt port; a free one by default.

        Raises:
            UnsupportedPlatform: no embedded engine for this machine.
            FolderInUse: another process works on the folder and does not answer us.
            NewerData: a newer engine wrote the folder.
            EngineDidNotStart: it ended or did not answer.
        """
        self = cls(folder, heap=heap, command_timeout_ms=command_timeout_ms, ready_s=ready_s)
        self._root.mkdir(parents=True, exist_ok=True)
        with _one_starter(self._root):
            try:
                if not self._adopt():
                    self._start(port)
            except BaseException:  # a signal may come at any line between the start and its note
                self.stop()
                raise
        return self

    @property
    def engine(self) -> Engine:
        """Where it answers."""
        password = (self._root / "password").read_text("utf-8")
        return Engine(
            f"bolt://127.0.0.1:{self._port}", USER, password, DATABASE, "embedded", version(WHEEL)
        )

    @property
    def log(self) -> Path:
        """The log file of the engine's present run."""
        return self._root / "log" / "engine.log"

    def log_tail(self) -> list[str]:
        """Return the last 20 lines of the log."""
        if not self.log.exists():
            return []
        return self.log.read_text("utf-8", "replace").splitlines()[-_TAIL:]

    def alive(self) -> bool:
        """Return whether the engine's process runs."""
        return self._child.poll() is None if self._child else is_alive(self.pid)

    def stop(self) -> None:
        """Stop the engine if it is ours: SIGTERM, 10 s, SIGKILL; its note is removed."""
        self.wanted = False
        if self.owned:
            self._end()

    def _end(self) -> None:
        end(self.pid, self._child)
        note = _noted(self._root)
        if note is not None and note.pid == self.pid:
            (self._root / "engine.json").unlink(missing_ok=True)

    def restart(self) -> None:
        """Stop it if it runs and start it again on the same port, so that open drivers find it.

        Raises:
            EngineDidNotStart: it ended or did not answer.
        """
        self.launch_again()
        self.wait_ready()

    def launch_again(self) -> None:
        """Start the process of a restart without waiting; from the main thread (parent death)."""
        self._end()
        self.owned = self.wanted = True
        self._launch(self._port)

    def wait_ready(self) -> None:
        """Wait until it answers; may run in any thread.

        Raises:
            EngineDidNotStart: it ended, refused the password, or did not answer; it is stopped.
        """
        try:
            self._wait(time.monotonic() + self._ready_s)
        except BaseException:
            self._end()
            raise

    def rotate_large_log(self) -> None:
        """Keep a copy of a log over 50 MB and empty it; the engine goes on writing to it."""
        if self.owned and self.log.exists() and self.log.stat().st_size > _LOG_BYTES:
            _shift_logs(self.log)
            shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
            os.truncate(self.log, 0)

    def _adopt(self) -> bool:
        """Join the engine `engine.json` names, if it lives and takes the folder's password."""
        note = _noted(self._root)
        if note is None:
            return False
        self.pid, self._port = note.pid, note.bolt_port
        until = time.monotonic() + self._ready_s
        while is_alive(note.pid) and self._is_engine(note.pid):
            if port_answers(note.bolt_port) and (answer := _ask(self.engine)) != "not yet":
                if answer == "refused":
                    break
                self.owned = not is_alive(note.owner_pid)
                if self.owned:
                    self._note()
                return True
            if time.monotonic() > until:
                raise FolderInUse(str(self._root.parent), note.pid)
            time.sleep(0.1)
        (self._root / "engine.json").unlink(missing_ok=True)
        return False

    def _is_engine(self, pid: int) -> bool:
        """Return whether this is an engine on this folder; believed where nothing can be read."""
        line = command_of(pid)
        return not line or (MAIN in line and str(self._root) in line)

    def _start(self, port: int | None) -> None:
        check_platform()
        check_version(self._root)
        ensure_password(self._root)
        self.owned = True
        for last in (False,) * (_PORT_TRIES - 1) + (True,):
            self._launch(port or free_port())
            try:
                self.wait_ready()
            except EngineDidNotStart:
                if port or last or not self._logged(_TAKEN):
                    raise
            else:
                (self._root / "wheel_version").write_text(version(WHEEL), "utf-8")
                return

    def _launch(self, port: int) -> None:
        self._port = port
        (self._root / "log").mkdir(exist_ok=True)
        if self.log.exists():
            _shift_logs(self.log)
            self.log.rename(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(  # noqa: S603  our own command
                command(
                    self._root, port, heap=self._heap, command_timeout_ms=self._command_timeout_ms
                ),
                cwd=self._root,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us; we then stop the engine in order
                preexec_fn=die_with_parent(),  # noqa: PLW1509  nothing but prctl between fork and exec
            )
        self.pid = self._child.pid
        self._note()

    def _note(self) -> None:
        note = _Note(self.pid, os.getpid(), self._port, version(WHEEL))
        half = self._root / "engine.json.part"
        half.write_text(json.dumps(asdict(note)), "utf-8")
        half.replace(self._root / "engine.json")

    def _wait(self, deadline: float) -> None:
        engine, port = self.engine, self._port
        while time.monotonic() < deadline:
            if not self.alive():
                if self._logged(_LOCKED):
                    raise FolderInUse(str(self._root.parent), self._holder())
                raise self._failed("进程已退出", "its process ended")
            if self._logged(_TAKEN):  # it neither listens nor exits; another answers there
                raise self._failed(f"端口 {port} 被占用", f"port {port} is taken")
            if not port_answers(port):
                time.sleep(0.05)
                continue
            answer = _ask(engine)
            if answer == "ready":
                return
            if answer == "refused":
                raise self._failed("密码被拒绝", "it refuses the stored password; not tried again")
            time.sleep(0.1)
        raise self._failed(
            f"{self._ready_s:g} 秒内没有应答", f"no answer within {self._ready_s:g} s"
        )

    def _failed(self, why_zh: str, why_en: str) -> EngineDidNotStart:
        return EngineDidNotStart(why_zh, why_en, str(self.log), self.log_tail())

    def _logged(self, marks: tuple[str, ...]) -> bool:
        """Return whether the log of this run, short while it starts, has one of these words."""
        text = self.log.read_text("utf-8", "replace") if self.log.exists() else ""
        return any(mark in text for mark in marks)

    def _holder(self) -> int | None:
        """Return the process that has this folder open, where command lines can be read."""
        pids = [int(entry.name) for entry in Path("/proc").glob("[0-9]*")]
        return next(
            (pid for pid in pids if pid != self.pid and command_of(pid) and self._is_engine(pid)),
            None,
        )


def _noted(root: Path) -> _Note | None:
    """Return what `engine.json` says; None where it is missing or torn."""
    try:
        return _Note(**json.loads((root / "engine.json").read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def _ask(engine: Engine) -> Literal["ready", "refused", "not yet"]:
    """Return what one auto-commit `RETURN 1` says; a wrong password is never tried again."""
    auth = (engine.user, engine.password)
    patience = {"connection_timeout": 2, "connection_acquisition_timeout": _ANSWER_S}
    try:
        with (
            GraphDatabase.driver(engine.uri, auth=auth, **patience) as driver,
            driver.session(database=engine.database) as session,
        ):
            session.run("RETURN 1").consume()
            return "ready"
    except AuthError:
        return "refused"
    except (ServiceUnavailable, SessionExpired):
        return "not yet"
    except ClientError as error:
        if error.code == "Neo.ClientError.Database.DatabaseNotFound":
            return "not yet"
        raise


def _shift_logs(log: Path) -> None:
    """Move engine.log.1 to .2 and so on; the oldest goes."""
    for number in range(_KEPT_LOGS, 1, -1):
        older = log.with_suffix(f".log.{number - 1}")
        if older.exists():
            older.replace(log.with_suffix(f".log.{number}"))


@contextmanager
def _one_starter(root: Path) -> Generator[None]:
    """Let one process at a time start or join the engine of this folder (POSIX)."""
    with (root / "start.lock").open("a") as file, contextlib.ExitStack() as stack:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_EX)
            stack.callback(fcntl.flock, file, fcntl.LOCK_UN)
        yield
