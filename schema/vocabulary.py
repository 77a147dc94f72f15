"""Enums shown to people, made from `vocabulary.json`: each value has its label in both languages.

`NeedKind = enumeration("NeedKind")`, `kind: str = strawberry.field(..., graphql_type=NeedKind)`: in
Python a value stays what the graph keeps (`kept` in the file, else the name itself).
"""

import json
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, cast

import strawberry

from graph import states

_FILE = Path(__file__).with_name("vocabulary.json")
_BOOK: Mapping[str, Any] = json.loads(_FILE.read_text("utf-8"))
_TAXONOMY = Path(states.__file__).with_name("data") / "taxonomy.json"


@cache
def enumeration(name: str) -> Any:
    """Return the GraphQL enum of this name; the same object each time.

    Raises:
        KeyError: `vocabulary.json` has no such enum.
    """
    members = {
        code: strawberry.enum_value(row.get("kept", code), description=_text(row))
        for code, row in _values(name).items()
    }
    made = cast("Any", Enum(name, members))
    return strawberry.enum(made, description=_text(_BOOK[name]))


def names() -> tuple[str, ...]:
    """Return the names of all enums of the file, in its order."""
    return tuple(_BOOK)


def labels(name: str, locale: str) -> dict[str, str]:
    """Return the label of each value of an enum in a language, in the order of the file."""
    language = "en" if locale == "EN" else "zh"
    return {code: row[language] for code, row in _values(name).items()}


def label(name: str, kept: object, locale: str) -> str:
    """Return the label of one value as the graph keeps it.

    Raises:
        StopIteration: the enum has no such value.
    """
    language = "en" if locale == "EN" else "zh"
    rows = _values(name).items()
    return next(row[language] for code, row in rows if row.get("kept", code) == kept)


def kept(name: str) -> tuple[Any, ...]:
    """Return the values of an enum as the graph keeps them, in the order of the file."""
    return tuple(row.get("kept", code) for code, row in _values(name).items())


def _text(row: Mapping[str, str]) -> str:
    return f"{row['en']} ({row['zh']})."


@cache
def _values(name: str) -> Mapping[str, Any]:
    """Return the values of an enum; those of the taxonomy are read there, never retyped."""
    book = _BOOK[name]
    if "taxonomy" not in book:
        return book["values"]
    rows = json.loads(_TAXONOMY.read_text("utf-8"))[book["taxonomy"]]
    own = book["values"]
    return {
        row["code"]: {"zh": row["name"], "en": row.get("name_en") or own[row["code"]]["en"]}
        for row in rows
    }
