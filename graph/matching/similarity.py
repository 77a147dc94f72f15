"""How near two short Chinese texts are: the protocol, and `tfidf-1`, which needs numpy only.

Source: matching.md 15.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from graph.taxonomy import Taxonomy, taxonomy
from graph.text import fold

LONGEST_GRAM = 3
"""Grams of one to three characters: measured best for Chinese phrases. Source: matching.md 15.4."""

FEW = 1
"""Texts compared with a matrix up to which an index over it is not worth making."""

PPM = 1_000_000


class Matrix:
    """Encoded texts: per text its grams with weights, of length 1 together (or none, for '')."""

    def __init__(self, rows: tuple[Mapping[str, float], ...]) -> None:
        """Keep the rows, in the order of the texts; `asked` counts how often they are compared."""
        self.rows = rows
        self.asked = 0

    @cached_property
    def postings(self) -> Mapping[str, tuple[NDArray[np.intp], NDArray[np.float64]]]:
        """Rows and weights by gram, made once: most texts share no gram with most others."""
        where = dict[str, list[tuple[int, float]]]()
        for index, row in enumerate(self.rows):
            for gram, weight in row.items():
                where.setdefault(gram, []).append((index, weight))
        return {
            gram: (np.array([i for i, _ in at], np.intp), np.array([w for _, w in at], np.float64))
            for gram, at in where.items()
        }


class TextSimilarity(Protocol):
    """Similarity of short Chinese texts. Pure, deterministic per `version`, no network."""

    @property
    def version(self) -> str:
        """Method, scheme and taxonomy version, 'tfidf-1:HUB:7'; part of Policy.text.index."""
        ...

    def encode(self, texts: Sequence[str]) -> Any:
        """Return one row per text. Texts are folded; each distinct one is encoded once."""
        ...

    def similarity(self, left: Any, right: Any) -> NDArray[np.float32]:
        """Return the cosines, shape (left, right), -1.0..1.0."""
        ...


class TfIdf:
    """Char 1–3-gram TF-IDF, its idf fitted on the taxonomy's own documents.

    So a similarity depends on the two texts and the taxonomy version, and is the same everywhere.
    """

    def __init__(self, scheme: Taxonomy) -> None:
        """Fit on the names, synonyms and examples of all leaves."""
        self.version = f"tfidf-1:{scheme.scheme}:{scheme.version}"
        documents = [fold(text) for leaf in scheme.leaves.values() for text in leaf.documents]
        seen = Counter(gram for text in documents for gram in set(grams(text)))
        self._idf = {gram: math.log((1 + len(documents)) / (1 + n)) + 1 for gram, n in seen.items()}
        self._unknown = max(self._idf.values())
        self._kept = dict[str, Mapping[str, float]]()

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return one row per text; an empty text gives a row without grams."""
        return Matrix(tuple(self._row(text) for text in texts))

    def similarity(self, left: Matrix, right: Matrix) -> NDArray[np.float32]:
        """Return the cosines, shape (left, right), 0.0..1.0; 0.0 beside an empty text."""
        right.asked += 1
        if len(left.rows) * right.asked <= FEW:
            rows = [[_cosine(one, other) for other in right.rows] for one in left.rows]
            return np.array(rows, np.float32).reshape(len(left.rows), len(right.rows))
        found = np.zeros((len(left.rows), len(right.rows)), np.float64)
        for index, row in enumerate(left.rows):
            for gram, weight in row.items():
                if gram in right.postings:
                    columns, weights = right.postings[gram]
                    found[index, columns] += weight * weights
        return found.astype(np.float32)

    def _row(self, text: str) -> Mapping[str, float]:
        """Encode one folded text: (1 + ln tf)·idf, of length 1. Some thousands are kept."""
        if text not in self._kept:
            if len(self._kept) > 20_000:  # noqa: PLR2004 (some 20 MB)
                self._kept.clear()
            counts = Counter(grams(text))
            raw = {
                gram: (1 + math.log(n)) * self._idf.get(gram, self._unknown)
                for gram, n in sorted(counts.items())
            }
            length = math.sqrt(math.fsum(weight * weight for weight in raw.values()))
            self._kept[text] = {gram: weight / length for gram, weight in raw.items()}
        return self._kept[text]


def grams(text: str) -> list[str]:
    """Return the grams of one to three characters of a folded text, with repeats."""
    return [
        text[at : at + n] for n in range(1, LONGEST_GRAM + 1) for at in range(len(text) - n + 1)
    ]


def _cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Return the cosine of two rows, added up in the order of the left.

    The same as by the index.
    """
    cosine = 0.0
    for gram, weight in left.items():
        if gram in right:
            cosine += weight * right[gram]
    return cosine


def in_ppm(cosine: float) -> int:
    """Return a cosine in millionths, the whole number that scores are computed from."""
    return round(float(cosine) * PPM)


@cache
def similarity_of(index: str) -> TextSimilarity:
    """Return the similarity a policy names, fitted once per process.

    Raises:
        KeyError: the index is not loadable (rule P8 lets no such policy in).
    """
    return {made.version: made for made in (TfIdf(taxonomy()),)}[index]
