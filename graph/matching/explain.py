"""Why this match, and why not that one (推荐理由), for both sides, in Chinese and English.

Built from reason codes and `wording` alone: no free text, no name of a person, no address, grid,
point or metres, no grade below 好, no other candidate. Source: matching.md 6.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from graph.matching import gates, week, wording
from graph.matching.model import Line, Match, Offer, Part
from graph.matching.wording import Words
from graph.taxonomy import Locale, taxonomy

Side = Literal["COMMUNITY", "GIVER"]

STRONG = 700
"""Parts from here up may be named as reasons (thousandths)."""

WEAK = 400
"""The weakest part below this is told, so that nobody is surprised (thousandths)."""

REASONS = 2
"""Parts named at most, besides ties."""

MOST_TIES = 3
"""Ties named at most, the strongest."""

OPENABLE: Mapping[Side, frozenset[str]] = {
    "COMMUNITY": frozenset(wording.WHY_NOT_COMMUNITY),
    "GIVER": frozenset(wording.WHY_NOT_GIVER) - {"CONFLICT", "DISMISSED"},
}
"""Gates of which a side is told what would open them."""

WELL_RATED, RATED_TIMES = 800, 3
"""Grades are told only from 好 up, and only from three: one grade would name a person's view."""

NAMEABLE = ("CAPABILITY", "TEXT", "PLACE", "TIME", "QUALITY")
"""Parts told as reasons. Ties are told beside them, jobs in hand always."""

TELLABLE_WEAK = ("CAPABILITY", "TEXT", "PLACE", "PAIRING", "HEADROOM")
"""Parts told when weak; never QUALITY."""

SAME = ("SAME_COMMUNITY", "SAME_STREET", "SAME_DISTRICT")


def explanation(match: Match, side: Side, locale: Locale) -> str:
    """Return the reasons of a match in one paragraph.

    For a gated pair, why not and what would help.
    """
    if match.score is None:
        return why_not(match, side, locale)
    clauses = [
        _reasons(match, side, locale),
        _ties(match, side, locale),
        _weakest(match, side, locale),
    ]
    clauses.append([_jobs(match, side, locale)])
    if side == "GIVER":
        clauses.insert(0, [_wanted(match.line, locale)])
    marked = [
        _say(wording.MARKS[side][mark], locale)
        for mark in match.marks
        if mark in wording.MARKS[side]
    ]
    text = _paragraph([*clauses, marked], locale)
    if side == "GIVER":
        return text
    return f"{text}{match.score}分。" if locale == "zh" else f"{text} {match.score} points."


def why_not(match: Match, side: Side, locale: Locale) -> str:
    """Return why a gated pair is no match, and what would help; '' if no gate is closed.

    The first closed gate is told. Of CONFLICT, CONSENT and DISMISSED the other side learns no
    detail.
    """
    if not match.closed:
        return ""
    code = match.closed[0]
    text = gate(code, match, side, locale)
    one_step = len(match.closed) == 1 and code in OPENABLE[side]
    if locale == "zh":
        return f"{'差一步' if one_step else '暂不匹配'}：{text}。"
    return f"{'One step short' if one_step else 'No match for now'}: {text}."


def gate(code: str, match: Match, side: Side, locale: Locale) -> str:
    """Return what a closed gate means, and what would help if that may be told; no full stop."""
    return _help(code, match, side, locale) or _say(wording.GATES[code], locale)


def part(scored: Part, match: Match, side: Side, locale: Locale) -> str:
    """Return in words what one part rests on; '' where nothing may or need be said."""
    if scored.key == "PAIRING":
        known = [_tie(bond.reason, side, locale) for bond in match.bonds[:1]]
        return known[0] if known else _weak("PAIRING", match, side, locale)
    if scored.key == "HEADROOM":
        return _jobs(match, side, locale)
    if scored.key == "TEXT" and scored.f < STRONG:
        return _weak("TEXT", match, side, locale) if scored.f < WEAK else ""
    return _reason(scored.key, match, side, locale)


def _reasons(match: Match, side: Side, locale: Locale) -> list[str]:
    """Return the parts that count most, at most two, in the order of the score."""
    strong = [
        scored
        for scored in match.parts
        if scored.key in NAMEABLE
        and scored.f >= STRONG
        and not (scored.key == "PLACE" and match.bonds)
        and _reason(scored.key, match, side, locale)
    ]
    strong.sort(key=lambda scored: -scored.f * scored.max)
    chosen = [scored.key for scored in strong[:REASONS]]
    return [_reason(key, match, side, locale) for key in sorted(chosen, key=NAMEABLE.index)]


def _ties(match: Match, side: Side, locale: Locale) -> list[str]:
    return [_tie(bond.reason, side, locale) for bond in match.bonds[:MOST_TIES]]


def _weakest(match: Match, side: Side, locale: Locale) -> list[str]:
    weak = [
        scored
        for scored in match.parts
        if scored.f < WEAK and scored.max and scored.key in TELLABLE_WEAK
    ]
    if not weak:
        return []
    return [_weak(min(weak, key=lambda scored: (scored.f, -scored.max)).key, match, side, locale)]


def _reason(key: str, match: Match, side: Side, locale: Locale) -> str:
    """Return the words of one part as a reason, '' if it may not be told."""
    scored = next(part for part in match.parts if part.key == key)
    if key == "CAPABILITY":
        return _capability(match, scored, side, locale)
    if key == "TIME":
        return _time(match, scored, side, locale)
    if key == "PLACE":
        return _place(scored, side, locale)
    if key == "QUALITY" and (scored.f < WELL_RATED or match.offer.grades < RATED_TIMES):
        return ""
    return _say(_words(side)[key], locale)


def _capability(match: Match, scored: Part, side: Side, locale: Locale) -> str:
    words, offer = _words(side), match.offer
    given = {
        "offered": taxonomy().label(offer.category_code, locale),
        "wanted": taxonomy().label(match.line.category_code, locale),
        "level": _level(offer, locale),
    }
    near = scored.reason == "NEAR"
    if side == "GIVER":
        return _say(words["NEAR" if near else _kind(offer)], locale, **given)
    text = _say(words[_kind(offer)], locale, **given)
    return text + (_say(words["NEAR"], locale, **given) if near else "")


def _time(match: Match, scored: Part, side: Side, locale: Locale) -> str:
    words = _words(side)
    if scored.reason != "FITS":
        return _say(words[f"TIME_{scored.reason}"], locale)
    when = _when(match.line, match.offer, locale)
    return _say(words["TIME_FITS"], locale, when=when) if when else _say(words["TIME_ANY"], locale)


def _place(scored: Part, side: Side, locale: Locale) -> str:
    band = _say(wording.BANDS[scored.reason], locale)
    if side == "COMMUNITY":
        return _say(wording.COMMUNITY["PLACE"], locale, band=band)
    key = {"REMOTE": "PLACE_REMOTE", "FARTHER": "PLACE_FAR"}.get(scored.reason, "PLACE")
    return _say(wording.GIVER["PLACE_SAME" if scored.reason in SAME else key], locale, band=band)


def _weak(key: str, match: Match, side: Side, locale: Locale) -> str:
    scored = next(part for part in match.parts if part.key == key)
    code = "NO_TEXT" if scored.reason == "NO_TEXT" else key
    band = _say(wording.BANDS[scored.reason], locale) if key == "PLACE" else ""
    return _say(_words(side)[f"WEAK_{code}"], locale, band=band)


def _tie(reason: str, side: Side, locale: Locale) -> str:
    return _say(_words(side)[reason], locale)


def _jobs(match: Match, side: Side, locale: Locale) -> str:
    """Return the jobs in hand: of a Resource its own, of a Skill the member's over all skills."""
    jobs = match.offer.live_jobs if match.offer.kind == "Resource" else match.party.live_jobs
    key = "FREE" if jobs == 0 else "JOB" if jobs == 1 else "JOBS"
    if side == "GIVER" and match.offer.kind == "Resource":
        key = f"OFFER_{key}"
    return _say(_words(side)[key], locale, jobs=str(jobs))


def _wanted(line: Line, locale: Locale) -> str:
    community = line.community_name or _say(wording.GIVER["SOMEWHERE"], locale)
    wanted = taxonomy().label(line.category_code, locale)
    return _say(wording.GIVER["WANTED"], locale, community=community, wanted=wanted)


def _when(line: Line, offer: Offer, locale: Locale) -> str:
    """Return at most two times of the week that suit both ('周二晚'), '' where there are more."""
    both = [text for text in line.slots or offer.slots if week.overlap((text,), offer.slots)]
    times = week.times_of_day(both)
    if not 0 < len(times) <= REASONS:
        return ""
    days, parts = wording.DAYS[locale], wording.PARTS_OF_DAY
    said = [(days[day - 1], _say(parts[part], locale)) for day, part in times]
    return (
        "、".join("".join(pair) for pair in said)
        if locale == "zh"
        else " and ".join(" ".join(pair) for pair in said)
    )


def _help(code: str, match: Match, side: Side, locale: Locale) -> str:
    """Return a gate with what would open it; '' where this side is told its name only."""
    line, offer = match.line, match.offer
    words = wording.WHY_NOT_COMMUNITY if side == "COMMUNITY" else wording.WHY_NOT_GIVER
    key = code
    if code == "CAPACITY" and _lacks_quantity(match):
        key = "QUANTITY"
    until = offer.qualification_until
    if (
        code == "QUALIFICATION"
        and side == "GIVER"
        and until
        and taxonomy().satisfies(line.qualification, offer.qualifications)
    ):
        key = "EXPIRED" if until < match.at else "EXPIRES"
    if key not in words:
        return ""
    return _say(
        words[key],
        locale,
        needed=_say(wording.LEVELS[line.min_level], locale),
        level=_proved(offer, locale),
        certificate=taxonomy().qualification_label(line.qualification, locale),
        month=_month(until or 0, locale),
        offered=taxonomy().label(offer.category_code, locale),
        wanted=taxonomy().label(line.category_code, locale),
    )


def _lacks_quantity(match: Match) -> bool:
    offer, line = match.offer, match.line
    same = offer.kind == "Resource" and offer.measure == line.measure
    return same and offer.quantity is not None and offer.quantity < gates.smallest_lot(line)


def _kind(offer: Offer) -> str:
    if offer.kind == "Skill":
        return "SKILL"
    return "STAFF" if offer.resource_kind == "PERSONNEL" else "THING"


def _level(offer: Offer, locale: Locale) -> str:
    name = _say(wording.LEVELS[offer.level], locale)
    if offer.level < 2:  # noqa: PLR2004 (only 专业 and 资深 are verified)
        return name
    proof = _say(wording.VERIFIED if offer.verified else wording.UNVERIFIED, locale)
    return f"{name}，{proof}" if locale == "zh" else f"{name}, {proof}"


def _proved(offer: Offer, locale: Locale) -> str:
    """Return the level that is claimed, and that it lacks proof where it does."""
    name = _say(wording.LEVELS[offer.level], locale)
    if offer.level == offer.effective_level:
        return name
    lacking = _say(wording.UNVERIFIED, locale)
    return f"{name}（{lacking}）" if locale == "zh" else f"{name} ({lacking})"


def _month(at: int, locale: Locale) -> str:
    date = datetime.fromtimestamp(at / 1000, week.SHANGHAI)
    return (
        f"{date.year}年{date.month}月"
        if locale == "zh"
        else f"{wording.MONTHS[date.month - 1]} {date.year}"
    )


def _words(side: Side) -> dict[str, Words]:
    return dict(wording.COMMUNITY if side == "COMMUNITY" else wording.GIVER)


def _say(words: Words, locale: Locale, **given: str) -> str:
    return words[locale].format(**given)


def _paragraph(clauses: list[list[str]], locale: Locale) -> str:
    """Join clauses: commas inside, semicolons between, one full stop.

    In English a capital first.
    """
    comma, semicolon, stop = ("，", "；", "。") if locale == "zh" else (", ", "; ", ".")
    text = semicolon.join(comma.join(said) for said in clauses if said) + stop
    return text[0].upper() + text[1:]
