"""Matches as a viewer may see them: read once for all lines of a page, with what they show."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.cobuilding.match_rows import Provided
from graph.cobuilding.match_store import decisions_of_requirements
from graph.cobuilding.matches import Matches, matches_by_id, matches_of_requirements
from graph.connection import Graph
from graph.matching.model import Decisions, Match
from graph.paging import Page, Scope, Window
from graph.things import Thing
from schema.context import Info

ORDER = "matches:SCORE"
"""The one order of matches: shortlisted first, then by score."""


async def matches_of_line(
    info: Info, id: str, area_path: str, window: Window, min_score: int | None
) -> tuple[Page[Match], int]:
    """Return a page of the matches of one line and how many there are, as the viewer sees them.

    All lines of a page share one run of the statements. Who holds a role over the line sees all;
    others see what is offered to the public, and their own.
    """
    is_whole = window.after is None and min_score is None and covers(_scope(info), area_path)
    found = await _found(info, id, window.size if is_whole else None)
    if found is None:
        return Page[Match](), 0
    shown = [it for it in found.matches if is_seen(it, _scope(info))]
    chosen = [it for it in shown if min_score is None or (it.score or 0) >= min_score]
    rest = [it for it in chosen if window.after is None or key_of(it) > window.after]
    total = found.total if is_whole else len(chosen)
    rows = rest[: window.size]
    page = Page(
        keys=tuple(key_of(it) for it in rows),
        values=tuple(rows),
        has_next=total > len(rows) if is_whole else len(rest) > window.size,
        has_previous=len(rest) < len(chosen),
    )
    return page, total


async def near_misses_of_line(info: Info, id: str, area_path: str) -> list[Match]:
    """Return the offers one step short, to who holds a role over the line or gives them."""
    found = await _found(info, id, 1)
    if found is None:
        return []
    scope = _scope(info)
    return [it for it in found.near_misses if covers(scope, area_path) or is_own(it, scope)]


async def matches_told(info: Info, ids: Sequence[str]) -> list[Match | None]:
    """Return matches by id in their order, None where the viewer sees no such line or offer.

    Why a pair is gated is told to those who hold a role over the line, and to the giver.
    """
    context, scope = info.context, _scope(info)
    found = await matches_by_id(context.graph, scope, ids, now=context.moment)
    told = {id: it for id, it in found.items() if is_told(it.match, scope)}
    keep(info, [it.provided for it in told.values()])
    return [told[id].match if id in told else None for id in ids]


async def decisions_by_requirement(
    graph: Graph,
    scope: Scope,  # noqa: ARG001  the caller reached the match in scope
    ids: Sequence[str],
) -> Mapping[str, Decisions]:
    """Return what was decided about the matches of these lines; one statement."""
    return dict.fromkeys(ids, await decisions_of_requirements(graph, ids))


def keep(info: Info, provided: Iterable[Provided]) -> None:
    """Remember offers and their givers, so that showing them reads nothing more."""
    for it in provided:
        things: list[Thing] = [it.offer, it.provider, *([it.unit] if it.unit else [])]
        info.context.loaders.keep(things)


def key_of(match: Match) -> str:
    """Return the place of a match in the order of its list, as text."""
    pinned, score, tie = match.order
    return f"{pinned + 1}|{score + 2000:04}|{tie:020}"


def covers(scope: Scope, area_path: str) -> bool:
    """Tell whether the viewer holds a post over a place."""
    paths: Any = scope["scope_areas"]
    return any(area_path.startswith(path) for path in paths)


def is_own(match: Match, scope: Scope) -> bool:
    """Tell whether the viewer is the giver, or speaks for its unit."""
    units: Any = scope["scope_units"]
    own = {scope["scope_member"], *units} - {""}
    return bool(own & {match.offer.provider_id, match.offer.unit_id})


def is_seen(match: Match, scope: Scope) -> bool:
    """Tell whether a list may show a match to this viewer."""
    is_public = match.offer.visibility == "PUBLIC"
    return is_public or covers(scope, match.line.area_path) or is_own(match, scope)


def is_told(match: Match, scope: Scope) -> bool:
    """Tell whether this viewer may learn how a pair stands; why it is gated is not for all."""
    is_gated = match.score is None
    return not is_gated or covers(scope, match.line.area_path) or is_own(match, scope)


async def _found(info: Info, id: str, first: int | None) -> Matches | None:
    """Return what was found for a line, `first` at least; None for `first`: all."""
    wanted = "all" if first is None else str(first)
    found = await info.context.below(_by_requirement, f"{id} {wanted}", info.context.moment)
    if found is not None:
        keep(info, found.provided.values())
    return found


async def _by_requirement(
    graph: Graph, scope: Scope, keys: Sequence[str], now: int
) -> Mapping[str, Matches | None]:
    """Return what was found by key, '<requirement id> <how many>', in one run with the most."""
    asked = {key: key.partition(" ")[::2] for key in keys}
    sizes = {size for _, size in asked.values()}
    first = None if "all" in sizes else max(map(int, sizes))
    ids = list(dict.fromkeys(id for id, _ in asked.values()))
    found = await matches_of_requirements(graph, scope, ids, now=now, first=first)
    return {key: found.get(id) for key, (id, _) in asked.items()}


def _scope(info: Info) -> Scope:
    return info.context.viewer.scope
