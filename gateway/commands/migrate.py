"""`hub migrate [--check]`: the graph's schema, brought up to date or only looked at."""

import argparse

from gateway.commands.screen import Screen
from gateway.commands.work import at_work
from gateway.commands.work import run as start
from graph.migrate import check, migrate


def run(given: argparse.Namespace) -> int:
    """Apply what is pending; with `--check` only name it, exit 2 if there is something."""
    return start(_migrate(given))


async def _migrate(given: argparse.Namespace) -> int:
    screen = Screen(given)
    async with at_work(given, migrate=False) as state:
        if given.check:
            names = await check(state.opened)
            zh = (
                f"待执行：{'、'.join(names)}。请运行 hub migrate。" if names else "图结构是最新的。"
            )
            en = (
                f"Pending: {', '.join(names)}. Run hub migrate."
                if names
                else "The schema is up to date."
            )
            screen.answer({"pending": names}, screen.pick(zh, en))
            return 2 if names else 0
        names = await migrate(state.opened)
    zh = f"已执行：{'、'.join(names)}。" if names else "图结构已是最新，无需修改。"
    en = f"Applied: {', '.join(names)}." if names else "The schema was up to date; nothing to do."
    screen.answer({"applied": names}, screen.pick(zh, en))
    return 0
