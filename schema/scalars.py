"""Scalars: instants, days, quarter hours, points, 64-bit counters.

Values inside are plain: an instant is an int of UTC ms, a day a `datetime.date`. Annotate a field
with the scalar's Python type, `since: DateTime`; `SCALARS` tells Strawberry what each is.
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any, NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

DateTime = NewType("DateTime", int)
"""An instant, UTC ms."""
Date = NewType("Date", str)
"""A day, 'YYYY-MM-DD'; `datetime.date` is accepted as well."""
Hours = NewType("Hours", float)
"""Hours in quarters."""
Points = NewType("Points", int)
"""Hundredths of a point."""
BigInt = NewType("BigInt", int)
"""A whole number that may pass 2^31."""

_QUARTER, _HUNDRED = 4, 100
_POINTS = re.compile(r"-?\d{1,12}(\.\d{1,2})?", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant_text(ms: int) -> str:
    """Return an instant in UTC ms as '2026-03-01T00:00:00.000Z'."""
    text = (_EPOCH + timedelta(milliseconds=ms)).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def instant_ms(text: Any) -> DateTime:
    """Return the instant a client wrote, in UTC ms; a bare day is its first instant in UTC+8.

    Raises:
        ValueError: it is no ISO 8601 instant with an offset.
    """
    if isinstance(text, str) and len(text) == len("2026-03-01"):
        text = f"{date.fromisoformat(text).isoformat()}T00:00:00+08:00"
    at = datetime.fromisoformat(text) if isinstance(text, str) else None
    if at is None or at.tzinfo is None:
        raise ValueError(f"{text!r} is no instant: write 2026-03-01T08:00:00+08:00.")
    return DateTime((at - _EPOCH) // timedelta(milliseconds=1))


def _day_text(day: Any) -> str:
    return day.isoformat() if isinstance(day, date) else str(day)


def _day(text: Any) -> Date:
    if not isinstance(text, str):
        raise ValueError(f"{text!r} is no day: write 2026-03-01.")  # noqa: TRY004  becomes a request error
    return Date(date.fromisoformat(text).isoformat())


def _hours(value: Any) -> Hours:
    if isinstance(value, bool) or not isinstance(value, int | float) or value * _QUARTER % 1:
        raise ValueError(f"{value!r} is not in quarter hours: write 1.5 or 0.25.")
    return Hours(float(value))


def _points_text(value: int) -> str:
    return f"{'-' * (value < 0)}{abs(value) // _HUNDRED}.{abs(value) % _HUNDRED:02}"


def _points(text: Any) -> Points:
    if not isinstance(text, str) or not _POINTS.fullmatch(text):
        raise ValueError(f'{text!r} is no number of points: write "12.50".')
    whole, _, part = text.removeprefix("-").partition(".")
    value = int(whole) * _HUNDRED + int(part.ljust(2, "0"))
    return Points(-value if text.startswith("-") else value)


def _big(text: Any) -> BigInt:
    if not isinstance(text, str) or not text.removeprefix("-").isdigit():
        raise ValueError(f'{text!r} is no whole number: write "123" as text.')
    return BigInt(int(text))


SCALARS: dict[object, ScalarDefinition] = {
    DateTime: strawberry.scalar(
        name="DateTime",
        description="An instant (时刻): ISO 8601 with an offset in, `Z` out.",
        serialize=instant_text,
        parse_value=instant_ms,
    ),
    Date: strawberry.scalar(
        name="Date", description="A day (日期): 2026-03-01.", serialize=_day_text, parse_value=_day
    ),
    Hours: strawberry.scalar(
        name="Hours",
        description="Hours (时长) in quarters: 1.5.",
        parse_value=_hours,
        serialize=float,
    ),
    Points: strawberry.scalar(
        name="Points",
        description='Points (积分) with two decimals, as text: "12.50".',
        serialize=_points_text,
        parse_value=_points,
    ),
    BigInt: strawberry.scalar(
        name="BigInt",
        description="A whole number that may pass 2^31, as text.",
        serialize=str,
        parse_value=_big,
    ),
}
