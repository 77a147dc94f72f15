"""What is written is what is read (engine.md 14.14)."""

import datetime  # noqa: ICN001
import secrets

import pytest

from graph.connection import Graph
from tests.support.queries import put, rows

VALUES = {
    "text": "碧海社区 · English",
    "beyond the plane": "𠮷野家 👩‍👩‍👧",
    "empty text": "",
    "largest": 2**63 - 1,
    "smallest": -(2**63),
    "millisecond": 1795392000000,
    "fraction": 0.25,
    "true": True,
    "false": False,
    "day": datetime.date(2024, 2, 29),
    "texts": ["1 19:00-20:30", "𠮷"],
    "integers": [1, 2**40],
    "fractions": [0.25, 1.5],
    "truths": [True, False],
    "empty list": [],
    "json": '{"标题":"英语角","n":null}',
}


@pytest.mark.parametrize("kind", VALUES)
async def test_a_property_comes_back_as_it_was(graph: Graph, kind: str) -> None:
    id, value = f"nd_{secrets.token_hex(5)}", VALUES[kind]
    await put(
        graph, "CREATE (n:Need {id: $id}) SET n += $set RETURN n.id AS id", id=id, set={"x": value}
    )
    (row,) = await rows(
        graph, "MATCH (n:Need {id: $id}) RETURN n.x AS x, properties(n) AS node", id=id
    )
    assert row == {"x": value, "node": {"id": id, "x": value}}
    assert type(row["x"]) is type(value)


async def test_an_absent_property_stays_absent_and_a_null_removes_one(graph: Graph) -> None:
    id = f"nd_{secrets.token_hex(5)}"
    await put(graph, "CREATE (n:Need {id: $id, note: 'x'}) RETURN n.id AS id", id=id)
    given = {"note": None, "due_at": None}
    await put(graph, "MATCH (n:Need {id: $id}) SET n += $set RETURN n.id AS id", id=id, set=given)
    (row,) = await rows(
        graph, "MATCH (n:Need {id: $id}) RETURN properties(n) AS node, n.note AS note", id=id
    )
    assert row == {"node": {"id": id}, "note": None}


async def test_a_column_of_another_type_is_an_error_of_ours(graph: Graph) -> None:
    with pytest.raises(TypeError, match="DateTime"):
        await rows(graph, "RETURN datetime('2024-01-01T00:00:00Z') AS at")
