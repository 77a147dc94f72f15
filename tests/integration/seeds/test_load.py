"""Loading the demo city: repeated, counted, written down in the Events, broken off and completed.

Other tests may have loaded the demo itself into this graph, and its codes are fixed: each test
here loads the same city moved to codes and ids of its own, and looks only at these.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from itertools import accumulate
from typing import Any, cast

import pytest
import pytest_asyncio

from graph.communities.categories import categories_by_id, category_links
from graph.communities.model import Area, Community, Need, ServiceCategory
from graph.connection import Graph
from graph.ids import Ids, ulid_of
from graph.loading import BATCH, Loaded, load
from graph.things import Edge, Ref, Thing, kind_of
from seeds.demo import city
from seeds.naming import EPOCH
from tests.support.queries import rows

ID = re.compile(r"\b([a-z]{2}[_.])(?:([a-z]{2}_[0-9A-Z]{26})\.)?([0-9A-Z]{26})\b")
CODE = re.compile(r"(?<![0-9A-Za-z])(42(?:01)?(?:\d{2,8})?)(?=$|[/|g])")


class Broken(Exception):
    """Stands for a process that ends between two batches."""


def moved(tag: str) -> list[Thing]:
    """Return the demo city with codes, ids and subjects of its own; categories stay."""
    return [
        thing if isinstance(thing, ServiceCategory) else _moved(thing, tag) for thing in city(1)
    ]


def _moved(thing: Thing, tag: str) -> Thing:
    values = {field.name: getattr(thing, field.name) for field in fields(thing)}
    return replace(thing, **{name: _elsewhere(value, tag) for name, value in values.items()})


def _elsewhere(value: Any, tag: str) -> Any:
    if isinstance(value, tuple):
        return tuple(_elsewhere(one, tag) for one in cast("tuple[Any, ...]", value))
    if not isinstance(value, str):
        return value
    text = ID.sub(lambda found: _id(found, tag), value)
    return CODE.sub(rf"{tag}\1", re.sub("^demo-", f"{tag}-", text))


def _id(found: re.Match[str], tag: str) -> str:
    head, anchor, own = found.groups()
    anchored = f"{_elsewhere(anchor, tag)}." if anchor else ""
    return f"{head}{anchored}{ulid_of(f'{tag}|{own}')}"


def a_tag() -> str:
    return f"t{Ids().next()[-10:].lower()}"


async def dump(graph: Graph, things: list[Thing]) -> tuple[list[str], list[str]]:
    """Everything below the moved city, in an order of its own."""
    ids = [thing.id for thing in things if not isinstance(thing, (Edge, ServiceCategory))]
    nodes = await rows(
        graph,
        "MATCH (n) WHERE n.id IN $ids RETURN labels(n) AS labels, properties(n) AS node",
        ids=ids,
    )
    edges = await rows(
        graph,
        "MATCH (a)-[r]->(b) WHERE a.id IN $ids "
        "RETURN a.id AS a, type(r) AS type, properties(r) AS edge, b.id AS b",
        ids=ids,
    )
    return (
        sorted(repr((row["labels"], sorted(row["node"].items()))) for row in nodes),
        sorted(repr(sorted((k, repr(v)) for k, v in row.items())) for row in edges),
    )


async def labels_below(graph: Graph, things: list[Thing]) -> Counter[str]:
    nodes, edges = await dump(graph, things)
    found = Counter(re.findall(r"^\(\['(\w+)'\]", node)[0] for node in nodes)
    return found + Counter(re.findall(r"\('type', \"'(\w+)'\"\)", edge)[0] for edge in edges)


async def events_of(graph: Graph, source: str) -> list[Mapping[str, Any]]:
    return await rows(
        graph,
        "MATCH (e:Event) WHERE e.act = 'import_rows' AND e.after CONTAINS $source "
        "RETURN e.seq AS seq, e.after AS after ORDER BY e.seq",
        source=f'"source":"{source}"',
    )


def batches_of(things: list[Thing]) -> int:
    """How many transactions a load needs: one a kind, one a depth of the tree of places."""
    groups = Counter(
        (
            kind_of(thing.id).prefix,
            thing.area_path.count("/") if isinstance(thing, (Area, Community)) else 0,
        )
        for thing in things
    )
    return sum(-(-count // BATCH) for count in groups.values())


def stopping_after(batches: int) -> Callable[[int, int], None]:
    told = 0

    def tell(done: int, total: int) -> None:
        nonlocal told
        told += 1
        if told == batches:
            raise Broken

    return tell


@dataclass(frozen=True)
class Loadings:
    """A city and what loading it first did."""

    tag: str
    things: list[Thing]
    did: Loaded
    calls: list[tuple[int, int]]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def whole(graph: Graph) -> Loadings:
    """A city that was loaded once, without its categories."""
    tag = a_tag()
    things = [thing for thing in moved(tag) if not isinstance(thing, ServiceCategory)]
    calls = list[tuple[int, int]]()

    def tell(done: int, total: int) -> None:
        calls.append((done, total))

    did = await load(graph, things, now=EPOCH, source=tag, progress=tell)
    return Loadings(tag, things, did, calls)


async def test_every_thing_of_the_city_is_there_with_its_edges(
    graph: Graph, whole: Loadings
) -> None:
    wanted = Counter(kind_of(thing.id).model.label for thing in whole.things)
    found = await labels_below(graph, whole.things)

    assert whole.did == Loaded(created=len(whole.things))
    assert {label: found[label] for label in wanted} == wanted
    assert found["REQUIRES"] == found["Requirement"]
    assert found["RAISED_IN"] == found["RAISED_BY"] == found["Need"]
    assert found["PROVIDES"] == found["Resource"]
    assert found["OFFERS"] == found["Skill"]
    assert found["SEATED_IN"] == found["Unit"]
    assert found["PART_OF"] == found["Area"] + found["Community"] - 1  # the province lies in none
    assert found["HAS_MILESTONE"] == found["Milestone"]
    assert found["HAS_NOTE"] == found["ProgressNote"]
    assert found["DELIVERED_IN"] == found["Project"]


async def test_each_batch_leaves_one_event_that_names_it(graph: Graph, whole: Loadings) -> None:
    events = await events_of(graph, whole.tag)
    written = [int(re.findall(r'"rows":(\d+)', event["after"])[0]) for event in events]

    assert len(events) == batches_of(whole.things) == len(whole.calls)
    assert sum(written) == len(whole.things)
    assert [done for done, _ in whole.calls] == list(accumulate(written))
    assert [event["seq"] for event in events] == sorted({event["seq"] for event in events})


async def test_a_repeated_load_changes_nothing(graph: Graph, whole: Loadings) -> None:
    first, known = await dump(graph, whole.things), await events_of(graph, whole.tag)

    again = await load(graph, whole.things, now=EPOCH + 1000, source=whole.tag)

    assert again == Loaded(equal=len(whole.things))
    assert await dump(graph, whole.things) == first
    assert await events_of(graph, whole.tag) == known


@pytest.mark.parametrize("batches", [1, 9])
async def test_a_load_that_was_broken_off_is_completed_by_the_next(
    graph: Graph, whole: Loadings, batches: int
) -> None:
    tag = a_tag()
    things = [thing for thing in moved(tag) if not isinstance(thing, ServiceCategory)]
    with pytest.raises(Broken):
        await load(graph, things, now=EPOCH, source=tag, progress=stopping_after(batches))
    assert len(await events_of(graph, tag)) == batches

    rest = await load(graph, things, now=EPOCH, source=tag)

    assert rest == Loaded(
        created=len(things) - whole.calls[batches - 1][0], equal=whole.calls[batches - 1][0]
    )
    assert await dump(graph, things) == await _dump_of(graph, whole.tag, as_if=tag)
    assert len(await events_of(graph, tag)) == len(whole.calls)


async def test_what_changed_is_written_and_nothing_else(graph: Graph, whole: Loadings) -> None:
    need = next(it for it in whole.things if isinstance(it, Need))
    renamed = replace(need, title="改过的标题")

    again = await load(
        graph,
        [renamed if it is need else it for it in whole.things],
        now=EPOCH + 1000,
        source=whole.tag,
    )

    (row,) = await rows(graph, "MATCH (n:Need {id: $id}) RETURN properties(n) AS node", id=need.id)
    assert again == Loaded(changed=1, equal=len(whole.things) - 1)
    assert (row["node"]["title"], row["node"]["version"]) == ("改过的标题", 2)
    assert row["node"]["created_at"] == need.created_at
    assert row["node"]["updated_at"] == EPOCH + 1000


async def test_a_thing_that_names_one_that_is_not_there_stops_its_batch(graph: Graph) -> None:
    tag = a_tag()
    things = moved(tag)
    need = next(it for it in things if isinstance(it, Need))
    lost = replace(need, community_id=Ref(f"cm_{Ids().next()}"))

    with pytest.raises(RuntimeError, match="create_need wrote 0 of 1 rows"):
        await load(graph, [lost], now=EPOCH, source=tag)

    assert await dump(graph, [lost]) == ([], [])
    assert await events_of(graph, tag) == []


async def test_categories_are_linked_to_their_tops_and_to_what_they_can_serve(
    graph: Graph,
) -> None:
    every = list(categories_by_id().values())
    for _ in range(2):
        await load(graph, every, now=EPOCH, source="taxonomy")

    links = await rows(
        graph,
        "MATCH (a:ServiceCategory)-[r]->(b:ServiceCategory) "
        "RETURN a.code AS a, type(r) AS type, r.weight AS weight, b.code AS b",
    )
    related = {(it["a"], it["b"]): it["weight"] for it in links if it["type"] == "RELATED"}
    broader = {(it["a"], it["b"]) for it in links if it["type"] == "BROADER"}
    assert len(links) == len(category_links(categories_by_id().keys())) == 91
    assert broader == {(it.code, it.top_code) for it in every if it.level == 2}
    assert related == {
        ("CAR-03", "CAR-04"): 900,
        ("CAR-04", "CAR-03"): 900,
        ("CAR-04", "SAF-04"): 600,
        ("CAR-04", "SAF-07"): 700,
        ("CUL-01", "CUL-03"): 800,
        ("LAW-01", "LAW-03"): 500,
        ("LAW-01", "LAW-04"): 800,
        ("LAW-01", "LAW-06"): 600,
        ("LAW-02", "LAW-01"): 1000,
        ("LIV-02", "LIV-01"): 500,
        ("LIV-02", "SAF-03"): 600,
    }


async def _dump_of(graph: Graph, tag: str, *, as_if: str) -> tuple[list[str], list[str]]:
    """Dump one moved city under the names of another: equal dumps, equal cities."""
    nodes, edges = await dump(graph, moved(tag))
    names = {str(old.id): str(new.id) for old, new in zip(moved(tag), moved(as_if), strict=True)}
    ids = re.compile(r"[a-z]{2}[_.](?:[a-z]{2}_[0-9A-Z]{26}\.)?[0-9A-Z]{26}")
    both = [
        sorted(
            ids.sub(lambda found: names.get(found[0], found[0]), text).replace(tag, as_if)
            for text in texts
        )
        for texts in (nodes, edges)
    ]
    return both[0], both[1]
