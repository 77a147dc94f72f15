"""Loaders: one statement per kind and 500 ids, in order, in scope, forgotten when told."""

from asyncio import gather
from collections.abc import Mapping, Sequence
from typing import Any

from graph.connection import Graph, recording
from graph.paging import Scope
from graph.viewer import NOBODY
from schema.loaders import BATCH, Loaders
from tests.support.district import District, a_unit, an_id


async def test_ids_are_read_in_batches_in_their_order(
    graph: Graph, district: District, elsewhere: District
) -> None:
    mine, strange = a_unit(district), a_unit(elsewhere)
    await district.keep(mine)
    await elsewhere.keep(strange)
    unknown = [an_id("un") for _ in range(BATCH)]
    loaders = Loaders(graph, district.planner)

    with recording() as statements:
        got = await loaders.load_many([*unknown, strange.id, mine.id, mine.id])

    assert [value and value.id for value in got] == [None] * (BATCH + 1) + [mine.id, mine.id]
    assert statements == ["read_unit"] * 2


async def test_what_was_read_is_kept_until_it_is_cleared(graph: Graph, district: District) -> None:
    unit = a_unit(district)
    await district.keep(unit)
    loaders = Loaders(graph, district.planner)
    with recording() as statements:
        await loaders.load(unit.id)
        await loaders.load(unit.id)
        loaders.clear()
        await loaders.load(unit.id)
    assert statements == ["read_unit"] * 2


async def test_malformed_ids_and_nobody_read_nothing(graph: Graph, district: District) -> None:
    unit, loaders = a_unit(district), Loaders(graph, district.planner)
    await district.keep(unit)
    with recording() as statements:
        assert await loaders.load_many(["", "un", "xx_1", "pw.un_1", "pw.a.b.c"]) == [None] * 5
    assert statements == ["read_unit"]  # for "un", which has the prefix of a unit
    assert await Loaders(graph, NOBODY).load(unit.id) is None


async def test_parents_asked_for_alike_share_one_run(graph: Graph, district: District) -> None:
    units = [a_unit(district, name) for name in ("甲", "乙")]
    asked: list[tuple[Sequence[str], int]] = []

    async def doubled(
        _graph: Graph, scope: Scope, ids: Sequence[str], factor: int
    ) -> Mapping[str, Any]:
        assert scope == district_scope
        asked.append((ids, factor))
        return {id: id * factor for id in ids}

    viewer = district.planner
    district_scope = viewer.scope
    loaders = Loaders(graph, viewer)

    got = await gather(*(loaders.below(doubled, unit.id, 2) for unit in units))
    assert got == [unit.id * 2 for unit in units]
    assert await loaders.below(doubled, units[0].id, 3) == units[0].id * 3
    assert asked == [([unit.id for unit in units], 2), ([units[0].id], 3)]
