"""Real lists of 2020: what their rows mean, and what stays unknown. The rows here are made up."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from gateway.cli import main
from graph.communities.model import Area, Community, Need, Requirement
from graph.ids import ulid_of
from graph.things import Ref
from graph.units.model import Resource, Unit
from seeds.wuhan.entries import EDITION, Entries, entries
from seeds.wuhan.places import Places, areas, code_of, codes_of
from seeds.wuhan.rows import (
    CARRIERS,
    CLINICS,
    HOTELS,
    MAKERS,
    NEEDS,
    Lists,
    ListUnreadable,
    Located,
    offered,
    read_lists,
    wanted_or_made,
)

MASKS = "普通医用口罩"
NOWHERE = Places({})


def lists_of(folder: Path, **rows: Sequence[Mapping[str, Any]]) -> Lists:
    """Write these rows as the five files and read them; files without rows are empty."""
    names = {
        "needs": NEEDS,
        "hotels": HOTELS,
        "makers": MAKERS,
        "carriers": CARRIERS,
        "clinics": CLINICS,
    }
    for name, file in names.items():
        lines = [json.dumps(row, ensure_ascii=False) for row in rows.get(name, ())]
        (folder / file).write_text("\n".join(lines), "utf-8")
    return read_lists(folder)


def hospital(*supplies: Mapping[str, Any], **other: Any) -> Mapping[str, Any]:
    place = {"province": "湖北", "city": "武汉市", "district": "武昌区"}
    return {**place, "name": "演示医院", "supplies": list(supplies), **other}


def made_of(lists: Lists, places: Places | None = None) -> Entries:
    return entries(lists, places or Places({}), EDITION)


def of(found: Entries, model: type) -> list[Any]:
    return [thing for thing in found.things if isinstance(thing, model)]


@pytest.mark.parametrize(("value", "read"), [(None, None), (1, None), (2, 2), (5000, 5000)])
def test_one_of_an_item_means_that_nobody_said_how_many(value: object, read: int | None) -> None:
    assert wanted_or_made(value) == read


@pytest.mark.parametrize(("value", "read"), [(None, None), (0, None), (1, 1), (35, 35)])
def test_no_rooms_means_that_nobody_knows(value: object, read: int | None) -> None:
    assert offered(value) == read


def test_a_line_without_a_quantity_is_one_delivery_and_says_so(tmp_path: Path) -> None:
    told = {"key": MASKS, "value": 3000, "specification": "YY/T 0969-2013"}
    untold = [{"key": MASKS, "value": 1}, {"key": MASKS, "value": None, "specification": "蓝色"}]

    lines = of(made_of(lists_of(tmp_path, needs=[hospital(told, *untold)])), Requirement)

    assert [(it.quantity, it.open_quantity, it.measure) for it in lines] == [
        (3000, 3000, "ITEM"),
        (1, 1, "TRIP"),
        (1, 1, "TRIP"),
    ]
    assert [it.description for it in lines] == [
        "普通医用口罩（YY/T 0969-2013）",
        "普通医用口罩（数量未注明）",
        "普通医用口罩（蓝色，数量未注明）",
    ]


def test_offers_without_a_quantity_have_none(tmp_path: Path) -> None:
    place = {"province": "湖北", "city": "武汉市", "district": "武昌区"}
    hotel = {**place, "hotel_name": "演示酒店", "maximum_rooms": 0, "maximum_guests": 0}
    maker = {
        **place,
        "name": "演示口罩厂",
        "supplies": [{"key": "口罩类产能", "value": 1}, {"key": "口罩类产能", "value": 900}],
    }
    carrier = {"name": "演示物流", "from": "全国", "dest": "武汉"}

    offers = of(
        made_of(lists_of(tmp_path, hotels=[hotel], makers=[maker], carriers=[carrier])), Resource
    )

    assert [it.quantity for it in offers] == [None, None, 900, None]
    assert [it.reach for it in offers] == ["4201", "42", "42", "4201"]


def test_an_item_of_the_table_was_chosen_by_a_person_and_another_by_the_rule(
    tmp_path: Path,
) -> None:
    lines = of(
        made_of(
            lists_of(
                tmp_path,
                needs=[hospital({"key": MASKS, "value": 1}, {"key": "轮椅借用", "value": 2})],
            )
        ),
        Requirement,
    )

    assert [(it.category_code, it.classified_by, it.margin is None) for it in lines] == [
        ("SAF-06", "HUMAN", True),
        ("LIV-10", "RULE", False),
    ]


def test_a_need_that_lists_nothing_is_not_published(tmp_path: Path) -> None:
    (need,) = of(made_of(lists_of(tmp_path, needs=[hospital()])), Need)

    assert (need.state, need.published_at, need.requirement_ids) == ("SUBMITTED", None, ())


def test_a_hospital_that_asks_twice_is_one_unit_with_two_needs(tmp_path: Path) -> None:
    asked = hospital({"key": MASKS, "value": 1})
    found = made_of(lists_of(tmp_path, needs=[asked, asked]))

    assert len(of(found, Unit)) == 1
    assert len({need.id for need in of(found, Need)}) == 2
    assert {need.raised_by_id for need in of(found, Need)} == {of(found, Unit)[0].id}


def test_a_consultation_whose_words_say_nothing_waits_as_a_draft(tmp_path: Path) -> None:
    clinics = [
        {"name": "演示互联网医院", "type": "义诊&心理"},
        {"name": "演示宠物医院", "type": "其他", "remark": "演示"},
    ]
    offers = of(made_of(lists_of(tmp_path, clinics=clinics)), Resource)

    assert [(it.state, it.category_code if it.pool else None) for it in offers] == [
        ("ACTIVE", "CAR-04"),
        ("ACTIVE", "CAR-05"),
        ("DRAFT", None),
    ]
    assert {it.travel for it in offers} == {"REMOTE"}


@pytest.mark.parametrize(
    ("city", "district", "code"),
    [
        ("武汉市", "武昌区", "420106"),
        ("武汉市", "", "4201"),
        ("黄石市", "黄石大冶市", "420281"),
        ("荆州市", "荆州区", "421003"),
        ("宜昌市", "宜昌市", "4205"),
        ("宜昌市", "天门市", "4205"),
        ("天门市", "天门市", "429006"),
        ("恩施土家族苗族自治州", "来凤县", "422827"),
    ],
)
def test_a_district_is_sought_in_its_city_only(city: str, district: str, code: str) -> None:
    assert code_of(Located("湖北", city, district)) == code


def test_outside_the_table_a_place_is_as_wide_as_what_is_known() -> None:
    assert code_of(Located("山西", "西安市")) == "14"
    assert code_of(Located("", "")) == ""
    assert NOWHERE.seat(Located("", "")).path == "/"


def test_codes_lie_in_the_area_their_digits_name() -> None:
    for code in areas():
        above = [other for other in areas() if code != other and code.startswith(other)]
        assert above or len(code) == 2


def test_a_need_lies_four_steps_below_its_province_even_where_no_district_is_known() -> None:
    places = Places({})
    known = places.site(Located("湖北", "武汉市", "武昌区"))
    unknown = places.site(Located("湖北", "武汉市", "高新区"))
    other = places.site(Located("湖北", "天门市", "天门市"))

    assert (known.district, known.path) == (
        "420106",
        "/42/4201/420106/420106000/420106000000/",
    )
    assert (unknown.district, unknown.path) == (
        "420100",
        "/42/4201/420100/420100000/420100000000/",
    )
    assert (other.district, other.path) == (
        "42900600",
        "/42/429006/42900600/42900600000/42900600000000/",
    )
    for place in places.made.values():
        assert isinstance(place, (Area, Community))
        assert place.area_path.count("/") == place.level + 1


def test_an_area_that_is_there_is_used_whoever_loaded_it() -> None:
    mine = Ref(f"ar_{ulid_of('somebody')}")
    places = Places({"420106": (mine, "/42/4201/420106/")})
    wanted = Located("湖北", "武汉市", "武昌区")

    assert places.seat(wanted).id == mine
    assert places.site(wanted).path == "/42/4201/420106/420106000/420106000000/"
    assert places.made["420106000"].parent_id == mine  # pyright: ignore[reportAttributeAccessIssue]  an Area
    assert "420106" not in places.made
    assert set(codes_of([wanted])) == {"42", "4201", "420106", "420106000"}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "half a row"),
        ("[]", "no object"),
        ('{"city": "武汉市"}', "columns missing"),
        ('{"city": "武汉市", "name": "演示", "supplies": [3]}', "an item that is none"),
        ('{"city": "武汉市", "name": "演示", "supplies": "口罩"}', "supplies that are none"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, line: str, why: str) -> None:
    good = json.dumps(hospital(), ensure_ascii=False)
    (tmp_path / NEEDS).write_text(f"{good}\n{line}\n", "utf-8")

    with pytest.raises(ListUnreadable) as raised:
        read_lists(tmp_path)

    assert f"{tmp_path / NEEDS} line 2 should be a JSON object" in raised.value.en
    assert f"{tmp_path / NEEDS} 第 2 行" in raised.value.zh


@pytest.mark.parametrize(
    ("more", "told"),
    [((), "Say with --from where the lists lie"), (("--from", "nowhere"), "cannot be read")],
)
def test_the_command_refuses_a_folder_without_lists_before_it_starts_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: Sequence[str], told: str
) -> None:
    data = tmp_path / "data"

    code = main(["seed", "wuhan2020", *more, "--data", str(data), "--lang", "en"])

    assert code == 2
    assert told in capsys.readouterr().err
    assert not data.exists()
