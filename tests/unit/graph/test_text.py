"""Folding: one spelling for what people write differently."""
# ruff: noqa: RUF001 (full-width letters are what is folded)

import pytest

from graph.text import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("", ""),
        ("我家廚房一直漏水，到樓下！", "我家厨房一直漏水到楼下"),
        ("老年 外語（口語）班", "老年外语口语班"),
        ("ＡＥＤ　培訓", "aed培训"),
        ("A/B-test 3.5", "abtest35"),
        ("乾隆花園", "乾隆花园"),
        ("①号楼", "1号楼"),
    ],
)
def test_folding_keeps_letters_in_one_spelling(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_folding_a_folded_text_changes_nothing() -> None:
    folded = fold("請問「社區」有冇英語班？Ｔｅｌ：１２３")

    assert fold(folded) == folded
