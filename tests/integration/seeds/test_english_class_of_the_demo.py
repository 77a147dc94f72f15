"""The teacher's line of the demo reads like the worked example of matching.md 5.6."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest_asyncio

from graph.cobuilding.matches import Matches, matches_by_id, matches_of_requirements
from graph.communities.model import ServiceCategory
from graph.connection import Graph
from graph.loading import load
from graph.matching.model import Match, match_id
from graph.viewer import SYSTEM
from seeds.cast import (
    COMPANY_PAIRING,
    ENGLISH_ROOM_LINE,
    ENGLISH_SKILL_LINE,
    GRADUATE_SKILL,
    NEIGHBOUR_SKILL,
    ROOM,
    TEAM,
    TRANSLATOR_SKILL,
)
from seeds.demo import city
from seeds.naming import EPOCH
from tests.integration.seeds.test_load import a_tag, moved


@dataclass(frozen=True)
class Demo:
    """The demo in the graph, its ids moved aside: `ids` has them by those of the demo."""

    ids: Mapping[str, str]
    teachers: Matches
    rooms: Matches


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def demo(graph: Graph) -> Demo:
    things = moved(a_tag())
    ids = {old.id: str(new.id) for old, new in zip(city(1), things, strict=True)}
    own = [thing for thing in things if not isinstance(thing, ServiceCategory)]
    await load(graph, own, now=EPOCH, source="english class")
    lines = [ids[ENGLISH_SKILL_LINE], ids[ENGLISH_ROOM_LINE]]
    found = await matches_of_requirements(graph, SYSTEM.scope, lines, now=EPOCH)
    return Demo(ids, found[lines[0]], found[lines[1]])


def parts(match: Match) -> Mapping[str, tuple[int, str]]:
    """Points and reason by part, without TEXT: the example's texts are not the demo's."""
    return {part.key: (part.points, part.reason) for part in match.parts if part.key != "TEXT"}


def test_the_graduate_stands_first_as_in_the_example(demo: Demo) -> None:
    first = demo.teachers.matches[0]

    assert first.offer.id == demo.ids[GRADUATE_SKILL]
    assert parts(first) == {
        "CAPABILITY": (350, "EXACT"),
        "PLACE": (180, "SAME_COMMUNITY"),
        "PAIRING": (80, "REGISTERED"),
        "TIME": (120, "FITS"),
        "QUALITY": (53, "DISTRICT_MEAN"),
        "HEADROOM": (35, "JOBS"),
    }


def test_the_team_of_the_university_is_scored_as_in_the_example(demo: Demo) -> None:
    (team,) = [it for it in demo.teachers.matches if it.offer.id == demo.ids[TEAM]]

    assert parts(team) == {
        "CAPABILITY": (350, "EXACT"),
        "PLACE": (90, "KM_10"),
        "PAIRING": (0, "NONE"),
        "TIME": (96, "UNSTATED"),
        "QUALITY": (69, "GRADED"),
        "HEADROOM": (58, "JOBS"),
    }


def test_the_neighbour_lacks_a_level_and_is_told_as_a_near_miss(demo: Demo) -> None:
    missed = {it.offer.id: it.closed for it in demo.teachers.near_misses}

    assert missed[demo.ids[NEIGHBOUR_SKILL]] == ("LEVEL",)


async def test_the_translator_did_not_agree_to_be_asked(graph: Graph, demo: Demo) -> None:
    id = match_id(demo.ids[ENGLISH_SKILL_LINE], demo.ids[TRANSLATOR_SKILL])
    found = await matches_by_id(graph, SYSTEM.scope, [id], now=EPOCH)

    assert found[id].match.closed == ("CONSENT",)
    assert demo.ids[TRANSLATOR_SKILL] not in {
        it.offer.id for it in (*demo.teachers.matches, *demo.teachers.near_misses)
    }


def test_the_room_of_the_paired_company_stands_first(demo: Demo) -> None:
    first = demo.rooms.matches[0]
    (pairing,) = [part for part in first.parts if part.key == "PAIRING"]

    assert first.offer.id == demo.ids[ROOM]
    assert (pairing.points, pairing.reason) == (80, "PAIRED")
    assert pairing.evidence == demo.ids[COMPANY_PAIRING]
