"""Points of places, kept in the process: members stand at the centre of their community.

Source: matching.md 5.2. A place hardly ever moves, so a point is read once and kept ten minutes.
"""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from weakref import WeakKeyDictionary

from graph.connection import Graph
from graph.matching.place import COMMUNITY, path_to

KEPT_S = 600.0
"""Points are read anew after so many seconds (our choice)."""


class Point(NamedTuple):
    """A point, WGS-84 degrees."""

    lat: float
    lng: float


@dataclass(slots=True)
class Points:
    """The points known in this process, by the path of the place; None: the place has none.

    `districts`: codes of the districts all of whose communities were read.
    """

    known: dict[str, Point | None] = field(default_factory=dict[str, Point | None])
    districts: set[str] = field(default_factory=set[str])
    began: float = field(default_factory=time.monotonic)

    def unread(self, districts: Iterable[str]) -> list[str]:
        """Return the districts whose communities' points are not known, in order."""
        if time.monotonic() - self.began > KEPT_S:
            self.known, self.districts, self.began = {}, set(), time.monotonic()
        return sorted(set(districts) - self.districts)

    def learn(self, points: Mapping[str, Point | None], districts: Iterable[str] = ()) -> None:
        """Remember points, and that all of these districts are known."""
        self.known.update(points)
        self.districts.update(districts)

    def missing(self, area_paths: Iterable[str]) -> set[str]:
        """Return the places among these whose point nobody has read."""
        return {place_of(path) for path in area_paths} - self.known.keys()

    def at(self, area_path: str) -> Point | None:
        """Return the point of the place a path lies in, None: not known."""
        return self.known.get(place_of(area_path))


_POINTS: "WeakKeyDictionary[Graph, Points]" = WeakKeyDictionary()


def points_of(graph: Graph) -> Points:
    """Return the points known of this graph in this process."""
    return _POINTS.setdefault(graph, Points())


def place_of(area_path: str) -> str:
    """Return the place that gives the point: the community, or the wider area of a seat."""
    return path_to(area_path, COMMUNITY)
