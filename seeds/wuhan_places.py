"""Where the entries of the real lists stand: areas by name, with codes of our own.

The lists name provinces, cities and districts, no codes. The codes made here begin with W, so that they can never
be those of another district in the same graph: 'W42' Hubei, then two digits a level in the order of the names.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from graph.communities.model import Area, Community
from graph.ids import ulid_of
from graph.things import Ref, Thing

SOURCE = "wuhan2020"
HUBEI = "湖北"
PROVINCE_PATH = "/W42/"
"""Path of Hubei: below it stand all needs and everything they are matched with."""
UNSTATED = "区县未注明"
"""District of the entries whose row names none, or only the city."""
SAME_DISTRICT = {("黄石市", "黄石大冶市"): "大冶市"}
"""Districts that one of the lists spells in its own way."""
LISTED_AT = 1_580_745_600_000
"""2020-02-03 16:00 UTC, ms: the newest date in the folder; rows of needs carry none."""
_KINDS = {1: "PROVINCE", 2: "CITY", 3: "DISTRICT"}
DISTRICT = 3

Names = tuple[str, ...]
"""Names from the province down: (province, city, district)."""


def listed_id(prefix: str, *natural_key: object) -> Ref:
    """Return the id of an entry of the lists; the same key gives the same id for ever."""
    key = "|".join(map(str, natural_key))
    return Ref(f"{prefix}_{ulid_of(f'{SOURCE}|{prefix}|{key}')}")


def source_key(kind: str, id: Ref) -> str:
    """Return where an entry comes from: the list, its kind, the hash its id holds."""
    return f"{SOURCE}|{kind}|{id.partition('_')[2]}"


def district_names(province: str, city: str, district: str) -> Names:
    """Return the names of a district, as one of them wherever the rows say it differently."""
    said = SAME_DISTRICT.get((city, district), district)
    return province, city, UNSTATED if said in {"", city} else said


class Atlas:
    """The areas that rows name, and a community for each district in which somebody asks for something.

    A need is raised in a community, and the lists name none: the hospitals of a district share one, below a
    street that stands for "not said".
    """

    def __init__(self, named: Iterable[Names], asking: Iterable[Names]) -> None:
        """Number all areas: those named and those they lie in; `asking`: districts with needs."""
        every = {names[:level] for names in named for level in range(1, len(names) + 1)}
        self._codes = dict(_numbered(every, ()))
        self._asking = sorted(set(asking))

    def code(self, names: Names) -> str:
        """Return the code of an area."""
        return self._codes[names]

    def path(self, names: Names) -> str:
        """Return the path of an area."""
        codes = (self._codes[names[:level]] for level in range(1, len(names) + 1))
        return f"/{'/'.join(codes)}/"

    def community(self, names: Names) -> Community:
        """Return the community of the hospitals of a district."""
        street = f"{self.code(names)}001"
        return Community(
            id=listed_id("cm", *names),
            created_at=LISTED_AT,
            updated_at=LISTED_AT,
            code=f"{street}001",
            name=f"{names[1] if names[2] == UNSTATED else names[2]}医疗机构片区",
            area_path=f"{self.path(names)}{street}/{street}001/",
            parent_id=listed_id("ar", *names, "street"),
            mode="EMERGENCY",
            source_key=source_key("site", listed_id("cm", *names)),
        )

    def city_called(self, words: str) -> Names | None:
        """Return the city of Hubei whose name begins with these words."""
        cities = (names for names in self._codes if len(names) == 2 and names[0] == HUBEI)  # noqa: PLR2004  a city
        return next((names for names in cities if names[1].startswith(words)), None)

    def things(self) -> Iterator[Thing]:
        """Yield the areas, then the communities."""
        for names in self._codes:
            yield self._area(names)
        for names in self._asking:
            yield self._street(names)
            yield self.community(names)

    def _area(self, names: Names) -> Area:
        return Area(
            id=listed_id("ar", *names),
            created_at=LISTED_AT,
            updated_at=LISTED_AT,
            code=self.code(names),
            name=names[-1],
            kind=_KINDS[len(names)],
            level=len(names),
            area_path=self.path(names),
            parent_id=listed_id("ar", *names[:-1]) if names[1:] else None,
        )

    def _street(self, names: Names) -> Area:
        code = f"{self.code(names)}001"
        return Area(
            id=listed_id("ar", *names, "street"),
            created_at=LISTED_AT,
            updated_at=LISTED_AT,
            code=code,
            name="街道未注明",
            kind="STREET",
            level=DISTRICT + 1,
            area_path=f"{self.path(names)}{code}/",
            parent_id=listed_id("ar", *names),
        )


def _numbered(names: Iterable[Names], above: Names, code: str = "W") -> Iterator[tuple[Names, str]]:
    """Yield each area with its code: two digits a level, in the order of the names; Hubei keeps 42."""
    level = len(above) + 1
    ordered = sorted(it for it in names if len(it) >= level)
    for number, (name, below) in enumerate(groupby(ordered, lambda it: it[level - 1]), 1):
        own = f"{code}{42 if (level, name) == (1, HUBEI) else number:02}"
        yield (*above, name), own
        yield from _numbered(list(below), (*above, name), own)
