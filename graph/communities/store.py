"""Kinds and statements of communities."""

from graph.communities.model import Area, Community, Need, Requirement, ServiceCategory
from graph.things import Kind

AREA = Kind(Area, "ar", beside=__file__)
COMMUNITY = Kind(Community, "cm", beside=__file__)
SERVICE_CATEGORY = Kind(ServiceCategory, "sc", beside=__file__)
NEED = Kind(Need, "nd", beside=__file__)
REQUIREMENT = Kind(Requirement, "rq", beside=__file__)
