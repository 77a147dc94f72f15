"""Steps of the area tree and the table of distances. Source: matching.md 5.2."""

from dataclasses import replace

import pytest

from graph.matching.place import code_at, common_depth, metres, nearness, path_to, table
from graph.matching.score import place
from tests.support.english_class import LINE, A, a_pair

GRID = "/42/4201/420112/420112003/420112003005/g02/"
FOOT, VEHICLE = 2_000, 6_000


@pytest.mark.parametrize(
    ("scale", "distance_m", "f"),
    [
        (FOOT, 500, 779),
        (FOOT, 1_000, 607),
        (FOOT, 2_000, 368),
        (FOOT, 3_000, 223),
        (VEHICLE, 2_000, 717),
        (VEHICLE, 6_000, 368),
        (VEHICLE, 10_000, 189),
        (FOOT, 0, 1000),
        (FOOT, 49.9, 1000),
        (FOOT, 50, 951),
        (VEHICLE, 30_049, 7),
        (VEHICLE, 30_050, 0),
    ],
)
def test_the_table_holds_the_figures_of_the_design(scale: int, distance_m: float, f: int) -> None:
    assert nearness(distance_m, scale) == f


def test_the_table_never_rises_and_ends_at_thirty_kilometres() -> None:
    for scale in (FOOT, VEHICLE):
        assert len(table(scale)) == 301
        assert list(table(scale)) == sorted(table(scale), reverse=True)


def test_codes_follow_from_the_path() -> None:
    assert [code_at(GRID, level) for level in range(1, 8)] == [
        "42", "4201", "420112", "420112003", "420112003005", "g02", "",
    ]  # fmt: skip
    assert path_to(GRID, 4) == "/42/4201/420112/420112003/"
    assert path_to("/42/4201/", 4) == "/42/4201/"
    assert (LINE.province, LINE.city, LINE.district) == ("42", "4201", "420112")
    assert LINE.street_path == "/42/4201/420112/420112003/"
    assert replace(LINE, area_path=GRID).community_path == LINE.area_path


@pytest.mark.parametrize(
    ("other", "shared", "f"),
    [
        (GRID, 6, 1000),
        ("/42/4201/420112/420112003/420112003005/g03/", 5, 900),
        ("/42/4201/420112/420112003/420112003009/", 4, 700),
        ("/42/4201/420112/420112007/420112007001/", 3, 450),
        ("/42/4201/420113/420113001/420113001001/", 2, 100),
        ("/42/4202/420202/420202001/420202001001/", 1, 100),
        ("/4/", 0, 100),
    ],
)
def test_the_longest_common_area_counts(other: str, shared: int, f: int) -> None:
    policy = a_pair().policy
    line, offer = replace(LINE, area_path=GRID), replace(A, area_path=other, lat=None)

    assert common_depth(GRID, other) == shared
    assert place(line, offer, policy).f == f


def test_a_missing_point_leaves_it_to_the_area_and_is_no_zero() -> None:
    policy = a_pair().policy

    assert place(replace(LINE, lat=None), A, policy).f == 900
    assert place(LINE, replace(A, lng=None), policy).f == 900


def test_what_can_be_done_from_afar_is_near_only_if_both_say_so() -> None:
    policy = a_pair().policy
    remote = replace(A, remote=True)

    assert place(replace(LINE, remote_ok=True), remote, policy).f == 1000
    assert place(LINE, remote, policy).f == 900
    assert place(replace(LINE, remote_ok=True), A, policy).f == 900


def test_a_degree_has_its_metres() -> None:
    assert round(metres(30, 114, 31, 114)) == 111_320
    assert round(metres(60, 114, 60, 115)) == 55_660
    assert metres(30, 114, 30, 114) == 0
