"""What the READMEs and guides show is what happens: commands, answers, links, names of commands."""

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.cli import COMMANDS
from tests.support.documents import LANGUAGES, ROOT, Block, answer_of, blocks
from tests.support.product import Product, running_product

DOCUMENTS = [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAMED = re.compile(r"(?:hub\.py|`hub) ([a-z][\w-]*)([^`\n]*)")
OPTION = re.compile(r"--[a-z][\w-]*")
SHARED = {"--data", "--lang", "--json", "--help"}
"""Options of every command; those of `test` are pytest's."""
COMMANDS_SHOWN = [block for file in LANGUAGES for block in blocks(file, "run")]
QUERIES_SHOWN = [block for file in LANGUAGES for block in blocks(file, "query")]


def _id(block: Block) -> str:
    return f"{block.file} {block.name}"


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """`hub.py up` as the READMEs begin, on a data folder of its own."""
    with running_product(tmp_path_factory.mktemp("readme") / "data") as product:
        yield product


@pytest.mark.slow
@pytest.mark.parametrize("block", COMMANDS_SHOWN, ids=_id)
def test_a_command_shown_works_while_the_hub_is_up(block: Block, product: Product) -> None:
    (line,) = block.text.splitlines()
    python, script, command, *given = shlex.split(line)
    assert (python, script) == ("python3", "hub.py")
    if command == "up":  # what the fixture started
        assert product.http.get("/readyz").status_code == 200
        return
    hub = str(Path(sys.executable).with_name("hub"))
    options = ["--data", str(product.data), "--lang", LANGUAGES[block.file]]
    done = subprocess.run(  # noqa: S603  our own command
        [hub, command, *given, *options], capture_output=True, text=True, check=False, env=_clean()
    )
    assert done.returncode == 0, done
    assert "Traceback" not in done.stderr
    assert done.stdout.strip()


@pytest.mark.slow
@pytest.mark.parametrize("block", QUERIES_SHOWN, ids=_id)
def test_a_query_shown_answers_exactly_as_shown(block: Block, product: Product) -> None:
    (shown,) = [it for it in blocks(block.file, "answer") if it.name == block.name]
    assert answer_of(product, block) == json.loads(shown.text), (
        "if the new answer is right: python -m tests.support.documents"
    )


def test_both_languages_show_the_same_commands_and_queries() -> None:
    said, sagt = ([block[1:] for block in blocks(file, "run", "query")] for file in LANGUAGES)
    assert said == sagt
    assert {block[0] for block in said} == {"run", "query"}


@pytest.mark.parametrize("file", LANGUAGES)
def test_every_query_has_its_answer_and_nothing_is_left_open(file: str) -> None:
    queries, answers = ([it.name for it in blocks(file, kind)] for kind in ("query", "answer"))
    assert queries == answers
    assert "@@" not in (ROOT / file).read_text("utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda it: str(it.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file(document: Path) -> None:
    links = [it for it in LINK.findall(document.read_text("utf-8")) if "://" not in it]
    targets = [it.partition("#")[0] for it in links if not it.startswith("#")]
    assert [it for it in targets if not (document.parent / it).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda it: str(it.relative_to(ROOT)))
def test_every_command_named_exists_with_its_options(document: Path) -> None:
    known = _options()
    for name, rest in NAMED.findall(document.read_text("utf-8")):
        assert name in known, f"{document.name} names hub {name}"
        options = set(OPTION.findall(rest))
        assert name == "test" or options <= known[name], f"{document.name}: hub {name} {rest}"


def _options() -> dict[str, set[str]]:
    """Return the options each command takes."""
    known = dict[str, set[str]]()
    for command in COMMANDS:
        parser = argparse.ArgumentParser()
        command.arguments(parser, lambda words: words.en)
        known[command.name] = {*SHARED, *OPTION.findall(parser.format_usage())}
    return known


def _clean() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith(("HUB_", "NEO4J_"))}
