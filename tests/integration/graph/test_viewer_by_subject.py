"""Who a token names: posts held now, home, membership. Source: domain.md chapter 2."""

import secrets
from typing import Any

from graph.connection import Graph
from graph.members.store import viewer_by_subject
from tests.support.district import (
    NOW,
    District,
    a_member,
    a_membership,
    a_post,
    a_registration,
    a_skill,
    a_unit,
)


def a_person(district: District, **given: Any) -> Any:
    return a_member(district, subject=f"sub-{secrets.token_hex(6)}", **given)


async def test_a_subject_nobody_has_names_nobody(graph: Graph) -> None:
    assert await viewer_by_subject(graph, secrets.token_hex(8), NOW) is None


async def test_a_member_who_left_signs_in_no_more(graph: Graph, district: District) -> None:
    person = a_person(district, state="LEFT")
    await district.keep(person)
    assert await viewer_by_subject(graph, str(person.subject), NOW) is None


async def test_posts_held_now_give_roles_and_others_do_not(
    graph: Graph, district: District
) -> None:
    person, unit = a_person(district), a_unit(district)
    await district.keep(person, unit)
    await district.keep(
        a_post(person, district.street, "STREET_OFFICER", since=NOW - 5),
        a_post(person, district.community, "COMMUNITY_WORKER", since=NOW - 9),
        a_post(person, unit, "LIAISON", since=NOW - 2),
        a_post(person, district.area, "PLANNER", state="ENDED", since=NOW - 9, until=NOW - 1),
        a_post(person, district.area, "PLANNER", since=NOW + 1),
        a_post(person, district.area, "ADMIN", since=NOW - 9, until=NOW),
        a_post(person, district.community, "PART_TIME_MEMBER", since=NOW - 20),
        a_post(person, district.area, "SUPERVISOR", state="PENDING", since=NOW - 9),
    )

    viewer = await viewer_by_subject(graph, str(person.subject), NOW)

    assert viewer is not None
    assert viewer.id == person.id
    assert viewer.posts == (
        ("COM", district.community.area_path),
        ("STR", district.street.area_path),
    )
    assert viewer.units == (unit.id,)
    assert viewer.roles == {"RES", "COM", "STR", "LIA"}
    assert viewer.home == district.path  # of the oldest post: no residence is known
    assert [(one.post, one.place_id) for one in viewer.held] == [
        ("COMMUNITY_WORKER", district.community.id),
        ("STREET_OFFICER", district.street.id),
        ("LIAISON", unit.id),
    ]


async def test_home_is_the_district_of_the_residence(
    graph: Graph, district: District, elsewhere: District
) -> None:
    person = a_person(district)
    await district.keep(person)
    await district.keep(
        a_post(person, elsewhere.area, "PLANNER"),
        a_registration(person, district.other, kind="UNIT"),
        a_registration(person, district.community),
    )

    viewer = await viewer_by_subject(graph, str(person.subject), NOW)

    assert viewer is not None
    assert (viewer.home, viewer.is_member) == (district.path, True)
    assert viewer.held[-1].place_id == district.community.id
    place = viewer.active_place()
    assert place is not None
    assert place.place_id == elsewhere.area.id


async def test_a_skill_or_a_unit_makes_a_member_and_an_ended_one_does_not(
    graph: Graph, district: District
) -> None:
    skilled, employed, former = (a_person(district) for _ in range(3))
    unit = a_unit(district)
    await district.keep(skilled, employed, former, unit)
    await district.keep(
        a_skill(skilled),
        a_membership(employed, unit),
        a_membership(former, unit, state="ENDED", until=NOW),
    )

    viewers = [
        await viewer_by_subject(graph, str(person.subject), NOW)
        for person in (skilled, employed, former)
    ]

    assert [viewer and viewer.is_member for viewer in viewers] == [True, True, False]
    assert [viewer and viewer.roles for viewer in viewers][2] == {"RES"}
