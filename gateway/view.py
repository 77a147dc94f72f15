"""GraphQL over HTTP: who asks, media types, request errors as 4xx with codes, orjson (api.md 8)."""

# Strawberry's view is generic over loosely typed frameworks; nothing untyped leaves this module.
# pyright: reportIncompatibleMethodOverride=false

import hmac
import re
from typing import Any, cast

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Message, Receive, Scope, Send
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLRequestData
from strawberry.http.parse_content_type import parse_content_type
from strawberry.schema import BaseSchema
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types import ExecutionResult

from gateway import turned
from gateway.health import REASONS, RETRY_AFTER_S
from gateway.identity import IssuerSilent, TokenRefused
from gateway.limits import MINUTE_S
from gateway.observe import Seen, digest_of
from gateway.state import State, locale_of
from gateway.turned import Turned
from gateway.words import Words
from graph.faults import Fault
from schema.context import Context

RESPONSE_JSON = "application/graphql-response+json"
_NAME = re.compile(r"\b(?:query|mutation|subscription)\s+(\w+)")
_NOT_FOUND, _ONLY = "#PERSISTED_QUERY_NOT_FOUND", "#PERSISTED_QUERY_ONLY"
_REGISTERED = {
    _NOT_FOUND: Words("没有登记这个操作。", "PersistedQueryNotFound"),
    _ONLY: Words("只接受已登记的操作。", "Only registered operations are accepted."),
}


class View(GraphQL[Context, None]):
    """The hub's `/graphql`, or a subgraph's."""

    operations: dict[str, str]

    def __init__(self, state: State, schema: BaseSchema, *, router_key: str = "") -> None:
        super().__init__(schema, graphql_ide=None, subscription_protocols=())
        self.state, self.router_key = state, router_key
        self.operations = {}  # sha256 of a registered document -> document

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or turn it away in the asker's language."""
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope, _bounded(receive, self.state.limits.body_bytes))
        try:
            response = await self._answer(request)
        except Turned as reason:
            language = "en" if locale_of(request) == "EN" else "zh"
            response = reason.response(language)
            seen(request).codes += [reason.code] if reason.code else []
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method not in ("GET", "POST"):
            raise turned.METHOD
        if self._is_visitor(request):
            return RedirectResponse("/api", status_code=303)
        self._check_router(request)
        if self.state.readiness.code:
            raise turned.not_now(REASONS[self.state.readiness.code], RETRY_AFTER_S)
        context = await self._context(request)
        self._check_rate(request, context)
        try:
            return await self.run(request, context=context)
        except HTTPException as error:
            raise _turned(error) from error

    def _is_visitor(self, request: Request) -> bool:
        """Tell a browser that came to look from a client that asks."""
        wants_page = "text/html" in request.headers.get("accept", "")
        return request.method == "GET" and wants_page and "query" not in request.query_params

    def _check_router(self, request: Request) -> None:
        given = request.headers.get("x-hub-router-key", "")
        if self.router_key and not hmac.compare_digest(given.encode(), self.router_key.encode()):
            raise Turned(
                403, Words("此子图只接受路由器的请求。", "This subgraph answers its router only.")
            )

    async def _context(self, request: Request) -> Context:
        """Find out who asks.

        Raises:
            Turned: 401 for a token that is not accepted, 503 where it cannot be told now.
        """
        try:
            viewer = await self.state.viewer_of(request)
        except TokenRefused as error:
            raise turned.no_entry(error.words) from error
        except IssuerSilent as error:
            words = Words("身份提供方没有应答。", "The identity provider does not answer.")
            raise turned.not_now(words, RETRY_AFTER_S) from error
        except Fault as error:
            raise turned.not_now(Words(error.zh, error.en), RETRY_AFTER_S) from error
        seen(request).viewer = viewer.id
        return self.state.context(
            viewer,
            locale=locale_of(request),
            area=request.headers.get("x-hub-area"),
            request_id=seen(request).request_id,
        )

    def _check_rate(self, request: Request, context: Context) -> None:
        limits, take = self.state.limits, self.state.allowance.take
        if context.viewer.id:
            wait_s = take(context.viewer.id, "operations", 1, limits.operations_a_second, 1.0)
        else:
            address = request.client.host if request.client else "?"
            wait_s = take(address, "anonymous", 1, limits.anonymous_a_minute, MINUTE_S)
        if wait_s:
            raise turned.too_many(wait_s)

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData:
        """Return what is asked, its parts checked one by one."""
        if request.method == "GET":
            data: Any = self.parse_query_params(request.query_params)
        else:
            if parse_content_type(request.content_type or "")[0] != "application/json":
                raise turned.MEDIA_TYPE
            data = self.parse_json(await request.get_body())
        if not isinstance(data, dict):
            raise turned.NO_OBJECT
        body = cast("dict[str, Any]", data)
        for name, kind, zh, en in (
            ("query", str, "字符串", "a string"),
            ("operationName", str, "字符串", "a string"),
            ("variables", dict, "对象", "an object"),
            ("extensions", dict, "对象", "an object"),
        ):
            if body.get(name) is not None and not isinstance(body[name], kind):
                raise turned.wrong_kind(name, zh, en)
        query = self._registered(body.get("query"), body.get("extensions") or {})
        return GraphQLRequestData(
            query, body.get("variables"), body.get("operationName") or None, body.get("extensions")
        )

    def _registered(self, query: str | None, extensions: dict[str, Any]) -> str | None:
        """Return the document to run, by its text or by its hash.

        A text that may not run becomes an empty document, whose error `process_result` renames.
        """
        mode = self.state.settings.operations
        asked = extensions.get("persistedQuery") if mode != "off" else None
        if isinstance(asked, dict) and query is None:
            return self.operations.get(
                str(cast("dict[str, Any]", asked).get("sha256Hash")), _NOT_FOUND
            )
        if mode == "only" and query not in self.operations.values():
            return _ONLY
        return query

    def decode_json(self, data: str | bytes) -> object:
        """Read JSON; its error is a JSONDecodeError for bad UTF-8 too."""
        return orjson.loads(data)

    async def get_sub_response(self, request: Any) -> Response:
        """Note what the client wants to read, and whom the answer is for."""
        response: Any = await super().get_sub_response(request)
        response.asked = request
        return response

    async def execute_single(self, *args: Any, **kwargs: Any) -> ExecutionResult:
        """Run one operation and note it for the log."""
        data: GraphQLRequestData = kwargs["request_data"]
        result = await super().execute_single(*args, **kwargs)
        note = seen(kwargs["request"])
        note.digest = digest_of(data.query or "")
        note.operation = _name_of(data) if result.data is not None else ""
        note.cost = (result.extensions or {}).get("cost", {}).get("requested", 0)
        note.codes += [str((error.extensions or {}).get("code")) for error in result.errors or ()]
        return result

    async def process_result(self, request: Request, result: ExecutionResult) -> Any:
        """Return the body; without `data` where execution never began."""
        body: Any = await super().process_result(request, result)
        if result.data is None and result.errors and all(one.path is None for one in result.errors):
            del body["data"]
            for shown, error in zip(body["errors"], result.errors, strict=True):
                _rename(shown, error, "en" if locale_of(request) == "EN" else "zh")
        return body

    def create_response(self, response_data: Any, sub_response: Any) -> Response:
        """Return the answer in the media type the client prefers."""
        preferred = _prefers_response_json(sub_response.asked.headers.get("accept", ""))
        media_type = f"{RESPONSE_JSON}; charset=utf-8" if preferred else "application/json"
        response = Response(orjson.dumps(response_data), media_type=media_type)
        if preferred and "data" not in response_data:
            response.status_code = 400
        response.headers.raw.extend(sub_response.headers.raw)
        response.status_code = sub_response.status_code or response.status_code
        return response


def seen(request: Request) -> Seen:
    """Return the record the log line is made of."""
    return request.state.seen


def _name_of(data: GraphQLRequestData) -> str:
    """Return the name of the operation that ran; '' if it has none."""
    found = _NAME.search(data.query or "")
    return (data.operation_name or (found[1] if found else ""))[:80]


def _bounded(receive: Receive, limit: int) -> Receive:
    """Return `receive` that turns a body away once it is longer than `limit` bytes."""
    length = 0

    async def bounded() -> Message:
        nonlocal length
        message = await receive()
        length += len(message.get("body", b""))
        if length > limit:
            raise turned.too_large(limit)
        return message

    return bounded


def _prefers_response_json(accept: str) -> bool:
    """Tell whether `application/graphql-response+json` is asked for before `application/json`."""
    for part in accept.split(","):
        kind, _, parameters = part.strip().partition(";")
        if kind.strip().lower() == RESPONSE_JSON:
            return "q=0" not in parameters.replace(" ", "").split(";")
        if kind.strip().lower() == "application/json":
            return False
    return False


def _turned(error: HTTPException) -> Turned:
    """Return one of Strawberry's own refusals in both languages."""
    if isinstance(error.__cause__, InvalidOperationTypeError):
        return turned.MUTATION_BY_GET
    if "JSON" in error.reason:
        return turned.NO_JSON
    if "No GraphQL query" in error.reason:
        return turned.NO_QUERY
    return turned.NO_OPERATION


def _rename(shown: dict[str, Any], error: GraphQLError, language: Any) -> None:
    text = error.source.body if error.source else ""
    if text in _REGISTERED:
        shown.update(message=_REGISTERED[text].to(language), extensions={"code": text[1:]})
        shown.pop("locations", None)
