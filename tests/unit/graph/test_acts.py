"""What a declaration is held to: no engine, no mock."""

from dataclasses import replace

import pytest

from graph import states
from graph.acts import Act, edits, moves, open_to, starts
from graph.catalogue import ACTS
from graph.cobuilding.model import Participation, Project
from graph.cobuilding.projects import draft_project, edit_project, propose_project
from graph.cobuilding.store import PROJECT
from graph.communities.model import Need
from graph.deed import Deed
from graph.errors import NotAllowed, NotFound, Refusal, WrongState
from graph.things import Ref, kind_of, standing, stored
from graph.viewer import NOBODY, SYSTEM, Viewer

DAY_MS = 86_400_000
PJ = Project(
    id=Ref("pj_1"),
    title="英语角",
    goal="老人能开口",
    category_code="CUL-01",
    metric_name="学员",
    area_path="/42/4201/1/s/c/",
    community_id=Ref("cm_1"),
    proposer_id=Ref("mb_1"),
    state="DRAFT",
)
COM = Viewer(id="mb_2", posts=(("COM", "/42/4201/1/s/c/"),))
STR = Viewer(id="mb_3", posts=(("STR", "/42/4201/1/s/"),))


def test_an_act_that_the_book_does_not_know_cannot_be_declared() -> None:
    def applaud_project(deed: Deed, project: Project) -> Project:
        """Applaud."""
        return project

    with pytest.raises(TypeError, match=r"states\.json"):
        moves(PROJECT)(applaud_project)


def test_an_act_cannot_be_declared_twice() -> None:
    def propose_project(deed: Deed, project: Project) -> Project:
        """Propose."""
        return project

    with pytest.raises(TypeError, match="a name of its own"):
        moves(PROJECT)(propose_project)


def test_an_act_without_a_state_names_its_roles_and_wants_the_version() -> None:
    def praise_project(deed: Deed, project: Project) -> Project:
        """Praise."""
        return project

    act = edits(PROJECT, by=("COM",))(praise_project)
    try:
        assert (act.by, act.versioned, act.is_edit) == ({"COM"}, True, True)
    finally:
        del ACTS["praise_project"]


def test_calling_an_act_only_asks() -> None:
    ask = propose_project("pj_1")
    assert (ask.act.name, ask.id, ask.input) == ("propose_project", "pj_1", {})


def test_a_move_sets_state_stage_and_key() -> None:
    moved = propose_project.moved(PJ, PJ, 1_795_392_000_000)
    assert (moved.state, moved.stage, moved.queue_key) == (
        "PROPOSED",
        "NEW",
        "NEW|1795392000000|pj_1",
    )
    assert stored(moved)["queue_key"] == moved.queue_key


def test_a_body_cannot_lead_where_the_book_does_not() -> None:
    with pytest.raises(RuntimeError, match="leads to"):
        propose_project.moved(PJ, replace(PJ, state="SIGNED"), 0)


@pytest.mark.parametrize(
    ("_case", "project", "viewer", "refusal"),
    [
        ("wrong state", replace(PJ, state="SIGNED"), COM, WrongState),
        ("no role", PJ, Viewer(id="mb_3"), NotAllowed),
        ("not signed in", PJ, NOBODY, NotAllowed),
        ("elsewhere", PJ, Viewer(id="mb_3", posts=(("COM", "/42/4201/2/"),)), NotAllowed),
        (
            "a neighbour's prefix",
            PJ,
            Viewer(id="mb_3", posts=(("COM", "/42/4201/1/s/c/g/"),)),
            NotAllowed,
        ),
    ],
)
def test_check_refuses(
    _case: str, project: Project, viewer: Viewer, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        propose_project.check(project, viewer)


def test_the_street_may_do_what_the_community_may() -> None:
    propose_project.check(PJ, STR)


def test_the_hub_itself_may_not_do_what_the_book_does_not_give_it() -> None:
    with pytest.raises(NotAllowed) as refusal:
        propose_project.check(PJ, SYSTEM)
    assert refusal.value.roles_that_may == ["COM", "DIS", "LIA", "MEM"]
    propose_project.check(PJ, SYSTEM, coupled=True)  # brought about by another act: no right needed


def test_a_wrong_state_names_what_is_possible_instead() -> None:
    with pytest.raises(WrongState) as refusal:
        propose_project.check(replace(PJ, state="PROPOSED"), COM)
    assert refusal.value.possible == ["take_up_project"]


def test_an_edit_keeps_to_its_states() -> None:
    assert edit_project in open_to(PJ, COM)
    with pytest.raises(WrongState):
        edit_project.check(replace(PJ, state="IN_REVIEW"), COM)


def test_anybody_in_the_role_may_start_but_not_a_mere_resident() -> None:
    draft_project.check(PJ, Viewer(id="mb_1", is_member=True))
    draft_project.check(PJ, Viewer(id="mb_9", units=("un_1",)))
    with pytest.raises(NotAllowed):
        draft_project.check(PJ, Viewer(id="mb_1"))


def test_the_clock_of_a_published_need_follows_its_level() -> None:
    need = Need(
        id=Ref("nd_1"), title="t", area_path="/", community_id=Ref("cm_1"), category_code="CUL-01"
    )
    assert states.due("Need", need, "PUBLISHED", 0) == (7 * DAY_MS, "escalate_need")
    assert states.due("Need", need, "CLOSED", 0) == (None, None)


def test_an_edit_does_not_wind_up_the_clock_again() -> None:
    accepted = replace(PJ, state="ACCEPTED", state_at=1000)
    assert standing(accepted, "ACCEPTED", 5000).due_at == 1000 + 30 * DAY_MS
    assert standing(accepted, "COMPLETED", 5000).due_at == 5000 + 30 * DAY_MS


def test_a_party_has_time_to_sign_only_once_the_project_is_approved() -> None:
    asked = Participation(id=Ref("pi.un_1.1"), state="PENDING")
    assert standing(asked, "", 0).due_at is None
    approved = standing(replace(asked, project_state="APPROVED"), "", 0)
    assert (approved.due_at, approved.due_act) == (30 * DAY_MS, "lapse_relationship")


def test_a_prefix_names_a_kind() -> None:
    assert kind_of("pj_1") is PROJECT
    with pytest.raises(NotFound):
        kind_of("zz_1")


def test_every_act_of_the_catalogue_says_what_it_does() -> None:
    for act in ACTS.values():
        assert isinstance(act, Act)
        assert "(" in str(act.doc)  # the Chinese term


def test_a_start_takes_a_guard_too() -> None:
    def refuse(project: Project, viewer: Viewer) -> None:
        raise NotAllowed({"SUP"})

    def draft_project(deed: Deed) -> Project:
        """Draft (起草)."""
        return PJ

    known = ACTS.pop("draft_project")
    try:
        act = starts(PROJECT, guard=refuse)(draft_project)
        with pytest.raises(NotAllowed):
            act.check(PJ, COM)
    finally:
        ACTS["draft_project"] = known
