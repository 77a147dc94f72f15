"""The socket and the signals of a process that serves; light, so that they can come first."""

import contextlib
import errno
import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol

from gateway.words import Refused

PORTS_TRIED = 50


def listen(host: str, port: int, *, exactly: bool) -> socket.socket:
    """Return a bound socket: the port asked for, or the next free one.

    Args:
        host: where to listen.
        port: which port.
        exactly: no other port will do.

    Raises:
        Refused: the port is taken, or the host is not one of this machine.
    """
    for tried in range(port, min(port + (1 if exactly else PORTS_TRIED), 65_536)):
        try:
            return _bound(host, tried)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                reason = error.strerror or str(error)
                raise Refused(
                    f"无法监听 {host}:{tried}：{reason}。请检查 --host 与 --port。",
                    f"Cannot listen on {host}:{tried}: {reason}. Check --host and --port.",
                ) from error
    raise Refused(
        f"端口 {port} 已被占用。请用 --port 另选一个，或不指定以自动选取。",
        f"Port {port} is taken. Choose another one with --port, or leave it out to take the next.",
    )


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    made = socket.socket(family, kind, protocol)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(128)  # taken from here on: a second one that binds meets EADDRINUSE
    except OSError:
        made.close()
        raise
    return made


class Stoppable(Protocol):
    """A server that ends when it is told to."""

    started: bool
    should_exit: bool
    force_exit: bool


class Signals:
    """SIGINT and SIGTERM: they end the start; once the server runs they drain it, then force it.

    Attributes:
        server: the server, once there is one.
        on_stop: called when draining begins.
    """

    def __init__(self) -> None:
        self.server: Stoppable | None = None
        self.on_stop: Callable[[], None] = lambda: None

    @contextmanager
    def heard(self) -> Generator[None]:
        """Hear signals inside the block."""
        numbers = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self._hear) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                with contextlib.suppress(TypeError):  # one that was not set by Python
                    signal.signal(number, handler)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        if self.server is None or not self.server.started:
            raise KeyboardInterrupt
        if self.server.should_exit:
            self.server.force_exit = True
            return
        self.on_stop()
        self.server.should_exit = True
