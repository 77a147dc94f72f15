"""What projects and relationships allow: pure, no engine."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from graph.cobuilding import rules
from graph.cobuilding.model import Participation, Project
from graph.errors import Conflict, InvalidInput, NotAllowed, NotFound, Refusal
from graph.things import Ref
from graph.units.model import Pairing
from graph.viewer import Viewer

DAY_MS = 86_400_000
PATH = "/42/4201/1/s/c/"
PJ = Project(
    id=Ref("pj_1"),
    title="英语角",
    goal="老人能开口",
    category_code="CUL-01",
    metric_name="学员",
    metric_baseline=20,
    area_path=PATH,
    community_id=Ref("cm_1"),
    proposer_id=Ref("mb_1"),
    lead_id=Ref("un_1"),
    unit_ids=(Ref("un_1"),),
    unsigned_ids=(Ref("pi.un_1.1"),),
    state="IN_REVIEW",
)
PW = Pairing(
    id=Ref("pw.un_1.1"),
    from_id=Ref("un_1"),
    to_id=Ref("cm_1"),
    end_paths=("/42/4201/9/x/", PATH),
    state="ACTIVE",
    since=10 * DAY_MS,
    state_at=10 * DAY_MS,
)
PI = Participation(
    id=Ref("pi.mb_5.1"), from_id=Ref("mb_5"), end_paths=(PATH, PATH), state="PENDING"
)
COM = Viewer(id="mb_2", posts=(("COM", PATH),))
CHAIR = Viewer(id="mb_4", posts=(("CHAIR", PATH),))
STR = Viewer(id="mb_3", posts=(("STR", "/42/4201/1/s/"),))
DIS = Viewer(id="mb_6", posts=(("DIS", "/42/4201/1/"),))
CITY = Viewer(id="mb_7", posts=(("DIS", "/42/4201/"),))
LIA = Viewer(id="mb_8", units=("un_1",))


def pending(side: str | None, by: str = "mb_0") -> Pairing:
    return replace(PW, state="PENDING", proposed_side=side, proposed_by=Ref(by))


REFUSED: list[tuple[str, Callable[[], Any], type[Refusal]]] = [
    ("no goal", lambda: rules.is_complete(replace(PJ, goal=None), COM), InvalidInput),
    (
        "neither need nor category",
        lambda: rules.is_complete(replace(PJ, category_code=None), COM),
        InvalidInput,
    ),
    (
        "neither metric nor milestone",
        lambda: rules.is_complete(replace(PJ, metric_name=None), COM),
        InvalidInput,
    ),
    ("own proposal", lambda: rules.is_decided_by_another(PJ, Viewer(id="mb_1")), NotAllowed),
    (
        "dear",
        lambda: rules.is_decided_by_another(replace(PJ, budget_fen=5_000_001), CHAIR),
        NotAllowed,
    ),
    ("the community signs first", lambda: rules.is_signers_turn(PJ, COM), Conflict),
    (
        "a unit signs twice",
        lambda: rules.is_signers_turn(replace(PJ, unsigned_ids=()), LIA),
        Conflict,
    ),
    (
        "another unit leads",
        lambda: rules.is_led_by(replace(PJ, lead_id=Ref("un_2")), LIA),
        NotAllowed,
    ),
    ("an open milestone", lambda: rules.is_all_done(replace(PJ, open_milestones=1), COM), Conflict),
    ("nothing measured", lambda: rules.measured(PJ, None, Ref("mb_4")), InvalidInput),
    ("ends before it starts", lambda: rules.in_order(5, 5), InvalidInput),
    ("no title", lambda: rules.titled(replace(PJ, title=""), None), InvalidInput),
    ("no match id", lambda: rules.parts_of_match("rq_1.sk_1"), NotFound),
    ("two places", lambda: rules.one_place({Ref("cm_1"): "", Ref("cm_2"): ""}), InvalidInput),
    ("no place", lambda: rules.one_place({}), InvalidInput),
    ("over one end only", lambda: rules.spans_both_ends(PW, DIS), NotAllowed),
    ("of no side", lambda: rules.is_of_a_side(PW, Viewer(id="mb_9", units=("un_2",))), NotAllowed),
    ("the proposing side", lambda: rules.is_of_the_other_side(pending("LIA"), LIA), NotAllowed),
    (
        "the proposing community",
        lambda: rules.is_of_the_other_side(pending("COM"), COM),
        NotAllowed,
    ),
    (
        "the proposer in another office",
        lambda: rules.is_of_the_other_side(pending("LIA", by="mb_2"), COM),
        NotAllowed,
    ),
    ("not the party asked", lambda: rules.is_of_the_other_side(PI, COM), NotAllowed),
    (
        "a project not approved",
        lambda: rules.can_be_confirmed(PI, Viewer(id="mb_5", is_member=True)),
        Conflict,
    ),
    (
        "refused is not restored",
        lambda: rules.has_held(replace(PW, end_reason="REFUSED"), COM),
        Conflict,
    ),
    (
        "until before since",
        lambda: rules.dates_in_order(replace(PW, until=9 * DAY_MS), 0),
        InvalidInput,
    ),
    (
        "until in the past",
        lambda: rules.dates_in_order(replace(PW, until=11 * DAY_MS), 11 * DAY_MS),
        InvalidInput,
    ),
    (
        "restored after 30 days",
        lambda: rules.restored(PW, 10 * DAY_MS + rules.RESTORE_MS + 1),
        Conflict,
    ),
    (
        "restored after its planned end",
        lambda: rules.restored(replace(PW, until_before=11 * DAY_MS), 12 * DAY_MS),
        Conflict,
    ),
]


@pytest.mark.parametrize(("_case", "rule", "refusal"), REFUSED, ids=[row[0] for row in REFUSED])
def test_rules_refuse(_case: str, rule: Callable[[], Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as raised:
        rule()
    assert raised.value.zh
    assert raised.value.en


PASSED: list[tuple[str, Callable[[], Any]]] = [
    ("complete", lambda: rules.is_complete(PJ, COM)),
    ("the chair decides", lambda: rules.is_decided_by_another(PJ, CHAIR)),
    (
        "the street decides what is dear",
        lambda: rules.is_decided_by_another(replace(PJ, budget_fen=5_000_001), STR),
    ),
    (
        "50,000 yuan are the community's",
        lambda: rules.is_decided_by_another(replace(PJ, budget_fen=5_000_000), COM),
    ),
    ("a unit signs", lambda: rules.is_signers_turn(PJ, LIA)),
    ("the community signs last", lambda: rules.is_signers_turn(replace(PJ, unsigned_ids=()), COM)),
    ("the lead", lambda: rules.is_led_by(PJ, LIA)),
    ("over both ends", lambda: rules.spans_both_ends(PW, CITY)),
    ("the other side", lambda: rules.is_of_the_other_side(pending("LIA"), COM)),
    ("the unit answers", lambda: rules.is_of_the_other_side(pending("COM"), LIA)),
    ("of an unknown side either answers", lambda: rules.is_of_the_other_side(pending(None), LIA)),
    ("a member answers for itself", lambda: rules.is_of_the_other_side(PI, Viewer(id="mb_5"))),
]


@pytest.mark.parametrize(("_case", "rule"), PASSED, ids=[row[0] for row in PASSED])
def test_rules_let_pass(_case: str, rule: Callable[[], Any]) -> None:
    rule()


def test_who_speaks_for_which_side() -> None:
    assert [rules.side_of(PW, viewer) for viewer in (LIA, COM, STR, DIS, CHAIR)] == [
        "LIA",
        "COM",
        "COM",
        "COM",
        None,
    ]


def test_an_end_comes_now_or_where_it_was_and_is_undone() -> None:
    now = 20 * DAY_MS
    planned = replace(PW, until=30 * DAY_MS)
    ended = replace(rules.ended(planned, now, "搬迁"), state_at=now)
    assert (ended.until, ended.until_before, ended.end_reason) == (now, 30 * DAY_MS, "搬迁")
    assert rules.restored(ended, now + DAY_MS) == replace(planned, state_at=now)
    late = rules.ended(planned, 40 * DAY_MS, "到期")
    assert late.until == 30 * DAY_MS
    before_it_began = rules.ended(replace(PW, since=50 * DAY_MS), now, "取消")
    assert before_it_began.until == 50 * DAY_MS


def test_what_was_never_in_force_ends_where_it_would_have_begun() -> None:
    refused = rules.unconfirmed(PW, "REFUSED")
    assert (refused.since, refused.until) == (PW.since, PW.since)


def test_a_confirmation_counts_from_the_instant_agreed_or_from_now() -> None:
    assert rules.confirmed(replace(PW, since=5, created_at=5), 99).since == 99
    assert rules.confirmed(replace(PW, since=4, created_at=5), 99).since == 4


def test_matches_of_one_giver_are_one_pledge() -> None:
    def one(party: str, match: str, hours: float, *, venue: bool) -> rules.Pledge:
        return rules.Pledge(
            party_id=Ref(party), area_path=PATH, match_ids=(match,), hours=hours, is_venue=venue
        )

    found = rules.pledges(
        [
            one("un_1", "mt.1", 1.5, venue=False),
            one("un_2", "mt.2", 2.0, venue=True),
            one("un_1", "mt.3", 1.5, venue=True),
        ]
    )
    assert [(p.party_id, p.match_ids, p.hours) for p in found] == [
        ("un_1", ("mt.1", "mt.3"), 3.0),
        ("un_2", ("mt.2",), 2.0),
    ]
    lead = rules.lead_among([p.party_id for p in found], Viewer(id="mb_1", units=("un_2",)))
    assert lead == "un_2"
    assert [rules.role_of(p, lead) for p in found] == ["PARTNER", "LEAD"]
    assert rules.role_of(found[1], Ref("un_1")) == "VENUE"


def test_a_result_is_what_was_told_last_or_now() -> None:
    told = replace(PJ, metric_current=38)
    assert rules.measured(told, None, Ref("mb_4")).metric_current == 38
    accepted = rules.measured(told, 41, Ref("mb_4"))
    assert (accepted.metric_current, accepted.accepted_by) == (41, "mb_4")
