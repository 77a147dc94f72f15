"""`hub sdl [--check]`: the five SDL files of `schema/sdl`, written or compared."""

import argparse

from gateway.commands.screen import Screen
from gateway.words import Refused
from schema.build import SDL, sdl_of, write_sdl
from schema.ownership import OWNERS


def run(given: argparse.Namespace) -> int:
    """Write the files; with `--check` only compare them, exit 2 if one differs."""
    screen = Screen(given)
    if not given.check:
        paths = [str(path) for path in write_sdl()]
        screen.answer({"written": paths}, "\n".join(paths))
        return 0
    names = [f"{name}.graphql" for name in ("hub", *OWNERS) if _differs(name)]
    if names:
        listed = ", ".join(names)
        raise Refused(
            f"与程序不一致：{listed}。请运行 hub sdl 并提交。",
            f"Not what the program says: {listed}. Run hub sdl and commit.",
        )
    screen.answer(
        {"differs": names}, screen.pick("五份 SDL 均一致。", "All five SDL files are current.")
    )
    return 0


def _differs(name: str) -> bool:
    file = SDL / f"{name}.graphql"
    return not file.exists() or file.read_text("utf-8") != sdl_of(name)
