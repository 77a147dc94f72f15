"""The demo city: sizes, states, heat, references and copies. Source: domain.md 9 and 6, row 1."""

import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from statistics import median
from typing import TypeVar, cast

from graph import states
from graph.cobuilding.model import Participation, Project
from graph.communities.model import Area, Community, Need, Requirement, ServiceCategory
from graph.members.model import Member, Membership, Post, Registration, Skill
from graph.things import Edge, Thing, ends, kind_of, stored
from graph.units.model import Pairing, Resource, Unit
from seeds.demo import ROLES, city
from seeds.wants import heat

ROOT = Path(__file__).parents[3]
T = TypeVar("T", bound=Thing)
WRITTEN = {"name", "title", "description", "text", "goal", "note", "comment", "conditions"}
"""Properties that people read."""
PRINT_HASH = "from tests.unit.seeds.test_demo import digest; print(digest(1), digest(2))"
"""Run in a process of its own: hashing of strings differs there."""


@cache
def demo() -> tuple[Thing, ...]:
    return tuple(city(1))


def of(model: type[T]) -> list[T]:
    return [thing for thing in demo() if isinstance(thing, model)]


def digest(seed: int) -> str:
    kept = [{"id": thing.id, "edges": ends(thing), "node": stored(thing)} for thing in city(seed)]
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def in_another_process(hash_seed: str) -> list[str]:
    environment = {"PYTHONHASHSEED": hash_seed, "PATH": "/usr/bin:/bin"}
    done = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-c", PRINT_HASH],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout.split()


def test_the_same_seed_gives_the_same_bytes_in_any_process() -> None:
    first, second = in_another_process("1"), in_another_process("2")

    assert first == second == [digest(1), digest(2)]
    assert digest(1) != digest(2)


def test_the_sizes_are_those_of_the_fixture() -> None:
    needs = Counter(need.kind for need in of(Need))

    assert (len(of(Community)), len(of(Unit)), len(of(Member))) == (3, 12, 150)
    assert needs == {"NEED": 60, "WISH": 20}
    assert sum(area.kind == "STREET" and area.name == "金银湖街道" for area in of(Area)) == 1
    assert len(of(ServiceCategory)) == 88


def test_every_id_is_there_once_and_derived() -> None:
    ids = [thing.id for thing in demo()]

    assert len(set(ids)) == len(ids)
    assert [thing.id for thing in city(1)] == ids


def test_every_state_of_needs_projects_offers_and_relationships_is_there() -> None:
    offers = {offer.state for offer in (*of(Resource), *of(Skill))}

    assert {need.state for need in of(Need)} == set(states.states("Need"))
    assert {project.state for project in of(Project)} == set(states.states("Project"))
    assert offers == {"DRAFT", "ACTIVE", "PAUSED", "WITHDRAWN"} == set(states.states("Offer"))
    assert {edge.state for edge in of(Edge)} == set(states.states("Relationship"))


def test_one_community_is_crowded_and_one_starved() -> None:
    found = heat(demo())
    middle = median(found.values())

    assert found["CROWDED"] < middle / 2
    assert found["STARVED"] > 2 * middle
    assert found["EVEN"] == middle


def references(thing: Thing) -> Iterator[tuple[str, str]]:
    """Each field that names another thing, with the id it holds."""
    for field in fields(thing):
        value: object = getattr(thing, field.name)
        named = field.name.endswith(("_id", "_ids", "_by")) and field.name != "classified_by"
        every = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
        for one in every:
            if named and isinstance(one, str) and one:
                yield field.name, one


def test_what_a_thing_names_is_in_the_city() -> None:
    ids = {thing.id for thing in demo()}

    lost = [
        (thing.id, field, id)
        for thing in demo()
        for field, id in references(thing)
        if id not in ids
    ]

    assert lost == []
    assert sum(1 for thing in demo() for _ in references(thing)) > len(demo())


def test_a_copied_id_equals_the_end_of_its_edge() -> None:
    members = {member.id: member for member in of(Member)}
    homes = {edge.from_id: edge.to_id for edge in of(Registration) if edge.kind == "RESIDENCE"}
    units = {edge.from_id: edge.to_id for edge in of(Membership) if edge.primary}

    assert homes == {id: member.community_id for id, member in members.items()}
    assert units == {id: member.unit_id for id, member in members.items() if member.unit_id}
    assert all(
        (skill.unit_id, skill.community_id, skill.area_path)
        == (
            members[skill.member_id].unit_id,
            members[skill.member_id].community_id,
            members[skill.member_id].area_path,
        )
        for skill in of(Skill)
    )


def test_a_line_copies_its_need_and_its_quantities_add_up() -> None:
    needs = {need.id: need for need in of(Need)}
    lines = of(Requirement)

    assert {id for need in needs.values() for id in need.requirement_ids} == {
        line.id for line in lines
    }
    for line in lines:
        need = needs[line.need_id]
        assert line.id in need.requirement_ids
        assert (line.community_id, line.area_path, line.urgency) == (
            need.community_id,
            need.area_path,
            need.urgency,
        )
        assert line.quantity == (
            line.open_quantity + line.committed_quantity + line.fulfilled_quantity
        )
        assert (line.pool is not None) == need.is_matchable


def test_an_offer_is_in_a_pool_only_while_it_can_be_matched() -> None:
    for offer in (*of(Resource), *of(Skill)):
        assert offer.pool == (
            f"{offer.reach}|{offer.category_code}" if offer.state == "ACTIVE" else None
        )


def test_an_edge_is_anchored_at_its_start() -> None:
    nodes = {thing.id for thing in demo() if not isinstance(thing, Edge)}

    for edge in (*of(Pairing), *of(Membership), *of(Registration), *of(Participation), *of(Post)):
        assert edge.id.split(".")[1] == edge.from_id
        assert kind_of(edge.id).model is type(edge)
        assert {edge.from_id, edge.to_id} < nodes


def test_places_lie_inside_each_other() -> None:
    places = {place.id: place for place in (*of(Area), *of(Community))}

    for place in places.values():
        above = places[place.parent_id].area_path if place.parent_id else "/"
        assert place.area_path == f"{above}{place.area_path.strip('/').split('/')[-1]}/"
        assert place.area_path.count("/") == place.level + 1


def test_each_role_is_held_by_one_member_who_signs_in_with_it() -> None:
    subjects = Counter(member.subject for member in of(Member) if member.subject)
    posts = {post.from_id: post.post for post in of(Post)}
    holders = {member.subject: member.id for member in of(Member)}

    assert subjects == dict.fromkeys(ROLES.values(), 1)
    assert posts[holders["demo-planner"]] == "PLANNER"
    assert posts[holders["demo-admin"]] == "ADMIN"


def test_people_and_units_are_marked_as_invented_and_nothing_looks_like_a_phone() -> None:
    names = [thing.name for thing in (*of(Member), *of(Unit))]
    texts = [
        value
        for thing in demo()
        for name, value in stored(thing).items()
        if isinstance(value, str) and name in WRITTEN
    ]

    assert all(name.startswith("演示") for name in names)
    assert [text for text in texts if re.search(r"\d{5}", text)] == []
