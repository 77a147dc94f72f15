"""The words of enums: in both languages, states those of the book, measures of the taxonomy."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from graph import states
from schema import vocabulary

BOOK: dict[str, Any] = json.loads(Path(vocabulary.__file__).with_suffix(".json").read_text("utf-8"))
TAXONOMY = json.loads(
    Path(states.__file__).with_name("data").joinpath("taxonomy.json").read_text("utf-8")
)


@pytest.mark.parametrize("name", vocabulary.names())
def test_every_value_has_a_label_in_both_languages(name: str) -> None:
    zh, en = vocabulary.labels(name, "ZH_HANS"), vocabulary.labels(name, "EN")
    assert list(zh) == list(en)
    assert all(zh.values())
    assert all(en.values())
    assert not [label for label in en.values() if re.search("[一-鿿]", label)]


@pytest.mark.parametrize(
    ("enum", "machine"),
    [
        ("NeedState", "Need"),
        ("ProjectState", "Project"),
        ("OfferState", "Offer"),
        ("RelationshipState", "Relationship"),
    ],
)
def test_state_enums_are_the_states_of_the_book(enum: str, machine: str) -> None:
    assert set(vocabulary.labels(enum, "EN")) == set(states.states(machine))


def test_roles_are_those_of_the_book_and_its_parties() -> None:
    book = json.loads(
        Path(states.__file__).with_name("data").joinpath("states.json").read_text("utf-8")
    )
    rows = BOOK["Role"]["values"].items()
    named = {row.get("kept", code): code for code, row in rows}
    assert {code: named[code] for code in book["roles"]} == book["roles"]
    assert set(named) == {*book["roles"], *book["parties"]}


@pytest.mark.parametrize(
    ("enum", "list_"), [("Measure", "measures"), ("Population", "populations")]
)
def test_lists_of_the_taxonomy_are_read_there(enum: str, list_: str) -> None:
    zh = vocabulary.labels(enum, "ZH_HANS")
    assert zh == {row["code"]: row["name"] for row in TAXONOMY[list_]}


def test_an_enum_is_one_object_and_a_kept_value_has_its_label() -> None:
    assert vocabulary.enumeration("Urgency") is vocabulary.enumeration("Urgency")
    assert vocabulary.kept("Urgency") == (0, 1, 2, 3)
    assert vocabulary.label("Urgency", 2, "EN") == "Urgent"
    assert vocabulary.label("Role", "COM", "ZH_HANS") == "社区"
