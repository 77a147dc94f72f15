"""Units, their resources, and the relationships that start at them, as values."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.text import fold
from graph.things import Edge, Ref, Stateful, Thing


@dataclass(frozen=True, kw_only=True)
class Unit(Thing):
    """A unit (单位) that lends what it can.

    Attributes:
        kind: PARTY_ORG, GOVERNMENT, UNIVERSITY, ENTERPRISE … (domain.md chapter 3, Enums).
        seat_id: the Area or Community it sits in.
        capacity_jobs: commitments held at one time, at most; absent: no quota.
        live_jobs: commitments that hold capacity now.
    """

    label = "Unit"
    derived = ("name_key",)

    name: str
    kind: str = "ENTERPRISE"
    uscc: str | None = None
    sector: str | None = None
    seat_id: Ref | None = None
    area_path: str
    capacity_jobs: int | None = None
    live_jobs: int = 0
    state: str = "ACTIVE"
    source_key: str | None = None
    edge_version: int = 0

    @property
    def name_key(self) -> str:
        """Its place in lists by name: '<folded name>|<id>'."""
        return f"{fold(self.name)}|{self.id}"

    @property
    def parties(self) -> Mapping[str, frozenset[str]]:
        """The unit itself, through its liaisons."""
        return {"LIA": frozenset({self.id})}


@dataclass(frozen=True, kw_only=True)
class Resource(Stateful):
    """An entry of the resource list (资源清单条目).

    Attributes:
        quantity: how many, in `measure`; absent: unknown (若干), never zero.
        capacity_per: ONCE, CONCURRENT, DAY, WEEK or MONTH: what `quantity` and `capacity_jobs`
            count per.
        slots: weekly times '1 19:00-20:30' (1 = Monday, Asia/Shanghai); empty: any time.
        lead_hours: hours of notice it needs.
        quality: 0..1000, computed nightly; absent: no grade yet.
        reach: code of the district, city or province it is open to.
    """

    label = "Resource"
    machine = "Offer"
    derived = ("pool", "text_folded")

    unit_id: Ref
    area_path: str
    title: str
    description: str = ""
    kind: str = "VENUE"
    category_code: str
    reach: str
    quantity: int | None = None
    measure: str = "ITEM"
    capacity_per: str = "ONCE"
    capacity_jobs: int = 1
    live_jobs: int = 0
    slots: tuple[str, ...] = ()
    valid_from: int | None = None
    valid_until: int | None = None
    lead_hours: int = 0
    qualifications: tuple[str, ...] = ()
    qualification_until: int | None = None
    travel: str = "VEHICLE"
    lat: float | None = None
    lng: float | None = None
    conditions: str = ""
    quality: int | None = None
    visibility: str = "PUBLIC"
    source_key: str | None = None

    @property
    def stage(self) -> str:
        """Offers have no list stages."""
        return ""

    @property
    def pool(self) -> str | None:
        """'<reach>|<category>' while it can be matched, else absent."""
        matchable = self.state == "ACTIVE" and self.visibility != "PARTIES"
        return f"{self.reach}|{self.category_code}" if matchable else None

    @property
    def text_folded(self) -> str:
        """Title and description as matching compares them."""
        return fold(f"{self.title}{self.description}")

    @property
    def parties(self) -> Mapping[str, frozenset[str]]:
        """The unit that lends it, through its liaisons."""
        return {"LIA": frozenset({self.unit_id})}


@dataclass(frozen=True, kw_only=True)
class Pairing(Edge):
    """A unit paired with a community (结对): PAIRED_WITH.

    Attributes:
        weight: share of the unit's effort, 1 or more.
        leader_id: the member who leads it, if named.
    """

    label = "PAIRED_WITH"

    weight: int = 1
    leader_id: Ref | None = None

    @property
    def places(self) -> tuple[str, ...]:
        """The community's side: a post over the unit's seat says nothing about its pairings."""
        return self.end_paths[1:]

    @property
    def parties(self) -> Mapping[str, frozenset[str]]:
        """The unit, through its liaisons; the community's side is held by post."""
        return {"LIA": frozenset({self.from_id})}
