"""What strangers see of a member: '王*', no party membership (domain.md 2, Personal data). Pure."""

from graph.members.model import Member
from graph.viewer import Viewer

MASK = "*"


def shows_in_full(member: Member, viewer: Viewer) -> bool:
    """Tell whether a viewer may read this member's name and kind.

    It is the member; or lives in an area, or belongs to a unit, the viewer is in charge of;
    or shows it to everybody (亮身份).
    """
    in_area = any(member.area_path.startswith(path) for _, path in viewer.posts)
    in_unit = member.unit_id is not None and member.unit_id in {*viewer.units, *viewer.watched}
    return member.shows_identity or member.id == viewer.id or in_area or in_unit


def name_for(member: Member, viewer: Viewer) -> str:
    """Return the name as this viewer may read it: '王小明' or '王*'."""
    return member.name if shows_in_full(member, viewer) else f"{member.name[:1]}{MASK}"


def kind_for(member: Member, viewer: Viewer) -> str:
    """Return the kind as this viewer may read it: a party member is a volunteer to strangers."""
    hidden = member.kind == "PARTY_MEMBER" and not shows_in_full(member, viewer)
    return "VOLUNTEER" if hidden else member.kind
