"""Every line against every offer: the oracle of the candidate path. Source: matching.md 16, M10.

No pools, no bound, no promises, no reading of some parties only: gates and score of each pair, and
the rounds of 3.3 with their stop, written out a second time.
"""

from collections.abc import Iterable, Mapping

from graph.matching import gates, score
from graph.matching.candidates import matched, text_similarities
from graph.matching.gates import Pair
from graph.matching.model import Decisions, Line, Match, Offer, Party, Ties
from graph.matching.policy import Policy


def all_pairs(  # noqa: PLR0913, PLR0917 (as `rank`)
    lines: Iterable[Line],
    offers: Iterable[Offer],
    parties: Mapping[str, Party],
    ties: Mapping[str, Ties],
    decisions: Decisions,
    policy: Policy,
    now: int,
) -> dict[str, list[Match]]:
    """Return the ranked matches of each line, keyed by requirement id; `ties` by community id."""
    everything = list(offers)
    return {
        line.requirement_id: _of_line(
            line, everything, parties, ties[line.community_id], decisions, policy, now
        )
        for line in lines
    }


def _of_line(  # noqa: PLR0913, PLR0917 (as `rank`)
    line: Line,
    offers: list[Offer],
    parties: Mapping[str, Party],
    ties: Ties,
    decisions: Decisions,
    policy: Policy,
    now: int,
) -> list[Match]:
    texts = text_similarities(line, offers, policy)
    passed, free = list[Match](), 0
    for allowed in (_at_home, _next_door, _in_the_city):
        if free >= 20:
            break
        for offer, sim in zip(offers, texts, strict=True):
            if not allowed(line, offer, ties):
                continue
            decision = decisions.of(line, offer)
            nobody = Party(id=offer.provider_id, kind=offer.provider_kind)
            facts = {"ties": ties, "decision": decision, "policy": policy, "now": now}
            free += not gates.closed(Pair(line=line, offer=offer, party=nobody, **facts))
            match = matched(
                Pair(line=line, offer=offer, party=parties[offer.provider_id], **facts), sim
            )
            if match.score is not None:
                assert match.score == score.total(match.parts)
                passed.append(match)
    return sorted(passed, key=lambda match: (match.order[0], -(match.score or 0), match.order[2]))


def _at_home(line: Line, offer: Offer, ties: Ties) -> bool:
    _, province, city, district = line.area_path.split("/")[:4]
    return offer.reach in (district, city, province) or (
        offer.kind == "Resource" and offer.provider_id in ties.paired_units
    )


def _next_door(line: Line, offer: Offer, ties: Ties) -> bool:
    return not _at_home(line, offer, ties) and offer.reach in line.neighbours


def _in_the_city(line: Line, offer: Offer, ties: Ties) -> bool:
    urgent = line.urgency >= 2 or line.call_level is not None
    city = line.area_path.split("/")[2]
    wider = _at_home(line, offer, ties) or _next_door(line, offer, ties)
    return urgent and not wider and offer.reach.startswith(city)
