"""Kinds and statements of units."""

from graph.units.model import Pairing, Resource, Unit
from graph.things import Kind

UNIT = Kind(Unit, "un", beside=__file__)
RESOURCE = Kind(Resource, "rs", beside=__file__)
PAIRING = Kind(Pairing, "pw", beside=__file__)
