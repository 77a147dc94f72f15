"""`hub up --json` from the command to the line that says it is ready, cold and warm.

Cold: an empty data folder, the environment installed. Warm: `up` again on the same folder. On Neo4j
the server runs already, as an operator's does; cold is its empty database.

    .venv/bin/python -m tests.benchmarks.bench_up --runs 3
"""

import resource
import statistics
import tempfile
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.measuring import arguments, tell
from tests.support.neo4j_server import Neo4jServer
from tests.support.product import running_product

COLD_S, WARM_S = 60, 5
"""The bars, seconds on an idle machine of two cores."""


class Start(NamedTuple):
    """One start: seconds until it was ready, and CPU seconds of hub and embedded engine.

    The CPU seconds hold the stop too; they tell what a start costs where the machine is busy.
    """

    seconds: float
    cpu: float


def main(where: str, runs: int) -> list[dict[str, Any]]:
    """Return the figures of cold and warm starts."""
    cold, warm = list[Start](), list[Start]()
    for _ in range(runs):
        with _empty(where) as (data, environment):
            cold.append(_up(data, environment))
            warm.append(_up(data, environment))
    whole = statistics.median(start.seconds for start in cold)
    return [
        _row({"graph": where, "start": "cold"}, cold, COLD_S, whole),
        _row({"graph": where, "start": "warm"}, warm, WARM_S, whole),
    ]


def _up(data: Path, environment: Mapping[str, str]) -> Start:
    """Start and stop `hub up`."""
    began, before = time.perf_counter(), _cpu_of_ended()
    with running_product(data, environment=environment, ready_s=300):
        seconds = time.perf_counter() - began
    return Start(seconds, _cpu_of_ended() - before)


def _cpu_of_ended() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _empty(where: str) -> Generator[tuple[Path, Mapping[str, str]]]:
    """Give an empty data folder and, for Neo4j, the settings that reach an empty server."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        data = Path(folder) / "data"
        if where == "embedded":
            yield data, {}
            return
        with Neo4jServer(Path(folder) / "neo4j") as server:
            user, password = server.auth
            yield (
                data,
                {
                    "NEO4J_URI": server.uri,
                    "NEO4J_USERNAME": user,
                    "NEO4J_PASSWORD": password,
                    "NEO4J_DATABASE": server.database,
                },
            )


def _row(named: dict[str, Any], starts: list[Start], bar: float, whole: float) -> dict[str, Any]:
    seconds = [start.seconds for start in starts]
    median = statistics.median(seconds)
    return {
        **named,
        "runs": len(starts),
        "p50 s": round(median, 1),
        "least s": round(min(seconds), 1),
        "most s": round(max(seconds), 1),
        "cpu s": round(statistics.median(start.cpu for start in starts), 1),
        "of cold": round(median / whole, 2),
        "bar": f"≤ {bar} s",
        "holds": median <= bar,
    }


if __name__ == "__main__":
    given = arguments(__doc__, runs=3).parse_args()
    tell("hub up until it is ready", main(given.graph, given.runs), given.json)
