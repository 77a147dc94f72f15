"""The English class of the demo, and the people who hold its roles.

Source: domain.md 1, matching.md 5.6.

Members are generated and marked 演示; no person stands behind them.
"""

from collections.abc import Iterator

from graph.communities.model import Need, Requirement
from graph.members.model import Member, Membership, Post, Registration, Skill
from graph.things import Ref, Thing
from graph.units.model import Pairing, Resource, Unit
from seeds.naming import DAY, EPOCH, METRES_NORTH, id_of, rid_of
from seeds.places import (
    BIHAI,
    CROWDED,
    DISTRICT,
    DISTRICT_PATH,
    OTHER_STREET,
    PROVINCE,
    STREET,
    STREET_PATH,
    Place,
    area_id,
)
from seeds.roles import ROLES

COMPANY = id_of("un", "company")
UNIVERSITY = id_of("un", "university")
ROOM = id_of("rs", "room")
TEAM = id_of("rs", "team")
GRADUATE = id_of("mb", "graduate")
GRADUATE_SKILL = id_of("sk", "graduate")
NEIGHBOUR_SKILL = id_of("sk", "neighbour")
TRANSLATOR_SKILL = id_of("sk", "translator")
ENGLISH_NEED = id_of("nd", "english")
ENGLISH_SKILL_LINE = id_of("rq", "english-skill")
ENGLISH_ROOM_LINE = id_of("rq", "english-room")
COMPANY_PAIRING = rid_of("pw", COMPANY, BIHAI.code)
PUBLISHED_AT = EPOCH - 2 * DAY
WINDOW_START = EPOCH - DAY

_POSTS: dict[str, tuple[str, Ref]] = {
    "planner": ("PLANNER", area_id(DISTRICT)),
    "coordinator": ("COMMUNITY_SECRETARY", BIHAI.id),
    "liaison": ("LIAISON", COMPANY),
    "chair": ("ROTATING_CHAIR", BIHAI.id),
    "street": ("STREET_OFFICER", area_id(STREET)),
    "grid": ("GRID_WORKER", area_id(f"{BIHAI.code}g01")),
    "supervisor": ("SUPERVISOR", area_id(DISTRICT)),
    "admin": ("ADMIN", area_id(PROVINCE)),
}
_PATHS = {
    area_id(DISTRICT): DISTRICT_PATH,
    area_id(STREET): STREET_PATH,
    area_id(PROVINCE): "/42/",
    area_id(f"{BIHAI.code}g01"): BIHAI.grid(1),
    BIHAI.id: BIHAI.path,
    COMPANY: BIHAI.path,
}


def english_class() -> Iterator[Thing]:
    """Yield the company, its room and its graduate; the need; the others who could."""
    yield _unit(COMPANY, "演示物业公司", "PROPERTY_COMPANY", BIHAI.path, BIHAI.id)
    yield _unit(UNIVERSITY, "演示外国语学院", "UNIVERSITY", OTHER_STREET, area_id("420112007"))
    yield from _offers()
    yield from person(GRADUATE, "演示党员01", "PARTY_MEMBER", BIHAI, unit=COMPANY, live_jobs=1)
    yield from person(id_of("mb", "neighbour"), "演示居民01", "RESIDENT", BIHAI)
    yield from person(
        id_of("mb", "translator"), "演示志愿者01", "VOLUNTEER", CROWDED, consent=False
    )
    yield _skill(GRADUATE_SKILL, GRADUATE, "英语教学", 3, BIHAI, unit=COMPANY, verified=True)
    yield _skill(NEIGHBOUR_SKILL, id_of("mb", "neighbour"), "会一点英语", 0, BIHAI)
    yield _skill(TRANSLATOR_SKILL, id_of("mb", "translator"), "英语翻译", 3, CROWDED, verified=True)
    yield pairing(COMPANY, BIHAI.path, BIHAI, basis="AGREED")
    yield from _need()


def role_holders() -> Iterator[Thing]:
    """Yield a member for each demo role, with the post it holds and its residence."""
    for role, subject in ROLES.items():
        unit = COMPANY if role in {"liaison", "member"} else None
        kind = "RESIDENT" if role == "resident" else "PARTY_MEMBER"
        yield from person(
            id_of("mb", role), f"演示{_TITLE[role]}", kind, BIHAI, unit=unit, subject=subject
        )
        if role in _POSTS:
            yield _post(id_of("mb", role), *_POSTS[role])
    yield _skill(
        id_of("sk", "member"), id_of("mb", "member"), "写春联", 1, BIHAI, "CUL-04", COMPANY
    )


def person(  # noqa: PLR0913  a person with what hangs on it
    id: Ref,
    name: str,
    kind: str,
    place: Place,
    *,
    unit: Ref | None = None,
    subject: str | None = None,
    consent: bool = True,
    live_jobs: int = 0,
    capacity_jobs: int = 2,
) -> Iterator[Thing]:
    """Yield a member with its registration and, where there is one, its membership."""
    yield Member(
        id=id,
        created_at=EPOCH,
        updated_at=EPOCH,
        name=name,
        kind=kind,
        subject=subject,
        area_path=place.grid(2),
        unit_id=unit,
        community_id=place.id,
        capacity_jobs=capacity_jobs,
        live_jobs=live_jobs,
        consent=consent,
    )
    yield Registration(
        id=rid_of("ra", id, place.code),
        created_at=EPOCH,
        updated_at=EPOCH,
        state="ACTIVE",
        state_at=EPOCH - 90 * DAY,
        since=EPOCH - 90 * DAY,
        from_id=id,
        to_id=place.id,
        end_paths=(place.grid(2), place.path),
    )
    if unit:
        yield Membership(
            id=rid_of("mo", id, unit),
            created_at=EPOCH,
            updated_at=EPOCH,
            state="ACTIVE",
            state_at=EPOCH - 90 * DAY,
            since=EPOCH - 90 * DAY,
            from_id=id,
            to_id=unit,
            end_paths=(place.grid(2), place.path),
        )


def pairing(  # noqa: PLR0913  a relationship with its states
    unit: Ref,
    unit_path: str,
    place: Place,
    *,
    basis: str = "DESIGNATED",
    state: str = "ACTIVE",
    until: int | None = None,
) -> Pairing:
    """Return a pairing of a unit with a community."""
    since = EPOCH - 60 * DAY
    proposed = state == "PENDING"
    return Pairing(
        id=rid_of("pw", unit, place.code),
        created_at=since,
        updated_at=since,
        state=state,
        state_at=until or since,
        since=since,
        until=until,
        basis=basis,
        end_reason="演示：期满" if state == "ENDED" else None,
        proposed_by=id_of("mb", "coordinator") if proposed else None,
        proposed_side="COM" if proposed else None,
        from_id=unit,
        to_id=place.id,
        end_paths=(unit_path, place.path),
    )


_TITLE = {
    "planner": "统筹",
    "coordinator": "社区书记",
    "liaison": "联络员",
    "member": "党员02",
    "resident": "居民02",
    "chair": "轮值主席",
    "street": "街道干部",
    "grid": "网格员",
    "supervisor": "督导员",
    "admin": "管理员",
}


def _unit(id: Ref, name: str, kind: str, path: str, seat: Ref) -> Unit:
    return Unit(
        id=id,
        created_at=EPOCH,
        updated_at=EPOCH,
        name=name,
        kind=kind,
        area_path=path,
        seat_id=seat,
        capacity_jobs=6,
    )


def _offers() -> Iterator[Resource]:
    """The room of the company, and the team of the university that teaches too."""
    yield Resource(
        id=ROOM,
        created_at=EPOCH,
        updated_at=EPOCH,
        state="ACTIVE",
        state_at=EPOCH,
        unit_id=COMPANY,
        area_path=BIHAI.path,
        title="活动室40席",
        description="物业一楼活动室，可上课",
        kind="VENUE",
        category_code="LIV-11",
        reach=DISTRICT,
        quantity=40,
        measure="SEAT",
        capacity_per="CONCURRENT",
        capacity_jobs=3,
        travel="FOOT",
        lat=BIHAI.lat + 200 * METRES_NORTH,
        lng=BIHAI.lng,
    )
    yield Resource(
        id=TEAM,
        created_at=EPOCH,
        updated_at=EPOCH,
        state="ACTIVE",
        state_at=EPOCH,
        unit_id=UNIVERSITY,
        area_path=OTHER_STREET,
        title="外语志愿服务队",
        description="大学生教英语日语",
        kind="PERSONNEL",
        category_code="CUL-01",
        reach=DISTRICT,
        measure="PERSON_HOUR",
        capacity_per="CONCURRENT",
        capacity_jobs=6,
        live_jobs=1,
        quality=860,
        lat=BIHAI.lat + 7_400 * METRES_NORTH,
        lng=BIHAI.lng,
    )


def _skill(  # noqa: PLR0913, PLR0917  a line of the skill list
    id: Ref,
    member: Ref,
    title: str,
    level: int,
    place: Place,
    category: str = "CUL-01",
    unit: Ref | None = None,
    *,
    verified: bool = False,
) -> Skill:
    return Skill(
        id=id,
        created_at=EPOCH,
        updated_at=EPOCH,
        state="ACTIVE",
        state_at=EPOCH,
        member_id=member,
        unit_id=unit,
        community_id=place.id,
        area_path=place.grid(2),
        category_code=category,
        reach=DISTRICT,
        title=title,
        level=level,
        slots=("2 19:00-21:00",),
        verified_at=EPOCH - 30 * DAY if verified else None,
        verified_by=id_of("mb", "coordinator") if verified else None,
    )


def _need() -> Iterator[Thing]:
    """老年人英语班: a person and a room."""
    yield Need(
        id=ENGLISH_NEED,
        created_at=PUBLISHED_AT,
        updated_at=PUBLISHED_AT,
        state="PUBLISHED",
        state_at=PUBLISHED_AT,
        title="老年人英语班",
        description="老人出国旅游开不了口，希望每周学一次日常英语",
        area_path=BIHAI.grid(1),
        community_id=BIHAI.id,
        grid_id=area_id(f"{BIHAI.code}g01"),
        category_code="CUL-01",
        urgency=1,
        difficulty=3,
        raised_by_id=id_of("mb", "grid"),
        on_behalf=True,
        channel="DOOR_KNOCK",
        population=("OLDER",),
        continuity="RECURRING",
        published_at=PUBLISHED_AT,
        aging_since=PUBLISHED_AT,
        beneficiaries=20,
        lat=BIHAI.lat + 400 * METRES_NORTH,
        lng=BIHAI.lng,
        requirement_ids=(ENGLISH_SKILL_LINE, ENGLISH_ROOM_LINE),
    )
    yield _line(ENGLISH_SKILL_LINE, "SKILL", "CUL-01", 2)
    yield _line(ENGLISH_ROOM_LINE, "RESOURCE", "LIV-11", 0)


def _line(id: Ref, kind: str, category: str, min_level: int) -> Requirement:
    return Requirement(
        id=id,
        created_at=PUBLISHED_AT,
        updated_at=PUBLISHED_AT,
        need_id=ENGLISH_NEED,
        community_id=BIHAI.id,
        area_path=BIHAI.grid(1),
        kind=kind,
        description="英语老师" if kind == "SKILL" else "能上课的活动室",
        category_code=category,
        pool=f"{DISTRICT}|{category}",
        quantity=1,
        open_quantity=1,
        measure="OCCASION",
        hours=1.5,
        min_level=min_level,
        slots=("2 19:00-20:30",),
        urgency=1,
    )


def _post(member: Ref, post: str, place: Ref) -> Post:
    return Post(
        id=rid_of("ho", member, f"{place}|{post}"),
        created_at=EPOCH,
        updated_at=EPOCH,
        state="ACTIVE",
        state_at=EPOCH - 90 * DAY,
        since=EPOCH - 90 * DAY,
        post=post,
        from_id=member,
        to_id=place,
        end_paths=(BIHAI.path, _PATHS[place]),
    )
