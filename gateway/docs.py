"""Keep the tables of the guides equal to the code: `python -m gateway.docs [--check]`.

A guide marks the place with `<!-- generated: settings -->` and `<!-- end -->`; what stands between
is written anew from the declarations.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from gateway.cli import COMMANDS
from gateway.settings import ROOT, table
from gateway.words import Language

_BLOCK = re.compile(r"(<!-- generated: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)


def commands(language: Language) -> str:
    """Return the commands as a Markdown table."""
    zh = language == "zh"
    lines = ["| 命令 | 作用 |" if zh else "| command | does |", "|---|---|"]
    lines += [f"| `{it.name}` | {it.words.to(language)} |" for it in COMMANDS]
    return "\n".join(lines) + "\n"


TABLES: Mapping[str, Callable[[], str]] = {
    "settings": lambda: table("en"),
    "settings.zh": lambda: table("zh"),
    "commands": lambda: commands("en"),
    "commands.zh": lambda: commands("zh"),
}
"""What a block may be called, and what stands in it."""


def filled(text: str) -> str:
    """Return a document with its generated blocks as they must be.

    Raises:
        KeyError: a block names no table.
    """
    return _BLOCK.sub(lambda block: f"{block[1]}{TABLES[block[2]]()}{block[3]}", text)


def stale(files: Iterable[Path]) -> list[Path]:
    """Return the files whose generated blocks differ from the code."""
    return [file for file in files if (text := file.read_text("utf-8")) != filled(text)]


def guides(root: Path = ROOT) -> list[Path]:
    """Return the documents of a checkout, in order."""
    return [*sorted(root.glob("README*.md")), *sorted((root / "docs").rglob("*.md"))]


def main() -> int:
    """Write what is stale, or with `--check` only name it and return 2."""
    parser = argparse.ArgumentParser(prog="python -m gateway.docs")
    parser.add_argument("--check", action="store_true", help="only name what is stale")
    check = parser.parse_args().check
    found = stale(guides())
    for file in found:
        sys.stdout.write(f"{file}\n")
        if not check:
            file.write_text(filled(file.read_text("utf-8")), "utf-8")
    return 2 if check and found else 0


if __name__ == "__main__":
    sys.exit(main())
