"""Keep the embedded engine running while the hub serves (engine.md 2.2, step 7)."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from graph.embedded import EmbeddedEngine
from graph.faults import EngineDidNotStart, FolderInUse

PAUSES_S = (1.0, 5.0, 15.0)
"""Seconds before the first, second and third restart (engine.md 2.2)."""
WINDOW_S = 300.0
"""Restarts are counted within five minutes."""
_LOOK_S = 0.25
_LOG_LOOKS = 240


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the engine: DOWN, UP again, or LOST for good with the end of its log."""

    state: Literal["DOWN", "UP", "LOST"]
    log_tail: tuple[str, ...] = ()


async def keep_alive(
    embedded: EmbeddedEngine,
    on_change: Callable[[Change], None],
    *,
    pauses_s: tuple[float, ...] = PAUSES_S,
    look_s: float = _LOOK_S,
) -> None:
    """Restart the engine when it exits; return after it is lost. Runs as a task until cancelled.

    It restarts on the same port, so the open driver finds it again. An engine that another process
    owns is only watched; one that was stopped on purpose stays so.
    """
    restarts, looks = deque[float](), 0
    while True:
        await asyncio.sleep(look_s)
        looks += 1
        if not embedded.wanted:
            return
        if embedded.alive():
            if looks % _LOG_LOOKS == 0:
                embedded.rotate_large_log()
            continue
        tail = tuple(embedded.log_tail())
        on_change(Change("DOWN", tail))
        while restarts and time.monotonic() - restarts[0] > WINDOW_S:
            restarts.popleft()
        if not embedded.owned or len(restarts) >= len(pauses_s):
            on_change(Change("LOST", tail))
            return
        await asyncio.sleep(pauses_s[len(restarts)])
        restarts.append(time.monotonic())
        if embedded.wanted and await _restarted(embedded):
            on_change(Change("UP"))


async def _restarted(embedded: EmbeddedEngine) -> bool:
    embedded.launch_again()  # here, in the thread of the loop: the child's life hangs on it
    try:
        await asyncio.to_thread(embedded.wait_ready)
    except (EngineDidNotStart, FolderInUse):
        return False  # counted; the next look finds it dead and says so
    return True
