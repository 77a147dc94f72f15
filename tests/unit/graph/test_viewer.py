"""Who a viewer is: roles by post, scope, home, active area. Source: domain.md chapter 2."""

import pytest

from graph.things import Ref
from graph.units.model import Pairing, Unit
from graph.viewer import NOBODY, ROLE_OF_POST, Held, Viewer, district_of, viewer_of

HOME = Held(post="RESIDENCE", role="RES", place_id="cm_1", path="/42/4201/420112/s/c/", since=5)


def held(post: str, place_id: str, path: str, since: int = 0) -> Held:
    return Held(post=post, role=ROLE_OF_POST[post], place_id=place_id, path=path, since=since)


def test_each_post_with_a_role_has_that_of_the_table() -> None:
    assert ROLE_OF_POST == {
        "LIAISON": "LIA",
        "UNIT_HEAD": "LIA",
        "GRID_WORKER": "GRID",
        "PARTY_GRID_MEMBER": "GRID",
        "COMMUNITY_SECRETARY": "COM",
        "COMMUNITY_WORKER": "COM",
        "ROTATING_CHAIR": "CHAIR",
        "STREET_OFFICER": "STR",
        "PLANNER": "DIS",
        "SUPERVISOR": "SUP",
        "ADMIN": "ADM",
    }


@pytest.mark.parametrize(
    ("path", "district"),
    [
        ("/42/4201/420112/s/c/g/", "/42/4201/420112/"),
        ("/42/4201/420112/", "/42/4201/420112/"),
        ("/42/4201/", "/42/4201/"),
        ("/", "/"),
    ],
)
def test_a_path_lies_in_a_district(path: str, district: str) -> None:
    assert district_of(path) == district


def test_a_liaison_speaks_for_the_unit_and_holds_no_area() -> None:
    viewer = viewer_of("mb_1", [held("LIAISON", "un_1", "/42/4201/420106/x/")], is_member=True)
    assert (viewer.posts, viewer.units) == ((), ("un_1",))
    assert viewer.home == "/42/4201/420106/"
    assert viewer.roles == {"RES", "MEM", "LIA"}
    assert viewer.active_place() is None


def test_the_supervisor_of_a_unit_sees_it_and_does_not_speak_for_it() -> None:
    viewer = viewer_of("mb_1", [held("SUPERVISOR", "un_1", "/1/2/3/")], is_member=False)
    unit = Unit(id=Ref("un_1"), name="u", area_path="/1/2/3/")
    assert viewer.scope["scope_units"] == ["un_1"]
    assert viewer.roles == {"RES", "SUP"}
    assert viewer.roles_on(unit) == frozenset()


def test_home_is_the_residence_else_the_oldest_post() -> None:
    young, old = (
        held("PLANNER", "ar_2", "/42/4201/2/", 9),
        held("PLANNER", "ar_1", "/42/4201/1/", 3),
    )
    assert viewer_of("mb_1", [young, old], is_member=False).home == "/42/4201/1/"
    assert (
        viewer_of("mb_1", [young, old], is_member=False, residence=HOME).home == "/42/4201/420112/"
    )
    assert viewer_of("mb_1", [], is_member=False).home == "!"


def test_the_active_area_is_the_one_asked_for_if_held_else_the_oldest_else_home() -> None:
    posts = [held("PLANNER", "ar_2", "/2/", 9), held("PLANNER", "ar_1", "/1/", 3)]
    viewer = viewer_of("mb_1", posts, is_member=False, residence=HOME)
    places = [viewer.active_place(asked) for asked in (None, "ar_2", "cm_1", "ar_9")]
    assert [place and place.place_id for place in places] == ["ar_1", "ar_2", "cm_1", "ar_1"]


def test_a_role_over_the_seat_of_a_unit_says_nothing_about_its_pairings() -> None:
    pairing = Pairing(
        id=Ref("pw.un_1.1"),
        from_id=Ref("un_1"),
        to_id=Ref("cm_1"),
        end_paths=("/1/2/3/a/", "/1/2/4/b/"),
    )
    assert Viewer(id="mb_1", posts=(("COM", "/1/2/3/a/"),)).roles_on(pairing) == frozenset()
    assert Viewer(id="mb_1", posts=(("COM", "/1/2/4/b/"),)).roles_on(pairing) == {"COM"}


def test_nobody_has_no_role() -> None:
    assert NOBODY.roles == frozenset()
    assert NOBODY.scope == {
        "scope_areas": [],
        "scope_units": [],
        "scope_member": "",
        "scope_home": "!",
    }
