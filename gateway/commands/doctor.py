"""`hub doctor`: what is there, what is wrong, and what to do. Changes nothing; tells no secret."""

import argparse
import asyncio
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, NamedTuple

from gateway.commands.screen import Screen, settings_of
from gateway.folder import Folder
from gateway.settings import Settings
from gateway.target import target_of
from gateway.words import Words
from graph.embedded import WHEEL
from graph.faults import Fault
from graph.migrate import check
from graph.opening import open_graph

Level = Literal["ok", "note", "wrong"]
NEEDED_DISK = 2 * 2**30
"""Bytes that should be free for the engine and its logs (our choice)."""
NODE = 20
SKEW_S = 30
"""How far the clock may be off before tokens are refused, seconds (api.md 2.9)."""
EXTRAS = {
    "semantic": "onnxruntime",
    "fast": "neo4j_rust_ext",
    "otel": "opentelemetry",
    "test": "pytest",
}
"""A package of each extra, by which its presence is known."""
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Finding(NamedTuple):
    """One thing looked at; `wrong` keeps the hub from working."""

    name: str
    level: Level
    words: Words


def run(given: argparse.Namespace) -> int:
    """Print what was found; exit 2 if something must be done."""
    settings, screen = settings_of(given), Screen(given)
    found = [*_machine(settings), *asyncio.run(_graph(settings))]
    marks = {"ok": "✓", "note": "·", "wrong": "✗"}
    lines = [f"{marks[one.level]} {one.words.to(screen.language)}" for one in found]
    report = [{"name": one.name, "level": one.level, **one.words._asdict()} for one in found]
    screen.answer({"findings": report}, "\n".join(lines))
    return 2 if any(one.level == "wrong" for one in found) else 0


def _machine(settings: Settings) -> Iterator[Finding]:
    looks: tuple[Callable[[Settings], Finding], ...] = (
        _program,
        _disk,
        _port,
        _node,
        _chromium,
        _extras,
        _clock,
    )
    for look in looks:
        yield look(settings)


def _program(_settings: Settings) -> Finding:
    python = ".".join(map(str, sys.version_info[:3]))
    try:
        ours = version("three-lists-hub")
    except PackageNotFoundError:
        ours = "?"
    text = f"hub {ours}, Python {python}"
    return Finding("program", "ok", Words(text, text))


def _disk(settings: Settings) -> Finding:
    place = next(
        path for path in (settings.data, *settings.data.resolve().parents) if path.exists()
    )
    free = shutil.disk_usage(place).free
    size = f"{free / 2**30:.1f} GiB"
    if not os.access(place, os.W_OK):
        zh, en = (
            f"数据目录 {settings.data} 不可写。请检查权限，或用 --data 另选。",
            f"The data folder {settings.data} cannot be written. Check permissions, or use --data.",
        )
        return Finding("disk", "wrong", Words(zh, en))
    if free < NEEDED_DISK:
        zh = f"数据目录 {settings.data} 只剩 {size}，建议至少 2 GiB。请清理磁盘或用 --data 另选。"
        en = f"Only {size} free at {settings.data}; 2 GiB are advised. Free some, or use --data."
        return Finding("disk", "wrong", Words(zh, en))
    return Finding(
        "disk",
        "ok",
        Words(
            f"数据目录 {settings.data}，剩余 {size}", f"Data folder {settings.data}, {size} free"
        ),
    )


def _port(settings: Settings) -> Finding:
    running = Folder(settings.data).running()
    if running:
        text = f"{running.url} (pid {running.pid})"
        return Finding("port", "ok", Words(f"服务正在运行：{text}", f"A hub is running: {text}"))
    with socket.socket() as probe:
        probe.settimeout(1)
        taken = probe.connect_ex(("127.0.0.1", settings.port)) == 0
    if taken:
        zh = f"端口 {settings.port} 已被其他程序占用；hub up 会取下一个空闲端口。"
        en = (
            f"Port {settings.port} is taken by another program; hub up will take the next free one."
        )
        return Finding("port", "note", Words(zh, en))
    return Finding(
        "port", "ok", Words(f"端口 {settings.port} 空闲", f"Port {settings.port} is free")
    )


def _node(_settings: Settings) -> Finding:
    node = shutil.which("node")
    text = _output([node, "--version"]).strip() if node else ""
    major = text.removeprefix("v").partition(".")[0]
    if major.isdigit() and int(major) >= NODE:
        return Finding(
            "node", "ok", Words(f"Node {text}（路由器可用）", f"Node {text} (for the router)")
        )
    zh = f"没有 Node {NODE} 或更新版本；只有路由器需要它。"
    en = f"No Node {NODE} or newer; only the router needs it."
    return Finding("node", "note", Words(zh, en))


def _chromium(_settings: Settings) -> Finding:
    found = next((path for name in _CHROMIUM if (path := shutil.which(name))), "")
    if found:
        return Finding("chromium", "ok", Words(f"浏览器 {found}", f"Browser {found}"))
    zh, en = "没有 Chromium；只有页面测试需要它。", "No Chromium; only the tests of pages need it."
    return Finding("chromium", "note", Words(zh, en))


def _extras(_settings: Settings) -> Finding:
    there = [name for name, package in EXTRAS.items() if importlib.util.find_spec(package)]
    listed = ", ".join(there) or "-"
    return Finding("extras", "ok", Words(f"附加包：{listed}", f"Extras: {listed}"))


def _clock(settings: Settings) -> Finding:
    """Compare the clock with the data folder: a file from the future means it was set back."""
    newest = max((path.stat().st_mtime for path in _files(settings.data)), default=0.0)
    ahead_s = newest - time.time()
    if ahead_s > SKEW_S:
        zh = (
            f"系统时钟可能不准：数据目录中有 {ahead_s:.0f} 秒之后的文件。请校时，否则令牌会被拒绝。"
        )
        en = (
            f"The clock may be wrong: the data folder has files {ahead_s:.0f} s from the future. "
            "Set the clock, or tokens will be refused."
        )
        return Finding("clock", "wrong", Words(zh, en))
    now = time.strftime("%Y-%m-%d %H:%M:%SZ", time.gmtime())
    return Finding("clock", "ok", Words(f"时钟 {now}", f"Clock {now}"))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*") if path.is_file()]


async def _graph(settings: Settings) -> list[Finding]:
    """Look at the engine and its schema; an embedded engine that does not run is not started."""
    if not settings.neo4j_uri and Folder(settings.data).running() is None:
        known = version(WHEEL)
        zh = f"内嵌图数据库 {known}，未在运行；hub up 会启动它。"
        en = f"Embedded graph {known}, not running; hub up starts it."
        return [Finding("engine", "ok", Words(zh, en))]
    try:
        async with open_graph(target_of(settings), migrate=False) as graph:
            engine, pending = graph.engine, await check(graph)
    except Fault as fault:
        return [Finding("engine", "wrong", Words(fault.zh, fault.en))]
    kind = (
        Words("内嵌图数据库", "Embedded graph")
        if engine.kind == "embedded"
        else Words("Neo4j", "Neo4j")
    )
    found = [
        Finding("engine", "ok", Words(f"{kind.zh} {engine.version}", f"{kind.en} {engine.version}"))
    ]
    if pending:
        zh = f"图结构待升级：{'、'.join(pending)}。请运行 hub migrate。"
        en = f"The schema is behind: {', '.join(pending)}. Run hub migrate."
        return [*found, Finding("migrations", "wrong", Words(zh, en))]
    return [
        *found,
        Finding("migrations", "ok", Words("图结构是最新的", "The schema is up to date")),
    ]


def _output(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)  # noqa: S603  found by which
    return done.stdout
