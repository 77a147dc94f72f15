"""Seeking offers for lines: pools in rounds, points of places, parties in the order of promise.

Source: matching.md 3.3. What is a match, and in which order: `graph.matching.candidates`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.cobuilding import match_store
from graph.cobuilding.match_rows import Place
from graph.connection import Graph
from graph.matching import candidates, gates
from graph.matching.candidates import (
    ENOUGH,
    FIRST_PARTIES,
    HELPED,
    MORE_PARTIES,
    ROUNDS,
    STREET_IS_THIN,
)
from graph.matching.gates import Gate, Pair
from graph.matching.model import Decisions, Line, Match, Millis, Offer, Party, Seek
from graph.matching.policy import Policy
from graph.taxonomy import taxonomy

NEAR_MISSES = 3
"""Gated offers told beside a list (our choice)."""
NEAR_MISSES_ASKED = 10
"""Gated offers whose parties are read to find these: some of them are closed by their party too."""
WITHIN_REACH, BEYOND_REACH = ("PUBLIC", "AREA"), ("PUBLIC",)
"""Visibilities read in round 1, and in the wider ones. Source: matching.md 3.3, Scope."""

_ONE_STEP = {Gate[code] for code in HELPED}


@dataclass(kw_only=True)
class Search:
    """The search for some lines, as far as it got.

    Attributes:
        lines: all that are asked for, by requirement id.
        places: of the lines' communities, by community id.
        pool_sizes: offers by pool, as far as counted; a pool that is not here counts as small.
        offers: all that were read, by id, each at its point.
        promised: candidates by requirement id, as if their parties were free.
        gated: one-step misses by requirement id, likewise.
        parties: all that were read, by id.
        settled: by requirement id, the matches whose party is known and lets them pass, in order.
    """

    graph: Graph
    policy: Policy
    now: Millis
    lines: Mapping[str, Line]
    places: Mapping[str, Place]
    decisions: Decisions
    pool_sizes: Mapping[str, int] = field(default_factory=dict[str, int])
    offers: dict[str, Offer] = field(default_factory=dict[str, Offer])
    promised: dict[str, list[Match]] = field(default_factory=dict[str, list[Match]])
    gated: dict[str, list[Pair]] = field(default_factory=dict[str, list[Pair]])
    parties: dict[str, Party] = field(default_factory=dict[str, Party])
    settled: dict[str, list[Match]] = field(default_factory=dict[str, list[Match]])

    async def find_offers(self) -> None:
        """Read offers round by round, for the lines that have too few."""
        await self._nearest()
        for number in range(2, ROUNDS + 1):
            wanting = [it for it in self.lines.values() if self._found(it, number) < ENOUGH]
            seek = candidates.seek(wanting, self.policy, number, self._city_districts(wanting))
            if seek.pools:
                await self._read_pools(seek, wanting, (), BEYOND_REACH)

    async def read_parties(self, first: int | None) -> None:
        """Read the parties that can still change the first rows of a list, best promise first.

        Exact for up to `ENOUGH` rows, because a promise is an upper bound; for more, and for all
        (None), every party is read at once. Where promises do not fill the list, what one step
        keeps out of it is sought too.
        """
        for id, line in self.lines.items():
            self.gated[id] = self._gated(line) if len(self.promised[id]) < ENOUGH else []
        if first is None or first > ENOUGH:
            await self._read(self._unread(max(1, len(self.offers))))
            return
        for at_most in (FIRST_PARTIES, MORE_PARTIES):
            await self._read(self._unread(at_most))

    def near_misses(self, line: Line) -> list[Match]:
        """Return the gated matches of a line that lack least, their parties known."""
        id = line.requirement_id
        passed = {match.offer.id for match in self.settled[id]}
        offers = [match.offer for match in self.promised[id] if match.offer.id not in passed]
        offers += [pair.offer for pair in self.gated[id]]
        pairs = (self.pair(line, it) for it in offers if it.provider_id in self.parties)
        lacking = [
            candidates.matched(pair, None) for pair in pairs if gates.closed(pair) in _ONE_STEP
        ]
        return candidates.near_misses(lacking, NEAR_MISSES)

    def open_count(self, line: Line) -> int:
        """Return how many matches a line has; those whose party was not read count as open."""
        id = line.requirement_id
        unread = sum(it.offer.provider_id not in self.parties for it in self.promised[id])
        return unread + len(self.settled[id])

    def pair(self, line: Line, offer: Offer) -> Pair:
        """Return the pair of a line and an offer; a party that was not read counts as free."""
        free = Party(id=offer.provider_id, kind=offer.provider_kind)
        return Pair(
            line=line,
            offer=offer,
            party=self.parties.get(offer.provider_id, free),
            ties=self.places[line.community_id].ties,
            decision=self.decisions.of(line, offer),
            policy=self.policy,
            now=self.now,
        )

    async def read_parties_of(self, offers: Iterable[Offer]) -> None:
        """Read the parties of these offers."""
        await self._read(list(dict.fromkeys(offer.provider_id for offer in offers)))

    async def _nearest(self) -> None:
        """Round 1: the street first where the pools of a community are crowded, else the pools."""
        lines = list(self.lines.values())
        seek = candidates.seek(lines, self.policy)
        paired = {unit for place in self.places.values() for unit in place.ties.paired_units}
        is_one_place = len({line.community_id for line in lines}) == 1
        if is_one_place and candidates.is_crowded(seek.pools, self.pool_sizes):
            found = await match_store.offers_in_street(
                self.graph,
                seek,
                lines,
                paired,
                visibilities=WITHIN_REACH,
                districts=self._districts(),
            )
            self._add(found, lines)
            if all(self._found(line, 2) >= STREET_IS_THIN for line in lines):
                return
        await self._read_pools(seek, lines, paired, WITHIN_REACH)

    async def _read_pools(
        self, seek: Seek, lines: Sequence[Line], paired: Iterable[str], visibilities: Sequence[str]
    ) -> None:
        found = await match_store.offers_in_pools(
            self.graph,
            seek,
            lines,
            paired,
            visibilities=visibilities,
            districts=self._districts(),
        )
        self._add(found, lines)

    def _add(self, found: Iterable[Offer], lines: Iterable[Line]) -> None:
        for offer in found:
            self.offers.setdefault(offer.id, offer)
        for line in lines:
            self.promised[line.requirement_id] = candidates.promises(
                line,
                self.offers.values(),
                self.places[line.community_id].ties,
                self.decisions,
                self.policy,
                self.now,
            )

    def _found(self, line: Line, number: int) -> int:
        """Return how many promises a line has from the rounds before `number`.

        Offers of a wider round may be there by chance, read for another line: they do not count,
        or a list would depend on what it stands beside.
        """
        ties = self.places[line.community_id].ties
        return sum(
            candidates.round_of(line, match.offer, ties) < number
            for match in self.promised[line.requirement_id]
        )

    def _districts(self) -> set[str]:
        """Return the districts where offers for these lines are likely to stand."""
        around = {code for line in self.lines.values() for code in line.neighbours}
        return {*self._city_districts(self.lines.values()), *around}

    def _city_districts(self, lines: Iterable[Line]) -> list[str]:
        codes = {
            code
            for line in lines
            for code in (line.district, *self.places[line.community_id].city_districts)
        }
        return sorted(codes)

    def _gated(self, line: Line) -> list[Pair]:
        """Return the offers of a line that one step keeps out, those that lack least."""
        passed = {match.offer.id for match in self.promised[line.requirement_id]}
        near = taxonomy().closure(line.category_code, self.policy)
        ties = self.places[line.community_id].ties
        pairs = (
            self.pair(line, offer)
            for offer in self.offers.values()
            if offer.category_code in near
            and offer.id not in passed
            and candidates.round_of(line, offer, ties)
        )
        lacking = [pair for pair in pairs if gates.closed(pair) in _ONE_STEP]
        told = candidates.near_misses(
            [candidates.matched(pair, None) for pair in lacking], NEAR_MISSES_ASKED
        )
        return [self.pair(line, match.offer) for match in told]

    def _unread(self, at_most: int) -> list[str]:
        """Return the providers to read next, over all lines, each once."""
        ids = list[str]()
        for id in self.lines:
            ids += candidates.parties_to_read(
                self.promised[id], self.parties, self.settled.get(id, ()), at_most=at_most
            )
            if not self.parties:
                ids += [pair.offer.provider_id for pair in self.gated[id]]
        return list(dict.fromkeys(ids))

    async def _read(self, provider_ids: Sequence[str]) -> None:
        if provider_ids:
            persons = {id for line in self.lines.values() for id in persons_of(line)}
            self.parties |= await match_store.parties_for_matching(
                self.graph,
                [id for id in provider_ids if id.startswith("mb_")],
                [id for id in provider_ids if id.startswith("un_")],
                persons,
            )
        if provider_ids or not self.settled:
            self._settle()

    def _settle(self) -> None:
        for id, line in self.lines.items():
            ties = self.places[line.community_id].ties
            self.settled[id] = candidates.settle(
                self.promised.get(id, ()), self.parties, ties, self.decisions, self.policy, self.now
            )


def persons_of(line: Line) -> frozenset[str]:
    """Return whom a giver of this line must not live with. Source: matching.md 4, CONFLICT."""
    raiser = {line.raiser_id} if line.raiser_id and line.need_kind != "ACTIVITY" else set[str]()
    return line.beneficiary_ids | raiser
