"""`hub sdl [--check]`: the five SDL files and the supergraph, written or compared."""

import argparse
from pathlib import Path

from gateway.commands.screen import Screen
from gateway.router.check import SUPERGRAPH, composed, missing_tools
from gateway.words import Refused
from schema.build import SDL, sdl_of, write_sdl
from schema.ownership import OWNERS


def run(given: argparse.Namespace) -> int:
    """Write the files; with `--check` only compare them, exit 2 if one differs.

    The supergraph needs the composer (Node); where that is missing it is said, and left alone.
    """
    screen, lack = Screen(given), missing_tools()
    if lack:
        screen.step(f"未组合超图：{lack}", f"The supergraph is left out: {lack}")
    return _check(screen, lack) if given.check else _write(screen, lack)


def _write(screen: Screen, lack: str | None) -> int:
    paths = write_sdl()
    if lack is None:
        SUPERGRAPH.write_text(composed().supergraph, "utf-8")
        paths.append(SUPERGRAPH)
    names = list(map(str, paths))
    screen.answer({"written": names}, "\n".join(names))
    return 0


def _check(screen: Screen, lack: str | None) -> int:
    wanted = {SDL / f"{name}.graphql": sdl_of(name) for name in ("hub", *OWNERS)}
    if lack is None:
        wanted[SUPERGRAPH] = composed().supergraph
    names = [path.name for path, text in wanted.items() if _text_of(path) != text]
    if names:
        listed = ", ".join(names)
        raise Refused(
            f"与程序不一致：{listed}。请运行 hub sdl 并提交。",
            f"Not what the program says: {listed}. Run hub sdl and commit.",
        )
    text = screen.pick("各 SDL 文件均与程序一致。", "The SDL files are what the program says.")
    screen.answer({"differs": names}, text)
    return 0


def _text_of(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
