"""How the demo city is mixed: lines, unknown quantities, spelling, load. Source: domain.md 9."""

from collections import Counter
from functools import cache

import opencc
import pytest

from graph.cobuilding.model import Project
from graph.communities.model import Need, Requirement
from graph.members.model import Member, Skill
from graph.taxonomy import taxonomy
from graph.text import fold
from graph.things import Thing
from graph.units.model import Pairing, Resource, Unit
from seeds.cast import (
    COMPANY,
    ENGLISH_NEED,
    ENGLISH_ROOM_LINE,
    ENGLISH_SKILL_LINE,
    GRADUATE,
    GRADUATE_SKILL,
    NEIGHBOUR_SKILL,
    ROOM,
    TEAM,
    TRANSLATOR_SKILL,
    UNIVERSITY,
)
from seeds.demo import city
from seeds.people import IDLE, OVERLOADED
from seeds.places import BIHAI, DISTRICT_PATH


@cache
def demo() -> dict[str, Thing]:
    return {thing.id: thing for thing in city(1)}


def of(model: type) -> list:
    return [thing for thing in demo().values() if isinstance(thing, model)]


def test_needs_have_one_to_six_lines_and_wishes_one_shared_by_many() -> None:
    needs, lines = of(Need), {line.id: line for line in of(Requirement)}
    counts = Counter(len(need.requirement_ids) for need in needs if need.kind == "NEED")
    wishes = [need for need in needs if need.kind == "WISH"]

    assert set(counts) == {1, 2, 3, 4, 5, 6}
    assert {len(wish.requirement_ids) for wish in wishes} == {1}
    shared = [lines[wish.requirement_ids[0]] for wish in wishes]
    assert {(line.kind, line.quantity, line.measure) for line in shared} == {
        ("RESOURCE", 100, "PERCENT")
    }


@pytest.mark.parametrize("seed", range(1, 6))
def test_some_quantities_are_unknown_and_none_is_zero(seed: int) -> None:
    made = [it for it in city(seed) if isinstance(it, Resource)]
    unknown = sum(it.quantity is None for it in made)

    assert 0 < unknown <= len(made) // 4
    assert not [it for it in made if it.quantity == 0]


def test_about_one_text_in_ten_is_in_traditional_characters() -> None:
    simplified = opencc.OpenCC("t2s")
    titles = [it.title for it in (*of(Need), *of(Resource), *of(Skill))]
    other = [title for title in titles if simplified.convert(title) != title]

    assert 0.05 < len(other) / len(titles) < 0.15
    assert {fold(title) for title in other} <= {
        fold(text) for leaf in taxonomy().leaves.values() for text in leaf.documents
    }


def test_one_unit_has_all_its_jobs_taken_and_one_has_none() -> None:
    units = {unit.name: unit for unit in of(Unit)}
    full = [unit.name for unit in units.values() if unit.live_jobs == unit.capacity_jobs]

    assert full == [OVERLOADED]
    assert units[IDLE].live_jobs == 0
    assert all(unit.live_jobs <= unit.capacity_jobs for unit in units.values())
    assert all(member.live_jobs <= member.capacity_jobs for member in of(Member))


def test_units_are_of_twelve_kinds() -> None:
    assert len({unit.kind for unit in of(Unit)}) == 12


def test_each_project_addresses_a_need_of_its_community_and_category() -> None:
    for project in of(Project):
        (id,) = project.need_ids
        need = demo()[id]

        assert isinstance(need, Need)
        assert (need.state, need.kind, need.community_id) == ("PUBLISHED", "NEED", BIHAI.id)
        assert (need.category_code, need.area_path.startswith(project.area_path)) == (
            project.category_code,
            True,
        )


def test_the_english_class_is_as_told() -> None:
    known = demo()
    need, room, graduate = known[ENGLISH_NEED], known[ROOM], known[GRADUATE]
    skill, pairings = known[GRADUATE_SKILL], [it for it in of(Pairing) if it.from_id == COMPANY]
    assert isinstance(need, Need)
    assert isinstance(room, Resource)
    assert isinstance(graduate, Member)
    assert isinstance(skill, Skill)

    assert (need.title, need.category_code, need.population) == (
        "老年人英语班",
        "CUL-01",
        ("OLDER",),
    )
    assert (need.channel, need.on_behalf, need.state) == ("DOOR_KNOCK", True, "PUBLISHED")
    assert need.requirement_ids == (ENGLISH_SKILL_LINE, ENGLISH_ROOM_LINE)
    assert not [it for it in of(Project) if ENGLISH_NEED in it.need_ids]
    assert [(it.to_id, it.basis, it.state) for it in pairings] == [(BIHAI.id, "AGREED", "ACTIVE")]
    assert (room.title, room.kind, room.category_code, room.unit_id) == (
        "活动室40席",
        "VENUE",
        "LIV-11",
        COMPANY,
    )
    assert (room.quantity, room.measure) == (40, "SEAT")
    assert (skill.title, skill.level, skill.slots) == ("英语教学", 3, ("2 19:00-21:00",))
    assert skill.verified_at
    assert (graduate.unit_id, graduate.community_id) == (COMPANY, BIHAI.id)
    assert (graduate.live_jobs, graduate.capacity_jobs, graduate.consent) == (1, 2, True)


def test_the_lines_of_the_english_class_are_as_told() -> None:
    skill_line, room_line = demo()[ENGLISH_SKILL_LINE], demo()[ENGLISH_ROOM_LINE]
    assert isinstance(skill_line, Requirement)
    assert isinstance(room_line, Requirement)

    assert (skill_line.kind, skill_line.category_code, skill_line.min_level) == (
        "SKILL",
        "CUL-01",
        2,
    )
    assert (room_line.kind, room_line.category_code, room_line.min_level) == (
        "RESOURCE",
        "LIV-11",
        0,
    )
    assert {(it.quantity, it.hours, it.slots) for it in (skill_line, room_line)} == {
        (1, 1.5, ("2 19:00-20:30",))
    }


def test_the_others_who_could_teach_are_as_told() -> None:
    team, university = demo()[TEAM], demo()[UNIVERSITY]
    neighbour, translator = demo()[NEIGHBOUR_SKILL], demo()[TRANSLATOR_SKILL]
    assert isinstance(team, Resource)
    assert isinstance(university, Unit)
    assert isinstance(neighbour, Skill)
    assert isinstance(translator, Skill)
    speaker = demo()[translator.member_id]
    assert isinstance(speaker, Member)

    assert (team.kind, team.category_code, team.quality) == ("PERSONNEL", "CUL-01", 860)
    assert (team.live_jobs, team.capacity_jobs, team.quantity) == (1, 6, None)
    assert university.area_path.startswith(DISTRICT_PATH)
    assert not university.area_path.startswith(BIHAI.path)
    assert (neighbour.level, neighbour.community_id) == (0, BIHAI.id)
    assert (translator.level, speaker.consent) == (3, False)
