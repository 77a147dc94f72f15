"""Where a graph answers, whichever engine serves it."""

from dataclasses import dataclass, field
from typing import Literal

EngineKind = Literal["embedded", "neo4j"]


@dataclass(frozen=True, slots=True)
class Engine:
    """One reachable engine: its Bolt address, account and database.

    Attributes:
        uri: `bolt://127.0.0.1:<port>` of the embedded engine, or NEO4J_URI.
        version: of the wheel, or what a Neo4j server calls itself; '' until connected.
    """

    uri: str
    user: str
    password: str = field(repr=False)
    database: str = "hub"
    kind: EngineKind = "neo4j"
    version: str = ""
