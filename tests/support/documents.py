"""The runnable blocks of the READMEs, and how their answers are printed.

A comment before a fenced block says what it is: `run: NAME`, a command; `query: NAME as ROLE`, a
document to be asked as that role; `answer: NAME`, what the query of that name answers::

    python -m tests.support.documents       # asks a hub of its own, and prints the answers anew
"""

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.product import Product, running_product

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES: Mapping[str, str] = {"README.md": "en", "README.zh-CN.md": "zh"}
"""The READMEs, and the language each is asked in."""
WIDTH = 110
_BLOCK = re.compile(
    r"<!-- (?P<kind>run|query|answer): (?P<name>[\w-]+)(?: as (?P<role>[\w-]+))? -->\n"
    r"```\w+\n(?P<text>.*?)```",
    re.DOTALL,
)


class Block(NamedTuple):
    """One runnable block; `role` is that of a query, else ''."""

    file: str
    kind: str
    name: str
    role: str
    text: str


def blocks(file: str, *kinds: str) -> list[Block]:
    """Return the blocks of these kinds in their order."""
    found = _BLOCK.finditer((ROOT / file).read_text("utf-8"))
    all_ = [Block(file, it["kind"], it["name"], it["role"] or "", it["text"]) for it in found]
    return [block for block in all_ if block.kind in kinds]


def answer_of(product: Product, block: Block) -> Mapping[str, Any]:
    """Ask the query of a block over HTTP and return the answer without its extensions."""
    token = product.tokens[block.role.removeprefix("demo-")]
    headers = {"authorization": f"Bearer {token}", "accept-language": LANGUAGES[block.file]}
    body = product.http.post("/graphql", json={"query": block.text}, headers=headers).json()
    body.pop("extensions", None)
    return body


def printed(value: Any, depth: int = 0) -> str:
    """Return JSON as the READMEs print it: what fits on one line, what is alone with its parent."""
    short = json.dumps(value, ensure_ascii=False)
    if len(short) + depth <= WIDTH or not short.startswith(("{", "[")):
        return short
    alone = len(value) == 1
    below = depth if alone else depth + 2
    if short.startswith("{"):
        parts = [f"{json.dumps(name)}: {printed(it, below)}" for name, it in value.items()]
    else:
        parts = [printed(it, below) for it in value]
    return short[0] + (parts[0] if alone else _inside(parts, depth)) + short[-1]


def _inside(parts: list[str], depth: int) -> str:
    lines: list[str] = []
    for part in parts:
        open_ = lines and "\n" not in lines[-1] + part
        if open_ and depth + len(lines[-1]) + len(part) + 4 <= WIDTH:
            lines[-1] += f", {part}"
        else:
            lines.append(part)
    indent = "\n" + " " * (depth + 2)
    return indent + f",{indent}".join(lines) + "\n" + " " * depth


def _filled(product: Product, file: str) -> Iterator[tuple[str, str]]:
    """Yield each block of an answer as it stands and as it must stand."""
    queries = {it.name: it for it in blocks(file, "query")}
    for old in blocks(file, "answer"):
        yield old.text, printed(answer_of(product, queries[old.name])) + "\n"


def main() -> None:
    """Print the answers of the READMEs anew."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_product(Path(folder) / "data") as product,
    ):
        for file in LANGUAGES:
            text = (ROOT / file).read_text("utf-8")
            for old, new in _filled(product, file):
                text = text.replace(f"```json\n{old}```", f"```json\n{new}```")
            (ROOT / file).write_text(text, "utf-8")
            sys.stdout.write(f"{file}\n")


if __name__ == "__main__":
    main()
