"""Scalars: what goes in and what comes out."""

from datetime import date

import pytest

from schema.scalars import SCALARS, BigInt, Date, DateTime, Hours, Points, instant_ms, instant_text


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("2026-03-01T08:00:00+08:00", 1_772_323_200_000),
        ("2026-03-01T00:00:00.500Z", 1_772_323_200_500),
        ("2026-03-01", 1_772_294_400_000),
        ("1969-12-31T23:59:59.999+00:00", -1),
    ],
)
def test_an_instant_is_read_with_its_offset_and_a_day_begins_in_china(text: str, ms: int) -> None:
    assert instant_ms(text) == ms


@pytest.mark.parametrize("text", ["2026-03-01T08:00:00", "tomorrow", "", 17, None, "2026-13-01"])
def test_an_instant_without_offset_or_sense_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"instant|isoformat|month"):
        instant_ms(text)


@pytest.mark.parametrize("ms", [0, -1, 1_772_323_200_500, 4_102_444_800_000])
def test_what_comes_out_goes_in_again(ms: int) -> None:
    assert instant_text(ms).endswith("Z")
    assert instant_ms(instant_text(ms)) == ms


@pytest.mark.parametrize(
    ("scalar", "given", "kept"),
    [
        (Date, "2026-03-01", "2026-03-01"),
        (Hours, 1.25, 1.25),
        (Hours, 2, 2.0),
        (Points, "12.5", 1250),
        (Points, "-0.05", -5),
        (BigInt, "9007199254740993", 9_007_199_254_740_993),
    ],
)
def test_each_scalar_reads_what_it_promises(scalar: object, given: object, kept: object) -> None:
    assert SCALARS[scalar].parse_value(given) == kept


@pytest.mark.parametrize(
    ("scalar", "given"),
    [
        (Date, 20260301),
        (Date, "2026-02-30"),
        (Hours, 1.3),
        (Hours, True),
        (Hours, "1"),
        (Points, "1.234"),
        (Points, 1),
        (Points, "\u0661"),
        (BigInt, 5),
        (BigInt, "5.0"),
    ],
)
def test_each_scalar_refuses_the_rest(scalar: object, given: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        SCALARS[scalar].parse_value(given)


def test_values_are_written_as_the_contract_says() -> None:
    assert SCALARS[DateTime].serialize(500) == "1970-01-01T00:00:00.500Z"
    assert SCALARS[Date].serialize(date(2026, 3, 1)) == "2026-03-01"
    assert SCALARS[Points].serialize(-5) == "-0.05"
    assert SCALARS[BigInt].serialize(2**60) == "1152921504606846976"
