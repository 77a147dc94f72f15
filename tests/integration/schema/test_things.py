"""Single things by id, what hangs on them, masks, and what a viewer must not see."""

from dataclasses import replace
from typing import Any

import pytest

from graph.cobuilding.model import Milestone, ProgressNote
from graph.connection import Graph
from graph.viewer import NOBODY
from tests.support.asking import ask, refused
from tests.support.district import (
    NOW,
    District,
    a_line,
    a_member,
    a_membership,
    a_need,
    a_pairing,
    a_participation,
    a_post,
    a_project,
    a_registration,
    a_resource,
    a_skill,
    a_unit,
    an_id,
)

SINGLES = (
    "unit",
    "resource",
    "member",
    "skill",
    "area",
    "community",
    "need",
    "requirement",
    "project",
)


async def a_thing_of_each(district: District) -> dict[str, str]:
    unit, member = a_unit(district), a_member(district)
    resource, skill, need = a_resource(unit), a_skill(member), a_need(district)
    line, project = a_line(need), a_project(district)
    await district.keep(unit, member, resource, skill, need, line, project)
    things = (unit, resource, member, skill, district.area, district.community, need, line, project)
    return {field: thing.id for field, thing in zip(SINGLES, things, strict=True)}


async def test_each_thing_is_found_by_its_id_and_by_node(graph: Graph, district: District) -> None:
    ids = await a_thing_of_each(district)
    fields = " ".join(
        f'{field}(id: "{id}") {{ __typename id version }}' for field, id in ids.items()
    )
    listed = ", ".join(f'"{id}"' for id in ids.values())

    data = await ask(graph, district.planner, f"{{ {fields} nodes(ids: [{listed}]) {{ id }} }}")

    assert {field: data[field]["id"] for field in ids} == ids
    assert [data[field]["__typename"].lower() for field in ids] == list(ids)
    assert [node["id"] for node in data["nodes"]] == list(ids.values())


@pytest.mark.parametrize("field", SINGLES)
async def test_unknown_foreign_malformed_and_mistyped_ids_are_null(
    graph: Graph, district: District, elsewhere: District, field: str
) -> None:
    foreign = (await a_thing_of_each(elsewhere))[field]
    prefix = foreign.split("_")[0]
    mistyped = district.street.id if field != "area" else district.community.id
    ids = [
        foreign,
        an_id(prefix),
        "",
        prefix,
        f"{prefix}_",
        "x" * 300,
        f"{prefix}.a.b",
        "🙂",
        mistyped,
    ]
    asked = " ".join(f'a{n}: {field}(id: "{id}") {{ id }}' for n, id in enumerate(ids))

    data = await ask(
        graph, district.viewer("COMMUNITY_WORKER", district.community), f"{{ {asked} }}"
    )

    assert list(data.values()) == [None] * len(ids)


async def test_without_a_token_only_the_taxonomy_answers(graph: Graph, district: District) -> None:
    ids = await a_thing_of_each(district)
    fields = " ".join(f'{field}(id: "{id}") {{ id }}' for field, id in ids.items())
    lists = ["units", "members", "resources", "skills", "areas", "communities", "needs", "projects"]
    asked = " ".join(f"{name} {{ totalCount edges {{ node {{ id }} }} }}" for name in lists)

    data = await ask(
        graph,
        NOBODY,
        f'{{ viewer {{ roles }} {fields} {asked} serviceCategories(parent: "CUL") {{ code }} }}',
    )

    assert data["viewer"] is None
    assert [data[field] for field in SINGLES] == [None] * len(SINGLES)
    assert [data[name] for name in lists] == [{"totalCount": 0, "edges": []}] * len(lists)
    assert [it["code"] for it in data["serviceCategories"]] == [f"CUL-{n:02}" for n in range(1, 11)]


async def test_the_taxonomy_is_sought_by_scheme_parent_and_word(
    graph: Graph, district: District
) -> None:
    asked = """{ all: serviceCategories { id code parent { code } }
      tops: serviceCategories(text: "文体教育") { code }
      none: serviceCategories(scheme: "OTHER") { code }
      word: serviceCategories(parent: "CUL", text: "外語") { code label en: label(locale: EN) } }"""

    data = await ask(graph, NOBODY, asked)
    again = await ask(graph, NOBODY, f'{{ node(id: "{data["all"][0]["id"]}") {{ id }} }}')

    assert len(data["all"]) == 88
    assert data["all"][0]["parent"] is None
    assert [it["code"] for it in data["tops"]] == ["CUL"]
    assert data["none"] == []
    assert "CUL-01" in [it["code"] for it in data["word"]]
    assert again["node"]["id"] == data["all"][0]["id"]


NAMES = '{ member(id: "%s") { name kind isMasked consent pausedUntil } }'


async def test_a_strangers_name_and_party_membership_are_masked(
    graph: Graph, district: District
) -> None:
    unit = a_unit(district)
    shy = a_member(district, "王小明", kind="PARTY_MEMBER", consent=True, unit_id=unit.id)
    proud = a_member(district, "李大方", kind="PARTY_MEMBER", shows_identity=True)
    await district.keep(unit, shy, proud, a_skill(shy), a_skill(proud))
    masked = {
        "name": "王*",
        "kind": "VOLUNTEER",
        "isMasked": True,
        "consent": None,
        "pausedUntil": None,
    }
    shown = {
        "name": "王小明",
        "kind": "PARTY_MEMBER",
        "isMasked": False,
        "consent": True,
        "pausedUntil": None,
    }
    viewers = {
        "another community's worker": (district.viewer("COMMUNITY_WORKER", district.other), masked),
        "a resident": (district.resident(), masked),
        "the community's worker": (district.viewer("COMMUNITY_WORKER", district.community), shown),
        "the unit's liaison": (district.viewer("LIAISON", unit), shown),
        "the member": (district.resident(shy), shown),
    }

    for case, (viewer, expected) in viewers.items():
        data = await ask(graph, viewer, NAMES % shy.id)
        assert data["member"] == expected, case
    data = await ask(graph, district.resident(), NAMES % proud.id)
    assert (data["member"]["name"], data["member"]["kind"]) == ("李大方", "PARTY_MEMBER")


async def test_a_list_of_members_holds_no_masked_name_and_no_cursor_tells_one(
    graph: Graph, district: District
) -> None:
    hidden, seen = a_member(district, "王小明"), a_member(district, "张三", home=district.other)
    await district.keep(hidden, seen, a_skill(hidden))
    viewer = district.viewer("COMMUNITY_WORKER", district.other)
    asked = f"""{{ members(areaId: "{district.area.id}") {{
      totalCount edges {{ cursor node {{ name }} }} }} }}"""
    by_name = (
        f'{{ members(areaId: "{district.area.id}", filterBy: {{text: "小明"}}) {{ totalCount }} }}'
    )

    data = await ask(graph, viewer, asked)
    sought = await ask(graph, viewer, by_name)

    assert [edge["node"]["name"] for edge in data["members"]["edges"]] == ["张三"]
    assert (data["members"]["totalCount"], sought["members"]["totalCount"]) == (1, 0)


async def test_small_populations_are_not_told(graph: Graph, district: District) -> None:
    few = replace(district.community, id=an_id("cm"), code=f"{district.code}few", population=4)
    many = replace(district.community, id=an_id("cm"), code=f"{district.code}many", population=5)
    await district.keep(few, many)
    asked = f"""{{ few: community(id: "{few.id}") {{ population households }}
      many: community(id: "{many.id}") {{ population }} }}"""

    data = await ask(graph, district.planner, asked)

    assert data == {"few": {"population": None, "households": None}, "many": {"population": 5}}


async def test_areas_are_found_by_code_and_form_a_tree(
    graph: Graph, district: District, elsewhere: District
) -> None:
    asked = """query($code: String!, $foreign: String!) {
      area(code: $code) { name parent { id } children(first: 5) { totalCount edges { node {
        name parent { name } communities { totalCount edges { node {
          name parent { name } } } } } } } }
      foreign: area(code: $foreign) { id } }"""

    data = await ask(graph, district.planner, asked, code=district.code, foreign=elsewhere.code)

    communities = [
        {"node": {"name": name, "parent": {"name": "甲街道"}}} for name in ("晴川社区", "碧海社区")
    ]
    street = {
        "name": "甲街道",
        "parent": {"name": "甲区"},
        "communities": {"totalCount": 2, "edges": communities},
    }
    children = {"totalCount": 1, "edges": [{"node": street}]}
    assert data == {"area": {"name": "甲区", "parent": None, "children": children}, "foreign": None}
    for bad in ("{ area { id } }", '{ area(id: "ar_1", code: "42") { id } }'):
        assert await refused(graph, district.planner, bad) == ["BAD_USER_INPUT"]


async def test_a_unit_shows_its_seat_resources_pairings_and_members(
    graph: Graph, district: District
) -> None:
    unit, leader = a_unit(district), a_member(district, "张三")
    lent = [a_resource(unit, f"第{n}间") for n in range(3)]
    ended = a_pairing(unit, district.other, state="ENDED")
    paired = a_pairing(unit, district.community, leader_id=leader.id, note="每月一次")
    await district.keep(unit, leader, *lent, ended, paired, a_membership(leader, unit))
    asked = f"""{{ unit(id: "{unit.id}") {{ seat {{ ... on Community {{ name }} }}
      resources(first: 2) {{ totalCount pageInfo {{ hasNextPage endCursor }}
        edges {{ node {{ title unit {{ name }} category {{ code }} }} }} }}
      pairings {{ id state since basis note community {{ name }} unit {{ id }}
        leader {{ name }} }}
      all: pairings(states: [ACTIVE, ENDED]) {{ state }}
      members {{ edges {{ node {{ name memberships {{ unit {{ name }} primary }} }} }} }} }} }}"""

    unit_data = (await ask(graph, district.planner, asked))["unit"]

    assert unit_data["seat"] == {"name": "碧海社区"}
    assert unit_data["resources"]["totalCount"] == 3
    assert unit_data["resources"]["pageInfo"]["hasNextPage"] is True
    assert unit_data["resources"]["edges"] == [
        {
            "node": {
                "title": f"第{n}间",
                "unit": {"name": "物业公司"},
                "category": {"code": "LIV-11"},
            }
        }
        for n in range(2)
    ]
    assert unit_data["pairings"] == [
        {
            "id": paired.id,
            "state": "ACTIVE",
            "since": "2025-10-09T08:53:20.000Z",
            "basis": "AGREED",
            "note": "每月一次",
            "community": {"name": "碧海社区"},
            "unit": {"id": unit.id},
            "leader": {"name": "张三"},
        }
    ]
    assert sorted(it["state"] for it in unit_data["all"]) == ["ACTIVE", "ENDED"]
    assert unit_data["members"]["edges"] == [
        {"node": {"name": "张三", "memberships": [{"unit": {"name": "物业公司"}, "primary": True}]}}
    ]
    after = unit_data["resources"]["pageInfo"]["endCursor"]
    rest = await ask(
        graph,
        district.planner,
        f'{{ unit(id: "{unit.id}") {{ resources(first: 2, after: "{after}") {{'
        " edges { node { title } } pageInfo { hasNextPage hasPreviousPage } } } }",
    )
    assert rest["unit"]["resources"] == {
        "edges": [{"node": {"title": "第2间"}}],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": True},
    }


async def test_a_community_shows_its_needs_units_posts_and_projects(
    graph: Graph, district: District
) -> None:
    unit, worker = a_unit(district), a_member(district, "李四")
    open_need, closed = a_need(district), a_need(district, "已结", state="CLOSED")
    project = a_project(district, need_ids=(open_need.id,))
    await district.keep(unit, worker, open_need, closed, project)
    await district.keep(
        a_pairing(unit, district.community),
        a_post(worker, district.community, "COMMUNITY_SECRETARY"),
        a_registration(worker, district.community),
    )
    asked = f"""{{ community(id: "{district.community.id}") {{
      needs(stages: [OPEN]) {{ totalCount edges {{ node {{ title projects {{ title }} }} }} }}
      all: needs {{ totalCount }} pairings {{ unit {{ name }} }}
      posts {{ post member {{ name }} place {{ ... on Community {{ name }} }} unit {{ id }} }}
      registrations {{ kind member {{ name }} }}
      projects {{ totalCount edges {{ node {{ title addresses {{ title }} }} }} }} }} }}"""

    data = (await ask(graph, district.planner, asked))["community"]

    projects = [{"title": "英语班共建"}]
    assert data["needs"] == {
        "totalCount": 1,
        "edges": [{"node": {"title": "老年人英语班", "projects": projects}}],
    }
    assert data["all"] == {"totalCount": 2}
    assert data["pairings"] == [{"unit": {"name": "物业公司"}}]
    place = {"name": "碧海社区"}
    post = {"post": "COMMUNITY_SECRETARY", "member": {"name": "李四"}, "place": place, "unit": None}
    assert data["posts"] == [post]
    assert data["registrations"] == [{"kind": "RESIDENCE", "member": {"name": "李四"}}]
    node = {"title": "英语班共建", "addresses": [{"title": "老年人英语班"}]}
    assert data["projects"] == {"totalCount": 1, "edges": [{"node": node}]}


async def test_a_need_shows_its_lines_and_who_raised_it(graph: Graph, district: District) -> None:
    raiser = a_member(district, "赵六")
    need = a_need(district, raised_by_id=raiser.id, urgency=2, population=("OLDER",), kind="WISH")
    lines = [a_line(need, hours=1.5), a_line(need, kind="RESOURCE", category_code="LIV-11")]
    await district.keep(raiser, need, *lines)
    asked = f"""{{ need(id: "{need.id}") {{ title kind state stage urgency population agingSince
      community {{ name }} category {{ code }} raisedBy {{ ... on Member {{ name }} }}
      requirements {{ id kind hours quantity category {{ code }} need {{ title }} }} }} }}"""

    data = await ask(graph, district.planner, asked)
    strangers = await ask(graph, district.resident(), asked)

    expected = {
        "title": "老年人英语班",
        "kind": "WISH",
        "state": "PUBLISHED",
        "stage": "OPEN",
        "urgency": "URGENT",
        "population": ["OLDER"],
        "agingSince": "2025-10-09T08:53:20.000Z",
        "community": {"name": "碧海社区"},
        "category": {"code": "CUL-01"},
        "raisedBy": {"name": "赵六"},
        "requirements": [
            {"id": line.id, "kind": line.kind, "hours": line.hours, "quantity": 1}
            | {"category": {"code": line.category_code}, "need": {"title": "老年人英语班"}}
            for line in lines
        ],
    }
    assert data["need"] == expected
    assert strangers["need"] == expected | {"raisedBy": None}


async def test_a_draft_is_seen_by_its_raiser_and_the_community_alone(
    graph: Graph, district: District
) -> None:
    raiser = a_member(district)
    draft = a_need(district, state="DRAFT", raised_by_id=raiser.id, aging_since=None)
    await district.keep(raiser, draft)
    asked = f"""{{ need(id: "{draft.id}") {{ id }}
      needs(filterBy: {{stages: [NEW]}}) {{ totalCount edges {{ node {{ id }} }} }} }}"""
    seen: dict[str, Any] = {
        "need": {"id": draft.id},
        "needs": {"totalCount": 1, "edges": [{"node": {"id": draft.id}}]},
    }
    unseen: dict[str, Any] = {"need": None, "needs": {"totalCount": 0, "edges": []}}

    assert await ask(graph, district.resident(raiser), asked) == seen
    assert await ask(graph, district.planner, asked) == seen
    assert await ask(graph, district.resident(), asked) == unseen
    other = district.viewer("COMMUNITY_WORKER", district.other)
    assert await ask(graph, other, asked) == unseen


async def test_a_project_shows_its_metric_parties_steps_and_notes(
    graph: Graph, district: District
) -> None:
    unit, member, need = a_unit(district), a_member(district, "张三"), a_need(district)
    metric = {"metric_name": "学员", "metric_measure": "人", "metric_baseline": 20}
    project = a_project(
        district,
        proposer_id=member.id,
        lead_id=unit.id,
        need_ids=(need.id,),
        metric_target=40,
        metric_current=38,
        goal="老人能在境外开口",
        **metric,
    )
    place = {"project_id": project.id, "area_path": project.area_path}
    step = Milestone(id=an_id("ms"), title="开班", due_at=NOW, **place)
    note = ProgressNote(
        id=an_id("pn"), text="38人", metric_value=38, by_id=member.id, at=NOW, **place
    )
    await district.keep(unit, member, need, project, step, note)
    parties = [
        a_participation(unit, project, role="LEAD", signed_at=NOW),
        a_participation(member, project, match_ids=("mt.rq_1.sk_1",)),
    ]
    await district.keep(*parties)
    asked = f"""{{ project(id: "{project.id}") {{ title goal state stage progressPct
      metric {{ name measure baseline target current }} community {{ name }}
      proposer {{ ... on Member {{ name }} }} lead {{ ... on Unit {{ name }} }}
      addresses {{ title }} participations {{ role matchIds project {{ id }}
        party {{ __typename ... on Unit {{ name }} }} }}
      milestones {{ title doneAt mandatory }} notes {{ text metricValue by {{ name }} }} }} }}"""

    data = (await ask(graph, district.planner, asked))["project"]

    assert data["metric"] == {
        "name": "学员",
        "measure": "人",
        "baseline": 20,
        "target": 40,
        "current": 38,
    }
    assert (data["state"], data["stage"], data["goal"]) == ("ACTIVE", "BUSY", "老人能在境外开口")
    assert (data["proposer"], data["lead"]) == ({"name": "张三"}, {"name": "物业公司"})
    assert data["addresses"] == [{"title": "老年人英语班"}]
    assert sorted(data["participations"], key=lambda it: it["role"]) == [
        {
            "role": "LEAD",
            "matchIds": [],
            "party": {"__typename": "Unit", "name": "物业公司"},
            "project": {"id": project.id},
        },
        {
            "role": "PARTNER",
            "matchIds": ["mt.rq_1.sk_1"],
            "party": {"__typename": "Member"},
            "project": {"id": project.id},
        },
    ]
    assert data["milestones"] == [{"title": "开班", "doneAt": None, "mandatory": True}]
    assert data["notes"] == [{"text": "38人", "metricValue": 38, "by": {"name": "张三"}}]


async def test_a_draft_project_is_seen_by_its_parties_and_the_community_alone(
    graph: Graph, district: District
) -> None:
    unit, member = a_unit(district), a_member(district)
    project = a_project(district, state="DRAFT", proposer_id=member.id)
    await district.keep(unit, member, project)
    await district.keep(a_participation(unit, project, state="PENDING"))
    asked = f'{{ project(id: "{project.id}") {{ id }} projects {{ totalCount }} }}'
    seen: dict[str, Any] = {"project": {"id": project.id}, "projects": {"totalCount": 1}}
    unseen: dict[str, Any] = {"project": None, "projects": {"totalCount": 0}}

    assert await ask(graph, district.planner, asked) == seen
    assert await ask(graph, district.resident(member), asked) == seen
    assert await ask(graph, district.viewer("LIAISON", unit), asked) == seen
    assert await ask(graph, district.resident(), asked) == unseen
