"""Refusals as data: same names, same fields, both languages."""

from dataclasses import fields

import pytest

from graph import errors
from schema.problems import PROBLEMS, GateClosed, InvalidInput, NotAllowed, Wording, WrongState

REFUSALS = [
    errors.NotFound("un_1"),
    errors.NotAllowed({"COM", "STR"}),
    errors.InvalidInput("lines", "0", "open_quantity", zh="太多。", en="Too many."),
    errors.Stale(7),
    errors.WrongState("approve_project", "DRAFT", ["propose_project"]),
    errors.NoCapacity(0, zh="没有名额。", en="None left."),
    errors.GateClosed("TIME", "RADIUS"),
    errors.Conflict("ONE_ACTIVE_PAIRING", zh="已结对。", en="Paired.", other_id="pw.un_1.01"),
]


def test_there_is_a_problem_for_each_refusal() -> None:
    known = {cls for cls in vars(errors).values() if isinstance(cls, type)}
    refusals = {cls for cls in known if issubclass(cls, errors.Refusal)} - {errors.Refusal}
    assert set(PROBLEMS) == refusals == {type(refusal) for refusal in REFUSALS}
    assert all(refusal.__name__ == problem.__name__ for refusal, problem in PROBLEMS.items())


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: type(refusal).__name__)
def test_a_problem_says_the_same_in_the_language_asked_for(refusal: errors.Refusal) -> None:
    chinese, english = Wording("ZH_HANS").of(refusal), Wording("EN").of(refusal)
    assert type(chinese) is PROBLEMS[type(refusal)]
    assert (chinese.message, english.message) == (refusal.zh, refusal.en)
    assert chinese.code == english.code == refusal.code
    assert all(hasattr(chinese, field.name) for field in fields(chinese))


def test_paths_are_those_of_the_api() -> None:
    problem = Wording("EN").of(REFUSALS[2])
    assert isinstance(problem, InvalidInput)
    (field,) = problem.fields
    assert (field.path, field.message) == (["lines", "0", "openQuantity"], "Too many.")


def test_a_wrong_state_tells_the_ways_on_and_where_they_lead() -> None:
    problem = Wording("EN").of(REFUSALS[4])
    assert isinstance(problem, WrongState)
    assert [(way.act, way.to) for way in problem.possible] == [("propose_project", ["PROPOSED"])]


def test_gates_are_told_in_words_and_whether_somebody_may_open_them() -> None:
    told = Wording("ZH_HANS").of(errors.GateClosed("TIME", "QUALIFICATION"))
    assert isinstance(told, GateClosed)
    assert [(gate.gate, gate.reason) for gate in told.gates] == [
        ("TIME", "时间对不上"),
        ("QUALIFICATION", "缺资格证或已过期"),
    ]
    assert not told.overridable
    open_ = Wording("EN").of(REFUSALS[6])
    assert isinstance(open_, GateClosed)
    assert open_.overridable


def test_roles_are_kept_codes() -> None:
    problem = Wording("EN").of(REFUSALS[1])
    assert isinstance(problem, NotAllowed)
    assert problem.roles_that_may == ["COM", "STR"]
