"""What a person reads, in both languages, and which of the two they read."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
LOCALES: Mapping[Language, str] = {"zh": "ZH_HANS", "en": "EN"}
"""The API's name of each language (api.md 2.5)."""


class Words(NamedTuple):
    """One text, twice."""

    zh: str
    en: str

    def to(self, language: Language) -> str:
        """Return it in one language."""
        return self.zh if language == "zh" else self.en


class Refused(Exception):
    """A command stops here, with a line for people.

    Attributes:
        words: cause and way out.
        exit_code: 1 our fault, 2 nothing was done, 3 partly done (operate.md 1).
    """

    def __init__(self, zh: str, en: str, *, exit_code: int = 2) -> None:
        super().__init__(en)
        self.words, self.exit_code = Words(zh, en), exit_code


def language_of_header(accept: str) -> Language:
    """Return the language an `Accept-Language` header prefers; Chinese if it names neither.

    Source: RFC 9110 12.5.4, quality values; Chinese first is our choice (api.md 2.5).
    """
    best, chosen = 0.0, "zh"
    for part in accept.lower().split(","):
        tag, _, parameters = part.strip().partition(";")
        found = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", parameters)
        quality = float(found[1]) if found else 1.0
        if tag[:2] in LOCALES and quality > best:
            best, chosen = quality, tag[:2]
    return "en" if chosen == "en" else "zh"


def language_of_environment(environ: Mapping[str, str]) -> Language:
    """Return the language of a terminal: English if its locale says so, else Chinese.

    The order is that of POSIX. A locale C or POSIX says nothing about people and reads Chinese.
    """
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    named = next((environ[name] for name in names if environ.get(name)), "")
    return "en" if named.lower().startswith("en") else "zh"
