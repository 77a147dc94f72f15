"""The rest of the demo's units and members, with what they lend and can do; by a seeded chance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Protocol, cast

import opencc

from graph.members.model import Skill
from graph.taxonomy import Leaf, taxonomy
from graph.things import Ref, Thing
from graph.units.model import Resource, Unit
from seeds.cast import pairing, person
from seeds.naming import DAY, EPOCH, id_of, skewed
from seeds.places import BIHAI, CROWDED, DISTRICT, PLACES, STARVED, Place

MEMBERS = 150
"""Members of the demo, those of the English class and the role holders among them (domain.md 9)."""
UNKNOWN_SHARE, TRADITIONAL_SHARE = 0.05, 0.1
"""Shares of unknown quantities and of texts in traditional characters (defaults, domain.md 9)."""
KNOWN_KINDS = {
    "PARTY_ORG": "演示街道机关党支部",
    "GOVERNMENT": "演示区政务服务局",
    "HOSPITAL": "演示社区医院",
    "SCHOOL": "演示小学",
    "ENTERPRISE": "演示科技公司",
    "SOCIAL_ORG": "演示社工服务中心",
    "CHARITY": "演示慈善协会",
    "VOLUNTEER_TEAM": "演示志愿服务队",
    "PUBLIC_INSTITUTION": "演示文化馆",
    "OWNERS_COMMITTEE": "演示业主委员会",
}
OVERLOADED, IDLE = "演示志愿服务队", "演示科技公司"
"""One unit whose jobs are all taken, and one that has none."""
_VENUES = frozenset({"LIV-11"})
_GOODS = frozenset({"LIV-10", "CAR-10", "SAF-06"})


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Lender:
    """A unit of the demo and where it sits."""

    id: Ref
    name: str
    kind: str
    place: Place


def lenders() -> list[Lender]:
    """Return the ten units beside the company and the university, in a fixed order."""
    return [
        Lender(id_of("un", name), name, kind, PLACES[number % len(PLACES)])
        for number, (kind, name) in enumerate(KNOWN_KINDS.items())
    ]


def units(chance: Random) -> Iterator[Thing]:
    """Yield the units, 2 to 4 resources each, and their pairings (2 to 3 a community)."""
    for lender in lenders():
        jobs = chance.randint(2, 12)
        live = {OVERLOADED: jobs, IDLE: 0}.get(lender.name, chance.randint(0, jobs // 2))
        yield Unit(
            id=lender.id,
            created_at=EPOCH,
            updated_at=EPOCH,
            name=lender.name,
            kind=lender.kind,
            area_path=lender.place.path,
            seat_id=lender.place.id,
            capacity_jobs=jobs,
            live_jobs=live,
        )
        for number in range(chance.randint(2, 4)):
            yield _resource(chance, lender, number)
    yield from _pairings()


def members(chance: Random, already: int) -> Iterator[Thing]:
    """Yield members with 1 to 3 skills each until there are 150; `already` are there."""
    homes = [place for place in PLACES for _ in range(place.members)]
    for number in range(already, MEMBERS):
        place = homes[number * len(homes) // MEMBERS]
        kind = skewed(chance, ("VOLUNTEER", "PARTY_MEMBER", "RESIDENT", "SOCIAL_WORKER"), 0.8)
        unit = chance.choice(lenders()).id if chance.random() < 0.5 else None  # noqa: PLR2004  half
        id = id_of("mb", f"member-{number}")
        jobs = chance.randint(1, 2)
        yield from person(
            id,
            f"演示成员{number:03}",
            kind,
            place,
            unit=unit,
            consent=chance.random() < 0.85,  # noqa: PLR2004  most agree (default)
            capacity_jobs=jobs,
            live_jobs=chance.randint(0, jobs),
        )
        for leaf in _leaves(chance, chance.randint(1, 3)):
            yield _skill(chance, id, unit, place, leaf)


def spelled(chance: Random, text: str) -> str:
    """Return the text, one in ten times in traditional characters."""
    if chance.random() >= TRADITIONAL_SHARE:
        return text
    return _converter().convert(text)


@cache
def _converter() -> _Converter:
    return cast("_Converter", opencc.OpenCC("s2t"))


def _leaves(chance: Random, count: int) -> list[Leaf]:
    every = list(taxonomy().leaves.values())
    chosen = dict.fromkeys(skewed(chance, every, 0.8).code for _ in range(count))
    return [taxonomy().leaves[code] for code in chosen]


def _resource(chance: Random, lender: Lender, number: int) -> Resource:
    leaf = taxonomy().leaves["LIV-11"] if number == 0 else _leaves(chance, 1)[0]
    kind = "VENUE" if leaf.code in _VENUES else "MATERIAL" if leaf.code in _GOODS else "SERVICE"
    state = ("ACTIVE", "ACTIVE", "PAUSED", "DRAFT")[number]
    known = chance.random() >= UNKNOWN_SHARE
    return Resource(
        id=id_of("rs", f"{lender.name}-{number}"),
        created_at=EPOCH,
        updated_at=EPOCH,
        state=state,
        state_at=EPOCH,
        unit_id=lender.id,
        area_path=lender.place.path,
        title=spelled(chance, chance.choice(leaf.names)),
        description=spelled(chance, leaf.examples[0]),
        kind=kind,
        category_code=leaf.code,
        reach=DISTRICT,
        quantity=chance.randint(5, 100) if known else None,
        measure=leaf.measure,
        capacity_jobs=chance.randint(1, 6),
        lat=lender.place.lat + chance.uniform(-0.004, 0.004),
        lng=lender.place.lng + chance.uniform(-0.004, 0.004),
        qualifications=(leaf.qualification,) if leaf.qualification else (),
    )


def _skill(chance: Random, member: Ref, unit: Ref | None, place: Place, leaf: Leaf) -> Skill:
    level = chance.randint(0, 3)
    verified = chance.random() < 0.6  # noqa: PLR2004  more than half (default)
    return Skill(
        id=id_of("sk", f"{member}-{leaf.code}"),
        created_at=EPOCH,
        updated_at=EPOCH,
        state=skewed(chance, ("ACTIVE", "ACTIVE", "PAUSED", "DRAFT", "WITHDRAWN"), 1.0),
        state_at=EPOCH,
        member_id=member,
        unit_id=unit,
        community_id=place.id,
        area_path=place.grid(2),
        category_code=leaf.code,
        reach=DISTRICT,
        title=spelled(chance, leaf.examples[1]),
        level=level,
        slots=_slots(chance),
        verified_at=EPOCH - 20 * DAY if verified else None,
        verified_by=id_of("mb", "coordinator") if verified else None,
        quality=chance.choice((None, None, 700, 800, 900)),
        qualifications=(leaf.qualification,) if leaf.qualification and verified else (),
    )


def _slots(chance: Random) -> tuple[str, ...]:
    days: Sequence[int] = chance.sample(range(1, 8), chance.randint(0, 3))
    return tuple(f"{day} {hour:02}:00-{hour + 3:02}:00" for day in sorted(days) for hour in (14,))


def _pairings() -> Iterator[Thing]:
    """Yield two to three pairings a community, one PENDING and one ENDED among them."""
    known = lenders()
    for number, lender in enumerate(known):
        place = (CROWDED, STARVED, BIHAI)[number % 3]
        state = "PENDING" if number == 0 else "ENDED" if number == 1 else "ACTIVE"
        until = EPOCH - 5 * DAY if state == "ENDED" else None
        yield pairing(lender.id, lender.place.path, place, state=state, until=until)
