"""The taxonomy as shipped, and what is near to what. Source: domain.md 8, matching.md 3.1."""

from dataclasses import replace

from graph.matching.policy import default_policy
from graph.taxonomy import taxonomy

POLICY = default_policy()


def test_the_scheme_has_eight_tops_eighty_leaves_and_no_name_twice() -> None:
    leaves = taxonomy().leaves.values()
    names = [name for leaf in leaves for name in leaf.names]

    assert (len(taxonomy().tops), len(leaves), len(names)) == (8, 80, 420)
    assert len(set(names)) == len(names)
    assert sum(len(leaf.documents) for leaf in leaves) == 660


def test_a_leaf_is_served_by_itself_its_top_and_what_is_related_to_it() -> None:
    assert dict(taxonomy().closure("CUL-03", POLICY)) == {"CUL-03": 1000, "CUL": 700, "CUL-01": 800}


def test_a_top_is_served_by_everything_below_it() -> None:
    closure = taxonomy().closure("LAW", POLICY)

    assert closure == {"LAW": 1000, **{f"LAW-0{n}": 1000 for n in range(1, 9)}}


def test_a_code_reached_in_two_ways_keeps_the_greater_rel() -> None:
    policy = replace(POLICY, use_siblings=True)
    closure = taxonomy().closure("LAW-01", policy)

    assert (closure["LAW-01"], closure["LAW-02"], closure["LAW-03"]) == (1000, 1000, 450)


def test_a_policy_may_leave_related_categories_out() -> None:
    assert "CUL-01" not in taxonomy().closure("CUL-03", replace(POLICY, use_related=False))


def test_a_code_nobody_knows_is_near_to_nothing() -> None:
    assert taxonomy().closure("XXX-01", POLICY) == {}


def test_every_closure_is_at_most_sixty_codes_and_its_inverse_agrees() -> None:
    scheme = taxonomy()
    for policy in (POLICY, replace(POLICY, use_siblings=True)):
        for wanted in scheme.codes:
            closure = scheme.closure(wanted, policy)
            assert 1 <= len(closure) <= 20
            assert all(
                scheme.inverse_closure(code, policy)[wanted] == rel for code, rel in closure.items()
            )


def test_a_qualification_is_met_by_itself_or_by_a_higher_one() -> None:
    scheme = taxonomy()

    assert scheme.satisfies("", ())
    assert scheme.satisfies("CARE_WORKER", {"NURSE"})
    assert scheme.satisfies("CARE_WORKER", {"CARE_WORKER"})
    assert not scheme.satisfies("NURSE", {"CARE_WORKER"})
    assert not scheme.satisfies("NURSE", ())


def test_names_are_told_in_the_language_asked_for() -> None:
    scheme = taxonomy()

    assert scheme.label("CUL-01", "zh") == "外语学习"
    assert scheme.label("CUL-01", "en") == "Foreign-language class"
    assert scheme.label("LAW", "en") == "Legal and mediation services"
    assert scheme.label("ZZZ", "zh") == "ZZZ"
    assert scheme.measure_label("SEAT", "zh") == "席"
    assert scheme.qualification_label("DRIVER", "en") == "driving licence"
