"""Weekly times as sets of minutes. Source: matching.md 5.3, domain.md 3."""

from dataclasses import replace

import pytest

from graph.errors import InvalidInput
from graph.matching.score import time
from graph.matching.week import ALL_WEEK, WEEK, overlap, pattern, slot, times_of_day, weekdays
from tests.support.english_class import LINE, A, a_pair

MONDAY = 1_772_380_800_000  # 2 March 2026, 00:00 in Wuhan
HOUR = 3_600_000


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("2 19:00-20:30", 90), ("1 00:00-24:00", 1440), ("7 23:00-01:00", 120), ("7 23:59-24:00", 1)],
)
def test_a_slot_holds_its_minutes(text: str, minutes: int) -> None:
    assert slot(text).bit_count() == minutes


def test_sunday_night_runs_into_monday() -> None:
    assert overlap(("7 23:00-01:00",), ("1 00:00-02:00",)) == 60


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8 09:00-10:00",
        "1 9:00-10:00",
        "1 09:00-09:00",
        "1 24:00-25:00",
        "1 09:00-10:60",
        "1 09:00",
    ],
)
def test_what_is_no_slot_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InvalidInput, match="2 19:00-20:30"):
        slot(text)


def test_overlapping_slots_count_once_and_none_is_the_whole_week() -> None:
    assert pattern(("1 09:00-11:00", "1 10:00-12:00")).bit_count() == 180
    assert pattern(()) == ALL_WEEK
    assert overlap((), ()) == WEEK


@pytest.mark.parametrize(
    ("case", "start", "end", "days"),
    [
        ("a morning", MONDAY + 8 * HOUR, MONDAY + 11 * HOUR, {0}),
        ("until midnight", MONDAY + 8 * HOUR, MONDAY + 24 * HOUR, {0}),
        ("a night", MONDAY + 22 * HOUR, MONDAY + 26 * HOUR, {0, 1}),
        ("one instant", MONDAY, MONDAY, {0}),
        ("six days and a half", MONDAY + 12 * HOUR, MONDAY + 7 * 24 * HOUR, set(range(7))),
        ("a whole week", MONDAY, MONDAY + 7 * 24 * HOUR, set(range(7))),
    ],
)
def test_a_short_window_leaves_only_its_weekdays(
    case: str, start: int, end: int, days: set[int]
) -> None:
    minutes = weekdays(start, end)

    assert {day for day in range(7) if minutes >> (day * 1440) & 1} == days
    assert minutes.bit_count() == len(days) * 1440


def test_an_open_window_leaves_all_days() -> None:
    assert (
        weekdays(None, MONDAY) == weekdays(MONDAY, None) == weekdays(MONDAY, MONDAY - 1) == ALL_WEEK
    )


def test_times_are_told_by_part_of_the_day() -> None:
    assert times_of_day(("6 08:00-09:00", "2 19:00-20:30", "2 18:00-18:30")) == (
        (2, "EVENING"),
        (6, "MORNING"),
    )


@pytest.mark.parametrize(
    ("slots", "hours", "f", "reason"),
    [
        ((), 1.5, 800, "UNSTATED"),
        (("2 19:00-21:00",), 1.5, 1000, "FITS"),
        (("2 19:00-20:00",), 1.5, 666, "PARTLY"),
        (("2 19:00-19:30",), 0.5, 1000, "FITS"),
        (("2 19:00-19:30",), 0.0, 1000, "FITS"),
        (("3 19:00-19:30",), 1.5, 0, "PARTLY"),
    ],
)
def test_time_is_the_share_of_the_minutes_needed(
    slots: tuple[str, ...], hours: float, f: int, reason: str
) -> None:
    found = time(replace(LINE, hours=hours), replace(A, slots=slots), a_pair().policy)

    assert (found.f, found.reason) == (f, reason)
