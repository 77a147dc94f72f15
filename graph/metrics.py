"""What the statements cost, by name, and which ones ran: for `/metrics`, request logs and tests."""

from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(slots=True)
class Measure:
    """Sums over all runs of one statement: runs, seconds from sending to the last row, rows."""

    count: int = 0
    seconds: float = 0.0
    rows: int = 0


@dataclass(slots=True)
class Metrics:
    """Sums since the graph was opened.

    Attributes:
        statements: by statement name.
        retries: tries of a write beyond its first.
        faults: by fault code.
    """

    statements: dict[str, Measure] = field(default_factory=lambda: defaultdict(Measure))
    retries: int = 0
    faults: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def note(self, name: str, seconds: float, rows: int) -> None:
        """Add one run of the statement `name`."""
        measure = self.statements[name]
        measure.count, measure.seconds, measure.rows = (
            measure.count + 1,
            measure.seconds + seconds,
            measure.rows + rows,
        )


_RECORD: ContextVar[list[str] | None] = ContextVar("record", default=None)


@contextmanager
def recording() -> Generator[list[str]]:
    """Collect the names of all statements that run in the block and its tasks, in order."""
    names: list[str] = []
    token = _RECORD.set(names)
    try:
        yield names
    finally:
        _RECORD.reset(token)


def note_run(name: str) -> None:
    """Note for `recording` that the statement `name` runs."""
    names = _RECORD.get()
    if names is not None:
        names.append(name)
