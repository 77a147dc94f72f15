"""GraphQL over HTTP: media types, statuses, codes, both languages (api.md 2.10 and 8)."""

from typing import Any

import pytest

from tests.integration.gateway.conftest import Served

GRJ = "application/graphql-response+json"
NEEDS = "{ needs { edges { node { title } } } }"


async def test_an_answer_has_data_cost_and_an_id(served: Served) -> None:
    answer = await served.post(NEEDS, token=served.token())
    assert answer.status_code == 200
    body = answer.json()
    assert body["data"] == {"needs": {"edges": [{"node": {"title": "老年人英语班"}}]}}
    cost = body["extensions"]["cost"]
    assert (cost["requested"], cost["limit"], cost["left"]) == (22, 5000, 200_000 - 22)
    assert len(answer.headers["x-request-id"]) == 16


async def test_a_request_keeps_the_id_it_came_with_if_it_is_sane(served: Served) -> None:
    named = await served.post("{ __typename }", x_request_id="abc-1.2")
    assert named.headers["x-request-id"] == "abc-1.2"
    strange = await served.post("{ __typename }", x_request_id="a b\tc")
    assert strange.headers["x-request-id"] != "a b\tc"


async def test_a_query_may_come_by_get(served: Served) -> None:
    answer = await served.http.get("/graphql", params={"query": "{ __typename }"})
    assert answer.json()["data"] == {"__typename": "Query"}


@pytest.mark.parametrize(
    ("accept", "media_type", "status"),
    [
        ("", "application/json", 200),
        ("application/json", "application/json", 200),
        ("*/*", "application/json", 200),
        (GRJ, f"{GRJ}; charset=utf-8", 400),
        (f"{GRJ}, application/json;q=0.9", f"{GRJ}; charset=utf-8", 400),
        (f"application/json, {GRJ}", "application/json", 200),
        (f"{GRJ};q=0, application/json", "application/json", 200),
    ],
)
async def test_the_media_type_is_the_one_the_client_prefers(
    served: Served, accept: str, media_type: str, status: int
) -> None:
    answer = await served.post("{ nothing }", accept=accept)
    assert (answer.headers["content-type"], answer.status_code) == (media_type, status)
    assert "data" not in answer.json()


DEEP = "{ needs " + "{ edges { node { community { needs " * 4 + "{ __typename }" + "}" * 17
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("syntax", {"query": "{ viewer {"}, "GRAPHQL_PARSE_FAILED"),
    ("an empty document", {"query": "#"}, "GRAPHQL_PARSE_FAILED"),
    ("an unknown field", {"query": "{ nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
    (
        "an unknown argument",
        {"query": "{ needs(limit: 3) { __typename } }"},
        "GRAPHQL_VALIDATION_FAILED",
    ),
    (
        "an unknown enum value",
        {"query": "{ needs(orderBy: BEST) { __typename } }"},
        "GRAPHQL_VALIDATION_FAILED",
    ),
    (
        "a variable of the wrong type",
        {"query": "query ($n: Int) { needs(first: $n) { __typename } }", "variables": {"n": "x"}},
        "BAD_USER_INPUT",
    ),
    (
        "a variable that is missing",
        {"query": "query ($id: ID!) { need(id: $id) { id } }"},
        "BAD_USER_INPUT",
    ),
    (
        "several operations and no name",
        {"query": "query A { __typename } query B { __typename }"},
        "BAD_USER_INPUT",
    ),
    ("too deep", {"query": DEEP}, "DEPTH_LIMIT"),
    ("deeper than can be read", {"query": "{ a " * 1500}, "DEPTH_LIMIT"),
    (
        "too many aliases",
        {"query": "{" + " ".join(f"a{n}: __typename" for n in range(16)) + "}"},
        "ALIAS_LIMIT",
    ),
    ("too many tokens", {"query": "{" + " __typename" * 4000 + "}"}, "TOKEN_LIMIT"),
    (
        "an unregistered hash",
        {"extensions": {"persistedQuery": {"sha256Hash": "0"}}},
        "PERSISTED_QUERY_NOT_FOUND",
    ),
]


@pytest.mark.parametrize(("_case", "body", "code"), WRONG)
async def test_what_is_wrong_before_execution_has_a_code_and_no_data(
    served: Served, _case: str, body: dict[str, Any], code: str
) -> None:
    answer = await served.post(body, accept=GRJ)
    assert answer.status_code == 400
    assert "data" not in answer.json()
    assert [error["extensions"] for error in answer.json()["errors"]] == [{"code": code}]
    assert (await served.post(body)).status_code == 200


OTHER = '{"query": "query A { __typename }", "operationName": "B"}'
LARGE = '{"query": "' + "#" * 1_048_577 + '"}'
TEXT = {"content-type": "text/plain"}
NO_REQUEST: list[tuple[str, dict[str, Any], int, str]] = [
    ("no JSON", {"content": "{"}, 400, "请求体不是有效的 JSON。"),
    ("no UTF-8", {"content": b"\xff\xfe"}, 400, "请求体不是有效的 JSON。"),
    ("no body", {"content": ""}, 400, "请求体不是有效的 JSON。"),
    ("a number", {"content": "1"}, 400, ""),
    ("null", {"content": "null"}, 400, ""),
    ("a batch", {"content": "[]"}, 400, ""),
    ("no query", {"content": "{}"}, 400, "缺少 query。"),
    ("a query that is no text", {"content": '{"query": 1}'}, 400, "query 应为字符串。"),
    ("a list", {"content": '{"query": "{a}", "variables": []}'}, 400, "variables 应为对象。"),
    ("an operation that is not there", {"content": OTHER}, 400, ""),
    ("a form", {"data": {"query": "{ __typename }"}}, 415, ""),
    ("text", {"content": "{ __typename }", "headers": TEXT}, 415, ""),
    ("a body beyond the limit", {"content": LARGE}, 413, "请求体超过 1048576 字节。"),
]


@pytest.mark.parametrize(("_case", "arguments", "status", "zh"), NO_REQUEST)
async def test_what_is_no_request_is_turned_away_in_both_languages(
    served: Served, _case: str, arguments: dict[str, Any], status: int, zh: str
) -> None:
    json = {"content-type": "application/json"} if "content" in arguments else {}
    said = dict[str, str]()
    for language in ("zh", "en"):
        headers = json | arguments.get("headers", {}) | {"accept-language": language}
        answer = await served.http.post("/graphql", **(arguments | {"headers": headers}))
        assert answer.status_code == status
        (error,) = answer.json()["errors"]
        said[language] = error["message"]
    assert said["zh"] != said["en"]
    assert said["en"].isascii()
    assert said["zh"] == (zh or said["zh"])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_methods_are_not_allowed(served: Served, method: str) -> None:
    answer = await served.http.request(method, "/graphql")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


async def test_a_mutation_must_be_posted(served: Served) -> None:
    answer = await served.http.get("/graphql", params={"query": "mutation { __typename }"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.json() == {"errors": [{"message": "变更须用 POST 发送。"}]}


async def test_bad_arguments_are_told_in_the_language_of_the_request(served: Served) -> None:
    document = "{ needs(first: 101) { __typename } }"
    for language, text in (("zh-CN", "每页行数应为 1–100。"), ("en", "Ask for 1–100 rows.")):
        answer = await served.post(document, token=served.token(), accept_language=language)
        (error,) = answer.json()["errors"]
        assert (error["message"], error["extensions"]) == (text, {"code": "BAD_USER_INPUT"})


@pytest.mark.parametrize(
    "id", ["nd_unknown", "zz", "", "nd_" + "x" * 500, "mt.a.b", "'); DROP", "𠮷"]
)
async def test_an_id_that_is_none_is_null_and_no_fault(served: Served, id: str) -> None:
    document = "query ($id: ID!) { need(id: $id) { id } node(id: $id) { id } }"
    answer = await served.post({"query": document, "variables": {"id": id}}, token=served.token())
    assert answer.json().get("errors") is None
    assert answer.json()["data"] == {"need": None, "node": None}


async def test_a_fault_of_ours_is_masked_and_named_by_the_request(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise LookupError("secret insides")

    await served.post(NEEDS, token=served.token())
    monkeypatch.setattr("graph.connection.Graph.read", broken)
    for language, text in (("zh", "系统内部错误，已记录。"), ("en", "Internal error.")):
        answer = await served.post(
            NEEDS, token=served.token(), accept_language=language, x_request_id="r-1"
        )
        (error,) = answer.json()["errors"]
        assert error["message"] == text
        assert error["extensions"] == {"code": "INTERNAL", "requestId": "r-1"}
        assert "secret" not in answer.text
    assert "secret insides" in caplog.text


async def test_a_failure_outside_of_graphql_is_a_plain_500(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("gateway.view.View._check_rate", lambda *_: 1 / 0)
    answer = await served.post("{ __typename }", accept_language="en", x_request_id="r-2")
    assert answer.status_code == 500
    error = {"message": "Internal error.", "extensions": {"code": "INTERNAL", "requestId": "r-2"}}
    assert answer.json() == {"errors": [error]}
    assert "ZeroDivisionError" in caplog.text
