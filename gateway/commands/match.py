"""`hub match`: explained candidates in a terminal, for a need or for words typed now."""

import argparse
from collections.abc import Mapping
from typing import Any

from gateway.commands.candidates import FIELDS, lines_of, name_of
from gateway.commands.screen import Screen
from gateway.commands.work import ask, at_work, exit_code_of, viewer_as
from gateway.commands.work import run as start
from gateway.state import State
from gateway.words import Refused
from graph.viewer import Viewer

OF_NEED = (
    """query OfNeed($id: ID!, $first: Int!) { need(id: $id) { title community { name }
  requirements { id description categoryCode openQuantity
    matches(first: $first) { totalCount edges { node { ...Candidate } } } } } }
"""
    + FIELDS
)
OF_WORDS = (
    """query OfWords($input: NeedDraftInput!, $first: Int!) {
  previewMatches(input: $input, first: $first) { totalCount edges { node { ...Candidate } } } }
"""
    + FIELDS
)
COMMUNITIES = """query Communities($text: String!) {
  communities(filterBy: {text: $text}, first: 5) { edges { node { id name } } } }"""
MOST = 100


def run(given: argparse.Namespace) -> int:
    """Print candidates with score, parts and reasons."""
    if not 1 <= given.first <= MOST:
        raise Refused("--first 应在 1 到 100 之间。", "--first must be from 1 to 100.")
    return start(_match(given))


async def _match(given: argparse.Namespace) -> int:
    screen = Screen(given)
    async with at_work(given) as state:
        viewer = await viewer_as(state, given.role)
        if given.need:
            variables: dict[str, Any] = {"id": given.need, "first": given.first}
            body = await ask(state, viewer, OF_NEED, variables, language=screen.language)
        else:
            community = await _community(state, viewer, given.community, screen)
            draft = {"text": given.phrase, **({"communityId": community} if community else {})}
            variables = {"input": draft, "first": given.first}
            body = await ask(state, viewer, OF_WORDS, variables, language=screen.language)
    if "errors" in body and not body.get("data"):
        raise Refused(*_both(body), exit_code=exit_code_of(body))
    text = _of_need(body["data"], given, screen) if given.need else _of_words(body["data"], screen)
    screen.answer(body["data"], text)
    return exit_code_of(body)


async def _community(state: State, viewer: Viewer, name: str | None, screen: Screen) -> str | None:
    """Return the id of the one community of this name; None if none was asked for."""
    if name is None:
        return None
    body = await ask(state, viewer, COMMUNITIES, {"text": name}, language=screen.language)
    found = [edge["node"] for edge in body["data"]["communities"]["edges"]]
    same = [one for one in found if one["name"] == name] or found
    if len(same) != 1:
        listed = "、".join(one["name"] for one in same)
        hint = (f"；相近的有：{listed}", f"; near are: {listed}") if same else ("", "")
        raise Refused(
            f"没有名为“{name}”的唯一社区{hint[0]}。",
            f'No single community is called "{name}"{hint[1]}.',
        )
    return same[0]["id"]


def _of_need(data: Mapping[str, Any], given: argparse.Namespace, screen: Screen) -> str:
    need = data["need"]
    if need is None:
        raise Refused(
            f"没有需求 {given.need}，或该角色无权查看。",
            f"There is no need {given.need}, or this role may not see it.",
        )
    lines = [f"{need['title']}（{name_of(need['community'])}）"]
    for line in need["requirements"]:
        left = screen.pick(f"尚缺 {line['openQuantity']}", f"{line['openQuantity']} open")
        lines.append(f"\n{line['description'] or line['categoryCode']} · {left}")
        lines += _candidates(line["matches"], screen)
    return "\n".join(lines)


def _of_words(data: Mapping[str, Any], screen: Screen) -> str:
    return "\n".join(_candidates(data["previewMatches"], screen))


def _candidates(found: Mapping[str, Any], screen: Screen) -> list[str]:
    matches = [edge["node"] for edge in found["edges"]]
    if not matches:
        return [screen.pick("  暂无合适的人或资源。", "  Nobody fits yet.")]
    return [
        line
        for place, match in enumerate(matches, 1)
        for line in lines_of(match, place, screen.language)
    ]


def _both(body: Mapping[str, Any]) -> tuple[str, str]:
    text = " ".join(error["message"] for error in body["errors"])
    return text, text
