"""Kinds and statements of units."""

from graph.statements import statement
from graph.things import Kind
from graph.units.model import Pairing, Resource, Unit

UNIT = Kind(Unit, "un", beside=__file__)
RESOURCE = Kind(Resource, "rs", beside=__file__)
PAIRING = Kind(Pairing, "pw", beside=__file__)

OPEN_PAIRINGS = statement(__file__, "read_open_pairings")
"""The pairing in the way of another one; for a unit whose relationships are locked."""
LOCK_OPEN_PAIRINGS = statement(__file__, "lock_open_pairings")
"""The same, and the lock of the unit's relationships."""
