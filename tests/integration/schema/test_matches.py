"""Matches of a line, one match by id, and previews: rows, reasons, pages, and who may see what."""

from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from graph.communities.model import Need, Requirement
from graph.connection import Graph
from graph.members.model import Member, Skill
from graph.units.model import Resource, Unit
from graph.viewer import Held, viewer_of
from tests.support.asking import ask, refused
from tests.support.district import (
    NOW,
    District,
    a_line,
    a_member,
    a_membership,
    a_need,
    a_pairing,
    a_registration,
    a_resource,
    a_skill,
    a_unit,
    an_id,
)

MATCHES = """query($id: ID!, $first: Int, $after: String, $filterBy: MatchFilter) {
  requirement(id: $id) {
  need { title community { name } } nearMisses { id score gates { gate open } explanation }
  matches(first: $first, after: $after, filterBy: $filterBy) { totalCount totalIsCapped
  pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor node { id score marks
  parts { key points max } offer { __typename ... on Skill { title member { name unit { name } } }
    ... on Resource { title unit { name } } }
  giver { __typename } requirement { id } explanation giver_: explanation(for: GIVER)
  decision { verdict } } } } } }"""


@dataclass(frozen=True)
class EnglishClass:
    """The running example: a class that wants a teacher, and who could be one."""

    district: District
    need: Need
    line: Requirement
    company: Unit
    graduate: Member
    teaches: Skill
    university: Unit
    team: Resource
    neighbour: Skill


@pytest_asyncio.fixture(loop_scope="session")
async def english(graph: Graph, district: District) -> EnglishClass:
    company, university = a_unit(district), a_unit(district, "大学", seat=district.other)
    graduate = a_member(district, "王小明", unit_id=company.id, consent=True)
    teaches = a_skill(graduate, slots=("2 19:00-21:00",), verified_at=NOW)
    neighbour = a_member(district, "赵六", consent=True)
    self_taught = a_skill(neighbour, "英语教学", level=0)
    team = a_resource(university, "外语志愿服务队", kind="PERSONNEL", category_code="CUL-01")
    need = a_need(district, continuity="RECURRING")
    line = a_line(
        need,
        min_level=2,
        hours=1.5,
        slots=("2 19:00-20:30",),
        pool=f"{district.code}|CUL-01",
    )
    await district.keep(company, university, graduate, neighbour, teaches, self_taught, team, need)
    await district.keep(
        line,
        a_pairing(company, district.community),
        a_membership(graduate, company),
        a_registration(graduate, district.community),
    )
    return EnglishClass(
        district, need, line, company, graduate, teaches, university, team, self_taught
    )


async def test_the_graduate_and_the_team_fit_the_english_class(
    graph: Graph, english: EnglishClass
) -> None:
    data = await ask(graph, english.district.planner, MATCHES, id=english.line.id)

    line = data["requirement"]
    assert line["need"] == {"title": "老年人英语班", "community": {"name": "碧海社区"}}
    assert line["matches"]["totalCount"] == 2
    first, second = (edge["node"] for edge in line["matches"]["edges"])
    assert first["id"] == f"mt.{english.line.id}.{english.teaches.id}"
    assert first["offer"] == {
        "__typename": "Skill",
        "title": "英语教学",
        "member": {"name": "王小明", "unit": {"name": "物业公司"}},
    }
    assert second["offer"] == {
        "__typename": "Resource",
        "title": "外语志愿服务队",
        "unit": {"name": "大学"},
    }
    assert (first["giver"], second["giver"]) == ({"__typename": "Member"}, {"__typename": "Unit"})
    for node in (first, second):
        assert node["score"] == sum(part["points"] for part in node["parts"])
        assert sum(part["max"] for part in node["parts"]) == 1000
        assert node["requirement"] == {"id": english.line.id}
        assert node["explanation"].endswith(f"{node['score']}分。")
        assert node["decision"] is None
    assert first["score"] > second["score"]
    points = {part["key"]: part["points"] for part in first["parts"]}
    assert (points["CAPABILITY"], points["PAIRING"], points["TIME"]) == (350, 80, 120)
    assert "碧海社区" in first["giver_"]


async def test_explanations_follow_the_language_of_the_request(
    graph: Graph, english: EnglishClass
) -> None:
    asked = f'{{ match(id: "mt.{english.line.id}.{english.teaches.id}") {{ explanation }} }}'

    chinese = (await ask(graph, english.district.planner, asked))["match"]["explanation"]
    told = (await ask(graph, english.district.planner, asked, locale="EN"))["match"]["explanation"]

    assert chinese == (
        "能承担“外语学习”（资深，已核验），周二晚有空；已在本社区报到，所属单位与本社区结对；目前没有在办任务。964分。"
    )
    assert told == (
        "Can take on “Foreign-language class” (senior, verified), free on Tuesday evenings;"
        " registered here, unit paired with you; no job at present. 964 points."
    )


async def test_pages_of_matches_hold_every_match_once(graph: Graph, english: EnglishClass) -> None:
    viewer, id = english.district.planner, english.line.id

    page = (await ask(graph, viewer, MATCHES, id=id, first=1))["requirement"]["matches"]
    cursor = page["pageInfo"]["endCursor"]
    rest = (await ask(graph, viewer, MATCHES, id=id, first=1, after=cursor))["requirement"][
        "matches"
    ]

    assert (page["totalCount"], rest["totalCount"]) == (2, 2)
    assert (page["pageInfo"]["hasNextPage"], page["pageInfo"]["hasPreviousPage"]) == (True, False)
    assert (rest["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasPreviousPage"]) == (False, True)
    ids = [edge["node"]["id"] for edge in page["edges"] + rest["edges"]]
    offers = (english.teaches.id, english.team.id)
    assert ids == [f"mt.{english.line.id}.{offer}" for offer in offers]


async def test_a_least_score_leaves_the_others_out(graph: Graph, english: EnglishClass) -> None:
    viewer, id = english.district.planner, english.line.id
    every = (await ask(graph, viewer, MATCHES, id=id))["requirement"]["matches"]["edges"]
    best = every[0]["node"]["score"]

    data = await ask(graph, viewer, MATCHES, id=id, filterBy={"minScore": best})

    matches = data["requirement"]["matches"]
    assert [edge["node"]["score"] for edge in matches["edges"]] == [best]
    assert matches["totalCount"] == 1


@pytest.mark.parametrize("given", [{"first": 0}, {"first": 101}, {"after": "x"}], ids=str)
async def test_a_bad_page_of_matches_is_bad_user_input(
    graph: Graph, english: EnglishClass, given: dict[str, Any]
) -> None:
    codes = await refused(graph, english.district.planner, MATCHES, id=english.line.id, **given)
    assert codes == ["BAD_USER_INPUT"]


async def test_a_near_miss_says_what_would_help_to_the_community_and_its_giver(
    graph: Graph, english: EnglishClass
) -> None:
    id = f"mt.{english.line.id}.{english.neighbour.id}"
    asked = f'{{ match(id: "{id}") {{ score parts {{ key }} explanation gates {{ gate open }} }} }}'
    giver = english.district.resident()

    data = await ask(graph, english.district.planner, MATCHES, id=english.line.id)
    one = (await ask(graph, english.district.planner, asked))["match"]
    own = a_viewer_of(english)
    mine = (await ask(graph, own, asked))["match"]

    (missed,) = data["requirement"]["nearMisses"]
    assert missed["id"] == id
    assert missed["score"] is None
    assert [gate["gate"] for gate in missed["gates"] if not gate["open"]] == ["LEVEL"]
    assert one["parts"] == []
    assert one["explanation"].startswith("差一步")
    assert mine is not None
    assert (await ask(graph, giver, asked))["match"] is None
    stranger = await ask(graph, giver, MATCHES, id=english.line.id)
    assert stranger["requirement"]["nearMisses"] == []


def a_viewer_of(english: EnglishClass) -> Any:
    place = english.district.community
    home = Held(post="RESIDENCE", role="RES", place_id=place.id, path=place.area_path)
    return viewer_of(english.neighbour.member_id, [], is_member=True, residence=home)


async def test_a_resident_reads_masked_names_and_public_offers_only(
    graph: Graph, english: EnglishClass
) -> None:
    unit = a_unit(english.district, "街道医院")
    quiet = a_resource(unit, "外语角", kind="SERVICE", category_code="CUL-01", visibility="AREA")
    await english.district.keep(unit, quiet)

    planner = await ask(graph, english.district.planner, MATCHES, id=english.line.id)
    resident = await ask(graph, english.district.resident(), MATCHES, id=english.line.id)

    assert planner["requirement"]["matches"]["totalCount"] == 3
    seen = resident["requirement"]["matches"]
    assert seen["totalCount"] == 2
    assert seen["edges"][0]["node"]["offer"]["member"]["name"] == "王*"


async def test_ids_of_matches_that_are_none_are_null(
    graph: Graph, english: EnglishClass, elsewhere: District
) -> None:
    far = a_need(elsewhere)
    far_line = a_line(far, pool=f"{elsewhere.code}|CUL-01")
    await elsewhere.keep(far, far_line)
    line, offer = english.line.id, english.teaches.id
    ids = [
        f"mt.{line}.{an_id('sk')}",
        f"mt.{an_id('rq')}.{offer}",
        f"mt.{far_line.id}.{offer}",
        f"mt.{line}",
        f"mt.{line}.{offer}.x",
        "mt..",
        "mt.draft0.sk_1",
        "🙂",
    ]
    asked = " ".join(f'a{n}: match(id: "{id}") {{ id }}' for n, id in enumerate(ids))

    viewer = english.district.viewer("COMMUNITY_WORKER", english.district.community)
    data = await ask(graph, viewer, f'{{ {asked} node(id: "mt.{line}.{offer}") {{ id }} }}')

    assert data.pop("node") == {"id": f"mt.{line}.{offer}"}
    assert list(data.values()) == [None] * len(ids)


PREVIEW = """query($input: NeedDraftInput!) { previewMatches(input: $input) {
  categoryCode kind isClear category { name } totalCount
  matches { id score offer { __typename } requirement { id } explanation }
  nearMisses { gates { gate open } } } }"""


async def test_a_text_is_previewed_with_its_candidates(graph: Graph, english: EnglishClass) -> None:
    given = {"communityId": english.district.community.id, "text": "老年人英语班"}

    lines = (await ask(graph, english.district.planner, PREVIEW, input=given))["previewMatches"]

    (line,) = lines
    assert (line["categoryCode"], line["kind"], line["isClear"]) == ("CUL-01", "SKILL", True)
    assert line["totalCount"] == 3
    assert {match["offer"]["__typename"] for match in line["matches"]} == {"Skill", "Resource"}
    assert all(match["requirement"] is None for match in line["matches"])


async def test_lines_are_previewed_as_given(graph: Graph, english: EnglishClass) -> None:
    lines = [
        {"categoryCode": "CUL-01", "minLevel": 2},
        {"categoryCode": "LIV-11", "kind": "RESOURCE"},
    ]
    given = {"communityId": english.district.community.id, "text": "英语班", "lines": lines}

    data = (await ask(graph, english.district.planner, PREVIEW, input=given))["previewMatches"]

    assert [(it["categoryCode"], it["totalCount"]) for it in data] == [("CUL-01", 2), ("LIV-11", 0)]


@pytest.mark.parametrize(
    "given",
    [
        {"text": ""},
        {"text": "x" * 2001},
        {"lines": [{"categoryCode": "XXX-01"}]},
        {"lines": [{"categoryCode": "CUL-01", "quantity": 0}]},
    ],
    ids=lambda given: str(given)[:40],
)
async def test_a_bad_draft_is_bad_user_input(
    graph: Graph, district: District, given: dict[str, Any]
) -> None:
    draft = {"communityId": district.community.id, "text": "英语班", **given}

    assert await refused(graph, district.planner, PREVIEW, input=draft) == ["BAD_USER_INPUT"]


async def test_a_preview_for_a_community_that_is_not_seen_is_null(
    graph: Graph, district: District, elsewhere: District
) -> None:
    for community in (elsewhere.community.id, "cm_1", ""):
        draft = {"communityId": community, "text": "英语班"}
        data = await ask(graph, district.planner, PREVIEW, input=draft)
        assert data["previewMatches"] is None
