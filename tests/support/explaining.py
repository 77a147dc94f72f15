"""What an engine says it would do for a statement, and values of the right types to ask it with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from neo4j import GraphDatabase, Query

from graph.engine import Engine

NUMBERS = {
    "as_of", "at", "bound", "due_before", "level_at_least", "limit", "most", "now", "number", "per",
    "served_since", "step", "until", "urgency_at_least",
}  # fmt: skip
"""Parameters that are integers; names that end in `s` are lists of texts, others texts."""
MAPS: dict[str, object] = {
    "rows": [{"id": "~", "from_id": "~", "to_id": "~", "set": {}}],
    "events": [{"node_id": "~", "act": "~"}],
    "receipts": [{"key": "~"}],
    "group_of": {"~": 0},
}
NOT_LISTS = {"address", "status"}


@dataclass(frozen=True)
class Plan:
    """The operators of a plan as text, and what the engine warned of."""

    text: str
    warnings: tuple[str, ...]


def sample(name: str) -> object:
    """A value that a parameter of this name may have; nothing in the graph has it."""
    if name in MAPS:
        return MAPS[name]
    if name in NUMBERS:
        return 1
    return ["~"] if name.endswith("s") and name not in NOT_LISTS else "~"


class Explainer:
    """Asks one engine for plans."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def plan(self, text: str, parameters: dict[str, object]) -> Plan:
        """The plan of `text`; a faulty text raises the driver's error."""
        asked = Query(f"EXPLAIN {text}")  # pyright: ignore[reportArgumentType]  EXPLAIN comes first
        summary = self._session.run(asked, parameters).consume()
        assert summary.plan, "the engine explained nothing"
        warned = [
            f"{status.gql_status} {status.status_description}"
            for status in summary.gql_status_objects
            if status.raw_severity == "WARNING"
        ]
        return Plan("\n".join(_operators(summary.plan)), tuple(warned))


@contextmanager
def explaining(engine: Engine) -> Iterator[Explainer]:
    """An explainer with a driver of its own."""
    with (
        GraphDatabase.driver(
            engine.uri,
            auth=(engine.user, engine.password),
            notifications_disabled_classifications=["UNRECOGNIZED"],  # names never written yet
        ) as driver,
        driver.session(database=engine.database) as session,
    ):
        yield Explainer(session)


def _operators(plan: dict[str, Any]) -> Iterator[str]:
    arguments = plan.get("args", {})
    details = arguments.get("string-representation") or arguments.get("Details", "")
    yield f"{plan.get('operatorType', '')} {details}"
    for child in plan.get("children", ()):
        yield from _operators(child)
