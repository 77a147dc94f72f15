"""From free text to a category: the examples of matching.md 2."""

import pytest

from graph.matching.phrases import Intake, classify, cut, lines
from graph.matching.policy import default_policy
from graph.matching.similarity import similarity_of
from graph.taxonomy import taxonomy
from graph.text import fold


def test_a_leak_in_the_kitchen_is_plumbing() -> None:
    proposal = classify("我家厨房一直漏水到楼下")

    assert (proposal.category_code, proposal.clear, proposal.because) == ("LIV-02", True, ("漏水",))
    assert proposal.margin >= 150
    assert len(proposal.alternatives) <= 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("请问有没有人能帮忙疏通下水道", "LIV-02"),
        ("想办一个老年人英语班，每周二晚上", "CUL-01"),
        ("楼上漏水两家吵了半年，希望有人调解", "LAW-03"),
        ("我想申请临时救助", "GOV-05"),
        ("孩子数学跟不上，请人补课", "CUL-03"),
        ("想学心肺复苏", "SAF-07"),
    ],
)
def test_a_name_found_makes_it_clear(text: str, code: str) -> None:
    proposal = classify(text)

    assert (proposal.category_code, proposal.clear) == (code, True)


@pytest.mark.parametrize(
    "text", ["喜欢法律", "老人不会用手机挂号", "独居老人没人看望", "随便", "楼道里堆满了杂物没人管"]
)
def test_likeness_without_a_name_is_never_clear(text: str) -> None:
    proposal = classify(text)

    assert proposal.category_code
    assert proposal.because == ()
    assert not proposal.clear


@pytest.mark.parametrize("text", ["", "，。！", "xyzzy"])
def test_where_nothing_is_near_nothing_is_proposed(text: str) -> None:
    assert classify(text).category_code == ""
    assert lines(text) == ()


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("我家厨房一直漏水到楼下", "我家廚房一直漏水到樓下"),
        ("想办老年外语班", "想辦老年外語班"),
        ("缺合唱指导老师", "缺合唱指導老師"),
    ],
)
def test_traditional_spelling_gives_the_same_proposal(simplified: str, traditional: str) -> None:
    assert classify(traditional) == classify(simplified)


def test_the_longest_name_is_taken_and_its_parts_are_not_counted_again() -> None:
    assert classify("漏水纠纷").because == ("漏水纠纷",)
    assert classify("漏水纠纷").category_code == "LAW-03"


def test_the_english_class_asks_for_a_teacher_and_a_room() -> None:
    teacher, room = lines("老人出国语言不通，想办英语班，需要一位老师和一间教室")

    assert (teacher.kind, teacher.category_code, teacher.measure) == ("SKILL", "CUL-01", "SEAT")
    assert (room.kind, room.category_code, room.measure) == ("RESOURCE", "LIV-11", "HOUR")
    assert (room.proposal.clear, room.proposal.because) == (True, ("教室",))


def test_each_clause_that_is_clear_gives_a_line_with_what_the_taxonomy_proposes() -> None:
    found = lines("路灯坏了；有人漏水；想办一场义诊和合唱")

    assert [(line.category_code, line.qualification, line.difficulty) for line in found] == [
        ("ENV-04", "CONSTRUCTION", 4),
        ("LIV-02", "ELECTRICIAN", 3),
        ("CAR-03", "PHYSICIAN", 3),
        ("CUL-05", "", 2),
    ]


def test_a_name_with_he_in_it_is_not_torn_apart() -> None:
    assert [line.category_code for line in lines("希望邻居能和解")] == ["LAW-03"]


def test_an_unclear_text_gives_one_line_for_the_review_queue() -> None:
    (line,) = lines("老人不会用手机挂号")

    assert (line.category_code, line.proposal.clear) == ("LIV-08", False)


def test_at_most_six_lines_are_proposed_and_the_room_is_one_of_them() -> None:
    found = lines("义诊，理发，补课，合唱，书法，巡逻，陪诊，另外要一间教室")

    assert len(found) == 6
    assert found[-1].category_code == "LIV-11"


def test_things_are_resource_lines() -> None:
    assert [line.kind for line in lines("轮椅借用，赞助，理发")] == [
        "RESOURCE",
        "RESOURCE",
        "SKILL",
    ]


def test_a_phrase_a_person_confirmed_helps_the_next_one() -> None:
    policy = default_policy()
    phrase = fold("楼道里堆满了杂物没人管")
    taught = Intake(taxonomy(), similarity_of(policy.text.index), policy.text, {"ENV-01": [phrase]})

    before, after = classify("楼道堆满杂物"), taught.classify("楼道堆满杂物")

    assert after.category_code == "ENV-01"
    assert after.margin > before.margin


def test_stop_phrases_are_cut_but_never_everything() -> None:
    assert cut(fold("请问，我们小区有没有人能帮忙修水管")) == "能修水管"
    assert cut(fold("希望")) == "希望"
