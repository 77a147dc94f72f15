"""What may be drafted and published, and places of a line: pure, no engine."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from graph.communities import rules
from graph.communities.model import Need, Requirement
from graph.errors import Conflict, InvalidInput, NoCapacity, NotAllowed, Refusal
from graph.things import Ref
from graph.viewer import Viewer

PATH = "/42/4201/420112/s/c/"
ND = Need(
    id=Ref("nd_1"),
    title="楼道清理",
    area_path=PATH,
    community_id=Ref("cm_1"),
    category_code="CUL-02",
    state="SUBMITTED",
    requirement_ids=(Ref("rq_1"),),
    raised_by_id=Ref("mb_1"),
)
LINE = Requirement(
    id=Ref("rq_1"),
    need_id=Ref("nd_1"),
    community_id=Ref("cm_1"),
    area_path=PATH,
    category_code="CUL-02",
    pool="420112|CUL-02",
    quantity=2,
    open_quantity=2,
)
COM = Viewer(id="mb_2", posts=(("COM", PATH),))
GRID = Viewer(id="mb_3", posts=(("GRID", PATH),))

REFUSED: list[tuple[str, Callable[[], Any], type[Refusal]]] = [
    ("unknown category", lambda: rules.leaf_of("XXX-99"), InvalidInput),
    ("a top is no leaf", lambda: rules.leaf_of("CUL"), InvalidInput),
    ("no line", lambda: rules.has_lines(replace(ND, requirement_ids=()), COM), InvalidInput),
    (
        "unclear line",
        lambda: rules.can_be_published(replace(ND, unclear_lines=1), COM),
        InvalidInput,
    ),
    (
        "a dear wish",
        lambda: rules.can_be_published(replace(ND, kind="WISH", budget_fen=50_001), COM),
        InvalidInput,
    ),
    (
        "reopened without a place",
        lambda: rules.can_be_published(replace(ND, state="REOPENED"), COM),
        Conflict,
    ),
    ("too difficult", lambda: rules.can_be_published(replace(ND, difficulty=3), GRID), NotAllowed),
    (
        "too special",
        lambda: rules.can_be_published(replace(ND, category_code="CUL-01"), GRID),
        NotAllowed,
    ),
    (
        "on behalf by a resident",
        lambda: rules.may_be_drafted(replace(ND, on_behalf=True), Viewer(id="mb_9")),
        NotAllowed,
    ),
    (
        "a unit in need",
        lambda: rules.may_be_drafted(
            replace(ND, raised_by_id=Ref("un_1")), Viewer(id="mb_9", units=("un_1",))
        ),
        NotAllowed,
    ),
    ("three of two places", lambda: rules.taken(LINE, 3), NoCapacity),
    ("no place", lambda: rules.taken(LINE, 0), InvalidInput),
    ("not published", lambda: rules.taken(replace(LINE, pool=None), 1), Conflict),
]


@pytest.mark.parametrize(("_case", "rule", "refusal"), REFUSED, ids=[row[0] for row in REFUSED])
def test_rules_refuse(_case: str, rule: Callable[[], Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        rule()


@pytest.mark.parametrize(
    "text",
    [
        "请联系13800000000",
        "电话 138-0000-0000。",
        "１３８００００００００",  # noqa: RUF001  as typed on a Chinese keyboard
        "座机027-80000000",
        "身份证42010119900101000X",
    ],
)
def test_a_text_with_a_phone_or_identity_number_is_not_published(text: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        rules.can_be_published(replace(ND, description=text), COM)
    assert [(p.path, p.code) for p in refusal.value.fields] == [(("description",), "PERSONAL_DATA")]
    with pytest.raises(InvalidInput):
        rules.holds_nothing_personal(ND, [replace(LINE, description=text)])


@pytest.mark.parametrize(
    "text", ["40席，周二19:00-20:30", "预算1380000元", "2026年10月12日开班", "3号楼1201室"]
)
def test_other_numbers_are_no_personal_data(text: str) -> None:
    rules.can_be_published(replace(ND, description=text), COM)


def test_a_grid_worker_publishes_what_is_easy() -> None:
    rules.can_be_published(ND, GRID)


def test_taken_and_freed_are_inverse() -> None:
    assert rules.freed(rules.taken(LINE, 2), 2) == LINE


def test_a_line_is_matchable_in_its_district_and_moves_with_its_category() -> None:
    opened = rules.opened(replace(LINE, pool=None))
    assert opened.pool == "420112|CUL-02"
    moved = rules.classified(replace(opened, classified_by="RULE", margin=9), "CUL-04")
    assert (moved.pool, moved.classified_by, moved.margin) == ("420112|CUL-04", "HUMAN", None)
    assert rules.classified(replace(LINE, pool=None), "CUL-04").pool is None
