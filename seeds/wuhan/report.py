"""The coverage of the lists as a text for people, in Chinese or English."""

from collections.abc import Mapping, Sequence
from unicodedata import east_asian_width

from seeds.wuhan.coverage import NO_LINE, NO_OFFER, NOT_NAMED, Cover, Coverage

Language = str
_HEADS: Mapping[Language, Sequence[str]] = {
    "zh": ("需求", "明细", "有候选", "候选写明此物", "写明数量", "城市"),
    "en": ("needs", "lines", "with candidates", "item named", "quantity told", "city"),
}
_ALL: Mapping[Language, str] = {"zh": "合计", "en": "all"}
_TITLES: Mapping[Language, tuple[str, str]] = {
    "zh": ("没有写明此物的候选，按原因（条）：", "其中按物品（条）："),
    "en": ("Lines without a candidate that names the item, by reason:", "The same by item:"),
}
REASONS: Mapping[str, Mapping[Language, str]] = {
    NO_OFFER: {"zh": "无人提供此类物资", "en": "nobody offers the category"},
    NOT_NAMED: {
        "zh": "有同类供给，但没有一个写明此物",
        "en": "the category is offered, but no offer names the item",
    },
    NO_LINE: {"zh": "需求未列出任何物资（个）", "en": "needs that list nothing"},
    "CAPACITY": {"zh": "写明此物的数量不足一份", "en": "the offer that names it has too few"},
}
"""What the reasons mean; a gate without a line here is told by its code (matching.md 4)."""


def report(found: Coverage, language: Language) -> str:
    """Return the tables: coverage by city, unmet lines by reason and by item."""
    rows = [_row(city, cover) for city, cover in found.cities.items()]
    rows.append(_row(_ALL[language], found.total))
    by_reason, by_item = _TITLES[language]
    return "\n".join(
        [
            *_table(_HEADS[language], rows),
            "",
            by_reason,
            *(f"{count:>6}  {_told(reason, language)}" for reason, count in _most(found.unmet)),
            "",
            by_item,
            *(f"{count:>6}  {item}" for item, count in _most(found.items)),
        ]
    )


def facts(found: Coverage) -> dict[str, object]:
    """Return the same for programs."""
    return {
        "cities": {city: _named(cover) for city, cover in found.cities.items()},
        "total": _named(found.total),
        "unmet": dict(_most(found.unmet)),
        "unmetItems": dict(_most(found.items)),
        "candidates": found.candidates,
        "quantityUnknown": found.unknown,
    }


def _named(cover: Cover) -> dict[str, int]:
    return {
        "needs": cover.needs,
        "lines": cover.lines,
        "withCandidates": cover.matched,
        "itemNamed": cover.named,
        "quantityTold": cover.stated,
    }


def _row(city: str, cover: Cover) -> tuple[str, ...]:
    return (*map(str, _named(cover).values()), city)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table, numbers to the right below their heads."""
    wide = [max(_width(row[at]) for row in (heads, *rows)) for at in range(len(heads) - 1)]
    return [
        "  ".join([*(_right(cell, to) for cell, to in zip(row, wide, strict=False)), row[-1]])
        for row in (heads, *rows)
    ]


def _most(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(
        ((name, count) for name, count in counted.items() if count), key=lambda it: (-it[1], it[0])
    )


def _told(reason: str, language: Language) -> str:
    words = REASONS.get(reason)
    return f"{words[language]} ({reason})" if words else reason


def _right(text: str, to: int) -> str:
    return " " * (to - _width(text)) + text


def _width(text: str) -> int:
    """Return how many columns a terminal gives a text: two for a Chinese character."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
