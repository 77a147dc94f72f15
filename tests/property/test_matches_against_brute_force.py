"""What the statements find is what all pairs give. Source: matching.md 16, M3 and M10–M13."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.cobuilding.matches import matches_of_requirements, policy_in_force
from graph.connection import Graph, recording
from graph.matching.model import Match
from tests.support.brute_force import all_pairs
from tests.support.city import NOW, City
from tests.support.city_at_random import a_city
from tests.support.plans import plan_matching

MOST_STATEMENTS = 10

shapes = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 2**32 - 1),
        "lines": st.integers(1, 10),
        "members": st.sampled_from((20, 60, 120)),
        "resources": st.sampled_from((6, 30, 60)),
    }
)
a_few = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def by_hand(city: City) -> dict[str, list[Match]]:
    """Return the matches of all lines by gates and scores of all pairs."""
    return all_pairs(
        city.lines,
        city.offers,
        city.parties,
        city.ties,
        city.decisions,
        policy_in_force(),
        NOW,
    )


@pytest.mark.slow
@a_few
@given(shape=shapes)
async def test_the_statements_find_what_all_pairs_give(graph: Graph, shape: dict[str, int]) -> None:
    city = a_city(**shape)
    await city.keep(graph)
    await plan_matching(graph)
    truth, lines = by_hand(city), [line.requirement_id for line in city.lines]
    scope = city.planner.scope

    with recording() as names:
        shown = await matches_of_requirements(graph, scope, lines, now=NOW)
    every = await matches_of_requirements(graph, scope, lines, now=NOW, first=None)
    alone = await matches_of_requirements(graph, scope, lines[-1:], now=NOW)

    assert len(names) <= MOST_STATEMENTS, names
    for id in lines:
        assert [*shown[id].matches] == truth[id][:20]
        assert [*every[id].matches] == truth[id]
        assert every[id].total == len(truth[id]) <= shown[id].total
        ours = (it.offer.id for it in (*shown[id].matches, *shown[id].near_misses))
        assert set(ours) == set(shown[id].provided)
        assert not set(shown[id].provided) - {offer.id for offer in city.offers}
    assert alone[lines[-1]].matches == shown[lines[-1]].matches
