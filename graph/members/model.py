"""Members, their skills, and the relationships that start at them, as values."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.text import fold
from graph.things import Edge, Ref, Stateful, Thing


@dataclass(frozen=True, kw_only=True)
class Member(Thing):
    """A person who helps, or who asks for help (成员).

    Attributes:
        kind: PARTY_MEMBER, VOLUNTEER, RESIDENT, SOCIAL_WORKER or SERVICE.
        subject: the `sub` of the token this member signs in with.
        unit_id: copy of the primary MEMBER_OF.
        community_id: copy of the residence's REGISTERED_AT.
        capacity_jobs: commitments held at one time, at most.
        live_jobs: commitments that hold capacity now.
        consent: agreed to be dispatched.
        shows_identity: shows name and party membership to everybody (亮身份).
    """

    label = "Member"
    derived = ("name_key",)

    name: str
    kind: str = "RESIDENT"
    subject: str | None = None
    volunteer_no: str | None = None
    area_path: str
    unit_id: Ref | None = None
    community_id: Ref | None = None
    capacity_jobs: int = 2
    live_jobs: int = 0
    hours_per_month: float = 4.0
    consent: bool = False
    shows_identity: bool = False
    paused_until: int | None = None
    state: str = "ACTIVE"
    source_key: str | None = None
    edge_version: int = 0

    @property
    def name_key(self) -> str:
        """Its place in lists by name: '<folded name>|<id>'."""
        return f"{fold(self.name)}|{self.id}"

    @property
    def parties(self) -> Mapping[str, frozenset[str]]:
        """The member; the liaison of the member's unit."""
        unit = frozenset({self.unit_id} if self.unit_id else ())
        return {"MEM": frozenset({self.id}), "LIA": unit}


@dataclass(frozen=True, kw_only=True)
class Skill(Stateful):
    """An entry of the skill list (专长清单条目): what a member can do.

    Attributes:
        level: 0 自报, 1 熟练, 2 专业, 3 资深; counts one lower until verified (2 and 3).
        slots: weekly times '1 19:00-20:30' (1 = Monday, Asia/Shanghai); empty: any time.
        quality: 0..1000, computed nightly; absent: no grade yet.
        reach: code of the district, city or province it is open to.
    """

    label = "Skill"
    machine = "Offer"
    derived = ("pool", "text_folded")

    member_id: Ref
    unit_id: Ref | None = None
    community_id: Ref
    area_path: str
    category_code: str
    reach: str
    title: str
    level: int = 0
    slots: tuple[str, ...] = ()
    valid_until: int | None = None
    remote_ok: bool = False
    travel: str = "FOOT"
    qualifications: tuple[str, ...] = ()
    qualification_until: int | None = None
    verified_at: int | None = None
    verified_by: Ref | None = None
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
        """The title as matching compares it."""
        return fold(self.title)

    @property
    def parties(self) -> Mapping[str, frozenset[str]]:
        """The member; the liaison of the member's unit."""
        unit = frozenset({self.unit_id} if self.unit_id else ())
        return {"MEM": frozenset({self.member_id}), "LIA": unit}


@dataclass(frozen=True, kw_only=True)
class Membership(Edge):
    """A member of a unit (所属单位): MEMBER_OF."""

    label = "MEMBER_OF"

    primary: bool = True
    duty: str | None = None


@dataclass(frozen=True, kw_only=True)
class Registration(Edge):
    """A member registered at a community (居住地报到): REGISTERED_AT."""

    label = "REGISTERED_AT"

    kind: str = "RESIDENCE"
    grid_id: Ref | None = None


@dataclass(frozen=True, kw_only=True)
class Post(Edge):
    """A post held over an area, a community or a unit (任职): HOLDS."""

    label = "HOLDS"

    post: str = "COMMUNITY_WORKER"
    full_time: bool = False
    duty: str | None = None
