"""One HTTP server in this process, which starts and ends with the rest of it (operate.md 1)."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

DRAIN_S = 10
"""How long requests under way may take to end after a signal, seconds (default; operate.md 1)."""


class Server(uvicorn.Server):
    """uvicorn's server; signals are `Signals`' business, since this process has more to end."""

    def __init__(self, app: Starlette) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="on",
            ws="none",
            timeout_graceful_shutdown=DRAIN_S,
        )
        super().__init__(config)

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Leave the signals alone."""
        yield

    async def serve_until_stopped(
        self, bound: socket.socket, ready: Callable[[], Awaitable[None]]
    ) -> None:
        """Serve on `bound` until told to stop; `ready` is called once requests are answered."""
        serving = asyncio.create_task(self.serve(sockets=[bound]))
        while not self.started and not serving.done():  # noqa: ASYNC110  uvicorn sets a flag, no event
            await asyncio.sleep(0.01)
        try:
            if not serving.done():
                await ready()
        except BaseException:
            self.should_exit = True
            raise
        finally:
            await serving
