"""Resolve plain leaf attributes without the per-field work of graphql-core (api.md 8).

A page of needs has thousands of fields that are nothing but attributes of a value already loaded.
A field without arguments, extensions or permissions, on a plain attribute with a leaf type, is read
directly; everything else goes the stock way, errors included, so answers are equal.
"""

# graphql-core's executor is typed loosely; nothing untyped leaves this module.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from graphql import GraphQLField, GraphQLNonNull, GraphQLObjectType, is_leaf_type
from graphql.pyutils import Path, Undefined, gather_with_cancel
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.schema.schema_converter import GraphQLCoreConverter

_DEFINITION = GraphQLCoreConverter.DEFINITION_BACKREF
_EXACT = {"String": str, "ID": str, "Boolean": bool}


class _Leaf(NamedTuple):
    """How to read one plain attribute.

    Attributes:
        attribute: its Python name.
        coerce: makes the value one of the field's type.
        exact: a value of exactly this type needs no coercion; None where every value does.
        non_null: null is an error, which the stock way reports.
    """

    attribute: str
    coerce: Callable[[Any], Any]
    exact: type | None
    non_null: bool


def _leaf(field: GraphQLField) -> _Leaf | None:
    """Return how to read the field directly; None where it is more than a plain attribute."""
    definition = (field.extensions or {}).get(_DEFINITION)
    if field.args or definition is None or not getattr(field.resolve, "_is_default", False):
        return None
    if (
        definition.extensions
    ):  # a guard on a plain attribute: `_is_default` stays true, so look here
        return None
    kind, non_null = field.type, False
    if isinstance(kind, GraphQLNonNull):
        kind, non_null = kind.of_type, True
    if not is_leaf_type(kind):
        return None
    return _Leaf(definition.python_name, kind.coerce_output_value, _EXACT.get(kind.name), non_null)


class FastExecutor(StrawberryGraphQLCoreExecutionContext):
    """Strawberry's executor with a short way for plain attributes."""

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Path | None,
        grouped_field_set: Any,
        position_context: Any,
    ) -> Any:
        """Resolve the fields of one object; as graphql-core does, but for plain leaves."""
        if (
            self.middleware_manager and self.middleware_manager.middlewares
        ):  # the manager is always there
            return super().execute_fields(
                parent_type, source_value, path, grouped_field_set, position_context
            )
        read = self.schema._strawberry_schema.config.default_resolver  # noqa: SLF001  # pyright: ignore[reportAttributeAccessIssue, reportPrivateUsage]
        answer: dict[str, Any] = {}
        pending: list[str] = []
        for name, details, leaf in self._plan(parent_type, grouped_field_set):
            if leaf is not None:
                value = self._attribute(read, source_value, leaf)
                if value is not Undefined:
                    answer[name] = value
                    continue
            try:
                value = self.execute_field(
                    parent_type,
                    source_value,
                    details,
                    Path(path, name, parent_type.name),
                    position_context,
                )
            except Exception:
                if pending:
                    self.settle_in_background([answer[one] for one in pending])
                raise
            if value is not Undefined:
                answer[name] = value
                if self.is_awaitable(value):
                    pending.append(name)
        return self._finish(answer, pending) if pending else answer

    def _attribute(self, read: Callable[[Any, str], Any], source: Any, leaf: _Leaf) -> Any:
        """Return the value of a plain attribute; Undefined where the stock way must speak."""
        try:
            value = read(source, leaf.attribute)
            if type(value) is leaf.exact:
                return value
            if value is None:
                return Undefined if leaf.non_null else None
            if self.is_awaitable(value):
                return Undefined
            value = leaf.coerce(value)
        except Exception:  # noqa: BLE001  the stock way meets it again and reports it
            return Undefined
        return Undefined if value is None else value

    def _plan(
        self, parent_type: GraphQLObjectType, grouped: Any
    ) -> list[tuple[str, Any, _Leaf | None]]:
        """Return name, details and short way of each selected field; kept for this execution."""
        plans: dict[int, Any] = self.__dict__.setdefault("_plans", {})
        kept = plans.get(id(grouped))
        if kept is not None and kept[0] is grouped and kept[1] is parent_type:
            return kept[2]
        rows: list[tuple[str, Any, _Leaf | None]] = []
        for name, details in grouped.items():
            asked = details[0].node.name.value
            field = None if asked.startswith("__") else self.schema.get_field(parent_type, asked)
            rows.append((name, details, _leaf(field) if field else None))
        plans[id(grouped)] = (grouped, parent_type, rows)
        return rows

    async def _finish(self, answer: dict[str, Any], pending: list[str]) -> dict[str, Any]:
        waiting: list[Awaitable[Any]] = [answer[name] for name in pending]
        if len(waiting) == 1:
            answer[pending[0]] = await waiting[0]
        else:
            answer.update(zip(pending, await gather_with_cancel(*waiting), strict=True))
        return answer
