"""What lives as long as the process and every request reaches: one object, made in `app.py`."""

import secrets
import time
from dataclasses import dataclass, field

from starlette.requests import Request

from gateway.health import Readiness
from gateway.identity import Checker, Viewers, bearer_of
from gateway.issuer import DevelopmentIssuer
from gateway.limits import Allowance, Limits
from gateway.observe import Traffic
from gateway.settings import Settings
from gateway.words import LOCALES, language_of_header
from graph.connection import Graph
from graph.embedded import EmbeddedEngine
from graph.faults import EngineUnavailable
from graph.members.store import viewer_by_subject
from graph.viewer import NOBODY, Viewer
from schema.context import Context


@dataclass(slots=True)
class State:
    """The parts of a running process.

    Attributes:
        settings: how it runs.
        limits: how much one may ask.
        allowance: what the accounts used.
        checker: says whose a token is.
        issuer: the development issuer; None in production.
        readiness: whether requests are answered now.
        traffic: what was answered.
        graph: the open graph; None before the start and after the end.
        embedded: the engine, where this process runs or joins one.
    """

    settings: Settings
    limits: Limits
    checker: Checker
    issuer: DevelopmentIssuer | None
    graph: Graph | None = None
    embedded: EmbeddedEngine | None = None
    allowance: Allowance = field(default_factory=Allowance)
    readiness: Readiness = field(default_factory=Readiness)
    traffic: Traffic = field(default_factory=Traffic)
    viewers: Viewers = field(init=False)

    def __post_init__(self) -> None:
        """Read viewers from whatever graph is open."""
        self.viewers = Viewers(lambda subject: viewer_by_subject(self.opened, subject, now_ms()))

    @property
    def opened(self) -> Graph:
        """The open graph.

        Raises:
            EngineUnavailable: there is none yet, or no more.
        """
        if self.graph is None:
            raise EngineUnavailable
        return self.graph

    async def viewer_of(self, request: Request) -> Viewer:
        """Return who asks; NOBODY without a token, and for a subject that is no member.

        Raises:
            TokenRefused: the token is not accepted.
            IssuerSilent: it cannot be checked now.
            Fault: the graph does not answer.
        """
        token = bearer_of(request.headers.get("authorization", ""))
        if token is None:
            return NOBODY
        return await self.viewers.of(await self.checker.subject_of(token)) or NOBODY

    def context(
        self, viewer: Viewer, *, locale: str, area: str | None = None, request_id: str = ""
    ) -> Context:
        """Return the context of one operation, over HTTP or in process."""
        return Context(
            graph=self.opened,
            viewer=viewer,
            locale=locale,
            area=area,
            limits=self.limits.told_to(viewer),
            request_id=request_id or secrets.token_hex(8),
        )


def locale_of(request: Request) -> str:
    """Return the language of a request as the API names it: `?lang=`, else `Accept-Language`."""
    asked = request.query_params.get("lang") or request.headers.get("accept-language", "")
    return LOCALES[language_of_header(asked)]


def now_ms() -> int:
    """Return the clock, UTC milliseconds."""
    return int(time.time() * 1000)
