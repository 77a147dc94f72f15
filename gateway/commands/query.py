"""`hub query FILE`: one GraphQL document in process, under a role's rights."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from gateway.commands.screen import Screen
from gateway.commands.work import ask, at_work, exit_code_of, viewer_as
from gateway.commands.work import run as start
from gateway.words import Refused


def run(given: argparse.Namespace) -> int:
    """Print the answer as JSON."""
    return start(_query(given))


async def _query(given: argparse.Namespace) -> int:
    screen, document, variables = Screen(given), _read(given.file), _object(given.variables)
    async with at_work(given) as state:
        viewer = await viewer_as(state, given.role)
        body = await ask(state, viewer, document, variables, language=screen.language)
    indent = None if given.json else 2
    screen.say(json.dumps(body, ensure_ascii=False, indent=indent))
    return exit_code_of(body)


def _read(name: str) -> str:
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(f"无法读取 {name}：{reason}。", f"Cannot read {name}: {reason}.") from error


def _object(text: str | None) -> dict[str, Any]:
    try:
        value = json.loads(text or "{}")
    except ValueError as error:
        raise Refused(
            f"--variables 不是有效的 JSON：{error}。", f"--variables is not valid JSON: {error}."
        ) from error
    if not isinstance(value, dict):
        raise Refused(
            '--variables 应为 JSON 对象，如 {"id": "…"}。',
            '--variables must be a JSON object such as {"id": "…"}.',
        )
    return value  # pyright: ignore[reportUnknownVariableType]  any JSON
