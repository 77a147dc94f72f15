"""What stands round every operation, over HTTP and in process: limits before it, masks after it."""

import logging
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, cast

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSyntaxError,
    NoSchemaIntrospectionCustomRule,
)
from strawberry.extensions import ParserCache, SchemaExtension, ValidationCache
from strawberry.types import ExecutionContext, ExecutionResult

from gateway.cost import TooLarge, cost_of
from gateway.limits import MINUTE_S, Allowance, Limits
from gateway.shape import Shape, shape_of
from gateway.words import Words
from graph.errors import InvalidInput
from graph.faults import Fault
from schema.context import Context
from schema.projection import HubSchema, SubgraphSchema

LOG = logging.getLogger("hub")
DOCUMENTS_KEPT = 500
"""Parsed and validated documents kept (api.md 8)."""
_TOLD = ("TIMEOUT", "BUSY", "UNAVAILABLE")
_INTERNAL = Words("系统内部错误，已记录。", "Internal error.")


class _Telling:
    """A schema that tells errors in the viewer's words, whichever way they came about."""

    async def execute(  # noqa: PLR0913, PLR0917  Strawberry's signature
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        allowed_operation_types: Any | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """Run one operation."""
        stock: Any = super()  # a mixin: the schema stands behind it
        result: ExecutionResult = await stock.execute(
            query,
            variable_values,
            context_value,
            root_value,
            operation_name,
            allowed_operation_types,
            operation_extensions,
        )
        if result.errors:
            result.errors = [told(error, cast("Context", context_value)) for error in result.errors]
        return result

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log nothing here: expected errors are the client's, `told` logs the others."""


class Hub(_Telling, HubSchema):
    """The hub's schema as the gateway serves it."""


class Subgraph(_Telling, SubgraphSchema):
    """A subgraph's schema as the gateway serves it."""


def extensions(
    limits: Limits, allowance: Allowance, *, schema_shown: bool = True, factor: int = 1
) -> tuple[Callable[[], SchemaExtension], ...]:
    """Return what stands round every operation: two caches, limits and masks.

    Args:
        limits: how much one may ask.
        allowance: what the accounts used already.
        schema_shown: introspection is answered.
        factor: times the cost limit; 10 for subgraphs, which the router asks for parts.
    """
    return (
        lambda: ParserCache(maxsize=DOCUMENTS_KEPT),
        lambda: ValidationCache(maxsize=DOCUMENTS_KEPT),
        lambda: Guard(limits, allowance, schema_shown=schema_shown, factor=factor),
    )


class Guard(SchemaExtension):
    """One operation's limits and cost; stands behind the two caches."""

    def __init__(
        self, limits: Limits, allowance: Allowance, *, schema_shown: bool, factor: int
    ) -> None:
        self._limits, self._allowance = limits, allowance
        self._schema_shown, self._factor, self._cost = schema_shown, factor, 0

    @property
    def _context(self) -> Context:
        return self.execution_context.context

    def on_operation(self) -> Iterator[None]:
        """Bound the tokens before the text is read."""
        asked = self.execution_context
        asked.parse_options = {"max_tokens": self._limits.tokens}
        if not self._schema_shown:
            asked.validation_rules = (*asked.validation_rules, NoSchemaIntrospectionCustomRule)
        yield

    def on_validate(self) -> Iterator[None]:
        """Refuse what is valid and too much."""
        document = self.execution_context.graphql_document
        if document is not None and not self.execution_context.pre_execution_errors:
            error = self._too_much(document)
            if error is not None:
                self.execution_context.pre_execution_errors = [error]
        yield

    def get_results(self) -> dict[str, Any]:
        """Return what the operation cost, for the answer's `extensions`."""
        limits, viewer = self._limits, self._context.viewer
        left, ends = self._allowance.left(viewer.id, "cost", limits.cost_a_minute, MINUTE_S)
        limit = limits.cost_for(viewer) * self._factor
        return {
            "cost": {"requested": self._cost, "limit": limit, "left": left, "resetAt": int(ends)}
        }

    def _too_much(self, document: DocumentNode) -> GraphQLError | None:
        limits, shape = self._limits, _shape(document)
        if shape.operations > 1 and self.execution_context._provided_operation_name is None:  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  else the first would run
            return refusal(
                "BAD_USER_INPUT",
                "文档有多个操作，请用 operationName 指定一个。",
                "The document has several operations; name one with operationName.",
                self._context,
            )
        if shape.depth > limits.depth:
            return self._refused(
                "DEPTH_LIMIT", "嵌套层数", "fields within fields", shape.depth, limits.depth
            )
        if shape.aliases > limits.aliases:
            return self._refused(
                "ALIAS_LIMIT",
                "同级别名数",
                "aliases in one selection",
                shape.aliases,
                limits.aliases,
            )
        if shape.all_aliases > limits.all_aliases:
            return self._refused(
                "ALIAS_LIMIT", "别名总数", "aliases in all", shape.all_aliases, limits.all_aliases
            )
        return self._too_dear(document)

    def _too_dear(self, document: DocumentNode) -> GraphQLError | None:
        asked, viewer = self.execution_context, self._context.viewer
        limit = self._limits.cost_for(viewer) * self._factor
        try:
            self._cost = cost_of(
                asked.schema._schema,  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  no public name
                document,
                asked.operation_name,
                asked.variables or {},
            )
        except TooLarge:
            self._cost = limit + 1
        if self._cost > limit:
            return self._refused("COST_LIMIT", "查询开销", "cost", self._cost, limit)
        wait_s = self._allowance.take(
            viewer.id, "cost", self._cost, self._limits.cost_a_minute * self._factor, MINUTE_S
        )
        if wait_s:
            return refusal(
                "COST_LIMIT",
                f"本分钟的查询额度已用完，请 {wait_s:.0f} 秒后再试。",
                f"This minute's cost is used up; try again in {wait_s:.0f} s.",
                self._context,
            )
        return None

    def _refused(self, code: str, zh: str, en: str, found: int, limit: int) -> GraphQLError:
        return refusal(
            code,
            f"{zh}为 {found}，上限为 {limit}。请减少 first、层数或字段。",
            f"{found} {en}; the limit is {limit}. Ask for fewer rows, levels or fields.",
            self._context,
        )


def refusal(code: str, zh: str, en: str, context: Context) -> GraphQLError:
    """Return a request error in the language of the request."""
    return GraphQLError(en if context.locale == "EN" else zh, extensions={"code": code})


def told(error: GraphQLError, context: Context) -> GraphQLError:
    """Return an error as clients may read it: with a code, in their language, no insides of ours.

    Expected ones keep their words; an engine that is away says so; everything else is INTERNAL,
    with its cause in the log under the request's id.
    """
    code, words = _meaning(error)
    extensions: dict[str, Any] = {"code": code}
    if code == "INTERNAL":
        cause = error.original_error or error
        LOG.error("request %s: %s", context.request_id, cause, exc_info=_cause(cause))
        extensions["requestId"] = context.request_id
    message = error.message if words is None else words.to("en" if context.locale == "EN" else "zh")
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        original_error=error.original_error,
        extensions=extensions,
    )


def _cause(error: Exception) -> tuple[type[Exception], Exception, Any]:
    return type(error), error, error.__traceback__


def _meaning(error: GraphQLError) -> tuple[str, Words | None]:
    """Return the code of an error and its words in both languages; None: its own words stand."""
    cause, extensions = error.original_error, error.extensions or {}
    if isinstance(cause, Fault):
        return (
            (cause.code, Words(cause.zh, cause.en))
            if cause.code in _TOLD
            else ("INTERNAL", _INTERNAL)
        )
    if isinstance(cause, InvalidInput):
        return "BAD_USER_INPUT", Words(cause.zh, cause.en)
    if "code" in extensions:
        zh = extensions.get("zh")
        return extensions["code"], Words(zh, error.message) if zh else None
    if isinstance(cause, RecursionError):
        return "DEPTH_LIMIT", Words("嵌套过深。", "Nested too deeply.")
    if error.path is None and (cause is None or isinstance(cause, GraphQLError)):
        return _request_code(error), None
    return "INTERNAL", _INTERNAL


def _request_code(error: GraphQLError) -> str:
    """Return the code of an error found before execution; the router gives the same ones."""
    if isinstance(error, GraphQLSyntaxError):
        if "tokens. Parsing aborted" in error.message:
            return "TOKEN_LIMIT"
        return "DEPTH_LIMIT" if "nested too deep" in error.message else "GRAPHQL_PARSE_FAILED"
    if error.message.startswith("Variable '$"):
        return "BAD_USER_INPUT"
    return "GRAPHQL_VALIDATION_FAILED"


@lru_cache(maxsize=DOCUMENTS_KEPT)
def _shape(document: DocumentNode) -> Shape:
    return shape_of(document)
