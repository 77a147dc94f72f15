"""The default policy, and one refused body for each of the rules P1–P8 and more.

matching.md 14, M29.
"""

from collections.abc import Callable
from typing import Any

import pytest

from graph.errors import InvalidInput
from graph.matching.policy import LOADABLE, Policy, default_body, default_policy
from graph.matching.similarity import similarity_of

Body = dict[str, Any]

REFUSED: list[tuple[str, str, Callable[[Body], Any]]] = [
    ("P1", "a missing key", lambda body: body.pop("levels")),
    ("P1", "an unknown key", lambda body: body.update(colour=1)),
    ("P1", "an unknown key inside", lambda body: body["plan"].update(colour=1)),
    ("P1", "a text for a number", lambda body: body["weights"].update(place="200")),
    ("P1", "a fraction", lambda body: body["weights"].update(place=200.0)),
    ("P1", "a truth for a number", lambda body: body["list"].update(wait=True)),
    ("P1", "a list too short", lambda body: body.update(levels=[700, 800])),
    ("P1", "no list", lambda body: body.update(levels=3)),
    ("P1", "no object", lambda body: body.update(plan=[])),
    ("P1", "an empty list", lambda body: body["plan"]["load"].update(shares=[])),
    ("P2", "weights that do not sum to 1000", lambda body: body["weights"].update(place=201)),
    ("P2", "emergency weights likewise", lambda body: body["emergency"].update(place=301)),
    ("P2", "a negative weight", lambda body: body["weights"].update(headroom=-30, place=300)),
    ("P2", "text above 100", lambda body: body["weights"].update(text=110, place=190)),
    ("P3", "levels that fall", lambda body: body.update(levels=[700, 800, 790, 1000])),
    ("P3", "grades that rise", lambda body: body["quality"].update(grades=[800, 1000, 400, 0])),
    ("P3", "org that rises", lambda body: body.update(org=[900, 1000, 700, 450, 100])),
    ("P3", "a tie above 1000", lambda body: body["ties"].update(PAIRED=1001)),
    ("P3", "rel above 1000", lambda body: body["rel"].update(parent=1001)),
    ("P3", "unstated time below 0", lambda body: body.update(unstated_time=-1)),
    ("P3", "a scale that cannot divide", lambda body: body.update(foot_scale_m=0)),
    (
        "P4",
        "shares that do not sum to 100",
        lambda body: body["plan"]["load"].update(shares=[50, 30, 21]),
    ),
    (
        "P4",
        "costs that do not start at 0",
        lambda body: body["plan"]["cover"].update(costs=[1, 150, 350, 600]),
    ),
    ("P4", "costs that fall", lambda body: body["plan"]["load"].update(costs=[0, 120, 40])),
    ("P4", "a share without a cost", lambda body: body["plan"]["load"].update(costs=[0, 40])),
    (
        "P5",
        "unmet that does not rise",
        lambda body: body["plan"].update(unmet=[2000, 2000, 8000, 16000]),
    ),
    (
        "P5",
        "unmet below the load",
        lambda body: body["plan"].update(unmet=[120, 4000, 8000, 16000]),
    ),
    ("P6", "steps too small", lambda body: body["plan"].update(unmet=[2000, 3980, 8000, 16000])),
    (
        "P7",
        "continuity",
        lambda body: body["plan"].update(continuity=101, unmet=[3000, 6000, 9000, 16000]),
    ),
    ("P7", "signup", lambda body: body["list"].update(signup=401)),
    ("P7", "k", lambda body: body["plan"].update(k=4)),
    ("P7", "rescue below k", lambda body: body["plan"].update(rescue_k=19)),
    ("P7", "widening below k", lambda body: body["plan"].update(widen_to=19)),
    ("P7", "prior", lambda body: body["quality"].update(prior=21)),
    ("P8", "an index of another version", lambda body: body["text"].update(index="tfidf-1:HUB:9")),
    ("P8", "a background without spread", lambda body: body["text"].update(sigma_ppm=0)),
]


@pytest.mark.parametrize(
    ("rule", "case", "spoil"), REFUSED, ids=[f"{rule} {case}" for rule, case, _ in REFUSED]
)
def test_a_body_that_breaks_a_rule_is_refused_with_its_number(
    rule: str, case: str, spoil: Callable[[Body], Any]
) -> None:
    body = default_body()
    spoil(body)

    with pytest.raises(InvalidInput) as refused:
        Policy.of(body)

    assert refused.value.en.startswith(f"{rule}: ")
    assert refused.value.zh.startswith(f"{rule}：")
    assert refused.value.fields[0].path[0] == "body"


def test_the_default_body_is_the_policy_of_the_design() -> None:
    policy = default_policy()

    assert policy.levels == (700, 800, 900, 1000)
    assert (policy.parent_rel, policy.sibling_rel) == (700, 450)
    assert (policy.foot_radius_m, policy.vehicle_radius_m) == (3_000, 15_000)
    assert policy.plan.cover.costs == (0, 150, 350, 600)
    assert policy.ties.SERVED_HERE == 800


def test_the_steps_of_unmet_may_be_one_above_the_limit() -> None:
    body = default_body()
    body["plan"]["unmet"] = [2000, 3981, 5962, 7943]

    assert Policy.of(body).plan.unmet == (2000, 3981, 5962, 7943)


def test_another_number_of_tiers_is_allowed() -> None:
    body = default_body()
    body["plan"]["load"] = {"shares": [60, 40], "costs": [0, 100]}

    assert Policy.of(body).plan.load.shares == (60, 40)


def test_every_loadable_index_can_be_built() -> None:
    assert [similarity_of(index).version for index in LOADABLE] == list(LOADABLE)
