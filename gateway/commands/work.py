"""What commands share that work on the graph: opening it, running a document under a role."""

import argparse
import asyncio
from collections.abc import AsyncGenerator, Coroutine, Mapping
from contextlib import asynccontextmanager, nullcontext
from typing import Any

from gateway.app import make_state, schema_of, take_up
from gateway.commands.screen import Screen, settings_of
from gateway.folder import Folder
from gateway.limits import Limits
from gateway.observe import log_to_stderr
from gateway.roles import subject_of
from gateway.state import State, now_ms
from gateway.target import target_of
from gateway.words import LOCALES, Language, Refused
from graph.members.store import viewer_by_subject
from graph.opening import open_with_engine
from graph.viewer import Viewer


def run(work: Coroutine[Any, Any, int]) -> int:
    """Run an asynchronous command."""
    return asyncio.run(work)


@asynccontextmanager
async def at_work(given: argparse.Namespace, *, migrate: bool = True) -> AsyncGenerator[State]:
    """Open the graph for one command: joins a running hub's engine, or starts it for the moment."""
    settings, screen = settings_of(given), Screen(given)
    log_to_stderr(settings.log)
    folder = Folder(settings.data)
    alone = nullcontext() if settings.neo4j_uri else folder.use(lambda: _waiting(screen))
    with alone:
        joined = settings.neo4j_uri or folder.running()
        async with open_with_engine(
            target_of(settings),
            migrate=migrate,
            heap=settings.heap,
            reads=settings.reads,
            progress=(lambda _zh, _en: None) if joined else screen.step,
        ) as opened:
            state = make_state(settings, Limits.of(settings))
            take_up(state, opened)
            yield state


def _waiting(screen: Screen) -> None:
    screen.step("另一条命令正在使用数据，请稍候…", "Another command uses the data; waiting…")


async def viewer_as(state: State, role: str) -> Viewer:
    """Return the viewer who holds a demo role.

    Raises:
        Refused: no such role, or the graph holds no demo data.
    """
    viewer = await viewer_by_subject(state.opened, subject_of(role), now_ms())
    if viewer is None:
        raise Refused(
            f"图中没有演示角色 {role} 的成员。请先运行 hub seed demo。",
            f"The graph holds nobody with the demo role {role}. Run hub seed demo first.",
        )
    return viewer


async def ask(
    state: State,
    viewer: Viewer,
    document: str,
    variables: Mapping[str, Any] | None = None,
    *,
    language: Language,
) -> dict[str, Any]:
    """Run one document in process, as over HTTP, and return the body of the answer."""
    context = state.context(viewer, locale=LOCALES[language])
    result = await schema_of(state).execute(document, dict(variables or {}), context)
    body: dict[str, Any] = {"data": result.data} if result.data is not None else {}
    if result.errors:
        body["errors"] = [error.formatted for error in result.errors]
    if result.extensions:
        body["extensions"] = result.extensions
    return body


def exit_code_of(body: Mapping[str, Any]) -> int:
    """Return 0 for no errors, 1 for a fault of ours, 2 for a refusal, 3 for a part of an answer."""
    codes = {error["extensions"]["code"] for error in body.get("errors", ())}
    if not codes:
        return 0
    if codes & {"INTERNAL", "TIMEOUT"}:
        return 1
    data: dict[str, Any] = body.get("data") or {}
    return 3 if any(value is not None for value in data.values()) else 2
