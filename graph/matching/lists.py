"""Lists shown to those who give: what fits, what waits, what nobody took yet.

Source: matching.md 8.

Ranking by fit alone sends everybody to the same jobs; so the order subtracts for sign-ups, and of
each ten shown three have none. The order ("推荐序") changes no score.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from graph.matching.candidates import rank
from graph.matching.model import Decisions, Line, Match, Millis, Offer, Party, Ties
from graph.matching.policy import Policy
from graph.taxonomy import taxonomy

PAGE = 10
"""Rows looked at together: the promises of chapter 8 are per ten shown."""

MOST_ROUTINE = 4
"""Rows of flag R (老三样) among ten, while anything else is left."""

MOST_DAYS = 10
"""Days of waiting that count."""

DAY_MS = 86_400_000


def lines_for(  # noqa: PLR0913, PLR0917 (what decides about a pair)
    offers: Iterable[Offer],
    lines: Iterable[Line],
    parties: Mapping[str, Party],
    ties: Mapping[str, Ties],
    decisions: Decisions,
    policy: Policy,
    now: Millis,
    *,
    claim: bool = True,
) -> list[Match]:
    """Return the lines that one giver's offers may serve, the best offer for each.

    Never beyond the reach.

    `ties` by community id. `claim`: the giver asks for itself. Sorted by line as they came.
    """
    given, found = list(offers), list[Match]()
    for line in lines:
        known = ties.get(line.community_id) or Ties(community_id=line.community_id)
        ranked = rank(line, given, parties, known, decisions, policy, now, claim=claim)
        found += [match for match in ranked if "OUTSIDE_REACH" not in match.marks][:1]
    return found


def order_of(match: Match, policy: Policy, now: Millis) -> int:
    """Return the recommended order (推荐序) of a scored match in points; higher comes first.

    S − 150·committed div quantity + 10·days waiting (≤ 10) + 20·(difficulty − 1) + 40·urgency, by
    policy.
    """
    line, rule = match.line, policy.list
    waited = (now - line.aging_since) // DAY_MS if line.aging_since is not None else 0
    return (
        (match.score or 0)
        - rule.signup * line.committed_quantity // max(1, line.quantity)
        + rule.wait * min(MOST_DAYS, max(0, waited))
        + rule.difficulty * (line.difficulty - 1)
        + rule.urgency * line.urgency
    )


def arranged(
    matches: Iterable[Match], policy: Policy, now: Millis, *, viewer_id: str, day: str
) -> list[Match]:
    """Return the matches as a giver sees them, ten by ten.

    Of each ten at least three (by policy) have no commitment yet, drawn by viewer and day, while
    there are such; at most four are routine, while there are others. Nothing is left out. `day`:
    '2026-03-05'.
    """
    rest = sorted(matches, key=lambda match: (-order_of(match, policy, now), match.order[2]))
    shown = list[Match]()
    while rest:
        page = _with_untaken(_top(rest), rest, policy.list.untaken_of_10, f"{viewer_id}|{day}")
        taken = {match.id for match in page}
        rest = [match for match in rest if match.id not in taken]
        shown += page
    return shown


def is_routine(line: Line) -> bool:
    """Return whether a line is of flag R (老三样)."""
    leaf = taxonomy().leaves.get(line.category_code)
    return leaf is not None and "R" in leaf.flags


def is_untaken(line: Line) -> bool:
    """Return whether nobody has committed to a line yet."""
    return line.committed_quantity == 0


def _top(rest: list[Match]) -> list[Match]:
    """Return the first ten, with at most four routine ones unless nothing else is left."""
    page, held = list[Match](), list[Match]()
    for match in rest:
        if len(page) == PAGE:
            break
        full = sum(is_routine(other.line) for other in page) >= MOST_ROUTINE
        (held if full and is_routine(match.line) else page).append(match)
    return page + held[: PAGE - len(page)]


def _with_untaken(page: list[Match], rest: list[Match], least: int, seed: str) -> list[Match]:
    """Return the page with untaken lines drawn for its last taken ones, at drawn places."""
    there = {match.id for match in page}
    drawn = sorted(
        (m for m in rest if is_untaken(m.line) and m.id not in there), key=lambda m: _lot(seed, m)
    )
    kept = list(page)
    missing = least - sum(is_untaken(match.line) for match in page)
    for match in drawn[: max(0, missing)]:
        last = max(
            (at for at, other in enumerate(kept) if not is_untaken(other.line)), default=None
        )
        if last is None:
            break
        del kept[last]
        kept.insert(_lot(seed, match) % (len(kept) + 1), match)
    return kept


def _lot(seed: str, match: Match) -> int:
    return int.from_bytes(blake2b(f"{seed}|{match.id}".encode(), digest_size=8).digest())
