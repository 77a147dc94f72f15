#!/usr/bin/env python3
"""One command on a bare Python: `python3 hub.py up`, `python3 hub.py test`.

Makes .venv beside this file, installs the project there, and runs it. Standard library only, in a
syntax that older Pythons read too, so that they get as far as being told what is needed.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENV = ROOT / ".venv"
BIN = ENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
WHEELS = ROOT / "wheels"
"""From `pip download -d wheels …` on a connected machine; taken instead of the network."""
NEEDED = (3, 11)
FETCH = "pip download -d wheels '.[test]' 'hatchling>=1.27' editables"


def stop(zh: str, en: str) -> None:
    """End with code 1 and the way out, a line in each language."""
    sys.stderr.write(zh + "\n" + en + "\n")
    sys.exit(1)


def say(zh: str, en: str) -> None:
    """Tell on stderr what takes a moment, in the language of the terminal."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    named = next((os.environ[name] for name in names if os.environ.get(name)), "")
    sys.stderr.write((en if named.lower().startswith("en") else zh) + "\n")
    sys.stderr.flush()


def check_python() -> None:
    """Stop where this Python is too old."""
    if sys.version_info[:2] < NEEDED:
        have = ".".join(map(str, sys.version_info[:3]))
        stop(
            f"需要 Python 3.11 或更新版本，当前为 {have}。安装后用它运行，如：python3.11 hub.py up",
            f"Python 3.11 or newer is needed, this is {have}. "
            "Install one and use it, for example: python3.11 hub.py up",
        )


def make_environment() -> None:
    """Make .venv, unless one with pip is there."""
    if PYTHON.exists() and not subprocess.call(
        [str(PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL
    ):
        return
    say("正在建立 Python 环境 .venv …", "Making the Python environment .venv …")
    command = [sys.executable, "-m", "venv", "--clear", str(ENV)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        text = done.stdout.decode("utf-8", "replace")
        if "No module named venv" in text or "ensurepip" in text:
            stop(
                "缺少 python3-venv。Debian、Ubuntu 请运行 sudo apt install python3-venv 后重试。",
                "python3-venv is missing. On Debian or Ubuntu run: sudo apt install python3-venv, "
                "then try again.",
            )
        reason = (text.strip().splitlines() or ["?"])[-1]
        stop(
            f"无法建立 {ENV}：{reason}。请检查权限和磁盘空间。",
            f"Cannot make {ENV}: {reason}. Check permissions and disk space.",
        )


def install(extra: str) -> None:
    """Install the project with `extra`, "" or "[test]", unless this pyproject.toml is installed."""
    wanted = f"{ROOT}\n".encode() + (ROOT / "pyproject.toml").read_bytes()  # a moved folder is new
    stamp = ENV / f".installed{extra}"
    if PYTHON.exists() and any(
        done.exists() and done.read_bytes() == wanted for done in (stamp, ENV / ".installed[test]")
    ):
        return
    make_environment()
    say("正在安装依赖，首次约需一两分钟…", "Installing; the first time takes a minute or two…")
    source = ["--no-index", "--find-links", str(WHEELS)] if WHEELS.is_dir() else []
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--retries", "2"]
    command = [str(PYTHON), "-m", "pip", "install", *quiet, *source, "-e", f"{ROOT}{extra}"]
    if subprocess.call(command):
        if source:
            stop(
                f"安装失败：wheels/ 中缺少上面所列的包。请在联网的机器上重新运行：{FETCH}",
                "Installation failed: wheels/ lacks what is named above. "
                f"Run this again on a connected machine: {FETCH}",
            )
        stop(
            "安装失败，原因见上。请检查网络，或用 PIP_INDEX_URL 指定镜像；离线安装："
            f"在联网的机器上运行 {FETCH}，再把 wheels/ 放到 hub.py 旁边。",
            "Installation failed for the reason above. Check the network, or name a mirror with "
            f"PIP_INDEX_URL; offline: run {FETCH} on a connected machine and put wheels/ beside "
            "hub.py.",
        )
    stamp.write_bytes(wanted)


def main() -> None:
    """Run the tests for `test`, else hand everything to the command `hub`."""
    check_python()
    what, rest = (sys.argv[1:] or ["up"])[0], sys.argv[2:]
    if what == "test":
        install("[test]")
        os.chdir(str(ROOT))
        command = [str(PYTHON), "-m", "pytest", *rest]
    else:
        install("")
        command = [str(BIN / "hub"), what, *rest]
    if os.name == "nt":
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
