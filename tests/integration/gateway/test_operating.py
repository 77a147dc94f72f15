"""For those who run it: health, figures, log lines, files, subgraphs (operate.md 4, api.md 1)."""

import json
import logging
from pathlib import Path

import pytest

from gateway.app import create_app
from gateway.observe import _Lines
from gateway.settings import load
from gateway.words import Refused
from graph.connection import Graph
from graph.watch import Change
from schema.build import sdl_of
from tests.integration.gateway.conftest import Served, client_of, serve

NEEDS = "query Queue { needs(first: 2) { edges { node { title } } } }"


async def test_it_lives_and_is_ready(served: Served) -> None:
    assert (await served.http.get("/livez")).status_code == 200
    ready = await served.http.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"ready": True})


@pytest.mark.parametrize(
    ("code", "zh"),
    [("ENGINE_DOWN", "图数据库已停止，正在自动重启。"), ("DRAINING", "服务正在停止。")],
)
async def test_while_it_is_not_ready_everybody_is_told_why(
    served: Served, code: str, zh: str
) -> None:
    served.state.readiness.code = code
    ready = await served.http.get("/readyz")
    assert (ready.status_code, ready.json()) == (503, {"ready": False, "code": code, "reason": zh})
    answer = await served.post(NEEDS, token=served.token())
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "3")
    assert answer.json() == {"errors": [{"message": zh, "extensions": {"code": "UNAVAILABLE"}}]}
    assert (await served.http.get("/livez")).status_code == 200


async def test_readiness_follows_the_engine_until_the_end(served: Served) -> None:
    readiness = served.state.readiness
    for change, code in (("DOWN", "ENGINE_DOWN"), ("UP", ""), ("LOST", "ENGINE_LOST")):
        readiness.hear(Change(change))  # pyright: ignore[reportArgumentType]  literals of a table
        assert readiness.code == code
    readiness.code = "DRAINING"
    readiness.hear(Change("UP"))
    assert (readiness.code, readiness.restarts) == ("DRAINING", 1)


async def test_each_request_is_one_line_without_personal_data(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("hub").propagate = True
    with caplog.at_level(logging.INFO, logger="hub.requests"):
        await served.post(NEEDS, token=served.token(), x_request_id="r-7")
    (record,) = [one for one in caplog.records if one.name == "hub.requests"]
    line = json.loads(_Lines("json").format(record))
    assert (line["request_id"], line["operation"], line["status"]) == ("r-7", "Queue", 200)
    assert line["viewer"].startswith("mb_")
    assert (line["cost"], line["statements"], line["codes"]) == (4, 2, [])
    text = _Lines("text").format(record)
    assert f"r-7 /graphql Queue#{line['digest']} {line['viewer']} 200 cost=4 statements=2" in text
    for private in ("演示党员", "英语", served.subject):
        assert private not in text
        assert private not in json.dumps(line, ensure_ascii=False)


async def test_figures_are_told_by_operation_and_by_statement(served: Served) -> None:
    await served.post(NEEDS, token=served.token())
    await served.post("{ nothing }")
    await served.http.get("/made/up/by/a/stranger")
    text = (await served.http.get("/metrics")).text
    assert 'hub_requests_total{path="/graphql",status="200"} 2' in text
    assert 'hub_requests_total{path="other",status="404"} 1' in text
    assert 'hub_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1' in text
    assert 'hub_operation_seconds_count{operation="Queue"} 1' in text
    assert 'hub_statement_seconds_count{statement="viewer_by_subject"} ' in text
    assert "stranger" not in text


@pytest.mark.parametrize("name", ["hub", "units", "members", "communities", "cobuilding"])
async def test_the_sdl_files_are_there_to_download(served: Served, name: str) -> None:
    path = "/schema.graphql" if name == "hub" else f"/subgraphs/{name}.graphql"
    assert (await served.http.get(path)).text == sdl_of(name)


@pytest.mark.parametrize("path", ["/nope", "/subgraphs/nobody.graphql", "/graphql/x"])
async def test_a_path_that_is_none_is_404_in_both_languages(served: Served, path: str) -> None:
    said = {
        (await served.http.get(path, headers={"accept-language": language})).json()["errors"][0][
            "message"
        ]
        for language in ("zh", "en")
    }
    assert said == {"没有此地址；请看 /api。", "There is nothing at this address; see /api."}


@pytest.mark.parametrize(("path", "lang"), [("/", "zh-CN"), ("/api?lang=en", "en")])
async def test_the_page_of_the_first_hour_needs_nothing_from_elsewhere(
    served: Served, path: str, lang: str
) -> None:
    answer = await served.http.get(path)
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text
    assert "http://" not in answer.text
    assert "https://" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert "$" not in answer.text.partition("<script")[0]


async def test_a_browser_that_looks_at_graphql_is_shown_the_page(served: Served) -> None:
    answer = await served.http.get("/graphql", headers={"accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/api")


async def test_a_subgraph_answers_its_router_alone(graph: Graph, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("between us")
    app = serve(graph, tmp_path, mode="subgraph:units", HUB_ROUTER_KEY_FILE=str(key))
    body = {"query": "{ _service { sdl } }"}
    async with client_of(app) as http:
        assert (await http.post("/graphql", json=body)).status_code == 403
        wrong = await http.post("/graphql", json=body, headers={"x-hub-router-key": "guess"})
        assert wrong.status_code == 403
        right = await http.post("/graphql", json=body, headers={"x-hub-router-key": "between us"})
        assert right.json()["data"]["_service"]["sdl"] == sdl_of("units")
        assert (await http.get("/")).status_code == 404


@pytest.mark.parametrize("mode", ["subgraph:nobody", "subgraph", "all"])
def test_a_mode_that_is_none_is_refused(graph: Graph, tmp_path: Path, mode: str) -> None:
    with pytest.raises(Refused):
        serve(graph, tmp_path, mode=mode)


def test_a_subgraph_process_needs_an_engine_that_is_shared(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        create_app(load({}, data=tmp_path), mode="subgraph:units")
    assert "NEO4J_URI" in caught.value.words.zh
