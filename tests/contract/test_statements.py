"""Each statement file: its header, what it may hold, what each engine makes of it.

Source: engine.md 14.2 and 14.13.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import catalogue, things
from graph.connection import Graph
from graph.engine import Engine
from graph.statements import Statement, statement
from tests.support.explaining import Explainer, explaining, sample

ROOT = Path(__file__).parents[2] / "graph"
MIGRATIONS = ROOT / "migrations"
FILES = sorted(file for file in ROOT.rglob("*.cypher") if file.parent != MIGRATIONS)
READS = [file for file in FILES if not file.read_text("utf-8").startswith("// Write.")]
WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|FOREACH)\b")
LOCK = re.compile(r"SET (\w+)\.(\w+) = \1\.\2 \+ 1 +// lock")
ONE_ROW = re.compile(r"// Returns (at most )?one row\b")
NO_ORDER = re.compile(r"without order|without\n// +order|in no order|, without\b|without$")

UNSCOPED = {
    "receipt_by_key": "names the viewer in its key",
    "close_deed": "comes after a lock",
    "migrations_applied": "the schema's own book",
    "claim_migrating": "the schema's own book",
    "note_migration": "the schema's own book",
    "viewer_by_subject": "is what the scope comes from",
    "read_service_category": "the taxonomy is for all",
    "read_open_pairings": "the caller reached both ends in scope",
    "events_of_node": "the caller reached the node in scope",
    "events_of_node_backward": "the caller reached the node in scope",
    "events_of_node_count": "the caller reached the node in scope",
    **dict.fromkeys(
        (
            "decisions_of_requirements",
            "offers_by_id",
            "offers_in_pools",
            "offers_in_street",
            "parties_for_matching",
            "points_of_places",
            "pool_sizes",
            "ties_of_communities",
        ),
        "candidate reads: the lines were reached in scope (matching.md 3.3)",
    ),
}
FORBIDDEN = {
    "full text, vectors, procedures": r"\bCALL\s+[\w.]+\s*\(|db\.\w|apoc\.|fulltext|vector\.",
    "CALL (*)": r"CALL\s*\(\s*\*",
    "IN TRANSACTIONS": r"IN TRANSACTIONS",
    "a named path in CREATE": r"CREATE\s+\w+\s*=\s*\(",
    "element ids": r"\belementId\s*\(|(?<![.\w])id\s*\(",
    "SKIP": r"\bSKIP\b",
    "labels changed": r"\bSET\s+\w+:\w|\bREMOVE\s+\w+:\w",
    "variable length without a cap": r"\*\s*(\]|\d*\.\.\s*\])|\[\w*:?\w*\*\d*\]",
    "DELETE without DETACH": r"(?<!DETACH )\bDELETE\b",
    "a relationship without its anchor": r"MATCH\s*\(\)\s*<?-\[",
}


@pytest.fixture(scope="module")
def explainer(engine: Engine, graph: Graph) -> Iterator[Explainer]:
    """Plans of the migrated engine of the run."""
    with explaining(engine) as made:
        yield made


def named(file: Path) -> str:
    return file.name.removesuffix(".cypher")


def statements(file: Path) -> list[Statement]:
    """The statement of a file, and the lock it may hold too."""
    loaded = statement(str(file), named(file))
    if not file.read_text("utf-8").startswith("// Read, or lock."):
        return [loaded]
    return [loaded, statement(str(file), re.sub("^read_", "lock_", named(file)))]


def body(text: str) -> str:
    """A statement without its comments and texts in quotes."""
    plain = "\n".join(line.partition("//")[0] for line in text.splitlines())
    return re.sub(r"'(\\.|[^'\\])*'", "''", plain)


def test_there_are_statements() -> None:
    assert len(FILES) > 100


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_header_tells_what_the_body_does(file: Path) -> None:
    text = file.read_text("utf-8")
    first, returns = text.splitlines()[0], re.search(r"^// Returns .+", text, re.MULTILINE)
    assert re.fullmatch(r"// (Read|Write|Read, or lock)\. .+\.", first)
    assert returns
    for parameter in re.findall(r"^//\s+\$\w+.*", text, re.MULTILINE):
        assert re.fullmatch(r"//   \$\w+ {2,}\S.*", parameter)
    writes = bool(WRITES.search(body(statements(file)[0].text)))
    assert writes == first.startswith("// Write.")
    assert statements(file)[0].reads != writes


@pytest.mark.parametrize("file", FILES, ids=named)
def test_the_lines_of_a_lock_only_count_up(file: Path) -> None:
    first, *lock = statements(file)
    marked = [line for line in file.read_text("utf-8").splitlines() if line.endswith("// lock")]
    assert bool(marked) == bool(lock)
    for held in lock:
        assert not held.reads
        extra = set(held.text.splitlines()[1:]) - set(first.text.splitlines()[1:])
        assert extra == {line for line in extra if LOCK.fullmatch(line)}


@pytest.mark.parametrize("file", FILES, ids=named)
def test_nothing_forbidden_is_used(file: Path) -> None:
    for one in statements(file):
        found = [what for what, how in FORBIDDEN.items() if re.search(how, body(one.text))]
        assert found == []


@pytest.mark.parametrize("file", READS, ids=named)
def test_a_list_is_ordered_and_bounded_or_asks_by_keys(file: Path) -> None:
    text = file.read_text("utf-8")
    header, plain = text[: text.index("\n\n")], body(statements(file)[0].text)
    if ONE_ROW.search(header):
        return
    if "ORDER BY" in plain and not NO_ORDER.search(header):
        assert re.search(r"\bLIMIT\b|\[\.\.\$per\]|\[0\.\.\$per\]", plain)
        return
    assert NO_ORDER.search(header)
    keys = [name for name in statements(file)[0].parameters if sample(name) == ["~"]]
    if named(file) != "pool_sizes":  # one row per pool of a reach: as many as categories
        assert any(
            re.search(rf"\bIN \${key}\b|UNWIND (range\(.*)?\${key}\b", plain)
            or re.search(rf"\${key}\b", plain)
            for key in keys
        )


@pytest.mark.parametrize("file", READS, ids=named)
def test_a_read_is_scoped_or_on_the_short_list(file: Path) -> None:
    scoped = any(name.startswith("scope_") for name in statements(file)[0].parameters)
    assert scoped != (named(file) in UNSCOPED)


def test_the_short_list_names_only_files_that_exist() -> None:
    assert set(UNSCOPED) <= {named(file) for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=named)
def test_the_engine_accepts_it_and_finds_all_by_index(
    engine: Engine, explainer: Explainer, file: Path
) -> None:
    for one in statements(file):
        given = {name: sample(name) for name in one.parameters}
        plan = explainer.plan(one.text_for(engine.kind), given)
        assert plan.warnings == ()
        scans = re.findall(r"NodeByLabelScan|AllNodesScan|RelationshipTypeScan", plan.text)
        assert scans == [], plan.text


@pytest.mark.parametrize("file", READS, ids=named)
async def test_a_read_of_what_is_not_there_gives_nothing(graph: Graph, file: Path) -> None:
    one = statements(file)[0]
    found = await graph.read(one, timeout_s=30, **{name: sample(name) for name in one.parameters})
    assert [row for row in found if {"id", "node", "key"} & set(row)] == []


def test_every_kind_of_an_act_can_be_locked_written_and_created() -> None:
    kinds = {kind for act in catalogue.ACTS.values() for kind in act.kinds}
    assert {kind.prefix for kind in kinds} >= {"pj", "pw"}
    for kind in kinds:
        assert {kind.statement(verb).name for verb in ("read", "lock", "write", "create")}
        assert things.kind_of(f"{kind.prefix}_1") is kind


@pytest.mark.parametrize(
    ("path", "label", "name", "ordered"),
    [
        ("communities/needs_in_queue", "Need", "queue_key", True),
        ("communities/needs_in_queue_backward", "Need", "queue_key", True),
        ("communities/needs_of_area", "Need", "area_path", False),
        ("cobuilding/projects_in_queue", "Project", "queue_key", True),
        ("cobuilding/projects_of_area", "Project", "area_path", False),
        ("cobuilding/offers_in_pools", "Skill", "pool", False),
        ("cobuilding/offers_in_pools", "Resource", "pool", False),
        ("cobuilding/events_of_node", "Event", "node_key", True),
        ("members/viewer_by_subject", "Member", "subject", False),
        ("receipt_by_key", "Receipt", "key", False),
    ],
)
def test_a_hot_read_uses_the_index_it_was_written_for(  # noqa: PLR0913  two fixtures, one case
    engine: Engine, explainer: Explainer, path: str, label: str, name: str, *, ordered: bool
) -> None:
    one = statements(ROOT / f"{path}.cypher")[0]
    text = explainer.plan(one.text_for(engine.kind), {n: sample(n) for n in one.parameters}).text
    if engine.kind == "neo4j":
        assert re.search(rf"(INDEX|UNIQUE) \w+:{label}\({name}\)", text), text
        assert not ordered or not re.search(r"^(Sort|Top|PartialSort)", text, re.MULTILINE), text
    else:
        assert f"index={label.lower()}_{name}" in text or f"index={label}[{name}]" in text, text
        assert not ordered or "[index order" in text, text
