"""Ask for candidates of every line of the lists: coverage by city, unmet lines by reason."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from graph.cobuilding.matches import Matches, matches_by_id, matches_of_requirements
from graph.connection import Graph
from graph.faults import TimedOut
from graph.matching.model import match_id
from graph.text import fold
from graph.units.model import Resource
from graph.viewer import SYSTEM
from seeds.wuhan.entries import EDITION, Entries, Listed, items

TOGETHER = 50
"""Lines of one seek (matching.md 3.2)."""
NO_OFFER, NOT_NAMED, NO_LINE = "NO_OFFER", "NOT_NAMED", "NO_LINE"
"""Reasons beside the gates: nobody offers the category here · offers of the category, but none
names the item · the need lists nothing at all."""


@dataclass(slots=True)
class Cover:
    """What one city's lists get.

    Attributes:
        needs: needs raised there.
        lines: their lines.
        matched: lines with a candidate: all gates open.
        named: those where a candidate's own text names the item.
        stated: lines whose quantity the list tells.
    """

    needs: int = 0
    lines: int = 0
    matched: int = 0
    named: int = 0
    stated: int = 0

    def __add__(self, other: "Cover") -> "Cover":
        return Cover(
            self.needs + other.needs,
            self.lines + other.lines,
            self.matched + other.matched,
            self.named + other.named,
            self.stated + other.stated,
        )


@dataclass(slots=True)
class Coverage:
    """Coverage by city, in the order of the list, and what is not met by reason.

    Attributes:
        unmet: lines no candidate names, by reason: a gate, or one of the three above;
            NO_LINE counts needs.
        items: the same lines by item key.
        candidates: pairs of a line and an offer with all gates open.
        unknown: of these, pairs whose quantity nobody can compare.
    """

    cities: dict[str, Cover] = field(default_factory=dict[str, Cover])
    unmet: Counter[str] = field(default_factory=Counter[str])
    items: Counter[str] = field(default_factory=Counter[str])
    candidates: int = 0
    unknown: int = 0

    @property
    def total(self) -> Cover:
        """All cities together."""
        return sum(self.cities.values(), Cover())


async def coverage(
    graph: Graph,
    entries: Entries,
    *,
    now: int = EDITION,
    progress: Callable[[int, int], None] | None = None,
) -> Coverage:
    """Ask for all candidates of every line; return what each city gets, and why the rest is unmet.

    Six statements for 50 lines. `now`: the instant asked about, UTC ms.
    """
    found, asked = Coverage(), 0
    for need in entries.needs:
        found.cities.setdefault(need.city, Cover()).needs += 1
        found.unmet[NO_LINE] += not need.lines
    for lines in _batches(entries.lines):
        ids = [str(line.id) for line in lines]
        matches = await _matches(graph, ids, now)
        unnamed = [line for line in lines if not _is_named(found, line, matches[str(line.id)])]
        gates = await _gates(graph, unnamed, entries, now)
        for line in unnamed:
            offered = NOT_NAMED if matches[str(line.id)].matches else NO_OFFER
            found.unmet[gates.get(line.id, offered)] += 1
            found.items[line.key] += 1
        asked += len(lines)
        if progress:
            progress(asked, len(entries.lines))
    return found


async def _matches(graph: Graph, ids: Sequence[str], now: int) -> Mapping[str, Matches]:
    """Return all matches of lines, by line id; of fewer at a time where it takes too long."""
    try:
        return await matches_of_requirements(graph, SYSTEM.scope, ids, now=now, first=None)
    except TimedOut:
        if len(ids) == 1:
            raise
    half = len(ids) // 2
    return {
        **await _matches(graph, ids[:half], now),
        **await _matches(graph, ids[half:], now),
    }


def _is_named(found: Coverage, line: Listed, got: Matches) -> bool:
    """Count what a line gets; return whether one of its matches names the item."""
    cover = found.cities[line.city]
    named = any(_names(match.offer.text_folded, line.key) for match in got.matches)
    cover.lines += 1
    cover.stated += line.is_stated
    cover.matched += bool(got.matches)
    cover.named += named
    found.candidates += len(got.matches)
    found.unknown += sum("QUANTITY_UNKNOWN" in match.marks for match in got.matches)
    return named


async def _gates(
    graph: Graph, lines: Iterable[Listed], entries: Entries, now: int
) -> Mapping[str, str]:
    """Return the first gate that keeps an offer out which names the line's item, by line id."""
    offers = [thing for thing in entries.things if isinstance(thing, Resource) and thing.pool]
    ids = [
        match_id(line.id, offer.id)
        for line in lines
        for offer in offers
        if _names(offer.text_folded, line.key)
    ]
    if not ids:
        return {}
    asked = await matches_by_id(graph, SYSTEM.scope, ids, now=now)
    closed = {it.match.line.requirement_id: it.match.closed for it in asked.values()}
    return {line: gates[0] for line, gates in closed.items() if gates}


def _names(text: str, key: str) -> bool:
    """Return whether a folded text has one of the item's words."""
    known: Mapping[str, Sequence[str]] = items()["keys"].get(key, {"words": [key]})
    return any(fold(word) in text for word in known["words"])


def _batches(lines: Iterable[Listed]) -> Iterator[list[Listed]]:
    row = iter(lines)
    while batch := list(islice(row, TOGETHER)):
        yield batch
