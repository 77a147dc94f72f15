"""Root fields of no list: who asks, anything by id, the words of all enums."""

from collections.abc import Mapping
from typing import Any

import pytest

from graph.connection import Graph, recording
from graph.viewer import NOBODY
from schema import vocabulary
from schema.build import hub
from schema.context import Context
from tests.support.asking import ask, refused
from tests.support.district import District, a_member, a_need, a_resource, a_unit

VIEWER = """{ viewer { member { id name } roles scopes { role post place { __typename id } }
    activeArea { __typename } limits { rule value } } }"""
NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"


async def test_a_viewer_reads_its_roles_posts_and_area(graph: Graph, district: District) -> None:
    member = a_member(district)
    await district.keep(member)
    viewer = district.viewer("COMMUNITY_WORKER", district.other, member)

    got = (await ask(graph, viewer, VIEWER))["viewer"]

    assert got["member"] == {"id": member.id, "name": member.name}
    assert got["roles"] == ["RESIDENT", "MEMBER", "COMMUNITY_COORDINATOR"]
    assert got["scopes"] == [
        {
            "role": "COMMUNITY_COORDINATOR",
            "post": "COMMUNITY_WORKER",
            "place": {"__typename": "Community", "id": district.other.id},
        },
        {
            "role": "RESIDENT",
            "post": None,
            "place": {"__typename": "Community", "id": district.community.id},
        },
    ]
    assert got["activeArea"] == {"__typename": "Community"}
    assert got["limits"] == []


async def test_nobody_has_no_viewer_and_sees_no_node(graph: Graph, district: District) -> None:
    unit = a_unit(district)
    await district.keep(unit)
    assert await ask(graph, NOBODY, VIEWER) == {"viewer": None}
    assert await ask(graph, NOBODY, NODES, ids=[unit.id, district.area.id]) == {
        "nodes": [None, None]
    }


async def test_the_area_asked_for_counts_if_the_viewer_holds_it(
    graph: Graph, district: District, elsewhere: District
) -> None:
    viewer = district.viewer("PLANNER", district.area)
    document = "{ viewer { activeArea { ... on Area { id } ... on Community { id } } } }"

    async def active(area: str | None) -> Any:
        context = Context(graph, viewer, area=area)
        answer = await hub().execute(document, context_value=context)
        assert answer.errors is None
        return (answer.data or {})["viewer"]["activeArea"]

    assert await active(None) == {"id": district.area.id}
    assert await active(district.community.id) == {"id": district.community.id}
    assert await active(elsewhere.area.id) == {"id": district.area.id}


async def test_nodes_of_several_types_come_in_order_by_one_statement_each(
    graph: Graph, district: District, elsewhere: District
) -> None:
    units = [a_unit(district, f"单位{n}") for n in range(3)]
    resources = [a_resource(units[0], f"物资{n}") for n in range(3)]
    strange = a_unit(elsewhere)
    await district.keep(*units, *resources)
    await elsewhere.keep(strange)
    malformed = ["", "un", "zz_1", "pw.x", "un_01.02", strange.id]
    ids = [units[2].id, resources[0].id, *malformed, units[0].id, units[2].id, district.area.id]

    with recording() as statements:
        got = (await ask(graph, district.planner, NODES, ids=ids))["nodes"]

    assert [node and node["id"] for node in got] == [
        units[2].id,
        resources[0].id,
        *[None] * len(malformed),
        units[0].id,
        units[2].id,
        district.area.id,
    ]
    assert sorted(statements) == ["read_area", "read_resource", "read_unit"]


async def test_more_than_a_hundred_ids_are_refused(graph: Graph, district: District) -> None:
    assert await refused(graph, district.planner, NODES, ids=["un_1"] * 101) == ["BAD_USER_INPUT"]


@pytest.mark.parametrize(("locale", "approved"), [("ZH_HANS", "已通过"), ("EN", "Approved")])
async def test_the_vocabulary_has_every_enum_in_the_language_asked_for(
    graph: Graph, locale: str, approved: str
) -> None:
    document = "query($in: Locale) { vocabulary(locale: $in) { name labels { value label } } }"
    by_argument = await ask(graph, NOBODY, document, **{"in": locale})
    books = {book["name"]: words(book) for book in by_argument["vocabulary"]}
    assert set(books) == {*vocabulary.names(), "Act"}
    assert books["ProjectState"]["APPROVED"] == approved
    assert all(all(labels.values()) for labels in books.values())


async def test_the_vocabulary_follows_the_request_if_no_language_is_named(graph: Graph) -> None:
    document = "{ vocabulary { name labels { value label } } }"
    got = await ask(graph, NOBODY, document, locale="EN")
    books = {book["name"]: words(book) for book in got["vocabulary"]}
    assert books["Act"]["PROPOSE_PROJECT"] == "Propose project"
    assert books["Urgency"] == {
        "NORMAL": "Normal",
        "RAISED": "Raised",
        "URGENT": "Urgent",
        "CRITICAL": "Critical",
    }


async def test_buttons_of_a_page_cost_one_statement_per_type(
    graph: Graph, district: District
) -> None:
    await district.keep(*(a_need(district, f"需求{n}") for n in range(4)))
    document = """query($first: Int!, $area: ID!) { needs(first: $first, areaId: $area) {
        edges { node { id %s } } } }"""
    both = "viewerCan allowedTransitions(includeBlocked: true) { act to needs blockedBy { code } }"
    for first in (2, 4):
        for fields, statements in (("title", []), (both, ["read_need"])):
            with recording() as ran:
                variables = {"first": first, "area": district.area.id}
                got = await ask(graph, district.planner, document % fields, **variables)
            assert len(got["needs"]["edges"]) == first
            assert ran == ["read_area", "needs_of_area", *statements]


def words(book: Mapping[str, Any]) -> dict[str, str]:
    return {row["value"]: row["label"] for row in book["labels"]}
