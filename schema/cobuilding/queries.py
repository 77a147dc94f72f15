"""Root fields of cobuilding: projects, matches, relationships as rows, history."""

from typing import Annotated

import strawberry

from graph.cobuilding.history import RelationshipChoice, relationships_of_node
from graph.cobuilding.lists import ProjectChoice, count_projects_of_area, projects_of_area
from schema.cobuilding.history import ORDER, Event, history_of
from schema.cobuilding.matches import Match
from schema.cobuilding.previews import Given, PreviewedLine, previewed
from schema.cobuilding.relationships import RelationshipRow, RelationshipState, RelationshipType
from schema.cobuilding.types import Project, ProjectKind, ProjectState
from schema.communities.types import Stage
from schema.context import Info
from schema.describe import described
from schema.listing import AreaId, FirstOf, Id, checked_size, codes, kept, listed, one
from schema.ownership import owned
from schema.paging import After, Before, Connection, First, Last, window_of
from schema.references import Relationship, found
from schema.scalars import DateTime


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


Draft = Annotated[
    Given,  # pyright: ignore[reportInvalidTypeForm]  made at run time
    strawberry.argument(description="The need as typed so far."),
]
NodeId = Annotated[strawberry.ID, strawberry.argument(description="Id of the thing.")]
Types = Annotated[
    list[RelationshipType] | None,  # pyright: ignore[reportInvalidTypeForm]  made at run time
    strawberry.argument(description="Only of these types."),
]
States = Annotated[
    list[RelationshipState] | None,  # pyright: ignore[reportInvalidTypeForm]  made at run time
    strawberry.argument(description="Only in these states; if absent: in any."),
]
AsOf = Annotated[
    DateTime | None,
    strawberry.argument(description="Those in force at this instant, whatever their state now."),
]
AfterRid = Annotated[
    strawberry.ID | None, strawberry.argument(description="Only those behind this one.")
]
ProjectFilterIn = Annotated[ProjectFilter | None, strawberry.argument(description="Which ones.")]


@described
@strawberry.type
class Queries:
    """Root fields of cobuilding."""

    @strawberry.field(metadata=owned("cobuilding"))
    async def match(self, info: Info, id: Id) -> Match | None:
        """Return one match (匹配), open or gated; null: not there, or not yours to see."""
        return await one(Match, id, info)

    @strawberry.field(metadata=owned("cobuilding"))
    async def preview_matches(
        self,
        info: Info,
        input: Draft,
    ) -> list[PreviewedLine] | None:
        """Return candidates for a need while it is typed (试匹配); nothing is kept.

        Null: no such community, or not yours to see.
        """
        return await previewed(info, input)

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
        """List projects (共建项目) of an area, by stage, longest in their state first."""
        order, choice = "projects:QUEUE", (filter_by or ProjectFilter()).choice()
        window = window_of(order, first, after, last, before)
        read, count = projects_of_area, count_projects_of_area
        return await listed(info, order, window, Project.of, read, count, area_id, choice)

    @strawberry.field(metadata=owned("cobuilding"))
    async def relationships(  # noqa: PLR0913, PLR0917  the arguments of a list
        self,
        info: Info,
        node_id: NodeId,
        types: Types = None,
        states: States = None,
        as_of: AsOf = None,
        first: FirstOf = 100,
        after: AfterRid = None,
    ) -> list[RelationshipRow]:
        """List the relationships (关系) of a unit, member, community, area or project, by rid."""
        graph, scope = info.context.graph, info.context.viewer.scope
        choice = RelationshipChoice(types=kept(types), states=kept(states), as_of=as_of)
        limit = checked_size(first)
        rows = await relationships_of_node(
            graph, scope, node_id, choice, after=after or "", limit=limit
        )
        return [RelationshipRow.of(row) for row in rows]

    @strawberry.field(metadata=owned("cobuilding"))
    async def relationship(self, info: Info, id: Id) -> Relationship | None:
        """Return one relationship (关系); null: not there, or not yours to see."""
        found_one = await found(id, info)
        return found_one if isinstance(found_one, Relationship) else None

    @strawberry.field(metadata=owned("cobuilding"))
    async def relationship_history(  # noqa: PLR0913, PLR0917  the arguments of a list
        self,
        info: Info,
        id: Id,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Event]:
        """List what happened to a relationship (关系历史), the earliest first."""
        return await history_of(info, id, window_of(ORDER, first, after, last, before))

    @strawberry.field(metadata=owned("cobuilding"))
    async def history(  # noqa: PLR0913, PLR0917  the arguments of a list
        self,
        info: Info,
        node_id: NodeId,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Event]:
        """List what happened to a thing (变更与事件) and to relationships that start at it."""
        return await history_of(info, node_id, window_of(ORDER, first, after, last, before))

    @strawberry.field(metadata=owned("cobuilding"))
    async def project(self, info: Info, id: Id) -> Project | None:
        """Return one project; null: not there, or not yours to see."""
        return await one(Project, id, info)
