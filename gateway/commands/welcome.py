"""The screen of `hub up`: addresses, roles, and the most urgent needs with their best match."""

import os
from importlib.metadata import version
from typing import Any

from gateway.commands.candidates import FIELDS, name_of, who
from gateway.commands.screen import Screen
from gateway.commands.work import ask
from gateway.roles import WORDS, demo_tokens, subject_of
from gateway.state import State, now_ms
from graph.members.store import viewer_by_subject
from seeds.roles import ROLES

URGENT = (
    """query Urgent { needs(first: 20) { edges { node { title community { name }
  requirements { id matches(first: 1) { edges { node { ...Candidate } } } } } } } }
"""
    + FIELDS
)


SHOWN = 3
"""Needs on the first screen (operate.md 1)."""


def facts(state: State) -> dict[str, Any]:
    """Return what `hub up --json` says in one line when it is ready (operate.md 1)."""
    settings, engine = state.settings, state.opened.engine
    return {
        "graphql": f"{settings.url}/graphql",
        "console": f"{settings.url}/",
        "data": str(settings.data.resolve()),
        "pid": os.getpid(),
        "engine": {"kind": engine.kind, "version": engine.version},
        "tokens": demo_tokens(state.issuer) if state.issuer else {},
    }


async def block(state: State, screen: Screen) -> str:
    """Return the screen, as console.md 9 lists it."""
    settings, engine = state.settings, state.opened.engine
    kind = screen.pick("内嵌图数据库", "embedded graph") if engine.kind == "embedded" else "Neo4j"
    rows = [
        (screen.pick("页面", "Pages"), f"{settings.url}/"),
        (screen.pick("接口", "API"), f"{settings.url}/graphql"),
        (screen.pick("接口定义", "Schema"), f"{settings.url}/schema.graphql"),
        (screen.pick("说明", "Docs"), "README.md, docs/guide/"),
        (screen.pick("数据目录", "Data"), str(settings.data.resolve())),
        (screen.pick("停止", "Stop"), "Ctrl-C"),
    ]
    title = screen.pick("三清单共建枢纽", "Three-Lists Hub")
    lines = [f"{title} {version('three-lists-hub')} · {kind} {engine.version}", ""]
    lines += [f"  {_padded(name, 10)}{value}" for name, value in rows]
    if state.issuer:
        lines += [
            "",
            screen.pick("演示角色（点开即用，无需密码）", "Demo roles (open and go, no password)"),
        ]
        links = len(settings.url) + 20
        lines += [
            f"  {_padded(role, 13)}{_padded(f'{settings.url}/?as={role}', links)}"
            f"{WORDS[role].to(screen.language)}"
            for role in ROLES
            if role in WORDS
        ]
        lines += ["", screen.pick("  令牌：hub token 角色", "  Tokens: hub token ROLE")]
    return "\n".join([*lines, "", *await _urgent(state, screen)])


async def _urgent(state: State, screen: Screen) -> list[str]:
    """Return the three most urgent open needs, each with its best candidate."""
    viewer = await viewer_by_subject(state.opened, subject_of("planner"), now_ms())
    if viewer is None:
        return [
            screen.pick("图中没有演示数据：hub seed demo", "There is no demo data: hub seed demo")
        ]
    body = await ask(state, viewer, URGENT, language=screen.language)
    if body.get("data") is None:
        return [screen.pick("未能读取需求。", "The needs could not be read.")]
    lines = [
        screen.pick(
            "最急的三项需求，及各自的最佳匹配", "The three most urgent needs, with the best match"
        )
    ]
    needs = [edge["node"] for edge in body["data"]["needs"]["edges"]]
    matched = [(place, need, best) for place, need in enumerate(needs) if (best := _best(need))][
        :SHOWN
    ]
    for number, (_, need, best) in enumerate(matched, 1):
        lines.append(f"  {number}. {need['title']}（{name_of(need['community'])}）")
        lines += [f"     → {best['score']}  {who(best)}", f"       {best['explanation']}"]
    missed = (matched[-1][0] + 1 if matched else len(needs)) - len(matched)
    if missed:
        lines.append(
            screen.pick(
                f"  另有 {missed} 项同样急的暂无人选。",
                f"  {missed} more as urgent as these have nobody yet.",
            )
        )
    return lines


def _best(need: dict[str, Any]) -> dict[str, Any] | None:
    found = [edge["node"] for line in need["requirements"] for edge in line["matches"]["edges"]]
    return max(found, key=lambda match: match["score"] or 0, default=None)


def _padded(text: str, width: int) -> str:
    """Return the text filled up to a width on the screen, where a Chinese character takes two."""
    taken = sum(1 + (ord(character) > 0x2E7F) for character in text)  # noqa: PLR2004  CJK begins there
    return text + " " * max(1, width - taken)
