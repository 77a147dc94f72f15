"""The service in process: the graph of the run, a district of the test's own, no socket."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest_asyncio
from starlette.applications import Starlette

from gateway.app import create_app
from gateway.limits import Limits
from gateway.settings import load
from gateway.state import State
from graph.connection import Graph
from graph.opening import Opened
from tests.support.district import District, a_member, a_need, a_post, district, elsewhere

__all__ = ["district", "elsewhere", "served"]

PLENTY = Limits(operations_a_second=10_000, anonymous_a_minute=10_000)


@dataclass
class Served:
    """A service over HTTP.

    Attributes:
        subject: who signs in as the coordinator of the district's first community.
    """

    app: Starlette
    http: httpx.AsyncClient
    district: District
    subject: str
    planner: str

    @property
    def state(self) -> State:
        return self.app.state.hub

    def token(self, subject: str | None = None, **more: Any) -> str:
        assert self.state.issuer
        return self.state.issuer.token(subject or self.subject, **more)

    async def post(
        self, document: object = None, *, token: str | None = None, **headers: str
    ) -> httpx.Response:
        """Post a document, or a body that is already made."""
        body = {"query": document} if isinstance(document, str) else document
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            named["authorization"] = f"Bearer {token}"
        return await self.http.post("/graphql", json=body, headers=named)


def serve(
    graph: Graph, data: Path, *, limits: Limits = PLENTY, mode: str = "hub", **environ: str
) -> Starlette:
    """Return the app on the graph of the run."""
    return create_app(load(environ, data=data), mode=mode, limits=limits, opened=Opened(graph))


def client_of(app: Starlette) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://hub.test")


@pytest_asyncio.fixture(loop_scope="session")
async def served(graph: Graph, district: District, tmp_path: Path) -> AsyncGenerator[Served]:
    """The hub, and two members of its district who sign in: a coordinator and a planner."""
    names = [f"{district.code}-coordinator", f"{district.code}-planner"]
    coordinator, planner = (a_member(district, subject=name) for name in names)
    await district.keep(
        coordinator,
        planner,
        a_post(coordinator, district.community, "COMMUNITY_WORKER"),
        a_post(planner, district.area, "PLANNER"),
        a_need(district),
    )
    app = serve(graph, tmp_path)
    async with client_of(app) as http:
        yield Served(app, http, district, *names)
