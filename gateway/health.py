"""For those who run it: `/livez`, `/readyz`, `/metrics` (operate.md 4)."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import JSONResponse, Response

from gateway.words import Language, Words
from graph.connection import Graph
from graph.faults import Fault
from graph.migrate import check
from graph.watch import Change

RETRY_AFTER_S = 3
"""What a client is told to wait when nothing is answered: a restart of the engine takes 2–3 s."""
_ASK_S = 3.0
_KEPT_S = 1.0

REASONS: Mapping[str, Words] = {
    "STARTING": Words("正在启动。", "Starting."),
    "ENGINE_DOWN": Words(
        "图数据库已停止，正在自动重启。", "The graph has stopped; it is being restarted."
    ),
    "ENGINE_LOST": Words(
        "图数据库多次重启失败，本服务即将停止；原因见日志。",
        "The graph could not be restarted; this service stops. The log says why.",
    ),
    "ENGINE_SILENT": Words("图数据库没有应答。", "The graph does not answer."),
    "MIGRATIONS_PENDING": Words(
        "图结构尚未升级，请运行 hub migrate。", "The schema is not up to date; run hub migrate."
    ),
    "DRAINING": Words("服务正在停止。", "The service is stopping."),
}


@dataclass(slots=True)
class Readiness:
    """Whether requests are answered now, and if not, why.

    Attributes:
        code: a key of REASONS; '' while ready.
        restarts: how often the engine was brought back.
    """

    code: str = "STARTING"
    restarts: int = 0
    _asked: float = float("-inf")
    _answer: str = ""
    _told: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, change: Change) -> None:
        """Follow what becomes of the embedded engine; a stop has the last word."""
        if self.code == "DRAINING":
            return
        self.code = {"DOWN": "ENGINE_DOWN", "UP": "", "LOST": "ENGINE_LOST"}[change.state]
        self.restarts += change.state == "UP"
        (self._told.set if self.code else self._told.clear)()

    async def now(self, graph: Graph | None) -> str:
        """Return the code after asking the graph itself, at most once a second."""
        if self.code or graph is None:
            return self.code or "STARTING"
        if time.monotonic() - self._asked >= _KEPT_S:
            asking = asyncio.create_task(_ask(graph))
            told = asyncio.create_task(self._told.wait())
            await asyncio.wait((asking, told), return_when=asyncio.FIRST_COMPLETED)
            for task in (asking, told):  # a dead engine is not waited for once it is known dead
                task.cancel()
            if self.code or not asking.done():
                return self.code or "ENGINE_SILENT"
            self._answer = asking.result()
            self._asked = time.monotonic()
        return self._answer


async def _ask(graph: Graph) -> str:
    try:
        async with asyncio.timeout(_ASK_S):
            return "MIGRATIONS_PENDING" if await check(graph) else ""
    except (Fault, TimeoutError):
        return "ENGINE_SILENT"


def readiness_response(code: str, language: Language) -> Response:
    """Return the answer of `/readyz`: 200, or 503 with the reason."""
    if not code:
        return JSONResponse({"ready": True})
    body = {"ready": False, "code": code, "reason": REASONS[code].to(language)}
    return JSONResponse(body, status_code=503, headers={"retry-after": str(RETRY_AFTER_S)})
