"""What is refused when the real lists are read, and what is unknown. Source: lists.md 10."""

import json
from pathlib import Path
from typing import Any

import pytest

from seeds.wuhan.rows import (
    CARRIERS,
    CLINICS,
    HOTELS,
    MAKERS,
    MOST,
    NEEDS,
    ListUnreadable,
    Located,
    offered,
    read_lists,
    wanted_or_made,
)

NEED = {
    "id": 0,
    "province": "湖北",
    "city": "武汉市",
    "district": "武昌区",
    "name": "演示医院",
    "supplies": [{"key": "防护服", "value": 500, "specification": "GB 19082-2003"}],
}
HOTEL = {"province": "湖北", "city": "武汉市", "hotel_name": "演示酒店", "maximum_rooms": 0}
MAKER = {"province": "四川", "city": "成都市", "name": "演示工厂", "supplies": []}
CARRIER = {"name": "演示物流", "from": "全国", "dest": "武汉", "greenPath": True}
CLINIC = {"name": "演示问诊", "type": "心理咨询"}
ROWS: dict[str, dict[str, Any]] = {
    NEEDS: NEED,
    HOTELS: HOTEL,
    MAKERS: MAKER,
    CARRIERS: CARRIER,
    CLINICS: CLINIC,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five lists of one row each."""
    for name, row in ROWS.items():
        (tmp_path / name).write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    return tmp_path


def refusal(folder: Path) -> ListUnreadable:
    with pytest.raises(ListUnreadable) as caught:
        read_lists(folder)
    return caught.value


def test_the_rows_are_read_as_they_are(folder: Path) -> None:
    lists = read_lists(folder)

    (hospital,) = lists.hospitals
    assert hospital.place == Located("湖北", "武汉市", "武昌区")
    assert [(it.key, it.specification, it.quantity) for it in hospital.supplies] == [
        ("防护服", "GB 19082-2003", 500)
    ]
    assert (lists.hotels[0].rooms, lists.makers[0].supplies) == (None, ())
    assert (lists.carriers[0].target, lists.carriers[0].is_green) == ("武汉", True)
    assert (lists.clinics[0].kind, lists.lines) == ("心理咨询", 1)


def test_blank_lines_and_a_byte_order_mark_are_no_rows(folder: Path) -> None:
    text = (folder / NEEDS).read_text("utf-8")
    (folder / NEEDS).write_text(f"\ufeff{text}\n  \n", "utf-8")

    assert len(read_lists(folder).hospitals) == 1


@pytest.mark.parametrize(
    ("value", "quantity"),
    [
        (2, 2),
        (500, 500),
        (1, None),
        (0, None),
        (None, None),
        ("", None),
        ("若干", None),
        (True, None),
    ],
)
def test_an_amount_that_is_not_stated_is_unknown(value: object, quantity: int | None) -> None:
    assert wanted_or_made(value) == quantity


@pytest.mark.parametrize(
    ("value", "rooms"), [(35, 35), (1, 1), (0, None), (None, None), ("", None), ("满", None)]
)
def test_no_room_stated_is_unknown_never_zero(value: object, rooms: int | None) -> None:
    assert offered(value) == rooms


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    refused = refusal(tmp_path / "nowhere")

    assert str(tmp_path / "nowhere" / NEEDS) in refused.en
    assert str(tmp_path / "nowhere" / NEEDS) in refused.zh
    assert "docs/guide/real-lists.md" in refused.en


@pytest.mark.parametrize("name", [NEEDS, HOTELS, MAKERS, CARRIERS, CLINICS])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()

    assert str(folder / name) in refusal(folder).en


@pytest.mark.parametrize(
    ("_case", "name", "line"),
    [
        ("cut short", NEEDS, '{"city": "武汉市", "name": '),
        ("no JSON", HOTELS, "武汉市,演示酒店"),
        ("a list", MAKERS, "[]"),
        ("a number", CLINICS, "7"),
        ("a column is missing", CARRIERS, json.dumps({"name": "演示物流", "from": "全国"})),
        ("a column is empty", NEEDS, json.dumps({**NEED, "name": ""})),
        ("a column is null", CLINICS, json.dumps({**CLINIC, "type": None})),
        ("supplies are a text", NEEDS, json.dumps({**NEED, "supplies": "防护服"})),
        ("supplies are missing", NEEDS, json.dumps({**NEED, "supplies": None})),
        ("a supply is a text", MAKERS, json.dumps({**MAKER, "supplies": ["防护服"]})),
        ("a supply has no key", NEEDS, json.dumps({**NEED, "supplies": [{"value": 3}]})),
        ("a number below zero", HOTELS, json.dumps({**HOTEL, "maximum_rooms": -1})),
        (
            "a number beyond all measure",
            NEEDS,
            json.dumps({**NEED, "supplies": [{"key": "防护服", "value": MOST + 1}]}),
        ),
    ],
)
def test_a_line_that_is_no_row_is_named_by_file_and_number(
    folder: Path, _case: str, name: str, line: str
) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")

    refused = refusal(folder)

    assert f"{folder / name} line 2 should be" in refused.en
    assert f"{folder / name} 第 2 行" in refused.zh
    assert "nothing was loaded" in refused.en
    assert "未载入" in refused.zh
    assert "\n" not in refused.en + refused.zh


def test_a_file_that_is_no_text_is_named(folder: Path) -> None:
    (folder / CLINICS).write_bytes("演示".encode("gb18030"))

    assert str(folder / CLINICS) in refusal(folder).en
