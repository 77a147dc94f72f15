"""The tables of domain.md chapter 4, typed a second time, against states.json."""

import json
from pathlib import Path
from typing import Any

from graph import states
from graph.communities.needs import POPULATIONS
from tests.support.book import TABLE, TARGETS

DATA = Path(states.__file__).with_name("data")
BOOK: Any = json.loads((DATA / "states.json").read_text("utf-8"))
Row = tuple[str, str, str, frozenset[str]]


def rows(machine: str) -> list[Row]:
    """Every (act, from, to, roles) of a machine, straight from the file."""
    book = BOOK["machines"][machine]
    found = [(s["act"], "", s["state"], frozenset(s["by"])) for s in book["start"]]
    moves = book["transitions"]
    return [*found, *((t["act"], t["from"], t["to"], frozenset(t["by"])) for t in moves)]


def test_roles_and_targets_of_the_table_are_those_of_the_file() -> None:
    by_hand = [
        (act, state, TARGETS[act][state], roles)
        for act, by_state in TABLE.items()
        for state, roles in by_state.items()
    ]
    written = [*rows("Project"), *rows("Relationship")]
    written += [row for row in rows("Need") if row[0] in TABLE]
    assert set(by_hand) == set(written)
    assert len(by_hand) == len(written)


def test_the_reader_of_the_file_reads_it_as_it_is() -> None:
    for machine in ("Project", "Relationship", "Need"):
        for act, by_state in TABLE.items():
            if act.endswith(f"_{machine.lower()}"):
                read = states.rules(machine, act)
                assert {state: rule.by for state, rule in read.items()} == by_state
                assert {s: rule.targets for s, rule in read.items()} == {
                    state: (target,) for state, target in TARGETS[act].items()
                }


def test_terminal_states_are_never_left() -> None:
    for name, machine in BOOK["machines"].items():
        left = {row["from"] for row in machine["transitions"]}
        assert not left & states.terminal(name), name


def test_the_populations_are_those_of_the_taxonomy() -> None:
    taxonomy: Any = json.loads((DATA / "taxonomy.json").read_text("utf-8"))
    assert tuple(row["code"] for row in taxonomy["populations"]) == POPULATIONS
