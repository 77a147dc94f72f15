"""`hub match`: explained candidates in a terminal, for a need or for words typed now."""

import argparse
from collections.abc import Iterator, Mapping
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
  requirements { id kind category { label } openQuantity
    matches(first: $first) { totalCount edges { node { ...Candidate } } }
    nearMisses { ...Candidate } } } }
"""
    + FIELDS
)
OF_WORDS = (
    """query OfWords($input: NeedDraftInput!) { previewMatches(input: $input) {
  kind category { label } isClear because totalCount
  matches { ...Candidate } nearMisses { ...Candidate } } }
"""
    + FIELDS
)
COMMUNITIES = """query Communities($text: String!) {
  communities(filterBy: {text: $text}, first: 5) { edges { node { id name } } } }"""
HOME = """query Home { viewer { activeArea { ... on Community { id name } } }
  communities(first: 1) { edges { node { id name } } } }"""
MOST = 100


def run(given: argparse.Namespace) -> int:
    """Print candidates with score, parts and reasons, and what keeps the near misses out."""
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
            draft = {"text": given.phrase, "communityId": community["id"]}
            body = await ask(state, viewer, OF_WORDS, {"input": draft}, language=screen.language)
            screen.step(f"为{community['name']}寻找…", f"For {community['name']} …")
    if not body.get("data"):
        text = " ".join(error["message"] for error in body["errors"])
        raise Refused(text, text, exit_code=exit_code_of(body))
    found = _of_need(body["data"], given) if given.need else _of_words(body["data"])
    lines = [line for one in found for line in _shown(one, given.first, screen)]
    screen.answer(body["data"], "\n".join(lines))
    return exit_code_of(body)


async def _community(
    state: State, viewer: Viewer, name: str | None, screen: Screen
) -> Mapping[str, str]:
    """Return the one community of this name; without one the viewer's own, else the first.

    Raises:
        Refused: none, or several, of this name.
    """
    document, variables = (HOME, {}) if name is None else (COMMUNITIES, {"text": name})
    body = await ask(state, viewer, document, variables, language=screen.language)
    data: dict[str, Any] = body["data"]
    found: list[dict[str, str]] = [edge["node"] for edge in data["communities"]["edges"]]
    if name is None:
        own: dict[str, str] = data["viewer"]["activeArea"] or {}
        found = [own] if "id" in own else found
    else:
        found = [one for one in found if one["name"] == name] or found
    if len(found) == 1:
        return found[0]
    zh, en = "、".join(one["name"] for one in found), ", ".join(one["name"] for one in found)
    raise Refused(
        f"没有名为“{name or ''}”的唯一社区" + (f"；相近的有：{zh}。" if found else "。"),
        f'No single community is called "{name or ""}"' + (f"; near are: {en}." if found else "."),
    )


def _of_need(data: Mapping[str, Any], given: argparse.Namespace) -> Iterator[Mapping[str, Any]]:
    """Yield the lines of a stored need in the form of a preview's."""
    need = data["need"]
    if need is None:
        raise Refused(
            f"没有需求 {given.need}，或该角色无权查看。",
            f"There is no need {given.need}, or this role may not see it.",
        )
    title = f"{need['title']}（{name_of(need['community'])}）"
    for line in need["requirements"]:
        matches = [edge["node"] for edge in line["matches"]["edges"]]
        total = line["matches"]["totalCount"]
        yield {**line, "title": title, "matches": matches, "totalCount": total, "isClear": True}


def _of_words(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from data["previewMatches"] or ()


def _shown(line: Mapping[str, Any], first: int, screen: Screen) -> Iterator[str]:
    """Yield one line with its candidates, best first, and the near misses with their gates."""
    kind = screen.pick(*{"SKILL": ("专长", "skill")}.get(line["kind"], ("资源", "resource")))
    head = f"{name_of(line['category'], key='label')} · {kind}"
    if line.get("because"):
        words = screen.pick("、", ", ").join(line["because"])
        head += screen.pick(f"（依据：{words}）", f" (by: {words})")
    if not line["isClear"]:
        head += screen.pick("，事项待人工确认", ", to be confirmed by a person")
    yield f"{line['title']} · {head}" if line.get("title") else head
    matches = line["matches"][:first]
    for place, match in enumerate(matches, 1):
        yield from lines_of(match, str(place), screen.language)
    if not matches:
        yield screen.pick("  暂无合适的人或资源。", "  Nobody fits yet.")
    more = line["totalCount"] - len(matches)
    if matches and more > 0:
        yield screen.pick(f"  另有 {more} 项。", f"  {more} more.")
    if line["nearMisses"]:
        yield screen.pick("  差一步的：", "  One step short:")
        for match in line["nearMisses"]:
            yield from lines_of(match, "", screen.language)
    yield ""
