"""Root fields of cobuilding: projects, matches, relationships as rows, history."""

from typing import Annotated

import strawberry

from graph.cobuilding.lists import ProjectChoice, count_projects_of_area, projects_of_area
from schema.cobuilding.types import Project, ProjectKind, ProjectState
from schema.communities.types import Stage
from schema.context import Info
from schema.describe import described
from schema.listing import AreaId, Id, codes, kept, listed, one
from schema.ownership import owned
from schema.paging import After, Before, Connection, First, Last, window_of


@described
@strawberry.input
class ProjectFilter:
    """Which projects: fields combine with AND, a list means any of its values."""

    kinds: list[str] | None = strawberry.field(
        default=None, description="Of these kinds.", graphql_type=list[ProjectKind] | None
    )
    stages: list[str] | None = strawberry.field(
        default=None, description="In these stages.", graphql_type=list[Stage] | None
    )
    states: list[str] | None = strawberry.field(
        default=None, description="In these states.", graphql_type=list[ProjectState] | None
    )
    categories: list[str] | None = codes()

    def choice(self) -> ProjectChoice:
        """Return the filter as the graph takes it."""
        return ProjectChoice(
            kinds=kept(self.kinds),
            stages=kept(self.stages),
            states=kept(self.states),
            categories=kept(self.categories),
        )


ProjectFilterIn = Annotated[ProjectFilter | None, strawberry.argument(description="Which ones.")]


@described
@strawberry.type
class Queries:
    """Root fields of cobuilding."""

    @strawberry.field(metadata=owned("cobuilding"))
    async def projects(  # noqa: PLR0913, PLR0917  the arguments of a list
        self,
        info: Info,
        area_id: AreaId = None,
        filter_by: ProjectFilterIn = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Project]:
        """List co-building projects (共建项目) of an area, by stage, then longest in their state first."""
        order, choice = "projects:QUEUE", (filter_by or ProjectFilter()).choice()
        window = window_of(order, first, after, last, before)
        read, count = projects_of_area, count_projects_of_area
        return await listed(info, order, window, Project.of, read, count, area_id, choice)

    @strawberry.field(metadata=owned("cobuilding"))
    async def project(self, info: Info, id: Id) -> Project | None:
        """Return one project; null: not there, or not yours to see."""
        return await one(Project, id, info)
