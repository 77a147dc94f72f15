"""What an operation may cost at most, told from its text and variables alone (api.md 2.11).

cost(field) = weight + size * the sum of its fields' costs. A connection's size stands at its
`edges`: its `first` or `last`, 20 by default; a plain list has an assumed size; else it is 1.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_leaf_type,
    value_from_ast_untyped,
)

WEIGHTS: Mapping[str, int] = {
    "matches": 5,
    "coverage": 5,
    "teams": 5,
    "previewMatches": 20,
    "connectionPaths": 50,
    "supplyDemand": 50,
    "coverageGaps": 50,
    "workloadBalance": 50,
    "claimLatency": 50,
    "dispatchFunnel": 50,
    "categoryMix": 50,
    "skillUtilization": 50,
}
"""Weight by field; another field that returns an object weighs 1, a leaf 0 (api.md 2.11)."""
SIZES: Mapping[str, int] = {
    "requirements": 9,
    "parts": 7,
    "gates": 12,
    "allowedTransitions": 5,
    "changes": 10,
}
"""Assumed size of plain lists by field: means of real lists, and bounds (api.md 2.11)."""
OTHER_LIST = 20
"""Assumed size of any other plain list that does not say its own."""
MUTATION = 10
"""What a mutation adds per root field."""
PAGE = 20
_LONGEST_PAGE = 100
_MOST_FIELDS = 50_000


class TooLarge(Exception):
    """The document opens into too many fields to be priced; nobody means such a one."""


@dataclass(slots=True)
class _Walk:
    """One walk over a document; what one selection costs is worked out once."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    known: dict[tuple[object, ...], int] = field(default_factory=dict[tuple[object, ...], int])
    visited: int = 0

    def selection(self, parent: GraphQLNamedType, nodes: list[SelectionSetNode], page: int) -> int:
        """Return what the fields selected by `nodes` on one `parent` cost.

        Fields of one name count once, as they are executed once; `page` is the size of the
        connection that `parent` is, 0 if it is none.
        """
        key = (parent.name, page, *map(id, nodes))
        if key not in self.known:
            merged: dict[tuple[str, str], tuple[GraphQLNamedType, list[FieldNode]]] = {}
            seen = set[str]()
            for node in nodes:
                for kind, one in self._fields(parent, node, seen):
                    name = one.alias.value if one.alias else one.name.value
                    merged.setdefault((kind.name, name), (kind, []))[1].append(one)
            self.known[key] = sum(self.field(kind, same, page) for kind, same in merged.values())
        return self.known[key]

    def field(self, parent: GraphQLNamedType, nodes: list[FieldNode], page: int) -> int:
        """Return what one field costs, everything below it included."""
        name = nodes[0].name.value
        returns = self._returns(parent, name)
        if returns is None:
            return 0
        kind, is_list = returns
        arguments = {one.name.value: self._value(one.value) for one in nodes[0].arguments or ()}
        size = 1
        if is_list:
            size = page if name == "edges" and page else _list_size(name, arguments)
        below = [node.selection_set for node in nodes if node.selection_set]
        return WEIGHTS.get(name, 1) + size * self.selection(kind, below, _page(kind, arguments))

    def _fields(
        self, parent: GraphQLNamedType, node: SelectionSetNode, seen: set[str]
    ) -> Iterator[tuple[GraphQLNamedType, FieldNode]]:
        """Yield the fields of a selection with the type they are selected on, fragments opened."""
        for one in node.selections:
            if isinstance(one, FieldNode):
                self.visited += 1
                if self.visited > _MOST_FIELDS:
                    raise TooLarge
                yield parent, one
                continue
            inner: InlineFragmentNode | FragmentDefinitionNode | None = None
            if isinstance(one, InlineFragmentNode):
                inner = one
            elif isinstance(one, FragmentSpreadNode) and one.name.value not in seen:
                seen.add(one.name.value)
                inner = self.fragments.get(one.name.value)
            if inner is not None:
                condition = inner.type_condition
                kind = self.schema.type_map.get(condition.name.value) if condition else None
                yield from self._fields(kind or parent, inner.selection_set, seen)

    def _returns(self, parent: GraphQLNamedType, name: str) -> tuple[GraphQLNamedType, bool] | None:
        """Return the object type of a field and whether it is a list; None for a leaf."""
        objects = (GraphQLObjectType, GraphQLInterfaceType)
        if name.startswith("__") or not isinstance(parent, objects):
            return None
        kind: Any = parent.fields[name].type  # pyright: ignore[reportUnknownMemberType]  open generics
        if isinstance(kind, GraphQLNonNull):
            kind = cast("Any", kind.of_type)  # pyright: ignore[reportUnknownMemberType]  the same
        named = cast("GraphQLNamedType", get_named_type(kind))
        return None if is_leaf_type(named) else (named, isinstance(kind, GraphQLList))

    def _value(self, node: Any) -> Any:
        """Return an argument's value: a number or a list, whose length matters; else None."""
        if isinstance(node, VariableNode):
            return self.variables.get(node.name.value)
        if isinstance(node, IntValueNode | ListValueNode):
            return value_from_ast_untyped(node, dict(self.variables))
        return None


def cost_of(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation_name: str | None,
    variables: Mapping[str, Any],
) -> int:
    """Return what a valid operation costs.

    Args:
        schema: the schema it is for.
        document: its document.
        operation_name: which of the document's operations; None where there is one.
        variables: as sent; defaults of the operation fill the gaps.

    Raises:
        TooLarge: it opens into more than 50,000 fields.
    """
    fragments = {
        one.name.value: one
        for one in document.definitions
        if isinstance(one, FragmentDefinitionNode)
    }
    operation = _operation(document, operation_name)
    root = schema.get_root_type(operation.operation) if operation else None
    if operation is None or root is None:
        return 0
    walk = _Walk(schema, fragments, _defaults(operation) | dict(variables))
    cost = walk.selection(root, [operation.selection_set], 0)
    is_mutation = operation.operation is OperationType.MUTATION
    return cost + MUTATION * len(operation.selection_set.selections) * is_mutation


def _operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode | None:
    found = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    if name is None:
        return found[0] if found else None
    return next((one for one in found if one.name and one.name.value == name), None)


def _defaults(operation: OperationDefinitionNode) -> dict[str, Any]:
    return {
        one.variable.name.value: value_from_ast_untyped(one.default_value)
        for one in operation.variable_definitions or ()
        if one.default_value
    }


def _list_size(name: str, arguments: Mapping[str, Any]) -> int:
    """Return the assumed size of a plain list: as many as are asked for, else its own, else 20."""
    asked = arguments.get("first")
    if isinstance(asked, int):
        return _within(asked)
    lists: list[int] = [len(value) for value in arguments.values() if isinstance(value, list)]  # pyright: ignore[reportUnknownArgumentType]  any JSON
    return max(1, *lists) if lists else SIZES.get(name, OTHER_LIST)


def _page(kind: GraphQLNamedType, arguments: Mapping[str, Any]) -> int:
    """Return the page size of a connection; 0 for any other type."""
    if not kind.name.endswith("Connection"):
        return 0
    sizes = [arguments.get("first"), arguments.get("last")]
    return max([_within(size) for size in sizes if isinstance(size, int)] or [PAGE])


def _within(size: int) -> int:
    """Return a size that was asked for; nonsense is refused later and counts as the largest."""
    return size if 0 < size <= _LONGEST_PAGE else _LONGEST_PAGE
