"""The order for those who give: it waits, spreads and changes no score.

Source: matching.md 8, M31.
"""

from dataclasses import replace
from typing import Any

import pytest

from graph.matching.candidates import match, matched
from graph.matching.lists import DAY_MS, arranged, is_routine, is_untaken, lines_for, order_of
from graph.matching.model import Decisions, Match
from graph.matching.policy import default_policy
from tests.support.english_class import LINE, NOW, PARTIES, TIES, A, B, a_pair

POLICY = default_policy()


def a_match(n: int, **line: Any) -> Match:
    """Return a match of the example under another line."""
    return matched(a_pair(A, replace(LINE, **{"requirement_id": f"rq_{n:02}", **line})), 152_000)


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ({}, 906),
        ({"quantity": 3, "committed_quantity": 1}, 906 - 50),
        ({"quantity": 20, "committed_quantity": 19}, 906 - 142),
        ({"aging_since": NOW - 3 * DAY_MS - 1}, 936),
        ({"aging_since": NOW - 99 * DAY_MS}, 1006),
        ({"aging_since": NOW + DAY_MS}, 906),
        ({"difficulty": 5}, 986),
        ({"urgency": 2}, 986),
    ],
)
def test_what_waits_is_hard_or_urgent_rises_and_what_is_taken_falls(
    line: dict[str, Any], order: int
) -> None:
    found = a_match(1, **line)

    assert order_of(found, POLICY, NOW) == order
    assert found.score == 906


def test_three_of_ten_have_no_commitment_and_one_stands_in_the_first_ten() -> None:
    taken = [a_match(n, quantity=30, committed_quantity=1, difficulty=5) for n in range(20)]
    untaken = [a_match(n) for n in range(20, 26)]

    shown = arranged([*taken, *untaken], POLICY, NOW, viewer_id="mb_1", day="2026-03-05")

    assert [sum(is_untaken(m.line) for m in shown[at : at + 10]) for at in (0, 10)] == [3, 3]
    assert sorted(m.id for m in shown) == sorted(m.id for m in [*taken, *untaken])
    assert all(m.score == 906 for m in shown)


def test_the_untaken_ones_are_drawn_by_viewer_and_day() -> None:
    rows = [a_match(n, quantity=30, committed_quantity=1, difficulty=5) for n in range(20)]
    rows += [a_match(n) for n in range(20, 40)]

    def seen(viewer: str, day: str) -> list[str]:
        return [
            m.id
            for m in arranged(rows, POLICY, NOW, viewer_id=viewer, day=day)[:10]
            if is_untaken(m.line)
        ]

    assert seen("mb_1", "2026-03-05") == seen("mb_1", "2026-03-05")
    assert len({tuple(seen(f"mb_{n}", "2026-03-05")) for n in range(8)}) > 1
    assert len({tuple(seen("mb_1", f"2026-03-0{n}")) for n in range(1, 9)}) > 1


def test_at_most_four_of_ten_are_routine_while_there_are_others() -> None:
    routine = [
        replace(m, line=replace(m.line, category_code="ENV-01", urgency=3))
        for m in map(a_match, range(12))
    ]
    others = [a_match(n) for n in range(12, 24)]

    shown = arranged([*routine, *others], POLICY, NOW, viewer_id="mb_1", day="2026-03-05")

    assert [sum(is_routine(m.line) for m in shown[at : at + 10]) for at in (0, 10, 20)] == [4, 4, 4]
    assert len(arranged(routine, POLICY, NOW, viewer_id="mb_1", day="2026-03-05")) == 12


def test_a_giver_sees_each_line_once_with_the_best_of_its_offers_and_none_beyond_the_reach() -> (
    None
):
    lines = [LINE, replace(LINE, requirement_id="rq_2", category_code="CUL-03")]
    far = replace(
        LINE, requirement_id="rq_3", area_path="/42/4201/420111/1/2/", neighbours=("420112",)
    )
    second = replace(A, id="sk_low", level=2, verified=True)

    found = lines_for(
        [second, A], [*lines, far], PARTIES, {"cm_bihai": TIES}, Decisions(), POLICY, NOW
    )

    assert [m.id for m in found] == ["mt.rq_1.sk_A", "mt.rq_2.sk_A"]


def test_the_same_pair_has_one_score_from_either_side() -> None:
    (mine,) = lines_for([B], [LINE], PARTIES, {"cm_bihai": TIES}, Decisions(), POLICY, NOW)

    assert mine == match(a_pair(B))
