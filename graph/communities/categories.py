"""The service categories (服务事项) as things with ids, from the taxonomy held in memory."""

from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from graph.communities.model import ServiceCategory
from graph.ids import ulid_of
from graph.taxonomy import Leaf, Taxonomy, Term, taxonomy
from graph.text import fold
from graph.things import Ref


@cache
def categories() -> Mapping[str, ServiceCategory]:
    """Return every category of the shipped taxonomy by code, tops first, in the file's order."""
    book = taxonomy()
    tops = [_top(book, term) for term in book.tops.values()]
    leaves = [_leaf(book, leaf) for leaf in book.leaves.values()]
    return MappingProxyType({category.code: category for category in (*tops, *leaves)})


@cache
def categories_by_id() -> Mapping[str, ServiceCategory]:
    """Return the same by id."""
    return MappingProxyType({category.id: category for category in categories().values()})


def category_of(code: str | None) -> ServiceCategory | None:
    """Return the category with this code, or None if the taxonomy has none."""
    return categories().get(code or "")


def categories_where(
    *, scheme: str | None = None, parent: str | None = None, text: str | None = None
) -> list[ServiceCategory]:
    """Return the categories of a scheme, below a top, or with a word in a name; None: all."""
    wanted = fold(text or "")
    return [
        category
        for category in categories().values()
        if scheme in {None, category.scheme}
        and (parent is None or (category.top_code == parent and category.code != parent))
        and any(wanted in fold(name) for name in _names(category))
    ]


def category_id(scheme: str, code: str) -> Ref:
    """Return the id of a category: always the same for the same scheme and code."""
    return Ref(f"sc_{ulid_of(f'{scheme}|{code}')}")


def category_links(ids: Collection[str]) -> list[dict[str, Any]]:
    """Return the links between these categories: {from_id, to_id, weight}; weight 0: to the top."""
    book = taxonomy()
    links = [(leaf.code, leaf.top, 0) for leaf in book.leaves.values()]
    links += [(link.offered, link.required, link.weight) for link in book.related]
    rows = [
        {
            "from_id": category_id(book.scheme, below),
            "to_id": category_id(book.scheme, above),
            "weight": weight,
        }
        for below, above, weight in links
    ]
    return [row for row in rows if row["from_id"] in ids and row["to_id"] in ids]


def _names(category: ServiceCategory) -> tuple[str, ...]:
    return (category.code, category.name, category.name_en, *category.synonyms)


def _top(book: Taxonomy, term: Term) -> ServiceCategory:
    return ServiceCategory(
        id=category_id(book.scheme, term.code),
        scheme=book.scheme,
        code=term.code,
        level=1,
        top_code=term.code,
        name=term.name,
        name_en=term.name_en,
        taxonomy_version=book.version,
    )


def _leaf(book: Taxonomy, leaf: Leaf) -> ServiceCategory:
    return ServiceCategory(
        id=category_id(book.scheme, leaf.code),
        scheme=book.scheme,
        code=leaf.code,
        level=2,
        top_code=leaf.top,
        name=leaf.name,
        name_en=leaf.name_en,
        synonyms=leaf.synonyms,
        difficulty=leaf.difficulty,
        flags=tuple(sorted(leaf.flags)),
        qualification=leaf.qualification,
        measure=leaf.measure,
        taxonomy_version=book.version,
    )
