"""Char TF-IDF on the taxonomy's own documents. Source: matching.md 15.2."""

import numpy as np

from graph.matching.similarity import grams, in_ppm, similarity_of

METHOD = similarity_of("tfidf-1:HUB:1")
TEXTS = ["老年人英语班", "英语口语教学", "厨房漏水", "", "zzz"]


def test_grams_are_of_one_to_three_characters() -> None:
    assert grams("英语班") == ["英", "语", "班", "英语", "语班", "英语班"]
    assert grams("") == []


def test_a_text_is_like_itself_and_an_empty_one_like_nothing() -> None:
    found = METHOD.similarity(METHOD.encode(TEXTS), METHOD.encode(TEXTS))

    assert found.dtype == np.float32
    assert found.shape == (5, 5)
    assert [in_ppm(found[at, at]) for at in range(5)] == [
        1_000_000,
        1_000_000,
        1_000_000,
        0,
        1_000_000,
    ]
    assert (found == found.T).all()
    assert found[0, 1] > found[0, 2] == 0


def test_one_text_or_many_give_the_same_figures_to_the_bit() -> None:
    together = METHOD.similarity(METHOD.encode(TEXTS), METHOD.encode(TEXTS))
    alone = [METHOD.similarity(METHOD.encode([text]), METHOD.encode(TEXTS))[0] for text in TEXTS]

    assert (together == np.array(alone)).all()


def test_what_else_is_compared_changes_no_figure() -> None:
    left = METHOD.encode(TEXTS[:1])

    assert (
        METHOD.similarity(left, METHOD.encode(TEXTS))[0, 1]
        == METHOD.similarity(left, METHOD.encode(TEXTS[1:2]))[0, 0]
    )
