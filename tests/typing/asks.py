"""What pyright must refuse: each mark is an error that is expected; an unused mark is one too."""

from graph.acts import moves, starts
from graph.cobuilding.model import Participation, Project
from graph.cobuilding.projects import reject_project
from graph.cobuilding.relationships import create_relationship
from graph.cobuilding.store import PARTICIPATION, PROJECT
from graph.deed import Deed
from graph.inputs import Reason
from graph.things import Id, Ref
from graph.units.model import Pairing
from graph.units.store import PAIRING
from graph.viewer import Viewer

reject_project("pj_1", reasn="…")  # pyright: ignore[reportCallIssue]  no such input
reject_project("pj_1")  # pyright: ignore[reportCallIssue]  the reason is missing
reject_project("pj_1", reason=3)  # pyright: ignore[reportArgumentType]
create_relationship("pw.un_1.1")  # pyright: ignore[reportCallIssue]  a start has no id


async def ids(deed: Deed, outside: Id, inside: Ref) -> None:
    """An id from a client needs a scope, one of the graph has none."""
    await deed.reach(PROJECT, outside)  # pyright: ignore[reportArgumentType]
    await deed.lock(PROJECT, inside)  # pyright: ignore[reportArgumentType]
    project: Project = await deed.lock(PROJECT, outside)
    del project


def of_another_kind(pairing: Pairing, viewer: Viewer) -> None: ...


@moves(PROJECT, guard=of_another_kind)  # pyright: ignore[reportArgumentType]  of another kind
def reopen_project(deed: Deed, project: Project, *, reason: Reason) -> Project:
    return project


@moves(PAIRING, PARTICIPATION)
def answer_relationship(
    deed: Deed, edge: Pairing | Participation
) -> Pairing | Participation:  # fine: one of the two
    return edge


@starts(PROJECT)  # pyright: ignore[reportArgumentType]  the body gives nothing back
def found_project(deed: Deed) -> None: ...
