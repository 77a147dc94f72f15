"""Who asks, over HTTP (api.md 2.9)."""

import time
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from gateway.issuer import DevelopmentIssuer
from gateway.settings import load
from graph.connection import Graph
from tests.integration.gateway.conftest import Served, client_of, serve

ME = "{ viewer { roles activeArea { ... on Community { name } ... on Area { name } } } }"


async def test_a_token_names_its_member_and_nothing_else_does(served: Served) -> None:
    known = await served.post(ME, token=served.token())
    assert known.json()["data"]["viewer"] == {
        "roles": ["RESIDENT", "COMMUNITY_COORDINATOR"],
        "activeArea": {"name": "碧海社区"},
    }
    assert (await served.post(ME)).json()["data"] == {"viewer": None}
    stranger = await served.post(ME, token=served.token("nobody signs in with this"))
    assert stranger.json()["data"] == {"viewer": None}


async def test_the_header_chooses_among_the_places_a_viewer_holds(served: Served) -> None:
    foreign = await served.post(ME, token=served.token(), x_hub_area=served.district.other.id)
    assert foreign.json()["data"]["viewer"]["activeArea"] == {"name": "碧海社区"}
    planner = served.token(served.planner)
    assert (await served.post(ME, token=planner)).json()["data"]["viewer"]["activeArea"] == {
        "name": "甲区"
    }
    home = await served.post(ME, token=planner, x_hub_area=served.district.community.id)
    assert home.json()["data"]["viewer"]["activeArea"] == {"name": "甲区"}


def _bad_tokens(served: Served, tmp_path: Path) -> dict[str, str]:
    stranger = DevelopmentIssuer(load({}, data=tmp_path / "other"))
    elsewhere = DevelopmentIssuer(
        load({"HUB_OIDC_AUDIENCE": "another"}, data=served.state.settings.data)
    )
    good = served.token()
    return {
        "expired": served.token(now=time.time() - 9 * 3600),
        "not yet good": served.token(now=time.time() + 3600),
        "of another key": stranger.token(served.subject),
        "of another key that calls itself ours": _impostor(served),
        "for another audience": elsewhere.token(served.subject),
        "cut short": good[:-5],
        "garbage": "garbage",
    }


def _impostor(served: Served) -> str:
    """Return a token signed by another key under our key's id."""
    issuer = served.state.issuer
    assert issuer
    kid = issuer.public()["keys"][0]["kid"]
    key = ECKey.generate_key("P-256", {"kid": kid})
    now = int(time.time())
    claims = {
        "iss": served.state.settings.issuer,
        "aud": served.state.settings.oidc_audience,
        "sub": served.subject,
        "nbf": now,
        "exp": now + 60,
    }
    return jwt.encode({"alg": "ES256", "kid": kid}, claims, key, ["ES256"])


async def test_a_bad_token_is_401_before_graphql_in_both_languages(
    served: Served, tmp_path: Path
) -> None:
    for case, token in _bad_tokens(served, tmp_path).items():
        said = set[str]()
        for language in ("zh", "en"):
            answer = await served.post("{ broken syntax", token=token, accept_language=language)
            assert answer.status_code == 401, case
            assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'
            (error,) = answer.json()["errors"]
            assert list(error) == ["message"], case
            said.add(error["message"])
        assert len(said) == 2, case


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Token abc"])
async def test_another_scheme_is_401(served: Served, header: str) -> None:
    answer = await served.http.post(
        "/graphql", json={"query": ME}, headers={"authorization": header}
    )
    assert answer.status_code == 401


async def test_an_issuer_that_is_away_is_503_and_not_401(graph: Graph, tmp_path: Path) -> None:
    app = serve(graph, tmp_path, HUB_OIDC_ISSUER="http://127.0.0.1:9")
    async with client_of(app) as http:
        answer = await http.post(
            "/graphql", json={"query": ME}, headers={"authorization": "Bearer a.b.c"}
        )
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "3"
    assert answer.json()["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}


async def test_the_public_keys_are_published_in_development_alone(
    served: Served, graph: Graph, tmp_path: Path
) -> None:
    keys = (await served.http.get("/dev/oidc/jwks.json")).json()["keys"]
    assert [sorted(key) for key in keys] == [["alg", "crv", "kid", "kty", "use", "x", "y"]]
    app = serve(graph, tmp_path, HUB_OIDC_ISSUER="https://id.example")
    async with client_of(app) as http:
        assert (await http.get("/dev/oidc/jwks.json")).status_code == 404
