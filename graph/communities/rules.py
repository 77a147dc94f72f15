"""What may be drafted and published, and how places of a line are taken and given back. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from graph.communities.model import Need, Requirement
from graph.errors import Conflict, FieldProblem, InvalidInput, NoCapacity, NotAllowed
from graph.taxonomy import Leaf, taxonomy
from graph.viewer import Viewer

WISH_BUDGET_FEN = 50_000
"""A wish costs at most 500 yuan (default; domain.md 4, LIMITS wish_budget_fen)."""
GRID_DIFFICULTY = 2
"""A grid worker publishes needs up to this difficulty (default; domain.md 4, LIMITS)."""
WISH_SHARES = 100
"""Places of the line of a wish: per cent, so that several givers can share it (domain.md 4)."""

_NOT_A_DIGIT = r"(?:[\s\-–—_.·]*)"
_PERSONAL = re.compile(
    rf"(?<!\d)(?:1[3-9](?:{_NOT_A_DIGIT}\d){{9}}|0\d{{2,3}}{_NOT_A_DIGIT}\d{{7,8}}|\d{{17}}[\dXx])(?!\d)"
)
"""Mobile numbers, land lines with area code, identity numbers, also when written with gaps."""
_STEPS = (("title", "标题"), ("description", "说明"))


def leaf_of(code: str, *path: str) -> Leaf:
    """Return the service category of the code a client gave.

    Raises:
        InvalidInput: no leaf has this code (domain.md 5, I34).
    """
    leaf = taxonomy().leaves.get(code)
    if leaf is None:
        zh, en = f"没有编码为{code}的服务事项。", f"No service category has the code {code}."
        raise InvalidInput(*(path or ("category_code",)), zh=zh, en=en, code="UNKNOWN_VALUE")
    return leaf


def may_be_drafted(need: Need, viewer: Viewer) -> None:
    """Raise a refusal unless `viewer` may draft a need of this kind, in this way.

    Source: domain.md chapter 4, Need, draft_need: LIA and MEM draft an ACTIVITY (创单); chapter 2:
        GRID and COM
    submit on behalf.

    Raises:
        NotAllowed: only a unit would raise it and it is no ACTIVITY; or it is on behalf and the
            viewer is neither.
    """
    if need.on_behalf and not viewer.roles_on(need) & {"GRID", "COM"}:
        zh, en = "代办需由网格员或社区进行。", "A grid worker or the community files for others."
        raise NotAllowed({"GRID", "COM"}, zh=zh, en=en)
    if need.raised_by_id in viewer.units and need.kind != "ACTIVITY":
        zh, en = "单位只能发起活动（创单）。", "A unit raises activities (创单) only."
        raise NotAllowed({"RES", "GRID", "COM"}, zh=zh, en=en)


def has_lines(need: Need, viewer: Viewer) -> None:
    """Raise a refusal unless the need says what is missing.

    Source: domain.md chapter 4, Need, submit_need.

    Raises:
        InvalidInput: it has no line.
    """
    if not need.requirement_ids:
        zh, en = "提交前请至少写一条需求明细。", "Write one line at least before submitting."
        raise InvalidInput("lines", zh=zh, en=en, code="REQUIRED")


def can_be_published(need: Need, viewer: Viewer) -> None:
    """Raise a refusal unless `viewer` may publish `need` as it stands.

    Source: domain.md chapter 4, Need, publish_need.

    Raises:
        InvalidInput: a line waits for a person's choice of category; a text holds a phone or
            identity number; a wish is too dear.
        NotAllowed: it is too difficult or too special for a grid worker.
        Conflict: it was reopened and no place is open.
    """
    holds_nothing_personal(need)
    if need.unclear_lines:
        zh, en = (
            "有明细尚未归类，请先归类。",
            "Lines wait to be classified; classify the need first.",
        )
        raise InvalidInput("category_code", zh=zh, en=en, code="REQUIRED")
    if need.kind == "WISH" and (need.budget_fen or 0) > WISH_BUDGET_FEN:
        zh, en = "微心愿不超过500元。", "A wish costs 500 yuan at most."
        raise InvalidInput("budget_fen", zh=zh, en=en, code="OUT_OF_RANGE")
    if need.state == "REOPENED" and not need.open_places:
        zh, en = "没有空余名额，请先增加数量。", "No place is open; raise a quantity first."
        raise Conflict("NO_OPEN_PLACE", zh=zh, en=en)
    roles = viewer.roles_on(need)
    if "GRID" in roles and not roles & {"COM", "SYS"} and _is_beyond_a_grid_worker(need):
        zh, en = (
            "难度高或专业的需求由社区发布。",
            "The community publishes what is difficult or special.",
        )
        raise NotAllowed({"COM"}, zh=zh, en=en)


def _is_beyond_a_grid_worker(need: Need) -> bool:
    leaf = taxonomy().leaves.get(need.category_code)
    return need.difficulty > GRID_DIFFICULTY or (leaf is not None and "S" in leaf.flags)


def holds_nothing_personal(need: Need, lines: Iterable[Requirement] = ()) -> None:
    """Raise a refusal if a text that everybody will read holds a phone or identity number.

    Source: domain.md chapter 4, Need, publish_need.

    Raises:
        InvalidInput: naming each such text.
    """
    texts = [((name,), zh, getattr(need, name)) for name, zh in _STEPS]
    texts += [((line.id, "description"), "明细说明", line.description) for line in lines]
    found = [
        FieldProblem(
            path=path,
            code="PERSONAL_DATA",
            zh=f"{zh}中有电话或证件号码，请先删除。",
            en=f"Take the phone or identity number out of the {path[-1]} first.",
        )
        for path, zh, text in texts
        if _PERSONAL.search(unicodedata.normalize("NFKC", text))
    ]
    if found:
        raise InvalidInput.of(found)


def opened(line: Requirement) -> Requirement:
    """Return `line` as matchable in its district (domain.md 3, `pool`)."""
    district = line.area_path.split("/")[3]
    return replace(line, pool=f"{district}|{line.category_code}")


def classified(line: Requirement, code: str) -> Requirement:
    """Return `line` in the category a person chose; one that can be matched moves to its pool."""
    moved = replace(line, category_code=code, classified_by="HUMAN", margin=None)
    return opened(moved) if line.pool is not None else moved


def taken(line: Requirement, quantity: int) -> Requirement:
    """Return `line` with `quantity` open places committed.

    Source: domain.md chapter 5, I1.

    Raises:
        InvalidInput: less than one place.
        Conflict: the line is not matchable now.
        NoCapacity: fewer places are open.
    """
    if quantity < 1:
        zh, en = "名额至少为1。", "Ask for one place at least."
        raise InvalidInput("quantity", zh=zh, en=en, code="OUT_OF_RANGE")
    if line.pool is None:
        zh, en = "该需求目前不接受认领或派单。", "This need takes no help at present."
        raise Conflict("NOT_MATCHABLE", zh=zh, en=en, other_id=line.need_id)
    if line.open_quantity < quantity:
        left = line.open_quantity
        raise NoCapacity(left, zh=f"这个岗位只剩{left}个名额。", en=f"{left} places are left.")
    committed, still_open = line.committed_quantity + quantity, line.open_quantity - quantity
    return replace(line, open_quantity=still_open, committed_quantity=committed)


def freed(line: Requirement, quantity: int) -> Requirement:
    """Return `line` with `quantity` committed places open again."""
    committed, again_open = line.committed_quantity - quantity, line.open_quantity + quantity
    return replace(line, open_quantity=again_open, committed_quantity=committed)
