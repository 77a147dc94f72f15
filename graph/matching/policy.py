"""The policy of matching.

Weights, scales and limits, validated by rules P1–P8 and then never edited.

Source: matching.md 14. The default body is `graph/data/policy_matching.json`.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Self, cast

from graph.errors import InvalidInput

_FILE = Path(__file__).parents[1] / "data" / "policy_matching.json"

LOADABLE = frozenset({"tfidf-1:HUB:1"})
"""Text indexes this program can build (rule P8): method, scheme, taxonomy version."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Points a part can give at most; the seven sum to 1000."""

    capability: int
    text: int
    place: int
    pairing: int
    time: int
    quality: int
    headroom: int


@dataclass(frozen=True, slots=True)
class TieFactors:
    """f of each tie named by the sources (matching.md 5.4), in thousandths."""

    PAIRED: int
    REGISTERED: int
    PARTNER: int
    SERVED_HERE: int
    RESPONSIBLE: int
    UNIT_PAIRED: int
    UNIT_RESPONSIBLE: int


@dataclass(frozen=True, slots=True)
class QualityRule:
    """How grades become quality: r of 很好 好 一般 缺席, weight of the district mean, half-life."""

    grades: tuple[int, ...]
    prior: int
    half_life_days: int


@dataclass(frozen=True, slots=True)
class TextRule:
    """Which index, its frozen background in millionths, and when intake is clear (thousandths)."""

    index: str
    mu_ppm: int
    sigma_ppm: int
    clear: int
    margin: int


@dataclass(frozen=True, slots=True)
class ListRule:
    """The order shown to volunteers (matching.md 8), in points."""

    signup: int
    wait: int  # per day, at most ten days
    difficulty: int
    urgency: int
    untaken_of_10: int
    routine_claims_per_week: int


@dataclass(frozen=True, slots=True)
class Tiers:
    """Shares in per cent and the cost of each tier in points (matching.md 10.2)."""

    shares: tuple[int, ...]
    costs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlanRule:
    """What a plan weighs besides S (matching.md 10)."""

    k: int
    rescue_k: int
    widen_to: int
    continuity: int
    unmet: tuple[int, ...]
    wait_per_day: int
    wait_max: int
    load: Tiers
    cover: Tiers
    fee: int
    missing: int
    across_areas: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """One validated revision. Figures as in matching.md 14; `id` is that of the stored Policy."""

    id: str
    weights: Weights
    emergency: Weights
    levels: tuple[int, ...]
    parent_rel: int
    sibling_rel: int
    use_related: bool
    use_siblings: bool
    org: tuple[int, ...]
    foot_scale_m: int
    vehicle_scale_m: int
    foot_radius_m: int
    vehicle_radius_m: int
    unstated_time: int
    ties: TieFactors
    quality: QualityRule
    text: TextRule
    list: ListRule
    plan: PlanRule

    @classmethod
    def of(
        cls, body: Mapping[str, Any], *, id: str = "", loadable: Collection[str] = LOADABLE
    ) -> Self:
        """Return the policy a body says.

        `loadable`: text indexes this process can build.

        Raises:
            InvalidInput: a rule of P1–P8 is broken; the text begins with its number.
        """
        _check(body, loadable)
        plan: dict[str, Any] = {**body["plan"], "unmet": tuple(body["plan"]["unmet"])}
        for name in ("load", "cover"):
            plan[name] = Tiers(tuple(plan[name]["shares"]), tuple(plan[name]["costs"]))
        quality: dict[str, Any] = {**body["quality"], "grades": tuple(body["quality"]["grades"])}
        return cls(
            id=id,
            weights=Weights(**body["weights"]),
            emergency=Weights(**body["emergency"]),
            levels=tuple(body["levels"]),
            parent_rel=body["rel"]["parent"],
            sibling_rel=body["rel"]["sibling"],
            use_related=body["use_related"],
            use_siblings=body["use_siblings"],
            org=tuple(body["org"]),
            foot_scale_m=body["foot_scale_m"],
            vehicle_scale_m=body["vehicle_scale_m"],
            foot_radius_m=body["radius_m"]["FOOT"],
            vehicle_radius_m=body["radius_m"]["VEHICLE"],
            unstated_time=body["unstated_time"],
            ties=TieFactors(**body["ties"]),
            quality=QualityRule(**quality),
            text=TextRule(**body["text"]),
            list=ListRule(**body["list"]),
            plan=PlanRule(**plan),
        )


def default_body() -> dict[str, Any]:
    """Return a fresh copy of the default body, to read or to change."""
    return json.loads(_FILE.read_text("utf-8"))


@cache
def default_policy() -> Policy:
    """Return the policy that applies where no area has one of its own."""
    return Policy.of(default_body(), id="default")


def _check(body: Mapping[str, Any], loadable: Collection[str]) -> None:
    """Raise `InvalidInput` for the first broken rule, P1 to P8 in turn."""
    _check_shape(body, default_body(), ())
    for name in ("weights", "emergency"):
        _check_weights(name, body[name])
    _check_factors(body)
    _check_plan(body["plan"])
    _check_limits(body)
    _check_text(body["text"], loadable)


def _check_shape(value: object, model: object, path: tuple[str, ...]) -> None:
    """P1: the same keys, and values of the same kind, as the default body.

    Numbers whole, not negative.
    """
    if isinstance(model, dict):
        if not isinstance(value, dict):
            raise _broken("P1", path, zh="应为对象", en="must be an object")
        given, known = cast("dict[str, Any]", value), cast("dict[str, Any]", model)
        for key in sorted(given.keys() ^ known.keys()):
            word = ("多余的键", "unknown key") if key in given else ("缺少键", "missing key")
            raise _broken("P1", (*path, key), zh=word[0], en=word[1])
        for key, part in known.items():
            _check_shape(given[key], part, (*path, key))
    elif isinstance(model, list):
        rows, models = cast("list[Any]", value), cast("list[Any]", model)
        tiers = path[-1] in ("shares", "costs")
        if not isinstance(value, list) or not rows or (len(rows) != len(models) and not tiers):
            raise _broken(
                "P1",
                path,
                zh=f"应为{len(models)}个数",
                en=f"must be a list of {len(models)} numbers",
            )
        for row in rows:
            _check_shape(row, models[0], path)
    elif type(value) is not type(model):
        raise _broken("P1", path, zh="类型不对", en="must be of the kind of the default")


def _check_weights(name: str, weights: Mapping[str, int]) -> None:
    if min(weights.values()) < 0:
        raise _broken("P2", (name,), zh="权重不能为负", en="weights must not be negative")
    if sum(weights.values()) != 1000:  # noqa: PLR2004 (thousandths)
        raise _broken("P2", (name,), zh="权重之和应为1000", en="weights must sum to 1000")
    if weights["text"] > 100:  # noqa: PLR2004 (P2)
        raise _broken(
            "P2", (name, "text"), zh="文字权重不超过100", en="text must weigh at most 100"
        )


def _check_factors(body: Mapping[str, Any]) -> None:
    """P3: thousandths, in the order that makes better never worse; scales that can divide."""
    if not _rises(body["levels"]):
        raise _broken("P3", ("levels",), zh="等级系数应递增", en="levels must not fall")
    for path, row in ((("org",), body["org"]), (("quality", "grades"), body["quality"]["grades"])):
        if not _rises(row[::-1]):
            raise _broken("P3", path, zh="应递减", en="must not rise")
    factors = {
        ("levels",): body["levels"],
        ("org",): body["org"],
        ("quality", "grades"): body["quality"]["grades"],
        ("ties",): body["ties"].values(),
        ("rel",): body["rel"].values(),
        ("unstated_time",): [body["unstated_time"]],
    }
    for path, row in factors.items():
        if not all(0 <= value <= 1000 for value in row):  # noqa: PLR2004 (thousandths)
            raise _broken("P3", path, zh="应在0至1000之间", en="must lie between 0 and 1000")
    for name in ("foot_scale_m", "vehicle_scale_m"):
        if body[name] < 1:
            raise _broken("P3", (name,), zh="应为正数", en="must be positive")


def _check_plan(plan: Mapping[str, Any]) -> None:
    """P4 to P6: convex tiers; coverage above load, urgency above fit and fairness."""
    for name in ("load", "cover"):
        shares, costs = plan[name]["shares"], plan[name]["costs"]
        if sum(shares) != 100 or min(shares) < 0 or len(shares) != len(costs):  # noqa: PLR2004 (per cent)
            raise _broken(
                "P4",
                ("plan", name, "shares"),
                zh="各档之和应为100%",
                en="shares must sum to 100, one per cost",
            )
        if costs[0] != 0 or not _rises(costs):
            raise _broken(
                "P4",
                ("plan", name, "costs"),
                zh="应从0起且不下降",
                en="costs must start at 0 and never fall",
            )
    unmet, load, cover = plan["unmet"], max(plan["load"]["costs"]), max(plan["cover"]["costs"])
    if not all(low < high for low, high in pairwise(unmet)) or unmet[0] <= load:
        raise _broken(
            "P5",
            ("plan", "unmet"),
            zh="应严格递增且大于最高负荷代价",
            en="unmet must rise and exceed the dearest load tier",
        )
    least = 1000 + plan["continuity"] + load + cover + plan["wait_max"]
    if not all(high - low > least for low, high in pairwise(unmet)):
        raise _broken(
            "P6",
            ("plan", "unmet"),
            zh=f"相邻级差应大于{least}",
            en=f"steps of unmet must exceed {least}",
        )


def _check_limits(body: Mapping[str, Any]) -> None:
    plan = body["plan"]
    limits = (
        (0 <= plan["continuity"] <= 100, ("plan", "continuity"), "0–100"),  # noqa: PLR2004 (P7)
        (0 <= body["list"]["signup"] <= 400, ("list", "signup"), "0–400"),  # noqa: PLR2004 (P7)
        (5 <= plan["k"] <= plan["rescue_k"] <= 100, ("plan", "k"), "5 ≤ k ≤ rescue_k ≤ 100"),  # noqa: PLR2004 (P7)
        (plan["widen_to"] >= plan["k"], ("plan", "widen_to"), "≥ k"),
        (1 <= body["quality"]["prior"] <= 20, ("quality", "prior"), "1–20"),  # noqa: PLR2004 (P7)
    )
    for holds, path, bounds in limits:
        if not holds:
            raise _broken("P7", path, zh=f"应为{bounds}", en=f"must be {bounds}")


def _check_text(text: Mapping[str, Any], loadable: Collection[str]) -> None:
    if text["index"] not in loadable:
        known = ", ".join(sorted(loadable))
        raise _broken(
            "P8", ("text", "index"), zh=f"可用的文本索引：{known}", en=f"can be loaded: {known}"
        )
    if text["sigma_ppm"] < 1:
        raise _broken("P8", ("text", "sigma_ppm"), zh="应为正数", en="must be positive")


def _rises(row: Collection[int]) -> bool:
    return all(low <= high for low, high in pairwise(row))


def _broken(rule: str, path: tuple[str, ...], *, zh: str, en: str) -> InvalidInput:
    where = ".".join(path)
    return InvalidInput("body", *path, zh=f"{rule}：{where} {zh}。", en=f"{rule}: {where} {en}.")
