"""`hub up`: engine, schema, data, HTTP, and a screen that shows the product at work."""

import argparse
import asyncio
import contextlib
import os
import sys
from dataclasses import replace
from importlib import import_module
from importlib.metadata import version
from threading import Thread
from typing import TYPE_CHECKING

from gateway.commands.screen import Screen, settings_of
from gateway.fixtures import check_fixture
from gateway.folder import Folder, Running
from gateway.listening import Signals, listen
from gateway.settings import Settings
from gateway.target import target_of
from graph.opening import Opened, open_with_engine
from graph.watch import Change

if TYPE_CHECKING:
    from gateway.state import State


def run(given: argparse.Namespace) -> int:
    """Serve until a signal; 0 after one, 1 if the engine was lost."""
    check_fixture(given.fixture)
    settings, screen = settings_of(given, host=given.host, port=given.port), Screen(given)
    folder, signals = Folder(settings.data), Signals()
    with folder.serve(lambda: _waiting(screen)) as left, signals.heard():
        if left:
            screen.step(
                f"上次运行（进程 {left.pid}）未正常停止，正在恢复…",
                f"The last run (process {left.pid}) did not stop in order; recovering…",
            )
        try:
            return asyncio.run(_Up(given, settings, screen, folder, signals).serve())
        except KeyboardInterrupt:  # during the start; what was begun has been ended by its owner
            screen.step("已停止。", "Stopped.")
            return 0


def _waiting(screen: Screen) -> None:
    screen.step("另一条命令正在使用数据，请稍候…", "Another command uses the data; waiting…")


def _load() -> None:
    """Import what serves; an error comes again where it is used."""
    with contextlib.suppress(Exception):
        import_module("gateway.commands.welcome")
        import_module("gateway.serving")


class _Up:
    """One run of the hub."""

    def __init__(
        self,
        given: argparse.Namespace,
        settings: Settings,
        screen: Screen,
        folder: Folder,
        signals: Signals,
    ) -> None:
        self._given, self._screen, self._folder, self._signals = given, screen, folder, signals
        exactly = given.port is not None or "HUB_PORT" in os.environ
        self._socket = listen(settings.host, settings.port, exactly=exactly)
        port: int = self._socket.getsockname()[1]
        if port != settings.port:
            screen.step(
                f"端口 {settings.port} 已被占用，改用 {port}。",
                f"Port {settings.port} is taken; using {port}.",
            )
        self._settings = replace(settings, port=port)
        self._exit_code = 0

    async def serve(self) -> int:
        """Open, fill, serve; everything that was opened is closed again."""
        settings, screen = self._settings, self._screen
        loading = Thread(target=_load, daemon=True)
        loading.start()  # half of the start is imports: beside the engine's
        async with open_with_engine(
            target_of(settings), heap=settings.heap, reads=settings.reads, progress=screen.step
        ) as opened:
            loading.join()
            from gateway.app import create_app
            from gateway.commands.seed import fill
            from gateway.observe import log_to_stderr
            from gateway.serving import Server

            log_to_stderr(settings.log)
            await fill(opened.graph, self._given.fixture, seed=1, screen=screen)
            app = create_app(settings, opened=opened, on_lost=self._lost)
            state: State = app.state.hub
            server = self._signals.server = Server(app)
            self._signals.on_stop = lambda: self._drain(state)
            await server.serve_until_stopped(self._socket, lambda: self._ready(state, opened))
        screen.step("已停止。", "Stopped.")
        return self._exit_code

    async def _ready(self, state: "State", opened: Opened) -> None:
        from gateway.commands.welcome import block, facts

        engine = opened.graph.engine
        url = self._settings.url
        self._folder.tell(Running(os.getpid(), url, version("three-lists-hub"), engine.kind))
        if self._screen.for_programs:
            self._screen.answer(facts(state), "")
        else:
            self._screen.say(await block(state, self._screen))

    def _drain(self, state: "State") -> None:
        state.readiness.code = "DRAINING"
        self._screen.step("正在停止…", "Stopping…")

    def _lost(self, change: Change) -> None:
        """Stop: the engine cannot be brought back."""
        self._exit_code = 1
        tail = "\n".join(change.log_tail)
        sys.stderr.write(
            self._screen.pick(
                f"图数据库多次重启失败，服务停止。其日志末尾：\n{tail}\n",
                f"The graph could not be restarted; stopping. The end of its log:\n{tail}\n",
            )
        )
        if self._signals.server:
            self._signals.server.should_exit = True
