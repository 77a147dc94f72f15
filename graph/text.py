"""One spelling for comparing.

NFKC, traditional to simplified, lower case, no spaces or punctuation.
"""

import unicodedata
from functools import cache, lru_cache
from typing import Protocol, cast

import opencc

DROPPED_KINDS = frozenset("PZSC")
"""First letters of the Unicode categories left out: punctuation, separators, symbols, controls."""


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    """Return the one converter 繁→简.

    Made at the first need: it reads its dictionaries, some 20 ms.
    """
    return cast("_Converter", opencc.OpenCC("t2s"))


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Return `text` in the one spelling that is stored, sought and compared.

    Folding a folded text changes nothing. Source: domain.md section 3, `*_folded`; matching.md 2.
    """
    plain = "".join(char for char in unicodedata.normalize("NFKC", text).lower() if _is_kept(char))
    return plain if plain.isascii() else _converter().convert(plain)


@lru_cache(maxsize=32_768)
def _is_kept(char: str) -> bool:
    return unicodedata.category(char)[0] not in DROPPED_KINDS
