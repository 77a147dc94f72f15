"""The score of a pair: 1000 points in seven parts, whole numbers all the way.

Source: matching.md 5.

It depends on the pair, the policy and nightly frozen values only, never on who else is in the list.
"""

from dataclasses import dataclass

from graph.matching import gates
from graph.matching.gates import Pair
from graph.matching.model import Bond, Line, Offer, Part, Party, Ties
from graph.matching.place import COMMUNITY, common_depth, metres, nearness
from graph.matching.policy import Policy, Weights
from graph.taxonomy import taxonomy

UNKNOWN_TEXT = 250
"""f of TEXT where one side says nothing: as near as any pair of one top.

Source: matching.md 5.1.
"""

KEYS = ("CAPABILITY", "TEXT", "PLACE", "PAIRING", "TIME", "QUALITY", "HEADROOM")

BANDS_M = (("WALK_20", 1_500), ("KM_3", 3_000), ("KM_10", 10_000))
"""Distances as people are told them, never in metres; 20 minutes at 4.5 km/h. matching.md 6."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One f (0..1000) with the code of its reason and the evidence."""

    f: int
    reason: str
    evidence: str = ""


def parts(pair: Pair, sim_ppm: int | None, known: tuple[Bond, ...]) -> tuple[Part, ...]:
    """Return the seven parts of an open pair, in the order of `KEYS`.

    `sim_ppm`: similarity of the texts in millionths, None where one side has no text. `known`:
    `bonds`.
    """
    line, offer, policy = pair.line, pair.offer, pair.policy
    factors = (
        capability(line, offer, policy),
        text(sim_ppm, policy),
        place(line, offer, policy),
        pairing(known),
        time(line, offer, policy),
        quality(offer, pair.ties),
        headroom(offer, pair.party),
    )
    return tuple(
        part(key, weight, factor)
        for key, weight, factor in zip(KEYS, weights(line, policy), factors, strict=True)
    )


def total(scored: tuple[Part, ...]) -> int:
    """Return S, the sum of the seven parts."""
    return sum(part.points for part in scored)


def weights(line: Line, policy: Policy) -> tuple[int, ...]:
    """Return the seven weights that apply to a line, in the order of `KEYS`."""
    chosen: Weights = policy.emergency if line.is_emergency else policy.weights
    return (
        chosen.capability,
        chosen.text,
        chosen.place,
        chosen.pairing,
        chosen.time,
        chosen.quality,
        chosen.headroom,
    )


def capability(line: Line, offer: Offer, policy: Policy) -> Factor:
    """Return how well category and level fit: (rel·level + 500) div 1000."""
    rel = taxonomy().closure(line.category_code, policy).get(offer.category_code, 0)
    level = 1000 if offer.kind == "Resource" else policy.levels[offer.effective_level]
    return Factor((rel * level + 500) // 1000, "EXACT" if rel == 1000 else "NEAR")  # noqa: PLR2004 (thousandths)


def text(sim_ppm: int | None, policy: Policy) -> Factor:
    """Return clip(floor(250·(z + 1) + ½)), z against the policy's frozen background.

    In whole numbers.
    """
    if sim_ppm is None:
        return Factor(UNKNOWN_TEXT, "NO_TEXT")
    sigma = policy.text.sigma_ppm
    f = (500 * (sim_ppm - policy.text.mu_ppm) + 501 * sigma) // (2 * sigma)
    return Factor(min(1000, max(0, f)), "SIMILAR")


def place(line: Line, offer: Offer, policy: Policy) -> Factor:
    """Return the greater of common area and nearness; the reason is the band that may be told."""
    if line.remote_ok and offer.remote:
        return Factor(1000, "REMOTE")
    shared = common_depth(line.area_path, offer.area_path)
    org = policy.org[min(4, max(0, COMMUNITY + 1 - shared))]
    if line.lat is None or line.lng is None or offer.lat is None or offer.lng is None:
        return Factor(org, _band(shared, None))
    distance = metres(line.lat, line.lng, offer.lat, offer.lng)
    scale = policy.vehicle_scale_m if offer.travel == "VEHICLE" else policy.foot_scale_m
    return Factor(max(org, nearness(distance, scale)), _band(shared, distance))


def bonds(line: Line, offer: Offer, ties: Ties, policy: Policy) -> tuple[Bond, ...]:
    """Return all ties between the provider and the line's place, strongest first.

    matching.md 5.4.
    """
    giver = offer.provider_id
    if offer.provider_kind == "Unit":
        evidence = {
            "PAIRED": ties.paired_units.get(giver),
            "RESPONSIBLE": _responsible(giver, line, ties),
        }
    else:
        unit = offer.unit_id or ""
        lives_here = "" if offer.community_id == line.community_id else None
        evidence = {
            "REGISTERED": ties.registered.get(giver, lives_here),
            "PARTNER": line.partners.get(giver),
            "UNIT_PAIRED": ties.paired_units.get(unit),
            "UNIT_RESPONSIBLE": _responsible(unit, line, ties),
        }
    evidence["SERVED_HERE"] = ties.served_here.get(giver)
    known = (
        Bond(reason, getattr(policy.ties, reason), at)
        for reason, at in evidence.items()
        if at is not None
    )
    return tuple(sorted(known, key=lambda bond: -bond.f))


def pairing(known: tuple[Bond, ...]) -> Factor:
    """Return the strongest tie, NONE if there is none."""
    return Factor(known[0].f, known[0].reason, known[0].evidence) if known else Factor(0, "NONE")


def time(line: Line, offer: Offer, policy: Policy) -> Factor:
    """Return the share of the needed minutes that suit both. Source: matching.md 5.3."""
    if not offer.slots:
        return Factor(policy.unstated_time, "UNSTATED")
    need = gates.needed_minutes(line)
    overlap = gates.shared_minutes(line, offer)
    f = min(1000, 1000 * overlap // need) if need else 1000
    return Factor(f, "FITS" if f == 1000 else "PARTLY")  # noqa: PLR2004 (thousandths)


def quality(offer: Offer, ties: Ties) -> Factor:
    """Return the offer's grades, else the district's mean: newcomers are average.

    matching.md 5.5.
    """
    if offer.quality is None:
        return Factor(ties.quality_mean, "DISTRICT_MEAN")
    return Factor(min(1000, max(0, offer.quality)), "GRADED")


def headroom(offer: Offer, party: Party) -> Factor:
    """Return the free share of the provider's jobs.

    Of a Resource, the lesser of its own and its unit's.
    """
    free = [_free(party.capacity_jobs, party.live_jobs)]
    if offer.kind == "Resource":
        free.append(_free(offer.capacity_jobs, offer.live_jobs))
    known = [f for f in free if f is not None]
    return Factor(min(known), "JOBS") if known else Factor(1000, "NO_QUOTA")


def _free(capacity: int | None, live: int) -> int | None:
    if capacity is None:
        return None
    return 1000 * max(0, capacity - live) // capacity if capacity > 0 else 0


def _responsible(unit_id: str, line: Line, ties: Ties) -> str | None:
    """Return the rid by which a unit answers for the line's category or its top; None if none."""
    top = line.category_code.partition("-")[0]
    return ties.responsible.get((unit_id, line.category_code), ties.responsible.get((unit_id, top)))


def _band(shared: int, distance_m: float | None) -> str:
    if shared >= COMMUNITY:
        return "SAME_COMMUNITY"
    if shared == COMMUNITY - 1:
        return "SAME_STREET"
    if distance_m is None:
        return "SAME_DISTRICT" if shared == COMMUNITY - 2 else "FARTHER"
    return next((band for band, limit in BANDS_M if distance_m <= limit), "FARTHER")


def part(key: str, weight: int, factor: Factor) -> Part:
    """Return the part of a weight and a factor: points = (W·f + 500) div 1000."""
    points = (weight * factor.f + 500) // 1000
    return Part(key, points, weight, factor.f, factor.reason, factor.evidence)
