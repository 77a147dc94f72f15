"""Candidates in a terminal: for the screen of `hub up` and for `hub match`."""

from collections.abc import Iterator, Mapping
from typing import Any

from gateway.words import Language, Words

FIELDS = """fragment Candidate on Match {
  id score explanation parts { key points max text } gates { gate open reason }
  offer { __typename ... on Skill { title } ... on Resource { title } }
  giver { __typename ... on Member { name unit { name } } ... on Unit { name } }
}
"""
"""What is asked of a match."""

PARTS: Mapping[str, Words] = {
    "CAPABILITY": Words("能力", "capability"),
    "TEXT": Words("文字", "text"),
    "PLACE": Words("地点", "place"),
    "PAIRING": Words("结对", "pairing"),
    "TIME": Words("时间", "time"),
    "QUALITY": Words("口碑", "quality"),
    "HEADROOM": Words("余力", "headroom"),
}
"""The seven parts of a score in the words of people (matching.md 5)."""


def who(match: Mapping[str, Any]) -> str:
    """Return what is offered and by whom: 英语教学 · 演示党员01（物业公司）."""
    giver: dict[str, Any] = match["giver"] or {}
    unit = name_of(giver.get("unit"), "")
    return f"{name_of(match['offer'], key='title')} · {name_of(giver)}" + (
        f"（{unit}）" if unit else ""
    )


def name_of(thing: Any, absent: str = "—", *, key: str = "name") -> str:
    """Return what a thing of an answer is called; `absent` where there is none."""
    known: dict[str, str] = thing or {}
    return known.get(key, absent)


def lines_of(match: Mapping[str, Any], place: str, language: Language) -> Iterator[str]:
    """Yield one candidate: its score and who, its parts, its reasons; what is closed instead."""
    score = match["score"]
    shown = f"{place:>3}. {score:>4}" if score is not None else "      ✗ "
    yield f"{shown}  {who(match)}"
    if match["parts"]:
        parts = (
            f"{PARTS[part['key']].to(language)} {part['points']}/{part['max']}"
            for part in match["parts"]
        )
        yield f"           {' · '.join(parts)}"
    if score is not None:
        yield f"           {match['explanation']}"
    for gate in match["gates"]:
        if not gate["open"]:
            yield f"           {gate['gate']}  {gate['reason'] or ''}"
