"""`hub reset --yes`: the data away, the keys kept."""

import argparse
import shutil

from gateway.commands.screen import Screen, settings_of
from gateway.folder import Folder
from gateway.words import Refused

GOES = ("engine", "files", "log")
"""What of the data folder is removed; `keys/` stays, so that tokens in use go on working."""


def run(given: argparse.Namespace) -> int:
    """Remove the embedded graph and what belongs to it."""
    settings, screen = settings_of(given), Screen(given)
    if settings.neo4j_uri:
        raise Refused(
            "reset 只清空内嵌图数据库。请用 Neo4j 自己的工具清空它，或取消 NEO4J_URI。",
            "reset removes the embedded graph only. "
            "Empty your Neo4j with its own tools, or unset NEO4J_URI.",
        )
    folder = Folder(settings.data)
    there = [settings.data / name for name in GOES if (settings.data / name).exists()]
    if not given.yes:
        listed = " ".join(map(str, there)) or str(settings.data)
        raise Refused(
            f"将删除 {listed} 。确认请加 --yes。", f"This removes {listed} . Add --yes to do it."
        )
    with folder.use() as hub_runs:
        if hub_runs:
            running = folder.running()
            pid = running.pid if running else "?"
            raise Refused(
                f"服务正在运行（进程 {pid}）。请先停止它（Ctrl-C）。",
                f"A hub is running (process {pid}). Stop it first (Ctrl-C).",
            )
        for path in there:
            shutil.rmtree(path)
    removed = [str(path) for path in there]
    screen.answer({"removed": removed}, screen.pick("数据已清空。", "The data is removed."))
    return 0
