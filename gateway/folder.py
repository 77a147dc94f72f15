"""The data folder: who runs on it, told by a lock and by `hub.json` (operate.md 1 and 3)."""

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from gateway.words import Refused
from graph.processes import is_alive

if sys.platform != "win32":
    import fcntl

WAIT_S = 60.0
"""How long a command waits for another one that uses the engine for a moment, seconds (default)."""
_LOOK_S = 0.1


@dataclass(frozen=True, slots=True)
class Running:
    """`hub.json`: the hub that serves this folder.

    Attributes:
        pid: its process.
        url: where browsers reach it.
        version: of this program.
        engine: embedded or neo4j.
    """

    pid: int
    url: str
    version: str
    engine: str


class Folder:
    """One data folder. Its engine has one owner at a time: `hub up`, or a command for a moment."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def _note(self) -> Path:
        return self.path / "hub.json"

    def running(self) -> Running | None:
        """Return the hub that serves this folder now; None if none does."""
        noted = self.noted()
        return noted if noted and is_alive(noted.pid) else None

    def noted(self) -> Running | None:
        """Return what `hub.json` says, whether its process lives or not."""
        try:
            return Running(**json.loads(self._note.read_text("utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    @contextmanager
    def serve(self, waiting: Callable[[], None]) -> Generator[Running | None]:
        """Hold the folder as its hub; gives what an earlier hub left that did not stop in order.

        Args:
            waiting: called once if another command must end first.

        Raises:
            Refused: a hub serves it already, or it cannot be written.
        """
        with self._locked(waiting, join_hub=False):
            left = self.noted()
            try:
                yield left
            finally:
                mine = self.noted()
                if mine and mine.pid == os.getpid():
                    self._note.unlink(missing_ok=True)

    def tell(self, running: Running) -> None:
        """Write `hub.json`."""
        half = self.path / f"hub.json.{os.getpid()}"
        half.write_text(json.dumps(asdict(running)), "utf-8")
        half.replace(self._note)

    @contextmanager
    def use(self, waiting: Callable[[], None] = lambda: None) -> Generator[bool]:
        """Use the folder's engine for a moment; gives whether a hub serves it, which is joined.

        Raises:
            Refused: another command does not end, or the folder cannot be written.
        """
        with self._locked(waiting, join_hub=True) as held:
            yield not held

    @contextmanager
    def _locked(self, waiting: Callable[[], None], *, join_hub: bool) -> Generator[bool]:
        """Hold the lock; gives False if a hub holds it and is to be joined. The kernel frees it."""
        with self._open() as descriptor:
            until, told = time.monotonic() + WAIT_S, False
            while not _lock(descriptor):
                running = self.running()
                if running and join_hub:
                    yield False
                    return
                if running:
                    raise self._taken(running)
                if time.monotonic() > until:
                    raise Refused(
                        f"数据目录 {self.path} 正被另一条命令使用。请等它结束后再试。",
                        f"Another command uses {self.path}. Try again when it has ended.",
                    )
                if not told:
                    told = True
                    waiting()
                time.sleep(_LOOK_S)
            yield True

    def _taken(self, running: Running) -> Refused:
        where = (
            f"{running.url} "  # a blank, so that terminals do not take punctuation into the link
        )
        return Refused(
            f"数据目录 {self.path} 上已有服务在运行：进程 {running.pid}，{where}。"
            "请直接使用它，或先停止它，或用 --data 另选目录。",
            f"A hub runs on {self.path} already: process {running.pid}, {where}. "
            "Use that one, stop it first, or choose another folder with --data.",
        )

    @contextmanager
    def _open(self) -> Generator[int]:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(
                self.path / "hub.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600
            )
        except OSError as error:
            raise Refused(
                f"无法写入数据目录 {self.path}：{error.strerror}。请用 --data 另选目录。",
                f"Cannot write the data folder {self.path}: {error.strerror}. "
                "Choose another one with --data.",
            ) from error
        try:
            yield descriptor
        finally:
            os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Take the lock if it is free; always true where there are no such locks (Windows)."""
    if sys.platform != "win32":
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False
    return True
