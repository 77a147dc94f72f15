"""The candidate path against all pairs in plain Python. Source: matching.md 16, M10 and M11."""

from collections import Counter
from dataclasses import replace

import pytest

from graph.matching.candidates import (
    FIRST_PARTIES,
    MORE_PARTIES,
    parties_to_read,
    pools_of,
    promises,
    rank,
    round_of,
    settle,
)
from graph.matching.model import Line, Match, Offer
from graph.matching.policy import default_policy
from tests.support.brute_force import all_pairs
from tests.support.random_city import DISTRICTS, NOW, City, a_city

POLICY = default_policy()


def found_by_pools(city: City, line: Line) -> list[Offer]:
    """Return the offers that the pools of all rounds, and the paired units, give a line."""
    districts = [code for code, of in DISTRICTS.items() if of == line.city]
    pools = {pool for number in (1, 2, 3) for pool in pools_of(line, POLICY, number, districts)}
    paired = city.ties[line.community_id].paired_units
    return [
        offer
        for offer in city.offers
        if offer.is_matchable
        and (
            f"{offer.reach}|{offer.category_code}" in pools
            or (offer.kind == "Resource" and offer.provider_id in paired)
        )
    ]


def read_by_promise(city: City, line: Line, offers: list[Offer]) -> tuple[list[Match], int, int]:
    """Return the list as a store makes it, how many parties it read, and how many there were."""
    ties = city.ties[line.community_id]
    promised = promises(line, offers, ties, city.decisions, POLICY, NOW)
    known, ranked = {}, list[Match]()
    for at_most in (FIRST_PARTIES, MORE_PARTIES):
        ids = parties_to_read(promised, known, ranked, at_most=at_most)
        known |= {id: city.parties[id] for id in ids}
        ranked = settle(promised, known, ties, city.decisions, POLICY, NOW)
    return ranked, len(known), len({promise.offer.provider_id for promise in promised})


@pytest.mark.parametrize("seed", range(8))
def test_pools_rounds_and_promises_give_what_all_pairs_give(seed: int) -> None:
    city = a_city(seed, offers=250)
    truth = all_pairs(city.lines, city.offers, city.parties, city.ties, city.decisions, POLICY, NOW)

    for line in city.lines:
        ranked, _, _ = read_by_promise(city, line, found_by_pools(city, line))
        assert ranked[:20] == truth[line.requirement_id][:20]


def test_stopping_by_the_bound_gives_what_reading_all_parties_gives() -> None:
    saved = 0
    for seed in range(4):
        city = crowded(seed)
        for line in city.lines:
            ties = city.ties[line.community_id]
            ranked, read, there = read_by_promise(city, line, city.offers)
            everything = rank(line, city.offers, city.parties, ties, city.decisions, POLICY, NOW)
            assert ranked[:20] == everything[:20]
            saved += there - read

    assert saved > 100


def crowded(seed: int) -> City:
    """Return a city where one category is offered by some hundred members, few of them busy."""
    city = a_city(seed, lines=6, offers=300, members=250)
    lines = [
        replace(line, category_code="CUL-01", kind="SKILL", min_level=0, urgency=0, slots=())
        for line in city.lines
    ]
    offers = [replace(offer, category_code="CUL-01", state="ACTIVE") for offer in city.offers]
    parties = {
        id: replace(party, capacity_jobs=4, live_jobs=party.live_jobs % 4)
        for id, party in city.parties.items()
    }
    return replace(city, lines=lines, offers=offers, parties=parties)


def test_every_round_is_used_somewhere() -> None:
    rounds = Counter[int]()
    for seed in range(8):
        city = a_city(seed, offers=250)
        truth = all_pairs(
            city.lines, city.offers, city.parties, city.ties, city.decisions, POLICY, NOW
        )
        for line in city.lines:
            rounds.update(
                round_of(line, m.offer, city.ties[line.community_id])
                for m in truth[line.requirement_id]
            )

    assert set(rounds) == {1, 2, 3}
