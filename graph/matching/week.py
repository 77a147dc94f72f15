"""Weekly times: slots such as '2 19:00-20:30' as sets of minutes, and how many two of them share.

A week is one integer of 10,080 bits, bit 0 = Monday 00:00 Asia/Shanghai. A few hundred distinct
patterns exist, so both the patterns and their overlaps are kept.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from functools import lru_cache

from graph.errors import InvalidInput

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps one time without summer time (since 1991), so the offset is all that is needed."""

DAY = 1440
WEEK = 7 * DAY
ALL_WEEK = (1 << WEEK) - 1
WEEK_MS = WEEK * 60_000

_SLOT = re.compile(r"([1-7]) ([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))")


@lru_cache(maxsize=8192)
def slot(text: str) -> int:
    """Return the minutes of one slot, '<1..7> HH:MM-HH:MM', as bits.

    Past midnight runs into the next day.

    Raises:
        InvalidInput: the text is no slot, or begins and ends in the same minute.
    """
    found = _SLOT.fullmatch(text)
    if found is None:
        raise _no_slot(text)
    day, hour, minute, *end = (int(part) for part in found.groups() if part is not None)
    start = (day - 1) * DAY + hour * 60 + minute
    length = ((day - 1) * DAY + end[0] * 60 + end[1] - start) % WEEK
    length -= WEEK - DAY if length > DAY else 0
    if length == 0:
        raise _no_slot(text)
    bits = ((1 << length) - 1) << start
    return (bits & ALL_WEEK) | (bits >> WEEK)


@lru_cache(maxsize=8192)
def pattern(slots: tuple[str, ...]) -> int:
    """Return the minutes of a week in any of `slots`; no slots = the whole week."""
    minutes = 0
    for text in slots:
        minutes |= slot(text)
    return minutes if slots else ALL_WEEK


@lru_cache(maxsize=65_536)
def overlap(left: tuple[str, ...], right: tuple[str, ...], days: int = ALL_WEEK) -> int:
    """Return the minutes of one week that lie in both patterns and on `days` (see `weekdays`)."""
    return (pattern(left) & pattern(right) & days).bit_count()


def weekdays(window_start: int | None, window_end: int | None) -> int:
    """Return the minutes of the weekdays a window (ms UTC) touches.

    All if open or 7 days and longer.

    Source: matching.md 5.3.
    """
    if window_start is None or window_end is None or not 0 <= window_end - window_start < WEEK_MS:
        return ALL_WEEK
    return _weekdays(window_start // 60_000, window_end // 60_000)


@lru_cache(maxsize=8192)
def _weekdays(start_min: int, end_min: int) -> int:
    first = datetime.fromtimestamp(start_min * 60, SHANGHAI).date()
    last = datetime.fromtimestamp(
        max(start_min, end_min - 1) * 60, SHANGHAI
    ).date()  # 00:00 belongs to the day before
    minutes = 0
    for offset in range(min(7, (last - first).days + 1)):
        minutes |= ((1 << DAY) - 1) << (first + timedelta(days=offset)).weekday() * DAY
    return minutes


def times_of_day(slots: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Return (weekday 1..7, MORNING | AFTERNOON | EVENING) of each slot, sorted, each once."""
    found = {(int(text[0]), _part_of_day(int(text[2:4]))) for text in slots if slot(text)}
    return tuple(
        sorted(
            found, key=lambda pair: (pair[0], ("MORNING", "AFTERNOON", "EVENING").index(pair[1]))
        )
    )


def _part_of_day(hour: int) -> str:
    return "MORNING" if hour < 12 else "AFTERNOON" if hour < 18 else "EVENING"  # noqa: PLR2004 (o'clock)


def _no_slot(text: str) -> InvalidInput:
    return InvalidInput(
        "slots",
        zh=f"“{text}”不是每周时段；请写成“2 19:00-20:30”（1=周一）。",
        en=f"{text!r} is no weekly time; write '2 19:00-20:30' (1 = Monday).",
    )
