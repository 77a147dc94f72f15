"""Minutes two weekly patterns share, against a loop over every minute. Source: matching.md 5.3."""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.matching.week import ALL_WEEK, SHANGHAI, overlap, weekdays

MINUTE_MS = 60_000


def said(day: int, start: int, end: int) -> str:
    return f"{day} {start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


times = st.tuples(st.integers(1, 7), st.integers(0, 1439), st.integers(0, 1440)).filter(
    lambda t: t[1] != t[2] % 1440 or (t[2] == 1440 and t[1] == 0)
)
patterns = st.lists(times, max_size=4)


def is_in(minute: int, pattern: list[tuple[int, int, int]]) -> bool:
    """Return whether a minute of the week lies in a pattern, past midnight included."""
    if not pattern:
        return True
    for day, start, end in pattern:
        first = (day - 1) * 1440 + start
        length = end - start if end > start else end - start + 1440
        if (minute - first) % 10080 < length:
            return True
    return False


@given(patterns, patterns)
@settings(max_examples=60, deadline=None)
def test_overlap_is_what_counting_minutes_gives(
    left: list[tuple[int, int, int]], right: list[tuple[int, int, int]]
) -> None:
    counted = sum(is_in(minute, left) and is_in(minute, right) for minute in range(10080))
    one, other = tuple(said(*t) for t in left), tuple(said(*t) for t in right)

    assert overlap(one, other) == overlap(other, one) == counted


@given(st.integers(1_600_000_000, 1_900_000_000), st.integers(0, 9 * 1440))
@settings(max_examples=100, deadline=None)
def test_the_weekdays_of_a_window_are_those_its_minutes_touch(
    start_s: int, length_min: int
) -> None:
    start_ms = start_s // 60 * MINUTE_MS
    end_ms = start_ms + length_min * MINUTE_MS
    minutes = range(start_ms, max(end_ms, start_ms + 1), MINUTE_MS)
    touched = {datetime.fromtimestamp(at / 1000, SHANGHAI).weekday() for at in minutes}

    found = weekdays(start_ms, end_ms)

    if length_min >= 7 * 1440:
        assert found == ALL_WEEK
    else:
        assert {day for day in range(7) if found >> (day * 1440) & 1} == touched
