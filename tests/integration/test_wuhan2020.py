"""Open need lists of Hubei, January–February 2020, loaded and matched (issue: First light, item 8).

The lists are not part of the project; SAMPLE_LISTS names the folder that holds `wuhan2020`.
"""

import os
from collections import Counter
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
import pytest_asyncio

from graph.communities.model import Area, Community, Need, Requirement
from graph.connection import Graph
from graph.loading import Loaded
from graph.matching.gates import MOST_PORTIONS
from graph.things import kind_of
from graph.units.model import Resource, Unit
from seeds.wuhan.coverage import NO_LINE, NOT_NAMED, Coverage, coverage
from seeds.wuhan.entries import EDITION, items
from seeds.wuhan.load import Result, load_wuhan
from seeds.wuhan.report import facts, report
from seeds.wuhan.rows import NEEDS, Lists, read_lists
from tests.support.queries import put, rows, value

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("SAMPLE_LISTS", ROOT.parent / "shared" / "data")) / "wuhan2020"
T = TypeVar("T")
MINE = "n.source_key STARTS WITH 'wuhan2020|'"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (FOLDER / NEEDS).exists(),
        reason=f"the lists of wuhan2020 are not in {FOLDER}; SAMPLE_LISTS names their folder",
    ),
]


@dataclass(frozen=True)
class Loading:
    """The lists, what loading them once and again did, and what was found for them."""

    lists: Lists
    first: Result
    again: Result
    found: Coverage


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def loading(graph: Graph) -> AsyncGenerator[Loading]:
    lists = read_lists(FOLDER)
    first = await load_wuhan(graph, lists)
    again = await load_wuhan(graph, lists)
    yield Loading(lists, first, again, await coverage(graph, first.entries))
    for label in ("Requirement", "Need", "Resource", "Unit", "Community", "Area"):
        ids = [it.id for it in first.entries.things if kind_of(it.id).model.label == label]
        for start in range(0, len(ids), 500):
            await put(
                graph,
                f"MATCH (n:{label}) WHERE n.id IN $ids DETACH DELETE n RETURN count(*) AS gone",
                ids=ids[start : start + 500],
            )


def of(loading: Loading, model: type[T]) -> list[T]:
    return [thing for thing in loading.first.entries.things if isinstance(thing, model)]


def test_the_lists_are_what_their_readme_says(loading: Loading) -> None:
    lists = loading.lists

    assert (len(lists.hospitals), lists.lines) == (227, 2095)
    assert round(lists.lines / len(lists.hospitals), 1) == 9.2
    assert (len(lists.hotels), len(lists.makers)) == (117, 21)
    assert (len(lists.carriers), len(lists.clinics)) == (22, 59)
    assert max(len(one.supplies) for one in lists.hospitals) == 23


def test_sixteen_cities_fifteen_beside_wuhan_ask_for_23_items(loading: Loading) -> None:
    keys = Counter(supply.key for one in loading.lists.hospitals for supply in one.supplies)
    places = {(one.place.city, one.place.district, one.name) for one in loading.lists.hospitals}

    assert set(keys) == set(items()["keys"])
    assert len(keys) == 23
    assert len({one.place.city for one in loading.lists.hospitals} - {"武汉市"}) == 15
    assert len(places) == 222  # five hospitals ask twice


def test_unknown_quantities_stay_unknown(loading: Loading) -> None:
    wanted = [supply for one in loading.lists.hospitals for supply in one.supplies]
    made = [supply for one in loading.lists.makers for supply in one.supplies]

    assert sum(supply.quantity is None for supply in wanted) == 1809 + 22
    assert Counter(hotel.rooms for hotel in loading.lists.hotels) == {
        None: 114,
        35: 1,
        56: 1,
        188: 1,
    }
    assert sorted(supply.quantity for supply in made if supply.quantity) == [
        5000,
        50_000,
        1_000_000,
    ]
    assert len(made) == 24


async def test_each_row_is_in_the_graph_once(graph: Graph, loading: Loading) -> None:
    found = {
        "needs": await _count(graph, "MATCH (n:Need)"),
        "lines": await _count(graph, "MATCH (n:Need)-[:REQUIRES]->(:Requirement)"),
        "raised": await _count(graph, "MATCH (n:Need)-[:RAISED_BY]->(:Unit)"),
        "offers": await _count(graph, "MATCH (n:Unit)-[:PROVIDES]->(:Resource)"),
        "known": await _count(graph, "MATCH (n:Resource)", "AND n.quantity IS NOT NULL"),
    }

    consultations = sum(2 if one.kind == "义诊&心理" else 1 for one in loading.lists.clinics)
    assert found == {
        "needs": 227,
        "lines": 2095,
        "raised": 227,
        "offers": 117 + 24 + 22 + consultations,
        "known": 3 + 3,
    }
    assert loading.first.count() == {
        "Community": len({one.id for one in of(loading, Community)}),
        "Unit": len({one.id for one in of(loading, Unit)}),
        "Resource": found["offers"],
        "Need": 227,
        "Requirement": 2095,
    }


def test_loaded_again_nothing_changes(loading: Loading) -> None:
    first, again = loading.first, loading.again

    assert first.loaded.changed == again.loaded.created == again.loaded.changed == 0
    assert again.loaded == Loaded(equal=len(again.entries.things))
    assert {it.id for it in again.entries.things} == {
        it.id for it in first.entries.things if not isinstance(it, Area)
    }  # the second time its areas are found by their codes


async def test_every_need_lies_in_a_district_of_its_city(graph: Graph, loading: Loading) -> None:
    cities = await rows(
        graph,
        f"MATCH (n:Need)-[:RAISED_IN]->(:Community)-[:PART_OF]->(:Area)-[:PART_OF]->(d:Area)"
        f"-[:PART_OF]->(c:Area) WHERE {MINE} "
        "RETURN c.name AS city, c.kind AS kind, d.kind AS below, count(n) AS needs",
    )
    wanted = Counter(one.place.city for one in loading.lists.hospitals)

    assert {(row["kind"], row["below"]) for row in cities} == {("CITY", "DISTRICT")}
    assert {row["city"]: row["needs"] for row in cities} == wanted


def test_candidates_are_those_that_every_line_of_the_category_can_have(loading: Loading) -> None:
    """By hand: goods of all makers for Hubei, carriers for Wuhan, less what is too little."""
    lists, found = loading.lists, loading.found
    made = [supply.quantity for maker in lists.makers for supply in maker.supplies]
    wanted = [
        (one.place.city, supply.quantity) for one in lists.hospitals for supply in one.supplies
    ]
    too_few = sum(
        amount < -(-quantity // MOST_PORTIONS)
        for _, quantity in wanted
        if quantity
        for amount in made
        if amount
    )
    carried = sum(city == "武汉市" for city, _ in wanted) * len(lists.carriers)

    assert found.candidates == len(wanted) * len(made) + carried - too_few
    assert too_few == 12


def test_coverage_is_told_by_city(loading: Loading) -> None:
    total, wuhan = loading.found.total, loading.found.cities["武汉市"]

    assert len(loading.found.cities) == 16
    assert (total.needs, total.lines, total.matched, total.stated) == (227, 2095, 2095, 264)
    assert (wuhan.needs, wuhan.lines, wuhan.matched, wuhan.named) == (45, 299, 299, 122)
    assert total.named == 777


def test_what_is_not_met_is_told_by_reason_and_item(loading: Loading) -> None:
    found = loading.found
    nobody = {"防冲击眼罩/护目镜/防护眼镜": 198, "防护帽/医用帽/圆帽": 173, "防护面罩": 165}

    assert +found.unmet == {NOT_NAMED: 1317, NO_LINE: 13, "CAPACITY": 1}
    assert found.unmet.total() - 13 == found.total.lines - found.total.named
    assert dict(found.items.most_common(3)) == nobody
    assert found.items["防护服"] == 1  # 100,000 wanted, 5,000 a day made


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ("  45   299     299           122        51  武汉市", " 2095    2095")),
        ("en", ("needs  lines  with candidates", "1317  the category is offered, but no offer")),
    ],
)
def test_the_report_says_it_in_both_languages(
    loading: Loading, language: str, said: tuple[str, ...]
) -> None:
    text = report(loading.found, language)

    assert all(words in text for words in said), text


def test_programs_get_the_same(loading: Loading) -> None:
    told = facts(loading.found)

    assert told["total"] == {
        "needs": 227,
        "lines": 2095,
        "withCandidates": 2095,
        "itemNamed": 777,
        "quantityTold": 264,
    }
    assert told["unmet"] == {NOT_NAMED: 1317, NO_LINE: 13, "CAPACITY": 1}


def test_every_need_with_lines_is_published_and_urgent(loading: Loading) -> None:
    needs, lines, offers = of(loading, Need), of(loading, Requirement), of(loading, Resource)

    assert Counter(need.state for need in needs) == {"PUBLISHED": 214, "SUBMITTED": 13}
    assert {need.urgency for need in needs} == {2}
    assert all(line.pool and line.classified_by == "HUMAN" for line in lines)
    assert [offer.title for offer in offers if offer.pool is None] == ["网上免费咨询（其他）"]
    assert {need.published_at for need in needs} == {None, EDITION}


async def _count(graph: Graph, match: str, more: str = "") -> int:
    """Return how many rows a pattern of the lists' own nodes n has."""
    return await value(graph, f"{match} WHERE {MINE} {more} RETURN count(*) AS n")
