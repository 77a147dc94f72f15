"""Fixtures of the tests that ask the schema in process."""

from tests.support.district import district, elsewhere

__all__ = ["district", "elsewhere"]
