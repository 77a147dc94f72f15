"""Views of units, of what they lend, and of their pairings with communities."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.members.lists import MEMBERS_OF_UNITS
from graph.paging import TOP
from graph.units.lists import PAIRINGS_OF_UNITS, RESOURCES_OF_UNITS
from graph.units.store import PAIRING, RESOURCE, UNIT
from schema.buttons import Acting
from schema.context import Info
from schema.listing import FirstOf, below, kept
from schema.ownership import owned
from schema.paging import After, Connection, First, checked_size
from schema.references import Entity, Relationship, entity, ref, viewed
from schema.scalars import DateTime
from schema.vocabulary import enumeration

if TYPE_CHECKING:
    from schema.communities.types import Community, Place, ServiceCategory
    from schema.members.types import Member

UnitKind = enumeration("UnitKind")
UnitState = enumeration("UnitState")
ResourceKind = enumeration("ResourceKind")
OfferState = enumeration("OfferState")
CapacityPer = enumeration("CapacityPer")
Travel = enumeration("Travel")
Visibility = enumeration("Visibility")
Measure = enumeration("Measure")
Basis = enumeration("Basis")
RelationshipState = enumeration("RelationshipState")
