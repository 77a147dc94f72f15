"""Fixtures of the tests that run the statements of cobuilding."""

from tests.support.district import district, elsewhere

__all__ = ["district", "elsewhere"]
