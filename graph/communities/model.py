"""Areas, communities, categories, needs and the lines of a need, as values."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph import states
from graph.text import fold
from graph.things import Ref, Stateful, Thing, from_edges

MATCHABLE = states.members("Need", "MATCHABLE")
"""States of a need whose lines are in the pools."""
CLEAR_MARGIN = 150
"""Least margin of the classifier, of 1000, that nobody has to confirm (default; matching.md 2)."""


@dataclass(frozen=True, kw_only=True)
class Area(Thing):
    """A province, city, district, street or grid (区域).

    Attributes:
        level: 1 province, 2 city, 3 district, 4 street, 6 grid, 7 micro-grid, 8 building.
        neighbours: codes of the districts beside this one.
        quality_mean: mean grade of the district, 0..1000, frozen nightly (matching.md 5.5).
    """

    label = "Area"
    derived = ("name_key",)

    code: str
    name: str
    kind: str
    level: int
    area_path: str
    parent_id: Ref | None = None
    lat: float | None = None
    lng: float | None = None
    population: int | None = None
    households: int | None = None
    neighbours: tuple[str, ...] = ()
    mode: str = "PEACE"
    quality_mean: int | None = None
    edge_version: int = 0

    @property
    def name_key(self) -> str:
        """Its place in lists by name: '<folded name>|<id>'."""
        return f"{fold(self.name)}|{self.id}"


@dataclass(frozen=True, kw_only=True)
class Community(Thing):
    """A community or village (社区): where needs are raised."""

    label = "Community"
    derived = ("name_key",)

    code: str
    name: str
    kind: str = "COMMUNITY"
    level: int = 5
    area_path: str
    parent_id: Ref | None = None
    lat: float | None = None
    lng: float | None = None
    population: int | None = None
    households: int | None = None
    mode: str = "PEACE"
    source_key: str | None = None
    edge_version: int = 0

    @property
    def name_key(self) -> str:
        """Its place in lists by name: '<folded name>|<id>'."""
        return f"{fold(self.name)}|{self.id}"


@dataclass(frozen=True, kw_only=True)
class Need(Stateful):
    """An entry of the need list (需求清单条目).

    Attributes:
        kind: NEED, WISH, POST, HAZARD or ACTIVITY.
        urgency: 0 NORMAL, 1 RAISED, 2 URGENT, 3 CRITICAL.
        difficulty: 1 to 5.
        population: who it is for, such as OLDER; never a category.
        aging_since: since when it waits for help, UTC ms; absent before it is published.
        window_start: first instant it can be served, UTC ms.
        requirement_ids: its lines.
        unclear_lines: how many of them wait for a person to choose the category.
        open_places: places of its lines that nobody has taken.
    """

    label = machine = "Need"
    derived = ("stage", "queue_key", "text_folded")

    kind: str = "NEED"
    title: str
    description: str = ""
    area_path: str
    community_id: Ref
    grid_id: Ref | None = None
    category_code: str
    urgency: int = 0
    difficulty: int = 2
    owner_level: str = "COMMUNITY"
    raised_by_id: Ref | None = None
    on_behalf: bool = False
    channel: str = "COUNTER"
    population: tuple[str, ...] = ()
    continuity: str = "ONE_OFF"
    window_start: int | None = None
    window_end: int | None = None
    published_at: int | None = None
    aging_since: int | None = None
    beneficiaries: int | None = None
    budget_fen: int | None = None
    lat: float | None = None
    lng: float | None = None
    visibility: str = "PUBLIC"
    source_key: str | None = None
    requirement_ids: tuple[Ref, ...] = from_edges(())
    unclear_lines: int = from_edges(0)
    open_places: int = from_edges(0)

    @property
    def queue_key(self) -> str:
        """Its place in the queue: '<stage>|<9-urgency>|<13-digit aging_since>|<id>'."""
        since = self.aging_since or self.created_at
        return f"{self.stage}|{9 - self.urgency}|{since:013}|{self.id}"

    @property
    def text_folded(self) -> str:
        """Title and description as matching compares them."""
        return fold(f"{self.title}{self.description}")

    @property
    def is_matchable(self) -> bool:
        """Its lines are in the pools."""
        return self.state in MATCHABLE

    @property
    def parties(self) -> Mapping[str, frozenset[str]]:
        """Who raised it, in whatever standing."""
        raiser = frozenset({self.raised_by_id} if self.raised_by_id else ())
        return {"RES": raiser, "MEM": raiser, "LIA": raiser}


@dataclass(frozen=True, kw_only=True)
class Requirement(Thing):
    """A line of a need (需求明细): so many places of one category.

    Attributes:
        kind: RESOURCE or SKILL.
        pool: '<reach>|<category>' while it can be matched, else absent.
        quantity: places wanted = open + committed + fulfilled.
        hours: planned person-hours per place, in quarter hours.
        qualification: code, '' where none is asked for.
        margin: of the classifier, 0..1000; absent where a person chose the category.
    """

    label = "Requirement"
    derived = ("text_folded",)

    need_id: Ref
    community_id: Ref
    area_path: str
    kind: str = "SKILL"
    description: str = ""
    category_code: str
    pool: str | None = None
    quantity: int
    open_quantity: int
    committed_quantity: int = 0
    fulfilled_quantity: int = 0
    measure: str = "OCCASION"
    hours: float = 1.0
    mandatory: bool = True
    qualification: str = ""
    min_level: int = 0
    slots: tuple[str, ...] = ()
    window_start: int | None = None
    window_end: int | None = None
    remote_ok: bool = False
    radius_m: int | None = None
    urgency: int = 0
    classified_by: str = "HUMAN"
    margin: int | None = None
    source_key: str | None = None

    @property
    def text_folded(self) -> str:
        """Its own words as matching compares them; '' = the need's."""
        return fold(self.description)


@dataclass(frozen=True, kw_only=True)
class ServiceCategory(Thing):
    """A leaf or top of the taxonomy (服务事项)."""

    label = "ServiceCategory"

    scheme: str
    code: str
    level: int
    top_code: str
    name: str
    name_en: str
    synonyms: tuple[str, ...] = ()
    difficulty: int = 2
    flags: tuple[str, ...] = ()
    qualification: str = ""
    measure: str = "OCCASION"
    taxonomy_version: str = "1"
    deprecated: bool = False
