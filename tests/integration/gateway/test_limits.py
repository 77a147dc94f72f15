"""How much one may ask, over HTTP (api.md 2.11)."""

from pathlib import Path

from graphql import build_client_schema, get_introspection_query

from gateway.limits import Limits
from graph.connection import Graph
from tests.integration.gateway.conftest import Served, client_of, serve

BIG = """{ needs(first: 100) { edges { node { requirements {
  category { id } need { id } b: need { id } c: need { id } d: need { id }
  e: need { id } } } } } }"""


async def _codes(served: Served, document: str, token: str | None = None) -> list[str]:
    body = (await served.post(document, token=token)).json()
    return [error["extensions"]["code"] for error in body.get("errors", ())]


async def test_five_thousand_for_everybody_and_twenty_for_planners(served: Served) -> None:
    assert await _codes(served, BIG, served.token()) == ["COST_LIMIT"]
    assert await _codes(served, BIG, served.token(served.planner)) == []


async def test_a_refused_operation_tells_its_cost(served: Served) -> None:
    body = (await served.post(BIG, token=served.token(), accept_language="en")).json()
    cost = 2 + 100 * (1 + 1 + 9 * 6)
    assert body["extensions"]["cost"]["requested"] == cost
    assert body["errors"][0]["message"].startswith(f"{cost} cost; the limit is 5000.")


async def test_introspection_works_within_the_limits(served: Served) -> None:
    answer = await served.post(get_introspection_query(input_value_deprecation=True))
    assert "errors" not in answer.json()
    assert build_client_schema(answer.json()["data"]).query_type


async def test_production_answers_no_introspection(graph: Graph, tmp_path: Path) -> None:
    production = {"HUB_ENV": "production", "HUB_OIDC_ISSUER": "https://id.example"}
    async with client_of(serve(graph, tmp_path, **production)) as http:
        answer = await http.post("/graphql", json={"query": "{ __schema { queryType { name } } }"})
        assert answer.json()["errors"][0]["extensions"] == {"code": "GRAPHQL_VALIDATION_FAILED"}
        for path in ("/", "/api", "/schema.graphql", "/subgraphs/units.graphql"):
            assert (await http.get(path)).status_code == 404, path
        assert (await http.get("/livez")).status_code == 200


async def test_who_asks_without_a_token_may_ask_sixty_times_a_minute(
    graph: Graph, tmp_path: Path
) -> None:
    app = serve(graph, tmp_path, limits=Limits())
    async with client_of(app) as http:
        answers = [await http.post("/graphql", json={"query": "{ __typename }"}) for _ in range(61)]
    assert [answer.status_code for answer in answers] == [200] * 60 + [429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 60
    assert answers[-1].json()["errors"][0]["message"].startswith("请求过于频繁")


async def test_a_minutes_cost_is_used_up(served: Served) -> None:
    served.state.allowance.take(await _id(served), "cost", 199_990, 200_000, 60)
    document = "{ needs(first: 9) { edges { node { id } } } }"
    assert await _codes(served, document, served.token()) == ["COST_LIMIT"]
    assert await _codes(served, "{ __typename }", served.token()) == []


async def _id(served: Served) -> str:
    """Return the coordinator's id."""
    viewer = await served.state.viewers.of(served.subject)
    assert viewer
    return viewer.id
