"""One Chinese term, one English name: the glossary knows every type of the API."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from graphql import GraphQLNamedType, GraphQLObjectType, GraphQLUnionType, build_schema

ROOT = Path(__file__).resolve().parents[2]
SDL = ROOT / "schema" / "sdl" / "hub.graphql"
GLOSSARY = ROOT / "docs" / "glossary.md"
HELPERS = ("Connection", "Edge", "Changed")
"""Ends of names that say no more than the name before them."""
PLUMBING = {"Query", "Mutation", "Subscription", "PageInfo"}


class Term(NamedTuple):
    """One row of the glossary; `types` are the names of the API in it."""

    chinese: str
    english: str
    types: list[str]


def terms() -> list[Term]:
    lines = GLOSSARY.read_text("utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"
    ]
    return [Term(row[0], row[1], re.findall(r"`(\w+)`", row[2])) for row in rows[2:]]


def types_of_the_api() -> Mapping[str, GraphQLNamedType]:
    return build_schema(SDL.read_text("utf-8"), assume_valid=True).type_map


def is_a_term(type_: GraphQLNamedType) -> bool:
    """Whether a type is a word of the domain; a problem is one kind of `Problem`."""
    if not isinstance(type_, GraphQLObjectType) or type_.name in PLUMBING:
        return False
    is_problem = any(it.name == "Problem" for it in type_.interfaces)
    return not (is_problem or type_.name.startswith("__") or type_.name.endswith(HELPERS))


def test_every_object_type_of_the_api_stands_in_the_glossary() -> None:
    known = {name for term in terms() for name in term.types}
    missing = [it.name for it in types_of_the_api().values() if is_a_term(it)]
    assert [name for name in missing if name not in known] == []


def test_every_type_the_glossary_names_is_one_of_the_api() -> None:
    api = types_of_the_api()
    assert [name for term in terms() for name in term.types if name not in api] == []


def test_unions_of_things_stand_there_too() -> None:
    unions = [it.name for it in types_of_the_api().values() if isinstance(it, GraphQLUnionType)]
    known = {name for term in terms() for name in term.types}
    assert [it for it in unions if not it.endswith("Result") and it not in known] == []


def test_every_term_is_said_once_in_each_language() -> None:
    chinese = [word for term in terms() for word in re.split("、| · ", term.chinese)]
    english = [word for term in terms() for word in term.english.split(" · ")]
    for said in (Counter(chinese), Counter(english)):
        assert [word for word, times in said.items() if times > 1] == []


def test_every_row_has_its_four_cells() -> None:
    rows = [line for line in GLOSSARY.read_text("utf-8").splitlines() if line.startswith("|")]
    assert [row for row in rows if row.count("|") != 5] == []
    assert all(term.chinese and term.english for term in terms())
