"""What people read about a match: exact texts, and nothing personal in any of them. matching.md 6, M30."""
# ruff: noqa: E501 (whole sentences are compared)

import re
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from graph.matching import wording
from graph.matching.candidates import matched
from graph.matching.explain import Side, explanation, gate, part, why_not
from graph.matching.gates import CODES
from graph.matching.model import Decision, Line, Match, Offer, Party, Ties
from graph.taxonomy import Locale
from tests.support.english_class import A_PARTY, LINE, NOW, OTHER_STREET, TIES, A, B, C, D, a_pair
from tests.support.random_city import NOW as TODAY
from tests.support.random_city import a_city

SIDES: tuple[Side, ...] = ("COMMUNITY", "GIVER")
LOCALES: tuple[Locale, ...] = ("zh", "en")
DAY = 86_400_000


def a_match(offer: Offer = A, line: Line = LINE, **given: Any) -> Match:
    """Return a match of the example with the similarity the example states."""
    return matched(a_pair(offer, line, **given), 82_000 if offer.id == B.id else 152_000)


@pytest.mark.parametrize(
    ("side", "locale", "text"),
    [
        ("COMMUNITY", "zh", "能承担“外语学习”（资深，已核验），周二晚有空；已在本社区报到，所属单位与本社区结对；在办1件。906分。"),
        ("COMMUNITY", "en", "Can take on “Foreign-language class” (senior, verified), free on Tuesday evenings; registered here, unit paired with you; one job now. 906 points."),
        ("GIVER", "zh", "碧海社区需要“外语学习”；正是您填写的专长，时间是您填的周二晚；就在您报到的社区，您所在单位与它结对；您现在只有1件任务。"),
        ("GIVER", "en", "碧海社区 needs “Foreign-language class”; just the skill you listed, at the time you named, Tuesday evenings; it is the community you registered at, your unit is paired with it; you have only one job now."),
    ],
)  # fmt: skip
def test_the_neighbour_who_teaches_is_explained_to_both_sides(
    side: Side, locale: Locale, text: str
) -> None:
    assert explanation(a_match(), side, locale) == text


def test_the_weakest_part_is_told_so_that_nobody_is_surprised() -> None:
    assert explanation(a_match(B), "COMMUNITY", "zh") == (
        "可派人承担“外语学习”，时间可约；与本社区尚无结对；在办1件；数量待确认。715分。"
    )


@pytest.mark.parametrize(
    ("offer", "side", "locale", "text"),
    [
        (C, "COMMUNITY", "zh", "差一步：要求专业以上，目前为自报；核验提高等级后即可。"),
        (C, "GIVER", "en", "One step short: “professional” or above is asked, yours is “self-reported”; ask the community to verify it."),
        (D, "COMMUNITY", "zh", "暂不匹配：未同意被派单。"),
        (D, "GIVER", "zh", "差一步：您未同意被派单；可以自己认领，或同意被派单。"),
    ],
)  # fmt: skip
def test_a_gated_pair_says_what_would_help(
    offer: Offer, side: Side, locale: Locale, text: str
) -> None:
    assert explanation(a_match(offer), side, locale) == text


def test_when_a_certificate_expired_is_told_to_its_owner_only() -> None:
    line = replace(LINE, category_code="LIV-02", qualification="ELECTRICIAN")
    expired = replace(
        A,
        category_code="LIV-02",
        qualifications=frozenset({"ELECTRICIAN"}),
        qualification_until=NOW - 40 * DAY,
    )

    found = a_match(expired, line)

    assert why_not(found, "GIVER", "zh") == "差一步：资格证已于2017年8月到期；请更新。"
    assert why_not(found, "COMMUNITY", "zh") == "差一步：缺资格证或已过期；需要有效的“电工证”。"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_giver_does_not_learn_who_ruled_it_out_or_why(locale: Locale) -> None:
    dismissed = a_match(
        decision=Decision(
            requirement_id="rq_1", offer_id="sk_A", verdict="DISMISSED", reason="OTHER"
        )
    )
    conflict = a_match(
        decision=Decision(requirement_id="rq_1", offer_id="sk_A", known_conflict=True)
    )

    assert why_not(dismissed, "GIVER", locale) == why_not(conflict, "GIVER", locale)


def test_every_gate_and_every_part_has_words_in_both_languages() -> None:
    found = a_match()
    for side, locale in product(SIDES, LOCALES):
        assert all(gate(code, found, side, locale) for code in CODES)
        assert part(found.parts[0], found, side, locale)
    tables = (wording.COMMUNITY, wording.GIVER, wording.GATES, wording.BANDS, *wording.MARKS.values(),
              wording.WHY_NOT_COMMUNITY, wording.WHY_NOT_GIVER, wording.PARTS_OF_DAY)  # fmt: skip
    for table in tables:
        for words in table.values():
            assert set(words) == {"zh", "en"}
            assert re.findall(r"\{\w+\}", words["zh"]) == re.findall(
                r"\{\w+\}", words["en"]
            ) or set(re.findall(r"\{\w+\}", words["zh"])) == set(
                re.findall(r"\{\w+\}", words["en"])
            )


PLANTED = (
    "欧阳测试",
    "某路77号",
    "77号楼",
    "g77",
    "420112003005",
    "30.0",
    "114.0",
    "13900000000",
    "mb_",
    "sk_",
    "pt_",
    "rq_",
    "自由文字",
)
"""Parts of a name, an address, a grid, a point, ids and free text, put wherever a match carries any."""


def planted(match: Match) -> Match:
    """Return the match with personal data in every field that could leak into a sentence."""
    line = replace(
        match.line,
        area_path=match.line.area_path + "g77/",
        text_folded="自由文字某路77号",
        raiser_id="mb_欧阳测试",
    )
    offer = replace(
        match.offer,
        title="欧阳测试自由文字",
        text_folded="某路77号楼13900000000自由文字",
        area_path=match.offer.area_path + "g77/",
    )
    party = replace(match.party, name="欧阳测试", same_address_as=frozenset({"mb_欧阳测试"}))
    return replace(match, line=line, offer=offer, party=party)


def everything_said(match: Match) -> list[str]:
    """Return every text there is about a match."""
    said = list[str]()
    for side, locale in product(SIDES, LOCALES):
        said += [explanation(match, side, locale), why_not(match, side, locale)]
        said += [gate(code, match, side, locale) for code in CODES]
        said += [part(scored, match, side, locale) for scored in match.parts]
    return said


def test_no_text_holds_personal_data_metres_or_an_ordinary_grade() -> None:
    seen = set[str]()
    for seed in range(12):
        city = a_city(seed)
        for line in city.lines:
            ties = city.ties[line.community_id]
            for offer in city.offers[:40]:
                pair = a_pair(
                    offer, line, city.parties[offer.provider_id], ties=ties,
                    decision=city.decisions.of(line, offer), now=TODAY,
                )  # fmt: skip
                seen.update(everything_said(planted(matched(pair, 60_000))))
    assert len(seen) > 300
    for text in seen:
        assert not [word for word in PLANTED if word in text], text
        assert "一般" not in text
        assert "ordinary" not in text.lower()
        assert not re.search(r"\d+\s*(米|m\b|metres|meters)", text), text
        assert "{" not in text
        assert "。。" not in text


def test_a_grade_is_told_only_from_good_up_and_from_three() -> None:
    strong = replace(
        A,
        community_id="cm_x",
        unit_id=None,
        area_path=OTHER_STREET,
        slots=(),
        provider_id="mb_Z",
        lat=None,
        category_code="CUL",
    )
    party = Party(id="mb_Z", kind="Member", capacity_jobs=2)
    nowhere = Ties(community_id="cm_bihai")

    def said(quality: int, grades: int) -> bool:
        found = a_match(
            replace(strong, quality=quality, grades=grades),
            replace(LINE, category_code="CUL"),
            party=party,
            ties=nowhere,
        )
        return any("评价" in part(scored, found, "COMMUNITY", "zh") for scored in found.parts)

    assert said(900, 3)
    assert not said(900, 2)
    assert not said(790, 9)


def test_the_beneficiary_is_never_named_to_the_giver() -> None:
    line = replace(LINE, beneficiary_ids=frozenset({"mb_old"}), partners={"mb_A": "pt.1"})
    text = explanation(
        a_match(A, line, ties=replace(TIES, registered={}), party=A_PARTY), "GIVER", "zh"
    )

    assert "结对伙伴" not in text
    assert "您与这里有结对关系" in text
