"""From a line to its ranked matches.

Pools and rounds to seek, whom to read next, and the order shown.

Start with `rank`. What it needs is read by `graph.cobuilding`: `seek` names the pools, `rank` deals
the offers found to each line, `parties_to_read` says whose facts can still change the first twenty.
Source: matching.md 3.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b

from graph.matching import gates, score
from graph.matching.gates import Gate, Pair
from graph.matching.model import (
    Decisions,
    Line,
    Match,
    Millis,
    Offer,
    Party,
    Seek,
    Ties,
    match_id,
)
from graph.matching.policy import Policy
from graph.matching.similarity import TextSimilarity, in_ppm, similarity_of
from graph.taxonomy import taxonomy

BOUND = 200
"""Offers read per label and pool group (default)."""

BOUND_OF_ALL = 900
"""Offers read per label over all pool groups, so that rows stay under 2,000 (default)."""

CROWDED = 1_000
"""Entries in the pools of one seek above which the street is read first (default)."""

STREET_IS_THIN = 60
"""Fewer passed from the street than this, and the pools are read as well (default)."""

ENOUGH = 20
"""Widening stops at so many passed; so many are shown first."""

FIRST_PARTIES = 40
MORE_PARTIES = 120
"""Parties read at first, and once more if that does not settle the first twenty."""

ROUNDS = 3
"""1 district, city and province; 2 neighbouring districts; 3 all of the city, if urgent."""


def pools_of(
    line: Line, policy: Policy, number: int = 1, city_districts: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the pools that round `number` (1..3) adds for a line, sorted.

    None if the round is not its.

    `city_districts`: codes of all districts of the line's city (round 3 only).
    """
    if number == 1:
        reaches = {line.district, line.city, line.province}
    elif number == 2:  # noqa: PLR2004 (the second round)
        reaches = set(line.neighbours) - {line.district}
    else:
        reaches = (
            set(city_districts) - {line.district, *line.neighbours}
            if _is_urgent(line)
            else set[str]()
        )
    near = taxonomy().closure(line.category_code, policy)
    return tuple(sorted(f"{reach}|{category}" for reach in reaches for category in near))


def seek(
    lines: Iterable[Line], policy: Policy, number: int = 1, city_districts: Iterable[str] = ()
) -> Seek:
    """Return the one seek that serves all `lines` in round `number`.

    A pool group per distinct seek set; a pool sought by several belongs to the group of its own
    category.
    """
    sets = dict[tuple[str, ...], str]()
    districts = tuple(city_districts)
    for line in lines:
        if sought := pools_of(line, policy, number, districts):
            sets.setdefault(sought, line.category_code)
    group_of = dict[str, int]()
    for group, (sought, category) in enumerate(sets.items()):
        for pool in sought:
            if pool not in group_of or (
                pool.endswith(f"|{category}") and not _is_own(group_of[pool], pool, sets)
            ):
                group_of[pool] = group
    bound = min(BOUND, BOUND_OF_ALL // len(sets)) if sets else BOUND
    return Seek(pools=tuple(sorted(group_of)), group_of=group_of, bound=max(1, bound))


def is_crowded(pools: Iterable[str], sizes: Mapping[str, int]) -> bool:
    """Return whether these pools hold so many offers that the street is read first."""
    return sum(sizes.get(pool, 0) for pool in pools) > CROWDED


def pools_for(offer: Offer, policy: Policy, districts: Iterable[str]) -> tuple[str, ...]:
    """Return the pools of lines an offer may serve within its reach, sorted. Source: matching.md 8.

    `districts`: codes of the districts known; those outside the reach are left out.
    """
    met = taxonomy().inverse_closure(offer.category_code, policy)
    reached = {code for code in districts if code.startswith(offer.reach)}
    return tuple(sorted(f"{code}|{category}" for code in reached for category in met))


def round_of(line: Line, offer: Offer, ties: Ties) -> int:
    """Return the round (1..3) in which an offer becomes a candidate of a line, 0 if in none."""
    if offer.reach in (line.district, line.city, line.province):
        return 1
    if offer.kind == "Resource" and offer.provider_id in ties.paired_units:
        return 1
    if offer.reach in line.neighbours:
        return 2
    return 3 if _is_urgent(line) and offer.reach.startswith(line.city) else 0


def matched(pair: Pair, sim_ppm: int | None) -> Match:
    """Return the match of one pair.

    Scored if all gates are open, else with the gates that are not.
    """
    return _match(pair, gates.closed(pair), sim_ppm)


def match(pair: Pair, similarity: TextSimilarity | None = None) -> Match:
    """Return the match of one pair, its texts compared: what `match(id)` shows, open or gated."""
    (sim_ppm,) = text_similarities(pair.line, [pair.offer], pair.policy, similarity)
    return matched(pair, sim_ppm)


def promises(  # noqa: PLR0913, PLR0917 (what decides about a pair)
    line: Line,
    offers: Iterable[Offer],
    ties: Ties,
    decisions: Decisions,
    policy: Policy,
    now: Millis,
    *,
    claim: bool = False,
    similarity: TextSimilarity | None = None,
) -> list[Match]:
    """Return the candidates of a line as they would stand if their parties were free, best first.

    Their scores are upper bounds: a party's facts only close gates and lower HEADROOM. Wider rounds
    are used while fewer than `ENOUGH` pass these gates; so the result depends on the line and the
    offers it may have, not on what else was read.
    """
    dealt = _dealt(line, offers, ties, policy)
    found = list[Pair]()
    for number in range(1, ROUNDS + 1):
        if len(found) >= ENOUGH:
            break
        for offer in dealt.get(number, ()):
            free = Party(id=offer.provider_id, kind=offer.provider_kind)
            pair = Pair(
                line=line,
                offer=offer,
                party=free,
                ties=ties,
                decision=decisions.of(line, offer),
                policy=policy,
                now=now,
                claim=claim,
            )
            if gates.is_open(pair):
                found.append(pair)
    texts = text_similarities(line, [pair.offer for pair in found], policy, similarity)
    made = (_match(pair, Gate(0), sim) for pair, sim in zip(found, texts, strict=True))
    return sorted(made, key=lambda match: match.order)


def settle(  # noqa: PLR0913, PLR0917 (what decides about a pair)
    promised: Iterable[Match],
    parties: Mapping[str, Party],
    ties: Ties,
    decisions: Decisions,
    policy: Policy,
    now: Millis,
    *,
    claim: bool = False,
) -> list[Match]:
    """Return the matches among `promised` whose party is known and lets them pass, in order."""
    settled = list[Match]()
    for promise in promised:
        party = parties.get(promise.offer.provider_id)
        if party is None:
            continue
        pair = Pair(
            line=promise.line,
            offer=promise.offer,
            party=party,
            ties=ties,
            decision=decisions.of(promise.line, promise.offer),
            policy=policy,
            now=now,
            claim=claim,
        )
        if gates.is_open(pair):
            settled.append(_with_party(promise, pair))
    return sorted(settled, key=lambda match: match.order)


def rank(  # noqa: PLR0913, PLR0917 (what decides about a pair)
    line: Line,
    offers: Iterable[Offer],
    parties: Mapping[str, Party],
    ties: Ties,
    decisions: Decisions,
    policy: Policy,
    now: Millis,
    *,
    claim: bool = False,
    similarity: TextSimilarity | None = None,
) -> list[Match]:
    """Return the matches of a line among `offers`, all gates open, in the order shown.

    `offers` may hold those of other lines too; `parties` by id, an offer without its party is left
    out. Source: matching.md 3.3 and 5.
    """
    promised = promises(
        line, offers, ties, decisions, policy, now, claim=claim, similarity=similarity
    )
    return settle(promised, parties, ties, decisions, policy, now, claim=claim)


def parties_to_read(
    promised: Sequence[Match],
    known: Collection[str],
    settled: Sequence[Match] = (),
    *,
    at_most: int = FIRST_PARTIES,
) -> list[str]:
    """Return the providers to read next, best promise first; none once the top twenty are settled.

    They are when no unread promise could come before the twentieth of `settled`: exact, because
    a promise is an upper bound. Providers of the first `at_most` unread offers, each once.
    """
    unread = [promise for promise in promised if promise.offer.provider_id not in known]
    if not unread or (len(settled) >= ENOUGH and settled[ENOUGH - 1].order < unread[0].order):
        return []
    return list(dict.fromkeys(promise.offer.provider_id for promise in unread[:at_most]))


def near_misses(matches: Iterable[Match], limit: int = 3) -> list[Match]:
    """Return the gated matches that lack least.

    One gate that somebody can open, in the order of `CODES`.
    """
    helped = {gate: place for place, gate in enumerate(HELPED)}
    missing = [match for match in matches if len(match.closed) == 1 and match.closed[0] in helped]
    return sorted(missing, key=lambda match: (helped[match.closed[0]], match.order))[:limit]


HELPED = ("TIME", "CAPACITY", "LEVEL", "QUALIFICATION", "RADIUS")
"""Gates that a little change opens, the easiest first. The others are not told as near misses."""


def text_similarities(
    line: Line, offers: Sequence[Offer], policy: Policy, similarity: TextSimilarity | None = None
) -> list[int | None]:
    """Return per offer how near its text is to the line's, in millionths.

    None where a text is missing.
    """
    if not line.text_folded or not offers:
        return [None] * len(offers)
    method = similarity or similarity_of(policy.text.index)
    texts = method.encode([offer.text_folded for offer in offers])
    found = method.similarity(method.encode([line.text_folded]), texts)[0]
    return [
        in_ppm(cosine) if offer.text_folded else None
        for cosine, offer in zip(found, offers, strict=True)
    ]


@lru_cache(maxsize=65_536)
def tie_order(id: str) -> int:
    """Return the place of a match among equals.

    Blake2b-64 of its id, so that age gives no advantage.
    """
    return int.from_bytes(blake2b(id.encode(), digest_size=8).digest())


def _dealt(
    line: Line, offers: Iterable[Offer], ties: Ties, policy: Policy
) -> Mapping[int, list[Offer]]:
    """Return the offers that may serve the line, by round: cheap tests before the twelve gates."""
    near = taxonomy().closure(line.category_code, policy)
    dealt = dict[int, list[Offer]]()
    seen = set[str]()
    for offer in offers:
        if offer.category_code in near and offer.id not in seen and gates.kinds_meet(line, offer):
            seen.add(offer.id)  # the third branch of offers_in_pools may repeat what a pool gave
            dealt.setdefault(round_of(line, offer, ties), []).append(offer)
    return dealt


def _match(pair: Pair, mask: Gate, sim_ppm: int | None) -> Match:
    line, offer = pair.line, pair.offer
    bonds = score.bonds(line, offer, pair.ties, pair.policy)
    parts = score.parts(pair, sim_ppm, bonds) if not mask else ()
    id = match_id(line.requirement_id, offer.id)
    found = gates.marks(pair)
    points = score.total(parts) if parts else None
    return Match(
        id=id,
        score=points,
        parts=parts,
        gates=gates.states(mask),
        marks=found,
        order=("SHORTLISTED" not in found, -(points or 0), tie_order(id)),
        bonds=bonds,
        policy_id=pair.policy.id,
        at=pair.now,
        line=line,
        offer=offer,
        party=pair.party,
    )


def _with_party(promise: Match, pair: Pair) -> Match:
    """Return a promise with the party's own HEADROOM: the one part a party decides."""
    last = promise.parts[-1]
    own = score.part("HEADROOM", last.max, score.headroom(pair.offer, pair.party))
    parts = (*promise.parts[:-1], own)
    points = score.total(parts)
    return replace(
        promise,
        score=points,
        parts=parts,
        order=(promise.order[0], -points, promise.order[2]),
        party=pair.party,
    )


def _is_urgent(line: Line) -> bool:
    return line.urgency >= 2 or line.call_level is not None  # noqa: PLR2004 (紧急)


def _is_own(group: int, pool: str, sets: Mapping[tuple[str, ...], str]) -> bool:
    return pool.endswith(f"|{list(sets.values())[group]}")
