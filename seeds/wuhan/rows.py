"""The rows of the lists as they were published, with quantities read as known or unknown."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from graph.faults import Fault

NEEDS, HOTELS, MAKERS = "hospital_needs.jsonl", "doctor_hotels.jsonl", "factory.jsonl"
CARRIERS, CLINICS = "logistical.jsonl", "clinic.jsonl"
MOST = 1_000_000_000
"""No list asks for or offers more of anything: a greater number is a slip (our choice)."""


class ListUnreadable(Fault):
    """A file of the lists is not there, or a row of it is not what it should be."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where a row says it is; an empty district is unknown."""

    province: str
    city: str
    district: str = ""


@dataclass(frozen=True, slots=True)
class Supply:
    """An item wanted or made. `quantity`: None where the list does not say how many."""

    key: str
    specification: str
    quantity: int | None


@dataclass(frozen=True, slots=True)
class Hospital:
    """Somebody who asks for supplies: mostly a hospital."""

    place: Located
    name: str
    supplies: tuple[Supply, ...]


@dataclass(frozen=True, slots=True)
class Hotel:
    """Rooms for medical staff. `rooms`, `guests`: None where the list says 0."""

    place: Located
    name: str
    address: str
    rooms: int | None
    guests: int | None
    remark: str


@dataclass(frozen=True, slots=True)
class Maker:
    """A maker of supplies."""

    place: Located
    name: str
    supplies: tuple[Supply, ...]


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier that takes relief goods for nothing."""

    name: str
    source: str
    target: str
    takes_parcels: bool
    is_green: bool
    remark: str


@dataclass(frozen=True, slots=True)
class Clinic:
    """A free consultation online."""

    name: str
    kind: str
    remark: str


@dataclass(frozen=True, slots=True)
class Lists:
    """All five lists, in the order of their files."""

    hospitals: tuple[Hospital, ...]
    hotels: tuple[Hotel, ...]
    makers: tuple[Maker, ...]
    carriers: tuple[Carrier, ...]
    clinics: tuple[Clinic, ...]

    @property
    def lines(self) -> int:
        """How many items the hospitals ask for, in all."""
        return sum(len(hospital.supplies) for hospital in self.hospitals)


def read_lists(folder: Path) -> Lists:
    """Return the five lists in a folder.

    Raises:
        ListUnreadable: a file is missing, or a row of it cannot be read; names file and row.
    """
    return Lists(
        hospitals=tuple(
            Hospital(_place(row), _text(row, "name"), _supplies(row))
            for row in _rows(folder / NEEDS, "city", "name", "supplies")
        ),
        hotels=tuple(map(_hotel, _rows(folder / HOTELS, "city", "hotel_name"))),
        makers=tuple(
            Maker(_place(row), _text(row, "name"), _supplies(row))
            for row in _rows(folder / MAKERS, "city", "name", "supplies")
        ),
        carriers=tuple(map(_carrier, _rows(folder / CARRIERS, "name", "from", "dest"))),
        clinics=tuple(
            Clinic(_text(row, "name"), _text(row, "type"), _text(row, "remark"))
            for row in _rows(folder / CLINICS, "name", "type")
        ),
    )


def wanted_or_made(value: object) -> int | None:
    """Return how many of an item, None where the list does not say.

    1 means "wanted, amount not stated" (1,809 of 2,095 lines; lists.md 10), as nothing does.
    """
    return value if isinstance(value, int) and value > 1 else None


def offered(value: object) -> int | None:
    """Return how many rooms or guests; 0 means that nobody knows."""
    return value if isinstance(value, int) and value > 0 else None


def _rows(path: Path, *needed: str) -> Iterator[Mapping[str, Any]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        zh, en = _why(error)
        raise ListUnreadable(
            zh=f"无法读取 {path}：{zh}。"
            "该文件夹应有五个 .jsonl 清单，见 docs/guide/real-lists.md。",
            en=f"{path} cannot be read: {en}. "
            "The folder should hold the five .jsonl lists, see docs/guide/real-lists.md.",
        ) from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        row = _parsed(line)
        if row is None or not _is_whole(row, needed):
            wanted = ", ".join(needed)
            raise ListUnreadable(
                zh=f"{path} 第 {number} 行应为含 {wanted} 的 JSON 对象。"
                "请更正后重试；未载入任何数据。",
                en=f"{path} line {number} should be a JSON object with {wanted}. "
                "Correct it and try again; nothing was loaded.",
            )
        yield row


def _why(error: OSError | UnicodeDecodeError) -> tuple[str, str]:
    """Return why a file cannot be read, in Chinese and English."""
    if isinstance(error, FileNotFoundError):
        return "没有此文件", "there is no such file"
    if isinstance(error, UnicodeDecodeError):
        return "不是 UTF-8 文本", "it is not UTF-8 text"
    return str(error.strerror), str(error.strerror)


def _parsed(line: str) -> Mapping[str, Any] | None:
    try:
        value: object = json.loads(line)
    except json.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None  # pyright: ignore[reportUnknownVariableType]  its keys are text: JSON


def _is_whole(row: Mapping[str, Any], needed: Sequence[str]) -> bool:
    """Return whether a row has its columns, supplies are maps with a key, and numbers can be."""
    supplies: object = row.get("supplies", [])
    if not isinstance(supplies, list):
        return False
    items = cast("list[object]", supplies)
    maps = [cast("Mapping[str, Any]", it) for it in items if isinstance(it, dict)]
    rooms = (row.get("maximum_rooms"), row.get("maximum_guests"))
    numbers = [*rooms, *(it.get("value") for it in maps)]
    return (
        all(row.get(name) or (name == "supplies" and name in row) for name in needed)
        and len(maps) == len(items)
        and all(it.get("key") for it in maps)
        and all(not isinstance(it, int) or 0 <= it <= MOST for it in numbers)
    )


def _text(row: Mapping[str, Any], name: str) -> str:
    return str(row.get(name) or "").strip()


def _place(row: Mapping[str, Any]) -> Located:
    return Located(_text(row, "province"), _text(row, "city"), _text(row, "district"))


def _supplies(row: Mapping[str, Any]) -> tuple[Supply, ...]:
    return tuple(
        Supply(_text(it, "key"), _text(it, "specification"), wanted_or_made(it.get("value")))
        for it in row["supplies"]
    )


def _hotel(row: Mapping[str, Any]) -> Hotel:
    return Hotel(
        place=_place(row),
        name=_text(row, "hotel_name"),
        address=_text(row, "address"),
        rooms=offered(row.get("maximum_rooms")),
        guests=offered(row.get("maximum_guests")),
        remark=_text(row, "remark"),
    )


def _carrier(row: Mapping[str, Any]) -> Carrier:
    return Carrier(
        name=_text(row, "name"),
        source=_text(row, "from"),
        target=_text(row, "dest"),
        takes_parcels=row.get("allowPersonal") is True,
        is_green=row.get("greenPath") is True,
        remark=_text(row, "remark"),
    )
