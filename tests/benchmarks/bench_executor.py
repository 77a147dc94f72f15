"""5,000 plain fields: our executor and caches beside stock Strawberry, answers equal.

.venv/bin/python -m tests.benchmarks.bench_executor --runs 50
"""

import asyncio
import statistics
import time
from typing import Any

import strawberry
from strawberry.extensions import ParserCache, ValidationCache

from gateway.executor import FastExecutor
from tests.benchmarks.measuring import arguments, tell

BAR = 0.25
"""At most a quarter of stock (README of the design: GraphQL execution)."""
FIELDS = " ".join(f"f{number}" for number in range(10))


@strawberry.type
class Row:
    """A row of ten plain fields."""

    f0: strawberry.ID
    f1: str
    f2: str
    f3: str | None
    f4: int
    f5: int
    f6: float
    f7: bool
    f8: bool
    f9: str


ROWS = [
    Row(
        f0=strawberry.ID(str(n)),
        f1="甲",
        f2="b",
        f3=None,
        f4=n,
        f5=-n,
        f6=n / 2,
        f7=True,
        f8=False,
        f9="z",
    )
    for n in range(500)
]


@strawberry.type
class Query:
    """The root."""

    @strawberry.field
    async def rows(self) -> list[Row]:
        """Return five hundred rows, already loaded."""
        return ROWS


CACHES = [lambda: ParserCache(maxsize=500), lambda: ValidationCache(maxsize=500)]
STOCK = strawberry.Schema(Query)
FAST = strawberry.Schema(Query, execution_context_class=FastExecutor, extensions=CACHES)


async def main(runs: int) -> list[dict[str, Any]]:
    """Return the figures, in CPU milliseconds of this process."""
    text = f"{{ rows {{ {FIELDS} }} }}"
    assert (await STOCK.execute(text)).data == (await FAST.execute(text)).data
    stock, fast = list[float](), list[float]()
    for _ in range(runs):
        stock.append(await _cpu_ms(STOCK, text))
        fast.append(await _cpu_ms(FAST, text))
    ratio = statistics.median(fast) / statistics.median(stock)
    return [
        {
            "runs": runs,
            "stock p50 ms": round(statistics.median(stock), 1),
            "ours p50 ms": round(statistics.median(fast), 1),
            "ratio": round(ratio, 2),
            "bar": f"≤ {BAR}",
            "holds": ratio <= BAR,
        }
    ]


async def _cpu_ms(schema: strawberry.Schema, text: str) -> float:
    began = time.process_time()
    assert (await schema.execute(text)).errors is None
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    given = arguments(__doc__, runs=50).parse_args()
    tell("5,000 fields", asyncio.run(main(given.runs)), given.json)
