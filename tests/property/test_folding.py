"""Folding is settled at once: folding again changes nothing, spaces and marks never matter."""

from hypothesis import given
from hypothesis import strategies as st

from graph.taxonomy import taxonomy
from graph.text import fold

WORDS = [text for leaf in taxonomy().leaves.values() for text in leaf.documents]


@given(st.lists(st.sampled_from(WORDS), max_size=4))
def test_folding_twice_is_folding_once(words: list[str]) -> None:
    folded = fold(" ".join(words))

    assert fold(folded) == folded


@given(
    st.sampled_from(WORDS),
    st.sampled_from(["，", " ", "。", "　", "-", "/", "\n", "（"]),
    st.integers(0, 20),
)
def test_spaces_and_marks_never_matter(word: str, mark: str, at: int) -> None:
    assert fold(word[:at] + mark + word[at:]) == fold(word)


@given(st.text(max_size=20))
def test_what_is_left_has_no_spaces_and_no_capitals(text: str) -> None:
    folded = fold(text)

    assert not any(char.isspace() for char in folded)
    assert folded == folded.lower()
