"""`hub up --json` from the command to the line that says it is ready, cold and warm.

Cold: an empty data folder, the environment installed. Warm: `up` again on the same folder. On Neo4j the
server runs already, as an operator's does; cold is its empty database.

    .venv/bin/python -m tests.benchmarks.bench_up --runs 3
"""

import statistics
import tempfile
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks.measuring import arguments, tell
from tests.support.neo4j_server import Neo4jServer
from tests.support.product import running_product

COLD_S, WARM_S = 60, 5
"""The bars, seconds on an idle machine of two cores."""


def main(where: str, runs: int) -> list[dict[str, Any]]:
    """Return the figures of cold and warm starts."""
    cold, warm = list[float](), list[float]()
    for _ in range(runs):
        with _empty(where) as (data, environment):
            cold.append(_up(data, environment))
            warm.append(_up(data, environment))
    ratio = statistics.median(cold) / statistics.median(warm)
    return [
        _row(where, "cold", cold, COLD_S, 1.0),
        _row(where, "warm", warm, WARM_S, 1 / ratio),
    ]


def _up(data: Path, environment: Mapping[str, str]) -> float:
    """Return how many seconds `hub up` takes until it is ready."""
    began = time.perf_counter()
    with running_product(data, environment=environment):
        return time.perf_counter() - began


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


def _row(where: str, start: str, seconds: list[float], bar: float, ratio: float) -> dict[str, Any]:
    return {
        "graph": where,
        "start": start,
        "runs": len(seconds),
        "p50 s": round(statistics.median(seconds), 1),
        "least s": round(min(seconds), 1),
        "most s": round(max(seconds), 1),
        "of cold": round(ratio, 2),
        "bar": f"≤ {bar} s",
        "holds": statistics.median(seconds) <= bar,
    }


if __name__ == "__main__":
    given = arguments(__doc__, runs=3).parse_args()
    tell("hub up until it is ready", main(given.graph, given.runs), given.json)
