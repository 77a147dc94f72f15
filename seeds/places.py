"""The places of the demo city: one province, city, district and street, three communities."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.communities.model import Area, Community
from graph.things import Ref, Thing
from seeds.naming import EPOCH, METRES_NORTH, id_of

PROVINCE, CITY, DISTRICT, STREET = "42", "4201", "420112", "420112003"
STREET_PATH = f"/{PROVINCE}/{CITY}/{DISTRICT}/{STREET}/"
DISTRICT_PATH = f"/{PROVINCE}/{CITY}/{DISTRICT}/"
OTHER_STREET = f"{DISTRICT_PATH}420112007/"
GRIDS = 3
"""Grids of a community (default)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A community of the demo, and how it is meant to be.

    Attributes:
        mark: EVEN, CROWDED or STARVED (domain.md 6, row 1).
        members: how many of the 150 live here.
        needs: how many of the 60 are raised here; wishes besides.
    """

    code: str
    name: str
    mark: str
    lat: float
    lng: float
    members: int
    needs: int
    wishes: int

    @property
    def id(self) -> Ref:
        """Id of the Community."""
        return id_of("cm", self.code)

    @property
    def path(self) -> str:
        """Its area path."""
        return f"{STREET_PATH}{self.code}/"

    def grid(self, number: int) -> str:
        """Return the path of its grid with this number, from 1."""
        return f"{self.path}g{number:02}/"


BIHAI = Place("420112003005", "碧海社区", "EVEN", 30.6450, 114.2060, 46, 22, 6)
CROWDED = Place("420112003006", "观湖社区", "CROWDED", 30.6530, 114.2180, 86, 4, 2)
STARVED = Place("420112003007", "临空社区", "STARVED", 30.6360, 114.1900, 18, 34, 12)
PLACES = (BIHAI, CROWDED, STARVED)


def places() -> Iterator[Thing]:
    """Yield the areas and communities, from the province down to the grids."""
    yield _area(PROVINCE, "湖北省", "PROVINCE", 1, "/42/", None)
    yield _area(CITY, "武汉市", "CITY", 2, "/42/4201/", PROVINCE)
    yield _area(DISTRICT, "东西湖区", "DISTRICT", 3, DISTRICT_PATH, CITY)
    yield _area(STREET, "金银湖街道", "STREET", 4, STREET_PATH, DISTRICT)
    yield _area("420112007", "演示街道", "STREET", 4, OTHER_STREET, DISTRICT)
    for place in PLACES:
        yield Community(
            id=place.id,
            created_at=EPOCH,
            updated_at=EPOCH,
            code=place.code,
            name=place.name,
            area_path=place.path,
            parent_id=area_id(STREET),
            lat=place.lat,
            lng=place.lng,
            population=4000,
            households=1500,
        )
        for number in range(1, GRIDS + 1):
            code = f"{place.code}g{number:02}"
            name, north = f"{place.name}第{number}网格", (number - 1) * 400 * METRES_NORTH
            grid = _area(code, name, "GRID", 6, place.grid(number), place.code)
            yield replace(grid, lat=place.lat + north, lng=place.lng)


def area_id(code: str) -> Ref:
    """Return the id of an Area of the demo by its code."""
    return id_of("ar", code)


def _area(  # noqa: PLR0913, PLR0917  the columns of an area
    code: str, name: str, kind: str, level: int, path: str, parent: str | None
) -> Area:
    return Area(
        id=area_id(code),
        created_at=EPOCH,
        updated_at=EPOCH,
        code=code,
        name=name,
        kind=kind,
        level=level,
        area_path=path,
        parent_id=None if parent is None else _parent_id(parent),
        quality_mean=660 if kind == "DISTRICT" else None,
    )


def _parent_id(code: str) -> Ref:
    community = next((place for place in PLACES if place.code == code), None)
    return community.id if community else area_id(code)
