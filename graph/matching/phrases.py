"""From free text to a category (需求归类): text proposes, a person or a clear margin decides.

Text never opens a gate: qualification, level and category of a line come from whoever confirms it.
Source: matching.md 2.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.matching.policy import TextRule, default_policy
from graph.matching.similarity import TextSimilarity, similarity_of
from graph.taxonomy import Leaf, Taxonomy, taxonomy
from graph.text import fold

_FILE = Path(__file__).parents[1] / "data" / "stop_phrases.txt"

PER_CHARACTER = 250
"""Thousandths of hits per character of a name found: four characters are certain."""

VOTES = 5
"""The nearest documents that vote."""

MOST_LINES = 6
ALTERNATIVES = 3

RESOURCE_LEAVES = frozenset({"LIV-10", "LIV-11", "PTY-10", "SAF-06", "CAR-10"})
"""Leaves whose lines ask for a thing, not for a person's skill."""

VENUE = "LIV-11"
VENUE_WORDS = ("场地", "教室", "活动室", "会议室")
"""Words that ask for a room beside whatever else is asked."""

_CLAUSE_ENDS = re.compile(r"[,.;!?，。；、！？\n]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a text says, best category first. `category_code` is '' where nothing is near.

    `margin`: thousandths between the best and the second. `clear`: the margin decides, else a
    person. `alternatives`: the next best, at most three. `because`: the names and synonyms found in
    the text.
    """

    category_code: str
    margin: int
    clear: bool
    alternatives: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """One line proposed from a text.

    Qualification, measure and difficulty as the taxonomy proposes.
    """

    proposal: Proposal
    kind: str  # SKILL | RESOURCE
    category_code: str
    qualification: str
    measure: str
    difficulty: int


class Intake:
    """Classifies texts by one taxonomy, one similarity and the phrases people confirmed.

    `phrases`: leaf code → folded phrases confirmed for it.
    """

    def __init__(
        self,
        scheme: Taxonomy,
        similarity: TextSimilarity,
        rule: TextRule,
        phrases: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """Encode the leaf documents once."""
        self._scheme, self._similarity, self._rule = scheme, similarity, rule
        self._names = _names(scheme.leaves.values())
        documents = list[tuple[str, str]]()
        for leaf in scheme.leaves.values():
            confirmed = (phrases or {}).get(leaf.code, ())
            documents += [(leaf.code, text) for text in (*map(fold, leaf.documents), *confirmed)]
        self._owners = [code for code, _ in documents]
        self._documents = similarity.encode([cut(text) for _, text in documents])

    def classify(self, text: str) -> Proposal:
        """Return the category a text proposes."""
        folded = fold(text)
        hits, because = self._hits(folded)
        votes = self._votes(cut(folded))
        fused = {
            code: (7 * hits.get(code, 0) + 3 * votes.get(code, 0)) // 10
            for code in hits.keys() | votes.keys()
        }
        ordered = sorted(
            (code for code in fused if fused[code] > 0), key=lambda code: (-fused[code], code)
        )
        if not ordered:
            return Proposal("", 0, clear=False, alternatives=(), because=())
        best, second = ordered[0], fused[ordered[1]] if len(ordered) > 1 else 0
        margin = fused[best] - second
        return Proposal(
            category_code=best,
            margin=margin,
            clear=fused[best] >= self._rule.clear and margin >= self._rule.margin,
            alternatives=tuple(ordered[1 : ALTERNATIVES + 1]),
            because=tuple(because[best]),
        )

    def lines(self, text: str) -> tuple[ProposedLine, ...]:
        """Return the lines a text asks for: one per clear leaf of its clauses, at most six.

        Where no clause is clear, the whole text gives one line, clear or not; none if nothing is
        near. A room is proposed beside a skill where a word for one occurs.
        """
        found = dict[str, Proposal]()
        for clause in self._clauses(text):
            proposal = self.classify(clause)
            if proposal.clear:
                found.setdefault(proposal.category_code, proposal)
        if not found:
            whole = self.classify(text)
            if whole.category_code:
                found[whole.category_code] = whole
        words = tuple(word for word in VENUE_WORDS if word in fold(text))
        if words and found and VENUE not in found:
            room = Proposal(VENUE, self._rule.margin, clear=True, alternatives=(), because=words)
            kept = list(found.items())[: MOST_LINES - 1]
            found = {**dict(kept), VENUE: room}
        return tuple(self._line(proposal) for proposal in list(found.values())[:MOST_LINES])

    def _line(self, proposal: Proposal) -> ProposedLine:
        leaf = self._scheme.leaves[proposal.category_code]
        kind = "RESOURCE" if leaf.code in RESOURCE_LEAVES else "SKILL"
        return ProposedLine(
            proposal, kind, leaf.code, leaf.qualification, leaf.measure, leaf.difficulty
        )

    def _clauses(self, text: str) -> Iterator[str]:
        """Yield the folded clauses of a text.

        和 parts them where it is not inside a name (和解).
        """
        for piece in _CLAUSE_ENDS.split(unicodedata.normalize("NFKC", text)):
            folded = fold(piece)
            inside = {
                at
                for start, name, _ in self._found(folded)
                for at in range(start, start + len(name))
            }
            start = 0
            for at, char in enumerate(folded):
                if char == "和" and at not in inside:
                    yield folded[start:at]
                    start = at + 1
            yield folded[start:]

    def _hits(self, folded: str) -> tuple[dict[str, int], dict[str, list[str]]]:
        """Return min(1000, Σ 250·length) and the names found, by leaf; a name counts once."""
        because = defaultdict[str, list[str]](list)
        for _, name, code in sorted(self._found(folded)):
            if name not in because[code]:
                because[code].append(name)
        hits = {
            code: min(1000, PER_CHARACTER * sum(map(len, names))) for code, names in because.items()
        }
        return hits, because

    def _found(self, folded: str) -> list[tuple[int, str, str]]:
        """Return (place, name, leaf) of the names in a text: longest first, never overlapping."""
        taken, found = [False] * len(folded), list[tuple[int, str, str]]()
        for name, code in self._names:
            start = folded.find(name)
            while start >= 0:
                end = start + len(name)
                if not any(taken[start:end]):
                    taken[start:end] = [True] * len(name)
                    found.append((start, name, code))
                start = folded.find(name, start + 1)
        return found

    def _votes(self, text: str) -> dict[str, int]:
        """Return the shares (thousandths) of the five nearest documents, by leaf.

        None if none is near.
        """
        if not text:
            return {}
        near = self._similarity.similarity(self._similarity.encode([text]), self._documents)[0]
        best = sorted(range(len(self._owners)), key=lambda at: (-float(near[at]), at))[:VOTES]
        best = [at for at in best if near[at] > 0]
        floor = float(near[best[-1]]) if best else 0.0
        weights = defaultdict[str, float](float)
        for at in best:
            weights[self._owners[at]] += float(near[at]) - floor + 0.001
        total = sum(weights.values())
        return {code: round(1000 * weight / total) for code, weight in weights.items()}


@cache
def intake() -> Intake:
    """Return the intake of the shipped taxonomy and the default policy, made once per process."""
    rule = default_policy().text
    return Intake(taxonomy(), similarity_of(rule.index), rule)


def classify(text: str) -> Proposal:
    """Return the category a text proposes, by the shipped taxonomy and the default policy."""
    return intake().classify(text)


def lines(text: str) -> tuple[ProposedLine, ...]:
    """Return the lines a text asks for, by the shipped taxonomy and the default policy."""
    return intake().lines(text)


def cut(folded: str) -> str:
    """Return a folded text without stop phrases; the text itself if nothing else would be left."""
    kept = _stops().sub("", folded)
    return kept or folded


@cache
def _stops() -> re.Pattern[str]:
    rows = (row.strip() for row in _FILE.read_text("utf-8").splitlines())
    phrases = {fold(row) for row in rows if row and not row.startswith("#")}
    return re.compile(
        "|".join(sorted(map(re.escape, phrases), key=lambda phrase: (-len(phrase), phrase)))
    )


def _names(leaves: Iterable[Leaf]) -> tuple[tuple[str, str], ...]:
    """Return (folded name, leaf) of all names and synonyms, the longest first."""
    pairs = {(fold(name), leaf.code) for leaf in leaves for name in leaf.names}
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))
