"""Bounds of inputs: every field that is wrong is named, nested ones too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import pytest

from graph.errors import InvalidInput
from graph.inputs import Between, Choice, Instant, Reason, Title, check_bounds


@dataclass(frozen=True)
class Part:
    size: Annotated[int, "Size.", Between(1, 3)] = 1
    name: Annotated[Title | None, "Name."] = None


@dataclass(frozen=True)
class Whole:
    part: Annotated[Part | None, "Part."] = None


def problems(value: Any, annotation: Any) -> list[tuple[tuple[str, ...], str]]:
    try:
        check_bounds({"it": value}, {"it": annotation})
    except InvalidInput as refusal:
        return [(problem.path, problem.code) for problem in refusal.fields]
    return []


@pytest.mark.parametrize(
    ("_case", "value", "annotation", "expected"),
    [
        ("a reason", "x", Reason, []),
        ("a blank reason", "   ", Reason, [(("it",), "OUT_OF_RANGE")]),
        ("no reason given", None, Reason | None, []),
        ("a number too great", 4, Annotated[int, "N.", Between(1, 3)], [(("it",), "OUT_OF_RANGE")]),
        ("one of a list", "A", Annotated[str, "C.", Choice("C", ("A",))], []),
        (
            "none of a list",
            "B",
            Annotated[str, "C.", Choice("C", ("A",))],
            [(("it",), "UNKNOWN_VALUE")],
        ),
        (
            "an instant before 1970",
            -1,
            Annotated[int, "At.", Instant()],
            [(("it",), "OUT_OF_RANGE")],
        ),
        (
            "an optional one inside",
            "B",
            Annotated[str, "C.", Choice("C", ("A",))] | None,
            [(("it",), "UNKNOWN_VALUE")],
        ),
        (
            "items of a list",
            ["", "ok"],
            Annotated[Sequence[Title], "Titles.", Between(0, 1)],
            [(("it",), "OUT_OF_RANGE"), (("it", "0"), "OUT_OF_RANGE")],
        ),
        (
            "parts of parts",
            Whole(Part(size=9, name="n" * 81)),
            Annotated[Whole, "Whole."],
            [(("it", "part", "size"), "OUT_OF_RANGE"), (("it", "part", "name"), "OUT_OF_RANGE")],
        ),
    ],
)
def test_what_is_out_of_bounds_is_named(
    _case: str, value: Any, annotation: Any, expected: list[Any]
) -> None:
    assert problems(value, annotation) == expected


def test_a_refused_choice_says_what_would_do() -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_bounds({"it": 7}, {"it": Annotated[int, "C.", Choice("C", (0, 1))]})
    (problem,) = refusal.value.fields
    assert problem.allowed == ("0", "1")
    assert "0, 1" in problem.en
    assert "0、1" in problem.zh
