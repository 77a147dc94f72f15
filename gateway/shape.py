"""How deep a document goes and how much it renames, told from its text alone (api.md 2.11)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a document looks like.

    Attributes:
        depth: fields within fields of its deepest operation; introspection is not counted.
        aliases: the most aliases in one selection, its fragments opened.
        all_aliases: aliases in the whole document, each fragment counted once.
        operations: how many operations it holds.
    """

    depth: int
    aliases: int
    all_aliases: int
    operations: int = 1


@dataclass(slots=True)
class _Measure:
    fragments: Mapping[str, FragmentDefinitionNode]
    depths: dict[str, int] = field(default_factory=dict[str, int])
    renames: dict[str, int] = field(default_factory=dict[str, int])
    most: int = 0

    def depth(self, node: SelectionSetNode) -> int:
        """Return how many fields lie within each other below `node`."""
        deepest = 0
        for one in node.selections:
            below = 0
            if isinstance(one, FieldNode):
                if one.name.value.startswith("__"):
                    continue
                below = 1 + (self.depth(one.selection_set) if one.selection_set else 0)
            elif isinstance(one, InlineFragmentNode):
                below = self.depth(one.selection_set)
            elif isinstance(one, FragmentSpreadNode):
                below = self._fragment_depth(one.name.value)
            deepest = max(deepest, below)
        return deepest

    def aliases(self, node: SelectionSetNode) -> int:
        """Return the aliases of one selection, and note the most of any selection below it."""
        count = 0
        for one in node.selections:
            if isinstance(one, FieldNode):
                count += one.alias is not None
                if one.selection_set:
                    self.aliases(one.selection_set)
            elif isinstance(one, InlineFragmentNode):
                count += self.aliases(one.selection_set)
            elif isinstance(one, FragmentSpreadNode):
                count += self._fragment_aliases(one.name.value)
        self.most = max(self.most, count)
        return count

    def _fragment_depth(self, name: str) -> int:
        if name not in self.depths:
            self.depths[name] = 0  # a circle is refused by validation; here it only must end
            fragment = self.fragments.get(name)
            self.depths[name] = self.depth(fragment.selection_set) if fragment else 0
        return self.depths[name]

    def _fragment_aliases(self, name: str) -> int:
        if name not in self.renames:
            self.renames[name] = 0
            fragment = self.fragments.get(name)
            self.renames[name] = self.aliases(fragment.selection_set) if fragment else 0
        return self.renames[name]


def shape_of(document: DocumentNode) -> Shape:
    """Return the shape of a document; each fragment is measured once, however often spread."""
    fragments = {
        one.name.value: one
        for one in document.definitions
        if isinstance(one, FragmentDefinitionNode)
    }
    operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    measure = _Measure(fragments)
    depth = max((measure.depth(one.selection_set) for one in operations), default=0)
    for one in operations:
        measure.aliases(one.selection_set)
    written = [one.selection_set for one in (*operations, *fragments.values())]
    return Shape(depth, measure.most, sum(map(_written, written)), len(operations))


def _written(node: SelectionSetNode) -> int:
    """Return how many aliases are written below `node`, fragments not opened."""
    count = 0
    for one in node.selections:
        if isinstance(one, FieldNode):
            count += one.alias is not None
        below = one.selection_set if isinstance(one, FieldNode | InlineFragmentNode) else None
        count += _written(below) if below else 0
    return count
