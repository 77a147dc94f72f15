"""`hub seed wuhan2020 --from DIR`: open lists of 2020 as real input, and who could help."""

import argparse
from pathlib import Path

from gateway.commands.screen import Screen
from gateway.commands.work import at_work
from gateway.commands.work import run as start
from gateway.words import Refused
from seeds.wuhan.coverage import coverage
from seeds.wuhan.load import load_wuhan
from seeds.wuhan.report import facts, report
from seeds.wuhan.rows import Lists, ListUnreadable, read_lists


def run(given: argparse.Namespace) -> int:
    """Load the lists, ask for candidates of every line, print coverage and what is not met."""
    if given.folder is None:
        raise Refused(
            "请用 --from 指明清单所在文件夹，见 docs/guide/real-lists.md。",
            "Say with --from where the lists lie, see docs/guide/real-lists.md.",
        )
    folder: Path = given.folder
    try:
        lists = read_lists(folder)
    except ListUnreadable as fault:
        raise Refused(fault.zh, fault.en) from fault
    return start(_load(given, lists))


async def _load(given: argparse.Namespace, lists: Lists) -> int:
    screen = Screen(given)
    async with at_work(given) as state:
        screen.step("正在载入清单…", "Loading the lists…")
        with screen.bar() as progress:
            result = await load_wuhan(state.opened, lists, progress=progress)
        screen.step("正在为每条明细寻找候选…", "Asking for candidates of every line…")
        with screen.bar() as progress:
            found = await coverage(state.opened, result.entries, progress=progress)
    loaded = result.loaded
    screen.answer(
        {
            "created": loaded.created,
            "changed": loaded.changed,
            "equal": loaded.equal,
            "entries": result.count(),
            "coverage": facts(found),
        },
        report(found, screen.language),
    )
    return 0
