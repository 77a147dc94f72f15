"""START HERE: `create_app(settings)`, where settings, graph and GraphQL meet."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from strawberry.schema import BaseSchema

from gateway.executor import FastExecutor
from gateway.guard import Hub, Subgraph, extensions
from gateway.health import readiness_response
from gateway.identity import Checker, IssuerKeys, OwnKeys
from gateway.issuer import DevelopmentIssuer
from gateway.limits import Limits
from gateway.observe import Observe, prometheus
from gateway.pages import explorer
from gateway.settings import Settings
from gateway.state import State, locale_of
from gateway.target import target_of
from gateway.turned import Turned
from gateway.view import View
from gateway.words import Refused, Words
from graph.opening import Opened, open_with_engine
from graph.watch import Change, keep_alive
from schema.build import SDL, build_hub, build_subgraph
from schema.ownership import OWNERS

ROUTER_FACTOR = 10
"""Times the cost limit in a subgraph: the router asks for parts (api.md 2.11)."""
_SUPERGRAPH = Path(__file__).with_name("router") / "supergraph.graphql"

Endpoint = Callable[[Request], Awaitable[Response]]


def create_app(
    settings: Settings,
    *,
    mode: str = "hub",
    limits: Limits | None = None,
    opened: Opened | None = None,
    on_lost: Callable[[Change], None] = lambda _change: None,
) -> Starlette:
    """Build the service. Reads nothing from the environment: settings come in as arguments.

    Args:
        settings: how it runs.
        mode: `hub`, or `subgraph:<owner>`.
        limits: how much one may ask; by default what `Limits.of` says.
        opened: an open graph to serve, its engine kept alive; without it the app opens its own.
        on_lost: called when the embedded engine cannot be brought back.

    Raises:
        Refused: the mode is none, or a subgraph has no engine that several processes share.
    """
    if mode != "hub":
        _check_subgraph(mode, settings, opened)
    state = make_state(settings, limits or Limits.of(settings))
    if opened is not None:
        take_up(state, opened)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncGenerator[None]:
        async with AsyncExitStack() as stack:
            if opened is None:
                take_up(
                    state, await stack.enter_async_context(open_with_engine(target_of(settings)))
                )
            watch = _watched(state, on_lost)
            yield
            state.readiness.code = "DRAINING"
            if watch:
                watch.cancel()
        if opened is None:
            state.graph = None

    routes = _routes(state, mode)
    paths = {route.path for route in routes if isinstance(route, Route)}
    observe = Middleware(Observe, traffic=state.traffic, known_paths=paths)
    app = Starlette(
        routes=routes,
        middleware=[observe],
        lifespan=lifespan,
        exception_handlers={404: _not_there, 405: _not_there},
    )
    app.state.hub = state
    return app


def make_state(settings: Settings, limits: Limits) -> State:
    """Return the parts of a process that is not yet connected to a graph."""
    issuer = DevelopmentIssuer(settings) if settings.issues_tokens else None
    keys = OwnKeys(issuer.keys) if issuer else IssuerKeys(settings.issuer)
    return State(settings, limits, Checker(keys, settings.issuer, settings.oidc_audience), issuer)


def take_up(state: State, opened: Opened) -> None:
    """Serve this graph from now on."""
    state.graph, state.embedded = opened.graph, opened.embedded
    state.readiness.code = ""


def _check_subgraph(mode: str, settings: Settings, opened: Opened | None) -> None:
    if mode.removeprefix("subgraph:") not in OWNERS or not mode.startswith("subgraph:"):
        known = ", ".join(f"subgraph:{owner}" for owner in OWNERS)
        raise Refused(
            f"没有模式 {mode}；可用：hub、{known}。", f"No mode {mode}; known: hub, {known}."
        )
    if opened is None and not settings.neo4j_uri:
        raise Refused(
            "子图进程需要共用的 Neo4j：请设置 NEO4J_URI。内嵌图数据库只用于单进程的 hub。",
            "Subgraph processes share a Neo4j: set NEO4J_URI. "
            "The embedded graph serves one hub alone.",
        )


def _watched(state: State, on_lost: Callable[[Change], None]) -> asyncio.Task[None] | None:
    """Keep the embedded engine alive from now on, if there is one."""
    if state.embedded is None:
        return None

    def hear(change: Change) -> None:
        state.readiness.hear(change)
        if change.state == "LOST":
            on_lost(change)

    return asyncio.create_task(keep_alive(state.embedded, hear))


def schema_of(state: State, mode: str = "hub") -> BaseSchema:
    """Return the schema of a mode with limits and masks round it, for HTTP and in process."""
    is_hub = mode == "hub"
    round_it = extensions(
        state.limits,
        state.allowance,
        schema_shown=state.settings.shows_schema,
        factor=1 if is_hub else ROUTER_FACTOR,
    )
    if is_hub:
        return build_hub(FastExecutor, round_it, Hub)
    return build_subgraph(mode.removeprefix("subgraph:"), FastExecutor, round_it, Subgraph)


def _routes(state: State, mode: str) -> list[BaseRoute]:
    is_hub, schema = mode == "hub", schema_of(state, mode)
    key = "" if is_hub else state.settings.router_key
    routes: list[BaseRoute] = [
        Route("/graphql", View(state, schema, router_key=key)),
        Route("/livez", _live),
        Route("/readyz", _ready(state)),
        Route("/metrics", _metrics(state)),
    ]
    if is_hub and state.settings.shows_schema:
        routes += [Route(f"/{name}", _text(file)) for name, file in _files().items()]
    if is_hub and state.issuer:
        routes.append(Route("/dev/oidc/jwks.json", _keys(state.issuer)))
    if is_hub and state.settings.shows_explorer:
        routes += [Route("/", explorer(state)), Route("/api", explorer(state))]
    return routes


def _files() -> dict[str, Path]:
    """Return the SDL files to download, by path."""
    files = {"schema.graphql": SDL / "hub.graphql", "supergraph.graphql": _SUPERGRAPH}
    return files | {f"subgraphs/{owner}.graphql": SDL / f"{owner}.graphql" for owner in OWNERS}


async def _live(_request: Request) -> Response:
    return PlainTextResponse("ok\n")


def _ready(state: State) -> Endpoint:
    async def ready(request: Request) -> Response:
        code = await state.readiness.now(state.graph)
        return readiness_response(code, "en" if locale_of(request) == "EN" else "zh")

    return ready


def _metrics(state: State) -> Endpoint:
    async def metrics(_request: Request) -> Response:
        counted = state.graph.metrics if state.graph else None
        text = prometheus(state.traffic, counted, state.readiness.restarts)
        return PlainTextResponse(text, media_type="text/plain; version=0.0.4")

    return metrics


def _text(file: Path) -> Callable[[Request], Response]:
    def text(request: Request) -> Response:
        return PlainTextResponse(file.read_text("utf-8")) if file.exists() else _nothing(request)

    return text


def _keys(issuer: DevelopmentIssuer) -> Endpoint:
    async def keys(_request: Request) -> Response:
        return JSONResponse(issuer.public())

    return keys


async def _not_there(request: Request, _error: Exception) -> Response:
    return _nothing(request)


def _nothing(request: Request) -> Response:
    words = Words("没有此地址；请看 /api。", "There is nothing at this address; see /api.")
    return Turned(404, words).response("en" if locale_of(request) == "EN" else "zh")
