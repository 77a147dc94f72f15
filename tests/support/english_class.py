"""The English class of the running example as matching sees it. Source: matching.md 5.6."""

from graph.matching.gates import Pair
from graph.matching.model import Decision, Line, Offer, Party, Ties
from graph.matching.policy import default_policy

NOW = 1_505_700_000_000  # 18 September 2017
COMMUNITY = "/42/4201/420112/420112003/420112003005/"
OTHER_STREET = "/42/4201/420112/420112007/420112007002/"

SIM_PPM = {"sk_A": 152_000, "rs_B": 82_000, "sk_C": 152_000, "sk_D": 152_000}
"""Similarities the worked example states; the texts behind them are not given."""

LINE = Line(
    requirement_id="rq_1",
    need_id="nd_1",
    community_id="cm_bihai",
    community_name="碧海社区",
    area_path=COMMUNITY,
    kind="SKILL",
    category_code="CUL-01",
    text_folded="老年人英语班",
    measure="SEAT",
    hours=1.5,
    min_level=2,
    slots=("2 19:00-20:30",),
    lat=30.0,
    lng=114.0,
    continuity="RECURRING",
)
TIES = Ties(
    community_id="cm_bihai",
    paired_units={"un_estate": "pw.un_estate.1"},
    registered={"mb_A": "ra.mb_A.1"},
    quality_mean=660,
)
METRES_NORTH = 1 / 111_320

A = Offer(
    id="sk_A",
    kind="Skill",
    provider_id="mb_A",
    provider_kind="Member",
    unit_id="un_estate",
    community_id="cm_bihai",
    area_path=COMMUNITY,
    category_code="CUL-01",
    reach="420112",
    title="英语教学",
    text_folded="英语教学",
    level=3,
    verified=True,
    slots=("2 19:00-21:00",),
    lat=30.0 + 400 * METRES_NORTH,
    lng=114.0,
)
A_PARTY = Party(id="mb_A", kind="Member", capacity_jobs=2, live_jobs=1)

B = Offer(
    id="rs_B",
    kind="Resource",
    resource_kind="PERSONNEL",
    provider_id="un_university",
    provider_kind="Unit",
    unit_id="un_university",
    area_path=OTHER_STREET,
    category_code="CUL-01",
    reach="420112",
    title="外语志愿服务队",
    text_folded="大学生外语志愿服务队",
    travel="VEHICLE",
    capacity_jobs=6,
    live_jobs=1,
    quality=860,
    grades=4,
    lat=30.0 + 7_400 * METRES_NORTH,
    lng=114.0,
)
B_PARTY = Party(id="un_university", kind="Unit")

C = Offer(
    id="sk_C",
    kind="Skill",
    provider_id="mb_C",
    provider_kind="Member",
    community_id="cm_bihai",
    area_path=COMMUNITY,
    category_code="CUL-01",
    reach="420112",
    level=0,
)
C_PARTY = Party(id="mb_C", kind="Member", capacity_jobs=2)

D = Offer(
    id="sk_D",
    kind="Skill",
    provider_id="mb_D",
    provider_kind="Member",
    community_id="cm_bihai",
    area_path=COMMUNITY,
    category_code="CUL-01",
    reach="420112",
    level=3,
    verified=True,
)
D_PARTY = Party(id="mb_D", kind="Member", capacity_jobs=2, consent=False)

OFFERS = (A, B, C, D)
PARTIES = {party.id: party for party in (A_PARTY, B_PARTY, C_PARTY, D_PARTY)}


def a_pair(
    offer: Offer = A, line: Line = LINE, party: Party | None = None, **given: object
) -> Pair:
    """Return a pair of the example; `given` replaces ties, decision, policy, now or claim."""
    facts = {
        "ties": TIES,
        "decision": Decision(requirement_id=line.requirement_id, offer_id=offer.id),
        "policy": default_policy(),
        "now": NOW,
        **given,
    }
    return Pair(line=line, offer=offer, party=party or PARTIES[offer.provider_id], **facts)  # type: ignore[arg-type]
