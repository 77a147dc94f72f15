"""Where things are.

Steps of the area tree, metres, and points by distance from an integer table.
"""

import math
from functools import cache, lru_cache

COMMUNITY = 5
"""Level of a community in the area tree (1 province … 5 community, 6 grid).

Source: domain.md section 3.
"""

METRES_PER_DEGREE = 111_320
"""Of latitude, and of longitude at the equator. Source: matching.md 5.2."""

TABLE_END = 300
"""Hundreds of metres from which distance gives nothing. Source: matching.md 5.2."""


@lru_cache(maxsize=65_536)
def code_at(area_path: str, level: int) -> str:
    """Return the code at `level` of '/42/4201/…/', '' if the path is shorter."""
    parts = area_path.split("/")
    return parts[level] if len(parts) > level + 1 else ""


def path_to(area_path: str, level: int) -> str:
    """Return the path down to `level`, with both slashes; the whole path if it is shorter."""
    return (
        "/".join(area_path.split("/")[: level + 1]) + "/" if depth(area_path) > level else area_path
    )


def depth(area_path: str) -> int:
    """Return the number of areas in the path: 5 for a community."""
    return max(0, area_path.count("/") - 1)


@lru_cache(maxsize=65_536)
def common_depth(left: str, right: str) -> int:
    """Return how many areas from the root two paths share.

    5 = same community, 6 and more = same grid.
    """
    shared = 0
    for a, b in zip(left.split("/")[1:-1], right.split("/")[1:-1], strict=False):
        if a != b:
            break
        shared += 1
    return shared


def metres(lat1: float, lng1: float, lat2: float, lng2: float) -> float:
    """Return the equirectangular distance of two WGS-84 points in metres.

    Source: matching.md 5.2.
    """
    dy = (lat2 - lat1) * METRES_PER_DEGREE
    dx = (lng2 - lng1) * math.cos(math.radians((lat1 + lat2) / 2)) * METRES_PER_DEGREE
    return math.hypot(dx, dy)


@cache
def table(scale_m: int) -> tuple[int, ...]:
    """Return f by hundreds of metres, floor(1000·e^(−100·d / scale) + ½), d = 0..300."""
    return tuple(
        math.floor(1000 * math.exp(-100 * d / scale_m) + 0.5) for d in range(TABLE_END + 1)
    )


def nearness(distance_m: float, scale_m: int) -> int:
    """Return f (0..1000) for a distance in metres: from the table at (metres + 50) div 100."""
    d = int(distance_m + 50) // 100
    return table(scale_m)[d] if d <= TABLE_END else 0
