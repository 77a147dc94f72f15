"""Kinds and statements of members."""

from graph.connection import Graph
from graph.members.model import Member, Membership, Post, Registration, Skill
from graph.statements import statement
from graph.things import Kind
from graph.viewer import ROLE_OF_POST, Held, Viewer, viewer_of

MEMBER = Kind(Member, "mb", beside=__file__)
SKILL = Kind(Skill, "sk", beside=__file__)
MEMBERSHIP = Kind(Membership, "mo", beside=__file__)
REGISTRATION = Kind(Registration, "ra", beside=__file__)
POST = Kind(Post, "ho", beside=__file__)

_VIEWER_BY_SUBJECT = statement(__file__, "viewer_by_subject")


async def viewer_by_subject(graph: Graph, subject: str, now: int) -> Viewer | None:
    """Return the viewer a checked token names, with the roles of the posts held at `now` (UTC ms).

    None: no member signs in with this subject, or the member left. Everybody returned is a resident
        (RES) too.
    """
    rows = await graph.read(_VIEWER_BY_SUBJECT, subject=subject, now=now)
    if not rows:
        return None
    row = rows[0]
    held = [
        Held(role=ROLE_OF_POST[post["post"]], **post)
        for post in row["posts"]
        if post["post"] in ROLE_OF_POST
    ]
    homes = sorted(row["residences"], key=lambda home: (home["since"], home["place_id"]))
    residence = Held(role="RES", **homes[0]) if homes else None
    return viewer_of(row["id"], held, is_member=row["is_member"], residence=residence)
