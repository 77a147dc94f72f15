"""How much one may ask: the numbers, and what each account used in this minute (api.md 2.11)."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gateway.settings import Settings
from graph.viewer import Viewer

MINUTE_S = 60.0
_ACCOUNTS_KEPT = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Defaults of api.md 2.11; tests pass others.

    Attributes:
        body_bytes: size of a request's body.
        tokens: lexical tokens of a document.
        aliases: aliases in one selection, and in all of a document.
        depth: fields within fields; introspection excepted.
        cost: of one operation; `planner_cost` for those who hold a post DIS, PLANNER.
        cost_a_minute: of all operations of one account in a minute.
        operations_a_second: of one account.
        anonymous_a_minute: requests without a token from one address.
    """

    body_bytes: int = 1_048_576
    tokens: int = 4_000
    aliases: int = 15
    all_aliases: int = 200
    depth: int = 12
    cost: int = 5_000
    planner_cost: int = 20_000
    cost_a_minute: int = 200_000
    operations_a_second: int = 30
    anonymous_a_minute: int = 60

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """Return the limits of a process: tools of developers come often, and without a token."""
        return cls() if settings.in_production else cls(anonymous_a_minute=600)

    def cost_for(self, viewer: Viewer) -> int:
        """Return what one operation of this viewer may cost."""
        return self.planner_cost if "DIS" in viewer.roles else self.cost

    def told_to(self, viewer: Viewer) -> Mapping[str, int]:
        """Return the rules `viewer { limits }` shows."""
        return {
            "COST_OF_OPERATION": self.cost_for(viewer),
            "COST_PER_MINUTE": self.cost_a_minute,
            "DEPTH": self.depth,
            "ALIASES": self.aliases,
            "TOKENS": self.tokens,
            "BODY_BYTES": self.body_bytes,
            "OPERATIONS_PER_SECOND": self.operations_a_second,
        }


@dataclass(slots=True)
class _Window:
    """What was used since `began`, seconds of the clock."""

    began: float
    used: int = 0


class Allowance:
    """Counts what each account uses in fixed windows of time, in this process."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._windows: dict[tuple[str, str], _Window] = {}

    def take(self, account: str, what: str, amount: int, limit: int, seconds: float) -> float:
        """Use `amount` of `limit` in a window of `seconds`.

        Returns 0.0 if it fitted, else the seconds until the window ends; then nothing is taken.
        """
        window = self._window(account, what, seconds)
        if window.used + amount > limit:
            return max(window.began + seconds - self._clock(), 0.001)
        window.used += amount
        return 0.0

    def left(self, account: str, what: str, limit: int, seconds: float) -> tuple[int, float]:
        """Return what is left of `limit`, and when the window ends (Unix seconds)."""
        window = self._window(account, what, seconds)
        return max(limit - window.used, 0), window.began + seconds

    def _window(self, account: str, what: str, seconds: float) -> _Window:
        now = self._clock()
        window = self._windows.get((account, what))
        if window is None or now - window.began >= seconds:
            if len(self._windows) >= _ACCOUNTS_KEPT:
                self._drop_old(now)
            window = self._windows[(account, what)] = _Window(now)
        return window

    def _drop_old(self, now: float) -> None:
        old = [key for key, window in self._windows.items() if now - window.began >= MINUTE_S]
        for key in old or list(self._windows)[: _ACCOUNTS_KEPT // 2]:
            del self._windows[key]
