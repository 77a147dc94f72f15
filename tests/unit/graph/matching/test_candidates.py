"""Pools, groups, bounds, whom to read next, near misses. Source: matching.md 3."""

from dataclasses import replace

from graph.matching.candidates import (
    is_crowded,
    match,
    near_misses,
    parties_to_read,
    pools_for,
    pools_of,
    promises,
    rank,
    seek,
    tie_order,
)
from graph.matching.model import Decisions, Party
from graph.matching.policy import default_policy
from tests.support.english_class import LINE, NOW, OFFERS, PARTIES, TIES, A, B, C, a_pair

POLICY = default_policy()
NONE = Decisions()


def test_the_first_round_seeks_district_city_and_province_by_the_closure() -> None:
    assert pools_of(replace(LINE, category_code="CUL-03"), POLICY) == tuple(
        sorted(
            f"{reach}|{code}"
            for reach in ("420112", "4201", "42")
            for code in ("CUL", "CUL-01", "CUL-03")
        )
    )


def test_the_second_round_seeks_the_neighbours() -> None:
    line = replace(LINE, neighbours=("420111", "420113"))

    assert pools_of(line, POLICY, 2) == (
        "420111|CUL",
        "420111|CUL-01",
        "420113|CUL",
        "420113|CUL-01",
    )
    assert pools_of(LINE, POLICY, 2) == ()


def test_the_third_round_seeks_the_rest_of_the_city_and_only_for_urgent_lines() -> None:
    districts = ("420111", "420112", "420113")
    urgent = replace(LINE, urgency=2, neighbours=("420111",))

    assert pools_of(urgent, POLICY, 3, districts) == ("420113|CUL", "420113|CUL-01")
    assert pools_of(replace(urgent, urgency=1), POLICY, 3, districts) == ()
    assert pools_of(replace(urgent, urgency=0, call_level="IV"), POLICY, 3, districts) != ()


def test_a_seek_has_a_group_per_distinct_seek_set_and_shares_the_bound() -> None:
    tutoring = replace(LINE, category_code="CUL-03")
    found = seek([tutoring, LINE, replace(LINE, requirement_id="rq_2")], POLICY)

    assert found.bound == 200
    assert set(found.pools) == set(pools_of(LINE, POLICY)) | set(pools_of(tutoring, POLICY))
    assert found.group_of["420112|CUL-03"] == 0
    assert (
        found.group_of["420112|CUL-01"] == 1
    )  # sought by both: belongs to the group of its own category
    assert found.group_of["420112|CUL"] == 0
    assert set(found.group_of) == set(found.pools)


def test_many_groups_read_fewer_offers_each() -> None:
    lines = [replace(LINE, category_code=f"CUL-{n:02}") for n in range(1, 11)]

    assert seek(lines, POLICY).bound == 90
    assert seek([], POLICY).pools == ()


def test_pools_are_crowded_above_a_thousand_entries() -> None:
    sizes = {"a": 600, "b": 400, "c": 1}

    assert not is_crowded(("a", "b", "d"), sizes)
    assert is_crowded(("a", "b", "c"), sizes)


def test_an_offer_seeks_the_lines_of_its_reach_and_no_others() -> None:
    districts = ("420111", "420112", "420201")

    assert pools_for(A, POLICY, districts) == ("420112|CUL", "420112|CUL-01", "420112|CUL-03")
    assert len(pools_for(replace(A, reach="4201"), POLICY, districts)) == 6


def test_a_ranked_list_holds_what_passed_best_first() -> None:
    ranked = rank(LINE, OFFERS, PARTIES, TIES, NONE, POLICY, NOW)

    assert [found.id for found in ranked] == ["mt.rq_1.sk_A", "mt.rq_1.rs_B"]


def test_an_offer_whose_party_is_not_read_is_left_out() -> None:
    ranked = rank(
        LINE, OFFERS, {"un_university": PARTIES["un_university"]}, TIES, NONE, POLICY, NOW
    )

    assert [found.offer.id for found in ranked] == ["rs_B"]


def test_equal_scores_are_ordered_by_a_hash_and_not_by_age() -> None:
    twins = [replace(A, id=f"sk_{n}") for n in range(8)]
    ranked = rank(LINE, twins, PARTIES, TIES, NONE, POLICY, NOW)
    ids = [found.id for found in ranked]

    assert ids == sorted(ids, key=tie_order)
    assert ids != sorted(ids)


def test_parties_are_read_in_the_order_of_promise_and_only_while_they_can_matter() -> None:
    offers = [
        replace(A, id=f"sk_{n}", provider_id=f"mb_{n}", level=3 if n < 25 else 2) for n in range(60)
    ]
    parties = {f"mb_{n}": Party(id=f"mb_{n}", kind="Member", capacity_jobs=2) for n in range(60)}
    promised = promises(LINE, offers, TIES, NONE, POLICY, NOW)

    first = parties_to_read(promised, ())
    known = {id: parties[id] for id in first}
    ranked = rank(LINE, offers, known, TIES, NONE, POLICY, NOW)

    assert len(first) == 40
    assert {f"mb_{n}" for n in range(25)} <= set(first)
    assert parties_to_read(promised, known, ranked, at_most=120) == []
    assert ranked[:20] == rank(LINE, offers, parties, TIES, NONE, POLICY, NOW)[:20]


def test_more_parties_are_read_while_an_unread_one_could_come_before_the_twentieth() -> None:
    offers = [replace(A, id=f"sk_{n}", provider_id=f"mb_{n}") for n in range(60)]
    busy = {
        f"mb_{n}": Party(id=f"mb_{n}", kind="Member", capacity_jobs=2, live_jobs=1)
        for n in range(60)
    }
    promised = promises(LINE, offers, TIES, NONE, POLICY, NOW)
    first = {id: busy[id] for id in parties_to_read(promised, ())}

    ranked = rank(LINE, offers, first, TIES, NONE, POLICY, NOW)

    assert len(parties_to_read(promised, first, ranked, at_most=120)) == 20
    assert parties_to_read(promised, busy, ranked) == []


def test_near_misses_are_those_that_lack_one_thing_somebody_can_change() -> None:
    far_from_time = replace(A, id="sk_T", slots=("6 09:00-10:00",))
    hopeless = replace(C, id="sk_H", category_code="ENV-01")
    found = [match(a_pair(offer)) for offer in (A, B, C, far_from_time, hopeless)]

    assert [miss.offer.id for miss in near_misses(found)] == ["sk_T", "sk_C"]
    assert near_misses(found, limit=1)[0].closed == ("TIME",)
