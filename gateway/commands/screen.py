"""Where a command speaks, and what it was told; light enough for `hub token`."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from gateway.settings import Settings, load
from gateway.words import Language


class Screen:
    """Answers go to stdout, what takes a moment to stderr."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.language: Language = given.lang
        self.for_programs: bool = given.json

    def pick(self, zh: str, en: str) -> str:
        """Return the text in the chosen language."""
        return zh if self.language == "zh" else en

    def step(self, zh: str, en: str) -> None:
        """Say that something begins which takes a moment; programs hear nothing."""
        if not self.for_programs:
            sys.stderr.write(f"{self.pick(zh, en)}\n")
            sys.stderr.flush()

    @contextmanager
    def bar(self) -> Generator[Callable[[int, int], None]]:
        """Give a function that hears how much is done; a bar on a terminal, else lines."""
        if self.for_programs or not sys.stderr.isatty():
            yield self._tenths()
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress

        with Progress(BarColumn(), MofNCompleteColumn(), console=Console(stderr=True)) as progress:
            task = progress.add_task("", total=None)
            yield lambda done, total: progress.update(task, completed=done, total=total)

    def _tenths(self) -> Callable[[int, int], None]:
        told = 0

        def tell(done: int, total: int) -> None:
            nonlocal told
            tenth = 10 * done // max(total, 1)
            if tenth > told:
                told = tenth
                self.step(f"  {done}/{total}", f"  {done}/{total}")

        return tell

    def say(self, text: str) -> None:
        """Print a line of the answer."""
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def answer(self, value: object, text: str) -> None:
        """Print the answer: `value` as one line of JSON for programs, `text` for people."""
        self.say(json.dumps(value, ensure_ascii=False) if self.for_programs else text)


def settings_of(given: argparse.Namespace, **more: Any) -> Settings:
    """Return the settings of the environment and the command line."""
    return load(os.environ, data=given.data, **more)
