"""The service categories (服务事项).

Leaves, what relates them, measures and qualifications, held in memory.

Read once from `data/taxonomy.json`; never retyped. Source: domain.md section 8.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, Protocol

_FILE = Path(__file__).parent / "data" / "taxonomy.json"

Locale = Literal["zh", "en"]
EXACT = 1000
"""Thousandths of a category that is the same, or below."""


class Closeness(Protocol):
    """What a policy says about categories that are near but not the same, in thousandths."""

    @property
    def parent_rel(self) -> int:
        """Of the top category."""
        ...

    @property
    def sibling_rel(self) -> int:
        """Of a leaf under the same top."""
        ...

    @property
    def use_related(self) -> bool:
        """Whether RELATED categories count."""
        ...

    @property
    def use_siblings(self) -> bool:
        """Whether siblings count."""
        ...


@dataclass(frozen=True, slots=True)
class Term:
    """A code with its names: a top category, a measure or a qualification."""

    code: str
    name: str
    name_en: str
    also_met_by: tuple[str, ...] = ()  # qualifications only


@dataclass(frozen=True, slots=True)
class Leaf:
    """A category of the second level. `examples`: one phrase each of resource, skill and need."""

    code: str
    name: str
    name_en: str
    synonyms: tuple[str, ...]
    examples: tuple[str, str, str]
    difficulty: int  # 1..5
    flags: frozenset[str]  # R 老三样, U 急需少人, S 专业, E 应急, P 岗位
    qualification: str  # '' = none
    measure: str

    @property
    def top(self) -> str:
        """Code of the top category."""
        return self.code.partition("-")[0]

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its synonyms."""
        return (self.name, *self.synonyms)

    @property
    def documents(self) -> tuple[str, ...]:
        """The texts that stand for this leaf: name, synonyms, examples."""
        return (*self.names, *self.examples)


@dataclass(frozen=True, slots=True)
class Related:
    """An offer of one category can serve a line of another, with a weight in thousandths."""

    offered: str
    required: str
    weight: int


class Taxonomy:
    """One version of the scheme HUB. Read-only; mappings keep the order of the file."""

    def __init__(self, book: Mapping[str, Any]) -> None:
        """Build from the parsed file."""
        self.scheme: str = book["scheme"]
        self.version: str = book["version"]
        self.tops = _terms(book["tops"])
        self.flags = _terms(book["flags"])
        self.measures = _terms(book["measures"])
        self.qualifications = _terms(book["qualifications"])
        self.leaves = MappingProxyType({row["code"]: _leaf(row) for row in book["leaves"]})
        self.related = tuple(Related(**row) for row in book["related"])
        self._closures = dict[tuple[str, int, int, bool, bool], Mapping[str, int]]()
        self._inverses = dict[tuple[str, int, int, bool, bool], Mapping[str, int]]()

    @property
    def codes(self) -> Iterator[str]:
        """All category codes, tops first."""
        yield from self.tops
        yield from self.leaves

    def satisfies(self, code: str, offered: Collection[str]) -> bool:
        """Return whether the qualifications `offered` meet `code` ('' asks for none)."""
        known = self.qualifications.get(code)
        return (
            not code
            or code in offered
            or (known is not None and any(other in offered for other in known.also_met_by))
        )

    def closure(self, code: str, policy: Closeness) -> Mapping[str, int]:
        """Return the categories whose offers may serve a line of `code`.

        Category → rel in thousandths.

        The category and all below it 1000, its top category, what is RELATED to it, its siblings,
        as the policy says; reached in two ways, the greater counts. Unknown code: empty.
        matching.md 3.1.
        """
        key = (code, policy.parent_rel, policy.sibling_rel, policy.use_related, policy.use_siblings)
        if key not in self._closures:
            self._closures[key] = MappingProxyType(self._reach_of(code, policy))
        return self._closures[key]

    def inverse_closure(self, code: str, policy: Closeness) -> Mapping[str, int]:
        """Return the categories of lines that an offer of `code` may serve: category → rel."""
        key = (code, policy.parent_rel, policy.sibling_rel, policy.use_related, policy.use_siblings)
        if key not in self._inverses:
            met = {
                other: rel for other in self.codes if (rel := self.closure(other, policy).get(code))
            }
            self._inverses[key] = MappingProxyType(met)
        return self._inverses[key]

    def _reach_of(self, code: str, policy: Closeness) -> dict[str, int]:
        below = [leaf.code for leaf in self.leaves.values() if leaf.top == code.partition("-")[0]]
        found = list[tuple[str, int]]()
        if code in self.tops:
            found += [(code, EXACT), *((leaf, EXACT) for leaf in below)]
        elif code in self.leaves:
            found += [(code, EXACT), (self.leaves[code].top, policy.parent_rel)]
            if policy.use_siblings:
                found += [(leaf, policy.sibling_rel) for leaf in below]
        if policy.use_related:
            found += [(link.offered, link.weight) for link in self.related if link.required == code]
        rels = dict[str, int]()
        for other, rel in found:
            rels[other] = max(rel, rels.get(other, 0))
        return {other: rel for other, rel in rels.items() if rel > 0}

    def label(self, code: str, locale: Locale) -> str:
        """Return the name of a category in `locale`; the code itself if it is not known."""
        return _name(self.leaves.get(code) or self.tops.get(code), code, locale)

    def measure_label(self, code: str, locale: Locale) -> str:
        """Return the name of a measure in `locale`; the code itself if it is not known."""
        return _name(self.measures.get(code), code, locale)

    def qualification_label(self, code: str, locale: Locale) -> str:
        """Return the name of a qualification in `locale`; the code itself if it is not known."""
        return _name(self.qualifications.get(code), code, locale)


@cache
def taxonomy() -> Taxonomy:
    """Return the taxonomy shipped with the program, read once per process."""
    return Taxonomy(json.loads(_FILE.read_text("utf-8")))


def _name(term: Term | Leaf | None, code: str, locale: Locale) -> str:
    if term is None:
        return code
    return term.name if locale == "zh" else term.name_en


def _terms(rows: list[Mapping[str, Any]]) -> Mapping[str, Term]:
    made = (
        Term(row["code"], row["name"], row.get("name_en", ""), tuple(row.get("also_met_by", ())))
        for row in rows
    )
    return MappingProxyType({term.code: term for term in made})


def _leaf(row: Mapping[str, Any]) -> Leaf:
    said = row["examples"]
    return Leaf(
        code=row["code"],
        name=row["name"],
        name_en=row["name_en"],
        synonyms=tuple(row["synonyms"]),
        examples=(said["resource"], said["skill"], said["need"]),
        difficulty=row["difficulty"],
        flags=frozenset(row["flags"]),
        qualification=row["qualification"],
        measure=row["measure"],
    )
