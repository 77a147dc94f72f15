"""What adding one act costs: lines and files, counted in `graph/cobuilding/projects.py`.

An act is counted from its decorator to its last line; a guard is the function of `rules.py` that it
names. A file is an act's own if nothing but its body loads it.

    .venv/bin/python -m tests.benchmarks.bench_act_cost
"""

import ast
import statistics
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.measuring import arguments, tell

OWNER = Path(__file__).resolve().parents[2] / "graph" / "cobuilding"
ACTS = OWNER / "projects.py"
DECLARES = ("starts", "moves", "edits")
PLAIN_LINES = 4
"""The bar: what a plain act may take, with no new file."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Cost(NamedTuple):
    """One act: its lines, those of its guard, its input fields, and statements only it loads."""

    name: str
    lines: int
    guard: int
    fields: int
    files: int


def costs() -> list[Cost]:
    """Return what each act of the project machine costs, in the order of the file."""
    guards = {node.name: _lines(node) for node in _functions(OWNER / "rules.py")}
    return [_cost(act, guards) for act in _functions(ACTS) if _declared(act)]


def _cost(act: Function, guards: Mapping[str, int]) -> Cost:
    guard = sum(guards[name] for name in _guards(act))
    return Cost(act.name, _lines(act), guard, len(act.args.kwonlyargs), _statements(act))


def _functions(file: Path) -> Iterator[Function]:
    tree = ast.parse(file.read_text("utf-8"))
    return (node for node in tree.body if isinstance(node, Function))


def _lines(function: Function) -> int:
    first = min([function.lineno, *(it.lineno for it in function.decorator_list)])
    return (function.end_lineno or function.lineno) - first + 1


def _declared(function: Function) -> list[ast.Call]:
    """Return the decorators that make a function an act."""
    calls = [it for it in function.decorator_list if isinstance(it, ast.Call)]
    return [it for it in calls if isinstance(it.func, ast.Name) and it.func.id in DECLARES]


def _guards(act: Function) -> list[str]:
    named = [it for call in _declared(act) for it in call.keywords if it.arg == "guard"]
    return [it.value.attr for it in named if isinstance(it.value, ast.Attribute)]


def _statements(act: Function) -> int:
    """Return how many statements the body runs itself: each would be a file of its own."""
    calls = [node.func for node in ast.walk(act) if isinstance(node, ast.Call)]
    return sum(isinstance(it, ast.Attribute) and it.attr == "rows" for it in calls)


def summary(found: list[Cost]) -> dict[str, Any]:
    """Return the figures of all acts in one row."""
    lines = [cost.lines for cost in found]
    plain = [cost for cost in found if cost.lines <= PLAIN_LINES]
    return {
        "acts": len(found),
        "shortest": min(lines),
        "median": statistics.median(lines),
        "longest": max(lines),
        f"with {PLAIN_LINES} lines": len(plain),
        "guards": len({name for act in _functions(ACTS) for name in _guards(act)}),
        ".cypher files of acts": sum(cost.files for cost in found),
        "new files of a plain act": sum(cost.files for cost in plain),
        "holds": min(lines) <= PLAIN_LINES and not any(cost.files for cost in plain),
    }


if __name__ == "__main__":
    given = arguments(__doc__, runs=1).parse_args()  # one text: no engine, one run
    found = costs()
    rows = [cost._asdict() for cost in found]
    tell("Lines and files of one act", rows, given.json, summary=summary(found))
