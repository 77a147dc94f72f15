"""The matches of lines: lists, one match by its id, and what a draft would find.

Start with `matches_of_requirements`. Nothing here is stored: a match is computed when it is asked
for. Source: matching.md 3 and 8.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from graph.cobuilding import match_store
from graph.cobuilding.match_rows import Asked, Place, Provided, line_of, offer_of
from graph.cobuilding.places import points_of
from graph.cobuilding.seeking import Search
from graph.communities.model import Need, Requirement
from graph.communities.needs import NewLine
from graph.communities.rules import leaf_of
from graph.connection import Graph
from graph.errors import NotFound
from graph.matching import candidates
from graph.matching.model import Decisions, Line, Match, Millis, Offer
from graph.matching.policy import Policy, default_policy
from graph.members.model import Member
from graph.paging import Scope
from graph.things import Ref
from graph.units.model import Unit

SHOWN = 20
"""Matches of one line shown first (matching.md 3.3)."""
PREVIEWED = 5
"""Matches of one line shown while typing (matching.md 8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """What was found for one line.

    Attributes:
        asked: the line's nodes; None in a preview, where none is kept.
        matches: the best, in the order shown: shortlisted first, then by score.
        near_misses: gated ones that lack one step, with their gates; at most three, and none where
            twenty candidates fill the list.
        total: how many pass; those whose provider was not read count among them.
        provided: the offers of `matches` and `near_misses` with who provides them, by offer id.
    """

    line: Line
    asked: Asked | None
    matches: tuple[Match, ...]
    near_misses: tuple[Match, ...]
    total: int
    provided: Mapping[str, Provided]

    @property
    def offers(self) -> Mapping[str, object]:
        """The Skills and Resources shown, by id."""
        return {id: it.offer for id, it in self.provided.items()}

    @property
    def parties(self) -> Mapping[str, Member | Unit]:
        """The Members and Units that provide them, by id."""
        return {str(it.provider.id): it.provider for it in self.provided.values()}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMatch:
    """One match, open or gated, with what it is about."""

    match: Match
    asked: Asked
    provided: Provided


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDraft:
    """A need while it is typed: nothing is kept.

    Attributes:
        lines: what is missing; none: one line of `category_code`.
        window_start: first instant it can be served, UTC ms.
    """

    title: str
    category_code: str
    description: str = ""
    kind: str = "NEED"
    urgency: int = 0
    continuity: str = "ONE_OFF"
    window_start: Millis | None = None
    window_end: Millis | None = None
    lines: Sequence[NewLine] = field(default_factory=tuple[NewLine, ...])


@cache
def policy_in_force() -> Policy:
    """Return the policy of every area, until areas have their own."""
    return replace(default_policy(), id="po_default")


async def matches_of_requirements(  # noqa: PLR0913  what decides about a list
    graph: Graph,
    scope: Scope,
    requirement_ids: Sequence[str],
    *,
    now: Millis,
    first: int | None = SHOWN,
    policy: Policy | None = None,
    pool_sizes: Mapping[str, int] | None = None,
) -> Mapping[str, Matches]:
    """Return the matches of lines, by requirement id; lines the viewer may not read are left out.

    Six statements for one line as for fifty: `lines_for_matching`, `ties_of_communities`,
    `decisions_of_requirements`, `offers_in_pools`, `parties_for_matching`, `offers_by_id`; at most
    ten, where few are found nearby (wider rounds) or many parties are taken.

    `now` in UTC ms. `first`: matches of each line wanted; None: all that were found. `policy`: left
    out, the one in force. `pool_sizes`: offers by pool, as counted; above 1,000 in the pools of a
    line its street is read first.
    """
    asked = await match_store.lines_for_matching(graph, scope, list(dict.fromkeys(requirement_ids)))
    if not asked:
        return {}
    ids = [str(it.requirement.id) for it in asked]
    places = await match_store.ties_of_communities(graph, _communities(asked), now)
    decisions = await match_store.decisions_of_requirements(graph, ids)
    search = Search(
        graph=graph,
        policy=policy or policy_in_force(),
        now=now,
        lines={str(it.requirement.id): line_of(it, places[it.community.id]) for it in asked},
        places=places,
        decisions=decisions,
        pool_sizes=pool_sizes or {},
    )
    return await _listed(search, {str(it.requirement.id): it for it in asked}, first)


async def matches_by_id(
    graph: Graph,
    scope: Scope,
    ids: Sequence[str],
    *,
    now: Millis,
    policy: Policy | None = None,
) -> Mapping[str, FoundMatch]:
    """Return matches by id, passed and gated alike; a gated one says by its gates why not.

    Those whose line or offer the viewer may not see are left out. Five statements, however many.
    """
    pairs = {id: pair for id in dict.fromkeys(ids) if (pair := _ends(id))}
    asked = await match_store.lines_for_matching(
        graph, scope, list(dict.fromkeys(line for line, _ in pairs.values()))
    )
    if not asked:
        return {}
    by_line = {str(it.requirement.id): it for it in asked}
    sought = {offer for line, offer in pairs.values() if line in by_line}
    places = await match_store.ties_of_communities(graph, _communities(asked), now)
    decisions = await match_store.decisions_of_requirements(graph, list(by_line))
    provided = await match_store.offers_by_id(graph, sought)
    search = Search(
        graph=graph,
        policy=policy or policy_in_force(),
        now=now,
        lines={id: line_of(it, places[it.community.id]) for id, it in by_line.items()},
        places=places,
        decisions=decisions,
    )
    await match_store.learn_points(graph, (it.offer.area_path for it in provided.values()))
    offers = {id: offer_of(it, points_of(graph)) for id, it in provided.items()}
    await search.read_parties_of(offers.values())
    found = dict[str, FoundMatch]()
    for id, (line_id, offer_id) in pairs.items():
        line, offer = search.lines.get(line_id), offers.get(offer_id)
        if line and offer and _is_shown(offer, line, places[line.community_id], scope):
            match = candidates.match(search.pair(line, offer))
            found[id] = FoundMatch(match=match, asked=by_line[line_id], provided=provided[offer_id])
    return found


async def match_by_id(
    graph: Graph, scope: Scope, match_id: str, *, now: Millis, policy: Policy | None = None
) -> FoundMatch:
    """Return one match, passed or gated.

    Raises:
        NotFound: the id is malformed, or the viewer may not see the line or the offer.
    """
    found = await matches_by_id(graph, scope, [match_id], now=now, policy=policy)
    if match_id not in found:
        raise NotFound(match_id)
    return found[match_id]


async def preview(  # noqa: PLR0913  what decides about a list
    graph: Graph,
    scope: Scope,
    draft: NeedDraft,
    community_id: str,
    *,
    now: Millis,
    first: int = PREVIEWED,
    policy: Policy | None = None,
) -> list[Matches]:
    """Return what each line of a draft would find, in the order of the lines. Nothing is stored.

    Four statements: `ties_of_communities`, `offers_in_pools`, `parties_for_matching`,
    `offers_by_id`. The ids of these matches stand for nothing: their lines are 'draft0', 'draft1'.

    Raises:
        NotFound: the viewer may not see the community.
        InvalidInput: no service category has one of the codes.
    """
    wanted = draft.lines or (NewLine(category_code=draft.category_code),)
    places = await match_store.ties_of_communities(graph, [community_id], now)
    place = places.get(community_id)
    if place is None or not _is_readable(place, scope):
        raise NotFound(community_id)
    lines = [_drafted(draft, line, number, place, scope) for number, line in enumerate(wanted)]
    search = Search(
        graph=graph,
        policy=policy or policy_in_force(),
        now=now,
        lines={line.requirement_id: line for line in lines},
        places=places,
        decisions=Decisions(),
    )
    found = await _listed(search, {}, first)
    return [found[line.requirement_id] for line in lines]


async def _listed(
    search: Search, asked: Mapping[str, Asked], first: int | None
) -> Mapping[str, Matches]:
    """Run a search to its end and read what it shows."""
    await search.find_offers()
    await search.read_parties(first)
    shown = {id: tuple(search.settled[id][:first]) for id in search.lines}
    missed = {id: tuple(search.near_misses(line)) for id, line in search.lines.items()}
    ids = {it.offer.id for found in (shown, missed) for rows in found.values() for it in rows}
    nothing: Mapping[str, Provided] = {}
    provided = await match_store.offers_by_id(search.graph, ids) if ids else nothing
    return {
        id: Matches(
            line=line,
            asked=asked.get(id),
            matches=shown[id],
            near_misses=missed[id],
            total=search.open_count(line),
            provided={
                it.offer.id: provided[it.offer.id]
                for it in (*shown[id], *missed[id])
                if it.offer.id in provided
            },
        )
        for id, line in search.lines.items()
    }


def _communities(asked: Sequence[Asked]) -> set[str]:
    return {str(it.community.id) for it in asked}


def _ends(match_id: str) -> tuple[str, str] | None:
    """Return the ids of line and offer of a match id, None if it is malformed."""
    prefix, _, rest = match_id.partition(".")
    line, _, offer = rest.partition(".")
    is_well_formed = prefix == "mt" and line.startswith("rq_") and offer[:3] in ("sk_", "rs_")
    return (line, offer) if is_well_formed and "." not in offer else None


def _is_shown(offer: Offer, line: Line, place: Place, scope: Scope) -> bool:
    """Return whether a match may be told: the offer is the viewer's own, or open to this place.

    An offer of visibility PARTIES is never matched, one of AREA only within its reach (matching.md
    3.3); a draft is its owner's.
    """
    own = {scope["scope_member"], *_ids(scope, "scope_units")}
    if offer.provider_id in own or offer.unit_id in own:
        return True
    within = candidates.round_of(line, offer, place.ties) == 1
    is_open = offer.visibility == "PUBLIC" or (offer.visibility == "AREA" and within)
    return is_open and offer.state != "DRAFT"


def _is_readable(place: Place, scope: Scope) -> bool:
    """Return whether the viewer may see a community, as `read_community.cypher` has it."""
    path, home = place.community.area_path, str(scope["scope_home"])
    areas = _ids(scope, "scope_areas")
    is_mine = path.startswith(home) or any(
        path.startswith(at) or at.startswith(path) for at in areas
    )
    return is_mine or not place.ties.paired_units.keys().isdisjoint(_ids(scope, "scope_units"))


def _ids(scope: Scope, name: str) -> tuple[str, ...]:
    values = scope[name]
    return tuple(str(value) for value in values) if isinstance(values, list | tuple) else ()  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]  a parameter


def _drafted(draft: NeedDraft, wanted: NewLine, number: int, place: Place, scope: Scope) -> Line:
    """Return a line of a draft as matching sees it, as if it were published."""
    leaf = leaf_of(wanted.category_code, "lines", str(number), "category_code")
    community = place.community
    asked = leaf.qualification if wanted.kind == "SKILL" else ""
    need = Need(
        id=Ref("draft"),
        kind=draft.kind,
        title=draft.title,
        description=draft.description,
        area_path=community.area_path,
        community_id=community.id,
        category_code=draft.category_code,
        urgency=draft.urgency,
        difficulty=leaf.difficulty,
        continuity=draft.continuity,
        window_start=draft.window_start,
        window_end=draft.window_end,
        raised_by_id=Ref(str(scope["scope_member"])) if scope["scope_member"] else None,
        state="PUBLISHED",
    )
    requirement = Requirement(
        id=Ref(f"draft{number}"),
        need_id=need.id,
        community_id=community.id,
        area_path=community.area_path,
        kind=wanted.kind,
        description=wanted.description,
        category_code=wanted.category_code,
        quantity=wanted.quantity,
        open_quantity=wanted.quantity,
        measure="PERCENT" if draft.kind == "WISH" else leaf.measure,
        hours=wanted.hours,
        qualification=asked if wanted.qualification is None else wanted.qualification,
        min_level=wanted.min_level,
        slots=tuple(wanted.slots),
        urgency=draft.urgency,
    )
    asked_for = Asked(requirement=requirement, need=need, community=community, partners={})
    return line_of(asked_for, place)
