"""Filters, areas, and the two ways of paging needs and projects: by area, by the queue."""

from dataclasses import replace
from typing import Any

import pytest

from graph.connection import Graph, recording
from graph.viewer import Held, Viewer, viewer_of
from tests.support.asking import ask, refused
from tests.support.district import (
    NOW,
    District,
    a_member,
    a_need,
    a_project,
    a_resource,
    a_skill,
    a_unit,
    an_id,
    keep,
)

NEEDS = """query($filterBy: NeedFilter, $areaId: ID, $first: Int, $after: String, $last: Int) {
  needs(filterBy: $filterBy, areaId: $areaId, first: $first, after: $after, last: $last) {
  totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { node { title } } } }"""
DAY = 86_400_000


async def needs_of_every_sort(district: District) -> None:
    day = {"due_at": NOW + DAY, "due_act": "expire_need"}
    await district.keep(
        a_need(district, "英语班", urgency=2, aging_since=NOW),
        a_need(district, "修水管", category_code="LIV-02", urgency=0, aging_since=NOW + 1, **day),
        a_need(district, "心愿", kind="WISH", category_code="CAR-01", aging_since=NOW + 2),
        a_need(district, "进行中", state="IN_PROGRESS", category_code="CUL-03"),
        a_need(district, "已结", state="CLOSED", place=district.other),
    )


@pytest.mark.parametrize(
    ("filter_by", "titles"),
    [
        (None, ["英语班", "修水管", "心愿"]),
        ({}, ["英语班", "修水管", "心愿"]),
        ({"kinds": ["WISH"]}, ["心愿"]),
        ({"kinds": ["WISH", "NEED"]}, ["英语班", "修水管", "心愿"]),
        ({"kinds": []}, []),
        ({"stages": ["BUSY"]}, ["进行中"]),
        ({"states": ["CLOSED"]}, ["已结"]),
        ({"states": ["CLOSED", "IN_PROGRESS"]}, ["进行中", "已结"]),
        ({"states": ["PUBLISHED"], "stages": ["DONE"]}, []),
        ({"categories": ["CUL"]}, ["英语班"]),
        ({"categories": ["LIV-02", "CAR"]}, ["修水管", "心愿"]),
        ({"categories": ["CUL"], "stages": ["OPEN", "BUSY"]}, ["进行中", "英语班"]),
        ({"urgencyAtLeast": "URGENT"}, ["英语班"]),
        ({"dueBefore": "2025-10-10T08:53:20.001Z"}, ["修水管"]),
        ({"dueBefore": "2025-10-10T08:53:20.000Z"}, []),
        ({"text": "英語"}, ["英语班"]),
        ({"text": "  "}, ["英语班", "修水管", "心愿"]),
        ({"text": "没有"}, []),
    ],
    ids=str,
)
async def test_needs_are_chosen(
    graph: Graph, district: District, filter_by: Any, titles: list[str]
) -> None:
    await needs_of_every_sort(district)

    data = await ask(graph, district.planner, NEEDS, filterBy=filter_by)

    assert [edge["node"]["title"] for edge in data["needs"]["edges"]] == titles
    assert data["needs"]["totalCount"] == len(titles)


@pytest.mark.parametrize(
    "filter_by",
    [{"kinds": ["X"]}, {"urgencyAtLeast": 2}, {"dueBefore": "soon"}, {"where": {}}, {"text": 1}],
    ids=str,
)
async def test_a_filter_that_is_none_is_refused(
    graph: Graph, district: District, filter_by: Any
) -> None:
    assert len(await refused(graph, district.planner, NEEDS, filterBy=filter_by)) == 1


async def test_a_list_narrows_to_an_area_the_viewer_sees(
    graph: Graph, district: District, elsewhere: District
) -> None:
    await needs_of_every_sort(district)
    await needs_of_every_sort(elsewhere)
    viewer = district.planner

    async def total(area: str | None) -> int:
        done = {"stages": ["DONE"]}
        data = await ask(graph, viewer, NEEDS, areaId=area, filterBy=done)
        return data["needs"]["totalCount"]

    assert await total(district.area.id) == 1
    assert await total(district.street.id) == 1
    assert await total(district.community.id) == 0
    assert await total(district.other.id) == 1
    for unseen in (elsewhere.area.id, "ar_1", "", "un_1", "🙂"):
        assert await total(unseen) == 0


async def test_without_an_area_lists_start_from_the_active_one(
    graph: Graph, district: District
) -> None:
    await needs_of_every_sort(district)
    unit = a_unit(district)
    await district.keep(unit)
    done = {"stages": ["OPEN", "BUSY", "DONE"]}

    worker = await ask(
        graph, district.viewer("COMMUNITY_WORKER", district.other), NEEDS, filterBy=done
    )
    resident = await ask(graph, district.resident(), NEEDS, filterBy=done)
    homeless = viewer_of(
        an_id("mb"),
        [Held(post="LIAISON", role="LIA", place_id=unit.id, path=unit.area_path)],
        is_member=True,
    )
    liaison = await ask(graph, homeless, NEEDS, filterBy=done)

    assert [edge["node"]["title"] for edge in worker["needs"]["edges"]] == ["已结"]
    assert resident["needs"]["totalCount"] == 4  # those of the own community, the closed one is not
    assert liaison["needs"]["totalCount"] == 4  # the unit's district


def over_the_city(district: District) -> tuple[Viewer, Any]:
    path = "/".join(district.path.split("/")[:3]) + "/"
    city = replace(
        district.area,
        id=an_id("ar"),
        code=f"{district.code}c",
        kind="CITY",
        level=2,
        area_path=path,
    )
    held = Held(post="PLANNER", role="DIS", place_id=city.id, path=path)
    return viewer_of(an_id("mb"), [held], is_member=True), city


async def test_above_a_district_needs_are_paged_by_the_queue(
    graph: Graph, district: District, elsewhere: District
) -> None:
    viewer, city = over_the_city(district)
    await keep(graph, city)
    made = [a_need(district, f"需求{n}", urgency=n % 3, aging_since=NOW + n) for n in range(7)]
    await district.keep(*made)
    await elsewhere.keep(a_need(elsewhere, "外区"))
    expected = [need.title for need in sorted(made, key=lambda need: need.queue_key)]

    with recording() as names:
        whole = await ask(graph, viewer, NEEDS)
    titles, after = list[str](), None
    for _ in range(3):
        page = (await ask(graph, viewer, NEEDS, first=3, after=after))["needs"]
        titles += [edge["node"]["title"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
    last = (await ask(graph, viewer, NEEDS, last=2))["needs"]

    assert names == ["needs_in_queue", "needs_in_queue_count"]
    assert whole["needs"]["totalCount"] == 7
    assert [edge["node"]["title"] for edge in whole["needs"]["edges"]] == expected
    assert titles == expected
    assert [edge["node"]["title"] for edge in last["edges"]] == expected[-2:]
    assert (last["pageInfo"]["hasNextPage"], last["pageInfo"]["hasPreviousPage"]) == (False, True)


async def test_above_a_district_projects_are_paged_by_the_queue(
    graph: Graph, district: District, elsewhere: District
) -> None:
    viewer, city = over_the_city(district)
    await keep(graph, city)
    made = [a_project(district, f"项目{n}", state_at=NOW - n) for n in range(3)]
    await district.keep(*made, a_project(district, "草稿", state="DRAFT"))
    await elsewhere.keep(a_project(elsewhere, "外区"))
    asked = """query($f: ProjectFilter) { projects(filterBy: $f) {
      totalCount edges { node { title } } } }"""

    with recording() as names:
        every = (await ask(graph, viewer, asked))["projects"]
    drafts = (await ask(graph, viewer, asked, f={"states": ["DRAFT"]}))["projects"]
    busy = (await ask(graph, viewer, asked, f={"stages": ["BUSY"]}))["projects"]

    assert names == ["projects_in_queue", "projects_in_queue_count"]
    assert [it["node"]["title"] for it in every["edges"]] == ["项目2", "项目1", "项目0", "草稿"]
    assert [it["node"]["title"] for it in drafts["edges"]] == ["草稿"]
    assert busy["totalCount"] == 3


async def test_units_members_and_offers_are_chosen(graph: Graph, district: District) -> None:
    school, company = a_unit(district, "实验小学", kind="SCHOOL"), a_unit(district, "物业公司")
    party, resident = (
        a_member(district, "张三", kind="PARTY_MEMBER"),
        a_member(district, "李四", kind="RESIDENT"),
    )
    await district.keep(school, company, party, resident)
    await district.keep(
        a_resource(school, "操场", kind="VENUE"),
        a_resource(company, "叉车", kind="VEHICLE", category_code="LIV-08"),
        a_resource(company, "旧的", state="WITHDRAWN"),
        a_skill(party, "英语", level=3),
        a_skill(party, "剪纸", level=1, category_code="CUL-04"),
    )
    asked = (
        """{ units(filterBy: {kinds: [SCHOOL]}) { edges { node { it: name } } }
        named: units(filterBy: {text: "物業"}) { edges { node { it: name } } }
        members(filterBy: {kinds: [PARTY_MEMBER]}) { edges { node { it: name } } } }""",
        """{ resources(filterBy: {kinds: [VEHICLE], states: [ACTIVE]}) {
          edges { node { it: title } } }
        gone: resources(filterBy: {states: [WITHDRAWN]}) { edges { node { it: title } } }
        rooms: resources(filterBy: {categories: ["LIV-11"], text: "操场"}) {
          edges { node { it: title } } } }""",
        """{ skills(filterBy: {levelAtLeast: 2}) { edges { node { it: title } } }
        arts: skills(filterBy: {categories: ["CUL-04"]}) { edges { node { it: title } } } }""",
        """{ communities(filterBy: {text: "碧海"}) { edges { node { it: name } } }
        villages: communities(filterBy: {kinds: [VILLAGE]}) { edges { node { it: name } } }
        streets: areas(filterBy: {kinds: [STREET]}) { edges { node { it: name } } } }""",
    )

    data = {
        name: page
        for document in asked
        for name, page in (await ask(graph, district.planner, document)).items()
    }

    assert {name: [it["node"]["it"] for it in page["edges"]] for name, page in data.items()} == {
        "units": ["实验小学"],
        "named": ["物业公司"],
        "members": ["张三"],
        "resources": ["叉车"],
        "gone": ["旧的"],
        "rooms": ["操场"],
        "skills": ["英语"],
        "arts": ["剪纸"],
        "communities": ["碧海社区"],
        "villages": [],
        "streets": ["甲街道"],
    }
