"""Root lists: rows, order, filters, paging both ways, counts, and nothing of another district."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from graph.connection import Graph
from tests.support.asking import ask, refused
from tests.support.district import (
    NOW,
    District,
    a_member,
    a_need,
    a_project,
    a_resource,
    a_skill,
    a_unit,
)
from tests.support.queries import put

NAMES = ("第一", "第二", "第三", "第四", "第五")
"""Folded they sort 第一 < 第三 < 第二 < 第五 < 第四, by code point."""


def in_name_order(names: Any) -> list[str]:
    return sorted(names)


@dataclass(frozen=True)
class ListCase:
    """A root list: its field, what a node is told by, and five things in the list's order."""

    field: str
    label: str
    things: Callable[[District], tuple[list[Any], list[str]]]
    filter_by: str = ""


def units(district: District) -> tuple[list[Any], list[str]]:
    return [a_unit(district, name) for name in NAMES], in_name_order(NAMES)


def members(district: District) -> tuple[list[Any], list[str]]:
    return [a_member(district, name) for name in NAMES], in_name_order(NAMES)


def resources(district: District) -> tuple[list[Any], list[str]]:
    unit = a_unit(district)
    return [unit, *(a_resource(unit, name) for name in NAMES)], list(NAMES)


def skills(district: District) -> tuple[list[Any], list[str]]:
    member = a_member(district)
    return [member, *(a_skill(member, name) for name in NAMES)], list(NAMES)


def needs(district: District) -> tuple[list[Any], list[str]]:
    """Urgent ones first, then those that wait longer."""
    asked = [(0, 2), (3, 9), (0, 1), (1, 5), (3, 1)]
    made = [
        a_need(district, name, urgency=urgency, aging_since=NOW + minutes)
        for name, (urgency, minutes) in zip(NAMES, asked, strict=True)
    ]
    return made, ["第五", "第二", "第四", "第三", "第一"]


def projects(district: District) -> tuple[list[Any], list[str]]:
    made = [a_project(district, name, state_at=NOW - number) for number, name in enumerate(NAMES)]
    return made, list(reversed(NAMES))


LISTS = [
    ListCase("units", "name", units),
    ListCase("members", "name", members),
    ListCase("resources", "title", resources),
    ListCase("skills", "title", skills),
    ListCase("needs", "title", needs),
    ListCase("projects", "title", projects),
]
PAGE = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount totalIsCapped"


def document(case: ListCase) -> str:
    return (
        "query($first: Int, $after: String, $last: Int, $before: String) {"
        f" it: {case.field}(first: $first, after: $after, last: $last, before: $before)"
        f" {{ edges {{ cursor node {{ it: {case.label} }} }} {PAGE} }} }}"
    )


def told(data: Any) -> list[str]:
    return [edge["node"]["it"] for edge in data["it"]["edges"]]


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case.field)
async def test_a_list_shows_its_area_in_order_and_nothing_of_another_district(
    graph: Graph, district: District, elsewhere: District, case: ListCase
) -> None:
    mine, expected = case.things(district)
    foreign, _ = case.things(elsewhere)
    await district.keep(*mine)
    await elsewhere.keep(*foreign)

    data = await ask(graph, district.planner, document(case))

    assert told(data) == expected
    assert data["it"]["totalCount"] == 5
    assert data["it"]["totalIsCapped"] is False
    info = data["it"]["pageInfo"]
    assert (info["hasNextPage"], info["hasPreviousPage"]) == (False, False)


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case.field)
async def test_pages_forwards_and_backwards_hold_every_row_once(
    graph: Graph, district: District, case: ListCase
) -> None:
    mine, expected = case.things(district)
    await district.keep(*mine)
    viewer, asked = district.planner, document(case)

    forwards, backwards = list[str](), list[str]()
    flags, after, before = list[tuple[bool, bool]](), None, None
    for _ in range(3):
        page = await ask(graph, viewer, asked, first=2, after=after)
        forwards += told(page)
        after = page["it"]["pageInfo"]["endCursor"]
        info = page["it"]["pageInfo"]
        flags.append((info["hasPreviousPage"], info["hasNextPage"]))
    for _ in range(3):
        page = await ask(graph, viewer, asked, last=2, before=before)
        backwards = told(page) + backwards
        before = page["it"]["pageInfo"]["startCursor"]

    assert forwards == backwards == expected
    assert flags == [(False, True), (True, True), (True, False)]


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case.field)
async def test_a_list_without_rows_is_empty_and_knows_it(
    graph: Graph, district: District, case: ListCase
) -> None:
    data = await ask(graph, district.planner, document(case))

    assert data["it"] == {
        "edges": [],
        "pageInfo": {
            "hasNextPage": False,
            "hasPreviousPage": False,
            "startCursor": None,
            "endCursor": None,
        },
        "totalCount": 0,
        "totalIsCapped": False,
    }


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case.field)
@pytest.mark.parametrize(
    "given",
    [
        {"first": 0},
        {"first": 101},
        {"last": 0},
        {"first": 1, "last": 1},
        {"after": "not a cursor"},
        {"after": ""},
        {"before": "bmVlZHM6T1RIRVIKT1BFTnww"},
    ],
    ids=str,
)
async def test_a_bad_page_is_bad_user_input(
    graph: Graph, district: District, case: ListCase, given: dict[str, Any]
) -> None:
    assert await refused(graph, district.planner, document(case), **given) == ["BAD_USER_INPUT"]


async def test_a_cursor_of_another_list_is_refused(graph: Graph, district: District) -> None:
    await district.keep(a_unit(district))
    page = await ask(graph, district.planner, document(LISTS[0]))
    cursor = page["it"]["pageInfo"]["endCursor"]

    codes = await refused(graph, district.planner, document(LISTS[1]), after=cursor)

    assert codes == ["BAD_USER_INPUT"]


async def test_a_page_goes_on_behind_a_row_that_is_gone(graph: Graph, district: District) -> None:
    needs = [a_need(district, name, aging_since=NOW + n) for n, name in enumerate(NAMES)]
    await district.keep(*needs)
    page = await ask(graph, district.planner, document(LISTS[4]), first=2)
    cursor = page["it"]["pageInfo"]["endCursor"]
    gone = needs[1]
    await _close(graph, gone.id)

    rest = await ask(graph, district.planner, document(LISTS[4]), first=2, after=cursor)

    assert told(rest) == ["第三", "第四"]
    assert rest["it"]["pageInfo"]["hasPreviousPage"] is True


async def _close(graph: Graph, id: str) -> None:
    await put(
        graph,
        "MATCH (n:Need {id: $id}) SET n.stage = 'DONE', n.queue_key = 'DONE|9|0|x' RETURN 1 AS one",
        id=id,
    )
