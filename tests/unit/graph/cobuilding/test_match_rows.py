"""A line as matching sees it: what its need and community lend it."""

from dataclasses import replace

from graph.cobuilding.match_rows import Asked, Place, line_of
from graph.communities.model import Community, Need, Requirement
from graph.matching.model import Line, Ties
from graph.things import Ref

PATH = "/42/4201/420112/420112003/420112003005/"
COMMUNITY = Community(
    id=Ref("cm_1"), code="420112003005", name="碧海社区", area_path=PATH, lat=30.0, lng=114.0
)
NEED = Need(
    id=Ref("nd_1"),
    title="老年人英语班",
    area_path=PATH,
    community_id=COMMUNITY.id,
    category_code="CUL-01",
    state="PUBLISHED",
    window_start=10,
    window_end=20,
    raised_by_id=Ref("mb_1"),
)
LINE = Requirement(
    id=Ref("rq_1"),
    need_id=NEED.id,
    community_id=COMMUNITY.id,
    area_path=PATH,
    category_code="CUL-01",
    quantity=3,
    open_quantity=2,
    committed_quantity=1,
)
PLACE = Place(
    community=COMMUNITY,
    ties=Ties(community_id=COMMUNITY.id),
    neighbours=("420113",),
    city_districts=("420112",),
)


def seen(line: Requirement = LINE, need: Need = NEED) -> Line:
    asked = Asked(
        requirement=line,
        need=need,
        community=COMMUNITY,
        beneficiary_ids=frozenset({"mb_2"}),
        partners={"mb_3": "pt.mb_3.1"},
    )
    return line_of(asked, PLACE)


def test_a_line_takes_words_and_window_of_its_need_unless_it_has_its_own() -> None:
    assert (seen().text_folded, seen().window_start, seen().window_end) == ("老年人英语班", 10, 20)

    own = seen(replace(LINE, description="教 英語", window_start=11, window_end=12))

    assert (own.text_folded, own.window_start, own.window_end) == ("教英语", 11, 12)


def test_a_line_stands_at_its_needs_point_or_that_of_the_community() -> None:
    placed = seen(need=replace(NEED, lat=30.5, lng=114.5))

    assert (placed.lat, placed.lng) == (30.5, 114.5)
    assert (seen().lat, seen().lng) == (30.0, 114.0)


def test_a_need_stands_among_its_beneficiaries_unless_it_is_an_activity() -> None:
    assert seen().beneficiary_ids == {"mb_2", "nd_1"}
    assert seen(need=replace(NEED, kind="ACTIVITY")).beneficiary_ids == {"mb_2"}


def test_a_line_keeps_its_quantities_neighbours_and_partners() -> None:
    line = seen()

    assert (line.quantity, line.open_quantity, line.committed_quantity) == (3, 2, 1)
    assert (line.neighbours, line.partners) == (("420113",), {"mb_3": "pt.mb_3.1"})
    assert (line.raiser_id, line.community_name, line.is_matchable) == ("mb_1", "碧海社区", True)
