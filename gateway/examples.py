"""Examples to start from: on the page, in the README, and run by a test."""

from typing import NamedTuple

from gateway.words import Words


class Example(NamedTuple):
    """A document and what it shows."""

    title: Words
    document: str


EXAMPLES: tuple[Example, ...] = (
    Example(Words("我是谁", "Who am I"), "{\n  viewer { roles }\n}\n"),
)
