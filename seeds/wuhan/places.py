"""Areas of the lists, from names to codes; what a list leaves open stays open in the tree.

Areas that are there already are used as they are, whoever loaded them: they are found by code.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from graph.communities.model import Area, Community
from graph.ids import ulid_of
from graph.things import Ref, Thing
from seeds.wuhan.rows import Located

KINDS = ("PROVINCE", "CITY", "DISTRICT", "STREET")
COUNTRY = "/"
"""Path of a seat that no list tells: above all provinces."""
_PROVINCE, _CITY, _DISTRICT = 2, 4, 6
"""Lengths of the codes of GB/T 2260; 仙桃, 潜江, 天门 are cities with six digits."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An area: id, code and path. `id` None: the whole country."""

    id: Ref | None
    code: str
    path: str


@dataclass(frozen=True, slots=True)
class Site:
    """A community to raise a need in, and the code of its district."""

    id: Ref
    path: str
    district: str


@dataclass(slots=True)
class Places:
    """The areas of some lists; asks for a place make what is not there yet.

    Attributes:
        known: id and path of areas in the graph, by code.
        made: areas and communities to load, by code, parents first.
    """

    known: Mapping[str, tuple[Ref, str]]
    made: dict[str, Thing] = field(default_factory=dict[str, Thing])

    def seat(self, place: Located) -> Spot:
        """Return the narrowest area of a place whose name has a code."""
        return self._spot(code_of(place))

    def site(self, place: Located) -> Site:
        """Return the community that stands for a place: the lists name none, so one a district.

        A district the city does not have stands for the city as a whole ('<city code>00', as in
        GB/T 2260): the need keeps its city, and no district is guessed.
        """
        code = code_of(place)
        district = code if code in _districts() else f"{code}00"
        street = f"{district}000"
        name = areas()[code]
        upper = self._spot(code)
        if district != code:
            upper = self._area(district, f"{name}（区县未注明）", upper)
        upper = self._area(street, f"{name}（街道未注明）", upper)
        return Site(*self._community(f"{street}000", f"{name}（社区未注明）", upper), district)

    def _spot(self, code: str) -> Spot:
        if not code:
            return Spot(None, "", COUNTRY)
        return self._area(code, areas()[code], self._spot(_parent(code)))

    def _area(self, code: str, name: str, parent: Spot) -> Spot:
        if code in self.known:
            return Spot(self.known[code][0], code, self.known[code][1])
        path, level = f"{parent.path}{code}/", parent.path.count("/")
        id = id_of("ar", code)
        if code not in self.made:
            self.made[code] = Area(
                id=id,
                code=code,
                name=name,
                kind=KINDS[level - 1],
                level=level,
                area_path=path,
                parent_id=parent.id,
            )
        return Spot(id, code, path)

    def _community(self, code: str, name: str, street: Spot) -> tuple[Ref, str]:
        id, path = id_of("cm", code), f"{street.path}{code}/"
        if code not in self.made:
            self.made[code] = Community(
                id=id,
                code=code,
                name=name,
                area_path=path,
                parent_id=street.id,
                mode="EMERGENCY",
            )
        return id, path


def id_of(prefix: str, natural_key: str) -> Ref:
    """Return the id of an entry of the lists; the same key gives the same id for ever."""
    return Ref(f"{prefix}_{ulid_of(f'wuhan2020|{prefix}|{natural_key}')}")


@cache
def areas() -> Mapping[str, str]:
    """Return the names of the areas known here, by code."""
    file = Path(__file__).with_name("codes.json")
    return MappingProxyType(json.loads(file.read_text("utf-8"))["areas"])


def codes_of(places: Iterable[Located]) -> list[str]:
    """Return every code that these places may need, parents among them, in order."""
    found = set[str]()
    for code in map(code_of, places):
        above = code
        while above:
            found.add(above)
            above = _parent(above)
        if code not in _districts():
            found.add(f"{code}00")
        found.add(f"{code if code in _districts() else f'{code}00'}000")
    return sorted(found)


@cache
def code_of(place: Located) -> str:
    """Return the code of the narrowest area of a place that is known by name; '' if none is.

    A district is sought in its city only: 天门市 below 宜昌市 is no district of 宜昌.
    """
    province = _named(place.province, "", _PROVINCE)
    city = _city(place.city, province) if province else ""
    if not city:
        return province
    if place.district in {"", place.city}:
        return city
    short = place.district.removeprefix(place.city.removesuffix("市"))
    return _named(place.district, city, _DISTRICT) or _named(short, city, _DISTRICT) or city


def _named(name: str, above: str, length: int) -> str:
    """Return the code of the area that begins with a name, below another; '' if there is none."""
    return next(
        (
            code
            for code, known in areas().items()
            if name and len(code) == length and code.startswith(above) and known.startswith(name)
        ),
        "",
    )


def _city(name: str, province: str) -> str:
    """Return the code of a city of a province; some have six digits."""
    return _named(name, province, _CITY) or next(
        (code for code in _six_digit_cities() if areas()[code] == name and code[:2] == province), ""
    )


def _parent(code: str) -> str:
    """Return the code of the area above; '' above a province."""
    if code in _six_digit_cities():
        return code[:_PROVINCE]
    return code[: len(code) - 2] if len(code) > _PROVINCE else ""


@cache
def _six_digit_cities() -> frozenset[str]:
    """Cities directly below the province: 4290xx has no city 4290 above it."""
    return frozenset(c for c in areas() if len(c) == _DISTRICT and c[:_CITY] not in areas())


@cache
def _districts() -> frozenset[str]:
    return frozenset(c for c in areas() if len(c) == _DISTRICT) - _six_digit_cities()
