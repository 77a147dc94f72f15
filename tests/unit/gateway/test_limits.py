from gateway.limits import Allowance, Limits
from gateway.settings import load
from graph.viewer import NOBODY, Viewer


def test_a_window_is_used_up_and_begins_anew() -> None:
    now = [100.0]
    allowance = Allowance(lambda: now[0])
    assert allowance.take("mb_1", "cost", 60, 100, 60) == 0
    assert allowance.take("mb_1", "cost", 40, 100, 60) == 0
    now[0] = 130
    assert allowance.take("mb_1", "cost", 1, 100, 60) == 30
    assert allowance.left("mb_1", "cost", 100, 60) == (0, 160)
    now[0] = 160
    assert allowance.take("mb_1", "cost", 100, 100, 60) == 0


def test_accounts_and_what_is_counted_do_not_touch_each_other() -> None:
    allowance = Allowance(lambda: 0.0)
    assert allowance.take("mb_1", "cost", 100, 100, 60) == 0
    assert allowance.take("mb_2", "cost", 100, 100, 60) == 0
    assert allowance.take("mb_1", "operations", 1, 30, 1) == 0


def test_what_does_not_fit_takes_nothing() -> None:
    allowance = Allowance(lambda: 0.0)
    assert allowance.take("mb_1", "cost", 101, 100, 60) > 0
    assert allowance.left("mb_1", "cost", 100, 60)[0] == 100


def test_in_production_strangers_ask_less_often() -> None:
    production = load({"HUB_ENV": "production", "HUB_OIDC_ISSUER": "https://id.example"})
    assert Limits.of(production) == Limits()
    assert Limits.of(load({})) == Limits(anonymous_a_minute=600)


def test_a_planner_may_ask_for_more() -> None:
    planner = Viewer(id="mb_1", posts=(("DIS", "/42/"),))
    assert Limits().cost_for(planner) == 20_000
    assert Limits().cost_for(NOBODY) == 5_000
    assert Limits().told_to(planner)["COST_OF_OPERATION"] == 20_000
