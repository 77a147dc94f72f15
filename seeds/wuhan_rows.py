"""The five lists of the folder as they were published, read row by row, or one refusal that names file and line.

Contacts were removed before; what is not named here (addresses, dates, notices) is not read at all.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Words = Annotated[str, StringConstraints(max_length=2000)]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
STATED = 2
"""Least number that counts something: the source writes 0, 1 or nothing where it does not know.

No row has a number from 2 to 9, and 1,809 of the 2,095 lines have 1 (docs/guide/real-lists.md).
"""


class BadList(Exception):
    """The lists cannot be loaded; nothing was. Says in both languages where and why."""

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


class _Row(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)

    line: int = 0

    @property
    def natural_key(self) -> tuple[object, ...]:
        """What tells it from the other rows of its file."""
        raise NotImplementedError


class Supply(BaseModel):
    """An item that is asked for or made. `value` as it was written."""

    model_config = ConfigDict(strict=True, frozen=True)

    key: Name
    specification: Words | None = None
    value: Count | Words | None = None

    @property
    def amount(self) -> int | None:
        """How many; None: unknown."""
        return stated(self.value)

    @property
    def written(self) -> str:
        """The source's own word for the amount, for a reader."""
        return "未填" if self.value in {None, ""} else str(self.value)


class HospitalNeed(_Row):
    """What one hospital asks for."""

    id: Count
    province: Name
    city: Name
    district: Words = ""
    name: Name
    supplies: tuple[Supply, ...] = Field(strict=False)
    remark: Words = ""

    @property
    def natural_key(self) -> tuple[object, ...]:
        """Numbers begin anew in each city."""
        return self.province, self.city, self.id


class Hotel(_Row):
    """Rooms for medical staff."""

    province: Name
    city: Name
    district: Words = ""
    hotel_name: Name
    address: Words = ""
    maximum_rooms: Count | None = None
    maximum_guests: Count | None = None
    remark: Words = ""

    @property
    def natural_key(self) -> tuple[object, ...]:
        """A chain has houses of one name: the address tells them apart; it is not kept."""
        return self.province, self.city, self.district, self.hotel_name, self.address


class Maker(_Row):
    """A factory and what it can make."""

    id: Count
    province: Name
    city: Name
    name: Name
    supplies: tuple[Supply, ...] = Field(strict=False)
    remark: Words = ""

    @property
    def natural_key(self) -> tuple[object, ...]:
        """Its number."""
        return (self.id,)


class Carrier(_Row):
    """A carrier of relief goods."""

    id: Count
    name: Name
    origin: Name = Field(alias="from")
    dest: Name
    area: Words = ""
    remark: Words = ""
    title: Words = Field(default="", alias="noticeTitle")
    from_persons: bool = Field(default=False, alias="allowPersonal")
    green_path: bool = Field(default=False, alias="greenPath")

    @property
    def natural_key(self) -> tuple[object, ...]:
        """Its number."""
        return (self.id,)


class Clinic(_Row):
    """Free consultations at a distance."""

    id: Count
    name: Name
    type: Name
    remark: Words = ""

    @property
    def natural_key(self) -> tuple[object, ...]:
        """Its number."""
        return (self.id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The rows of the five files, in their order."""

    needs: tuple[HospitalNeed, ...]
    hotels: tuple[Hotel, ...]
    makers: tuple[Maker, ...]
    carriers: tuple[Carrier, ...]
    clinics: tuple[Clinic, ...]


R = TypeVar("R", bound=_Row)
NEEDS, HOTELS, MAKERS, CARRIERS, CLINICS = (
    f"{name}.jsonl" for name in ("hospital_needs", "doctor_hotels", "factory", "logistical", "clinic")
)


def read_lists(folder: Path) -> Lists:
    """Return the rows of the folder.

    Raises:
        BadList: no such folder, a file is missing, or a line is not a row of its list.
    """
    if not folder.is_dir():
        raise BadList(
            zh=f"没有文件夹 {folder}。请给出含五个 .jsonl 文件的文件夹。",
            en=f"There is no folder {folder}. Name the folder that holds the five .jsonl files.",
        )
    return Lists(
        needs=_rows(folder / NEEDS, HospitalNeed),
        hotels=_rows(folder / HOTELS, Hotel),
        makers=_rows(folder / MAKERS, Maker),
        carriers=_rows(folder / CARRIERS, Carrier),
        clinics=_rows(folder / CLINICS, Clinic),
    )


def stated(value: int | str | None) -> int | None:
    """Return a number that counts something; None: the source does not say."""
    return value if isinstance(value, int) and value >= STATED else None


def bad_row(file: str, line: int, *, zh: str, en: str) -> BadList:
    """Return the refusal of one line."""
    return BadList(
        zh=f"{file} 第 {line} 行{zh}。未载入任何内容；请改正该行后重试。",
        en=f"{file} line {line}: {en}. Nothing was loaded; correct the line and try again.",
    )


def _rows(file: Path, model: type[R]) -> tuple[R, ...]:
    made, seen = list[R](), dict[tuple[object, ...], int]()
    for number, text in enumerate(_lines(file), 1):
        if not text.strip():
            continue
        row = _row(file.name, number, text, model)
        if (first := seen.setdefault(row.natural_key, number)) != number:
            raise bad_row(
                file.name,
                number,
                zh=f"与第 {first} 行是同一条记录",
                en=f"the same entry as line {first}",
            )
        made.append(row)
    return tuple(made)


def _lines(file: Path) -> Iterable[str]:
    try:
        return file.read_text("utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise BadList(
            zh=f"{file.parent} 中没有 {file.name}。请补齐五个 .jsonl 文件；未载入任何内容。",
            en=f"{file.name} is missing in {file.parent}. All five .jsonl files are needed; "
            "nothing was loaded.",
        ) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise bad_row(file.name, line, zh="不是 UTF-8 文字", en="not UTF-8 text") from error
    except OSError as error:
        raise BadList(
            zh=f"读不到 {file}：{error.strerror}。未载入任何内容。",
            en=f"{file} cannot be read: {error.strerror}. Nothing was loaded.",
        ) from error


def _row(file: str, number: int, text: str, model: type[R]) -> R:
    try:
        return model.model_validate({**_object(text), "line": number})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise bad_row(
            file, number, zh=f"的 {field} 不正确", en=f"{field}: {first['msg']}"
        ) from error
    except ValueError as error:  # json's error is one; so is a value that is no object
        raise bad_row(file, number, zh="不是一个 JSON 对象", en="not a JSON object") from error


def _object(text: str) -> dict[str, object]:
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError(text)  # noqa: TRY004  a wrong line, not a wrong program
    return value  # pyright: ignore[reportUnknownVariableType]  JSON has string keys
