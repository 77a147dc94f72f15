"""Entries of the three lists from the rows: units and their offers, hospitals and their needs.

What a list does not say is left out; what is our reading is said in docs/guide/real-lists.md.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from graph import states
from graph.communities.model import MATCHABLE, Need, Requirement
from graph.matching import phrases
from graph.taxonomy import taxonomy
from graph.things import Ref, Thing
from graph.units.model import Resource, Unit
from seeds.wuhan.places import COUNTRY, Places, Site, Spot, code_of, id_of
from seeds.wuhan.rows import Carrier, Clinic, Hospital, Hotel, Lists, Located, Maker, Supply

EDITION = 1_580_486_400_000
"""2020-02-01 00:00 in Wuhan, UTC ms: no need has a date of its own; the files are of these days."""
HUBEI = "42"
SUPPLIES, ROOMS, CONSULTATION = "SAF-06", "LIV-11", "CAR-04"
"""Categories of a list as a whole: 应急物资保供, 场地与设施开放, 健康咨询与慢病管理."""
URGENT = 2
"""Urgency of every need: the lists are calls for help in an emergency (our reading)."""
LEAST_HOURS = 0.25
"""Planned hours of a line of goods: handing over takes the least step there is (our reading)."""
_CHARITIES = ("慈善", "红十字")
_TITLE = 80


@dataclass(frozen=True, slots=True)
class Listed:
    """A line with where and what it was in the list.

    Attributes:
        key: the item's key as listed.
        is_stated: the list says how many.
    """

    id: Ref
    city: str
    key: str
    is_stated: bool


@dataclass(frozen=True, slots=True)
class ListedNeed:
    """A need with the city it is listed under and how many lines it has."""

    id: Ref
    city: str
    lines: int


@dataclass(slots=True)
class Entries:
    """What the lists become; needs and lines in the order of the list."""

    things: list[Thing] = field(default_factory=list[Thing])
    needs: list[ListedNeed] = field(default_factory=list[ListedNeed])
    lines: list[Listed] = field(default_factory=list[Listed])


def entries(lists: Lists, places: Places, at: int) -> Entries:
    """Return the units, resources and needs of the lists, published at `at` (UTC ms)."""
    found, seen = Entries(), Counter[str]()
    units = dict[str, Unit]()
    for hospital in lists.hospitals:
        _add_need(found, hospital, places, units, seen, at)
    offers = [
        *(_of_hotel(hotel, places, at) for hotel in lists.hotels),
        *(_of_maker(maker, places, at) for maker in lists.makers),
        *(_of_carrier(carrier, at) for carrier in lists.carriers),
        *(_of_clinic(clinic, at) for clinic in lists.clinics),
    ]
    for unit, resources in offers:
        units.setdefault(unit.id, unit)
        found.things += _numbered(resources, seen)
    found.things += [*places.made.values(), *units.values()]
    return found


def _add_need(  # noqa: PLR0913, PLR0917  one row becomes all of these
    found: Entries,
    hospital: Hospital,
    places: Places,
    units: dict[str, Unit],
    seen: Counter[str],
    at: int,
) -> None:
    unit = _unit("hospital", hospital.place, hospital.name, places.seat(hospital.place), at)
    units.setdefault(unit.id, unit)
    key = f"{unit.source_key}|{seen[unit.id]}"
    seen[unit.id] += 1
    lines = [id_of("rq", f"{key}|{number}") for number in range(len(hospital.supplies))]
    site = places.site(hospital.place)
    need = _need(hospital, unit, key, site, lines, at)
    found.things.append(need)
    found.needs.append(ListedNeed(need.id, hospital.place.city, len(lines)))
    for id, supply in zip(lines, hospital.supplies, strict=True):
        found.things.append(_line(id, supply, need, site))
        is_stated = supply.quantity is not None
        found.lines.append(Listed(id, hospital.place.city, supply.key, is_stated))


def _need(  # noqa: PLR0913, PLR0917  one row and what is known around it
    hospital: Hospital, unit: Unit, key: str, site: Site, lines: Sequence[Ref], at: int
) -> Need:
    """Return a need; one without any line is not published, as no line of it could be matched."""
    count = len(hospital.supplies)
    state = "PUBLISHED" if count else "SUBMITTED"
    told = f"防疫物资{count}项" if count else "求助，清单未列出物资"
    made = Need(
        id=id_of("nd", key),
        created_at=at,
        updated_at=at,
        state=state,
        state_at=at,
        title=f"{hospital.name}：{told}"[:_TITLE],
        area_path=site.path,
        community_id=site.id,
        category_code=SUPPLIES,
        urgency=URGENT,
        difficulty=taxonomy().leaves[SUPPLIES].difficulty,
        raised_by_id=unit.id,
        on_behalf=True,
        channel="IMPORT",
        published_at=at if count else None,
        aging_since=at if count else None,
        source_key=f"wuhan2020|{key}",
        requirement_ids=tuple(lines),
    )
    due_at, due_act = states.due("Need", made, state, at)
    return replace(made, due_at=due_at, due_act=due_act)


def _line(id: Ref, supply: Supply, need: Need, site: Site) -> Requirement:
    """Return a line; where the list does not say how many: one delivery, and the words say so."""
    category, margin = _category_of(supply.key)
    detail = "，".join(
        text for text in (supply.specification, "" if supply.quantity else "数量未注明") if text
    )
    quantity = supply.quantity or 1
    return Requirement(
        id=id,
        created_at=need.created_at,
        updated_at=need.created_at,
        need_id=need.id,
        community_id=need.community_id,
        area_path=need.area_path,
        kind="RESOURCE",
        description=f"{supply.key}（{detail}）" if detail else supply.key,
        category_code=category,
        pool=f"{site.district}|{category}" if need.state in MATCHABLE else None,
        quantity=quantity,
        open_quantity=quantity,
        measure="ITEM" if supply.quantity else taxonomy().leaves[category].measure,
        hours=LEAST_HOURS,
        urgency=need.urgency,
        classified_by="HUMAN" if margin is None else "RULE",
        margin=margin,
    )


def _category_of(key: str) -> tuple[str, int | None]:
    """Return the category of an item, and the margin of the classifier; None: a person chose."""
    known = items()["keys"].get(key)
    if known:
        return known["category"], None
    proposal = phrases.classify(key)
    return proposal.category_code or SUPPLIES, proposal.margin


def _of_hotel(hotel: Hotel, places: Places, at: int) -> tuple[Unit, list[Resource]]:
    """Rooms of a hotel, open to its city."""
    seat = places.seat(hotel.place)
    unit = _unit("hotel", hotel.place, hotel.name, seat, at)
    guests = f"，可住 {hotel.guests} 人" if hotel.guests else ""
    rooms = _resource(
        unit,
        at,
        kind="VENUE",
        category_code=ROOMS,
        title="医护人员住房",
        description=f"{hotel.address}{guests}",
        conditions=hotel.remark,
        reach=_city(seat),
        quantity=hotel.rooms,
        measure="PLACE",
        capacity_per="CONCURRENT",
    )
    return unit, [rooms]


def _of_maker(maker: Maker, places: Places, at: int) -> tuple[Unit, list[Resource]]:
    """Supplies of a maker: the list is for Hubei, wherever the maker is."""
    unit = _unit("maker", maker.place, maker.name, places.seat(maker.place), at)
    made = [
        _resource(
            unit,
            at,
            kind="MATERIAL",
            category_code=items()["made"].get(supply.key, SUPPLIES),
            title=supply.specification or supply.key,
            description=supply.key,
            reach=HUBEI,
            quantity=supply.quantity,
            measure="ITEM",
            capacity_per="DAY",
        )
        for supply in maker.supplies
    ]
    return unit, made


def _of_carrier(carrier: Carrier, at: int) -> tuple[Unit, list[Resource]]:
    """Free transport to where the carrier drives; its seat is not in the list."""
    unit = _unit("carrier", Located("", ""), carrier.name, Spot(None, "", COUNTRY), at)
    told = ["接受个人寄递" if carrier.takes_parcels else "", carrier.remark]
    trip = _resource(
        unit,
        at,
        kind="VEHICLE",
        category_code=SUPPLIES,
        title=f"救援物资免费运输：{carrier.source}至{carrier.target}",
        description="绿色通道" if carrier.is_green else "",
        conditions="；".join(text for text in told if text),
        reach=code_of(Located("湖北", f"{carrier.target}市")) or HUBEI,
        measure="TRIP",
    )
    return unit, [trip]


def _of_clinic(clinic: Clinic, at: int) -> tuple[Unit, list[Resource]]:
    """Consultations online, for Hubei; one whose words say nothing clear waits as a draft."""
    unit = _unit("clinic", Located("", ""), clinic.name, Spot(None, "", COUNTRY), at)
    known: Sequence[str] = items()["consulted"].get(clinic.kind, ())
    proposed = phrases.classify(clinic.remark)
    state = "ACTIVE" if known or proposed.clear else "DRAFT"
    held = [
        _resource(
            unit,
            at,
            state=state,
            kind="SERVICE",
            category_code=category,
            title=f"网上免费咨询（{clinic.kind}）",
            description=clinic.remark,
            reach=HUBEI,
            measure=taxonomy().leaves[category].measure,
            travel="REMOTE",
        )
        for category in known or (proposed.category_code or CONSULTATION,)
    ]
    return unit, held


def _unit(kind: str, place: Located, name: str, seat: Spot, at: int) -> Unit:
    key = f"{kind}|{place.province}|{place.city}|{place.district}|{name}"
    return Unit(
        id=id_of("un", key),
        created_at=at,
        updated_at=at,
        name=name,
        kind=_kind_of(kind, name),
        area_path=seat.path,
        seat_id=seat.id,
        source_key=f"wuhan2020|{key}",
    )


def _kind_of(kind: str, name: str) -> str:
    """Return the kind of a unit, from its list and the words of its name."""
    if any(word in name for word in _CHARITIES):
        return "CHARITY"
    if kind in {"hospital", "clinic"} and ("医院" in name or "卫生院" in name or "保健院" in name):
        return "HOSPITAL"
    if "大学" in name:
        return "UNIVERSITY"
    return "PUBLIC_INSTITUTION" if kind == "hospital" else "ENTERPRISE"


def _resource(unit: Unit, at: int, **told: Any) -> Resource:
    """Return an offer of a unit. Its jobs are not counted in any list: as many as come."""
    usual: dict[str, Any] = {
        "id": Ref(""),
        "created_at": at,
        "updated_at": at,
        "state": "ACTIVE",
        "state_at": at,
        "unit_id": unit.id,
        "area_path": unit.area_path,
        "capacity_jobs": 1_000,
    }
    return Resource(**{**usual, **told})


def _numbered(resources: Iterable[Resource], seen: Counter[str]) -> Iterator[Resource]:
    """Yield the offers of a unit with their ids: a unit that is listed twice offers twice."""
    for resource in resources:
        key = f"{resource.unit_id}|{seen[resource.unit_id]}"
        seen[resource.unit_id] += 1
        yield replace(resource, id=id_of("rs", key), source_key=f"wuhan2020|{key}")


def _city(seat: Spot) -> str:
    """Return the code of the city a seat lies in; of the province where it is no narrower."""
    parts = seat.path.strip("/").split("/")
    return parts[1] if len(parts) > 1 else parts[0]


@cache
def items() -> Mapping[str, Any]:
    """Return which category an item is of, by its key: `keys`, `made`, `consulted`."""
    return json.loads(Path(__file__).with_name("items.json").read_text("utf-8"))
