"""Ids, instants and small choices that generated data share."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from graph.ids import ulid_of
from graph.things import Ref

T = TypeVar("T")

METRES_NORTH = 1 / 111_320
"""Degrees of latitude a metre."""
DAY = 86_400_000
"""A day in ms."""
EPOCH = 1_793_494_800_000
"""2026-11-01 01:00 UTC, ms: the demo's "today", so that the same seed gives the same bytes."""


def id_of(prefix: str, natural_key: str) -> Ref:
    """Return the id of a seeded thing; the same key gives the same id for ever (domain.md 3)."""
    return Ref(f"{prefix}_{ulid_of(f'demo|{prefix}|{natural_key}')}")


def rid_of(code: str, from_id: str, natural_key: str) -> Ref:
    """Return the rid of a seeded relationship: '<code>.<anchor id>.<ulid>'."""
    return Ref(f"{code}.{from_id}.{ulid_of(f'demo|{code}|{from_id}|{natural_key}')}")


def skewed(chance: Random, items: Sequence[T], exponent: float) -> T:
    """Return one of `items`; the k-th comes up in proportion to 1/k^exponent (Zipf)."""
    weights = [1 / (rank**exponent) for rank in range(1, len(items) + 1)]
    return chance.choices(items, weights)[0]
