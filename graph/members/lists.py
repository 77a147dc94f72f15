"""Lists of members, skills and the relationships of members, as far as the viewer sees them.

Members are listed by name, and the cursor is that name. So a list of members holds only those whose name the
viewer may read in full; others are reached one by one, through what they offer, with their name masked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.members.store import MEMBER, SKILL
from graph.paging import Branches, Listing
from graph.statements import statement

MEMBERS_OF_AREA = Listing.named(MEMBER, __file__, "members_of_area")
SKILLS_OF_AREA = Listing.named(SKILL, __file__, "skills_of_area")
MEMBERS_OF_UNITS = Branches.named(MEMBER, __file__, "members_of_units")
SKILLS_OF_MEMBERS = Branches.named(SKILL, __file__, "skills_of_members")
MEMBERSHIPS_OF_MEMBERS = statement(__file__, "memberships_of_members")
REGISTRATIONS_OF_MEMBERS = statement(__file__, "registrations_of_members")
REGISTRATIONS_OF_COMMUNITIES = statement(__file__, "registrations_of_communities")
POSTS_OF_MEMBERS = statement(__file__, "posts_of_members")
POSTS_OF_COMMUNITIES = statement(__file__, "posts_of_communities")
POSTS_OF_AREAS = statement(__file__, "posts_of_areas")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChoice:
    """Which members: None means all; `text` is folded."""

    kinds: Sequence[str] | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillChoice:
    """Which skills: None means all; `categories` are tops or leaves, `text` is folded."""

    categories: Sequence[str] | None = None
    states: Sequence[str] | None = None
    level_at_least: int | None = None
    text: str | None = None
