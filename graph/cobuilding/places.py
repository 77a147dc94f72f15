"""Points of places, kept in the process: members stand at the centre of their community (matching.md 5.2)."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from weakref import WeakKeyDictionary

from graph.connection import Graph
from graph.matching.model import Offer
from graph.matching.place import COMMUNITY, path_to

KEPT_S = 600.0
"""Points are read anew after so many seconds (our choice: places hardly ever move)."""


class Point(NamedTuple):
    """A point, WGS-84 degrees."""

    lat: float
    lng: float


@dataclass(slots=True)
class Points:
    """The points known in this process, by area path; None: the place has none.

    `districts`: codes of the districts all of whose communities were read, with the second of that.
    """

    known: dict[str, Point | None] = field(default_factory=dict[str, Point | None])
    districts: dict[str, float] = field(default_factory=dict[str, float])
    began: float = field(default_factory=time.monotonic)

    def unread(self, districts: Iterable[str]) -> list[str]:
        """Return the districts whose communities' points are not known yet, in order."""
        if time.monotonic() - self.began > KEPT_S:
            self.known, self.districts, self.began = {}, {}, time.monotonic()
        return sorted(set(districts) - self.districts.keys())

    def learn(self, points: Mapping[str, Point | None], districts: Iterable[str] = ()) -> None:
        """Remember points, and that all points of these districts are known."""
        self.known.update(points)
        self.districts.update(dict.fromkeys(districts, time.monotonic()))

    def missing(self, offers: Iterable[Offer]) -> set[str]:
        """Return the paths of places whose point an offer needs and nobody has read."""
        places = {place_of(offer) for offer in offers if offer.lat is None}
        return places - self.known.keys()

    def standing(self, offer: Offer) -> Offer:
        """Return the offer at its own point, else at that of its place; unknown stays unknown."""
        point = self.known.get(place_of(offer)) if offer.lat is None else None
        return replace(offer, lat=point.lat, lng=point.lng) if point else offer


_POINTS: "WeakKeyDictionary[Graph, Points]" = WeakKeyDictionary()


def points_of(graph: Graph) -> Points:
    """Return the points known of this graph in this process."""
    return _POINTS.setdefault(graph, Points())


def place_of(offer: Offer) -> str:
    """Return the path of the place an offer stands at: its community, or the wider area of its seat."""
    return path_to(offer.area_path, COMMUNITY)
