"""The migration files against the domain's list of keys and indexes, and how they are read."""

import re
from pathlib import Path

import pytest

from graph.faults import SchemaChanged
from graph.migrate import FOLDER, Migration, Step, migrations, pending_of

# A second reading of domain.md 3, "Constraints and indexes", for the labels of today.
UNIQUE = {
    "id": "unit resource member skill contact area community service_category need requirement "
    "match_decision commitment service_record evaluation project milestone progress_note policy "
    "list_edition",
    "code": "area community",
    "category_key": "service_category",
    "uscc": "unit",
    "subject": "member",
    "volunteer_no": "member",
    "source_key": "unit member resource skill need",
    "evaluation_key": "evaluation",
    "policy_key": "policy",
    "edition_key": "list_edition",
    "name": "clock",
    "key": "receipt",
}
INDEX = {
    "pool": "resource skill requirement",
    "area_path": "area community unit resource member skill need commitment project service_record",
    "queue_key": "need commitment project",
    "due_at": "need commitment evaluation project resource skill",
    "edge_due_at": "unit member",
    "name_key": "unit member community area",
    "seq": "event",
    "node_key": "event",
    "at": "receipt",
}
WIDE = 2**31
INTEGERS = {"due_at", "edge_due_at", "seq", "at"}
DDL = re.compile(
    r"CREATE (CONSTRAINT|INDEX) (\w+) IF NOT EXISTS FOR \(n:(\w+)\) (?:REQUIRE|ON) \(?n\.(\w+)\b.*"
)


def declared(kind: str) -> list[tuple[str, str, str]]:
    """Name, label and property of each constraint or index, as the files declare them."""
    steps = [step.text for migration in migrations() for step in migration.steps]
    found = [match.groups() for text in steps if (match := DDL.fullmatch(text))]
    assert len(found) == sum(text.startswith("CREATE") for text in steps)
    return [(name, label, prop) for what, name, label, prop in found if what == kind]


def snake(label: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", label).lower()


@pytest.mark.parametrize(("kind", "table"), [("CONSTRAINT", UNIQUE), ("INDEX", INDEX)])
def test_the_files_declare_what_the_domain_lists(kind: str, table: dict[str, str]) -> None:
    listed = [f"{label}_{prop}" for prop, labels in table.items() for label in labels.split()]
    found = declared(kind)
    assert sorted(name for name, _, _ in found) == sorted(listed)
    assert all(name == f"{snake(label)}_{prop}" for name, label, prop in found)


def test_each_declared_property_is_primed_before_with_the_right_type() -> None:
    primed: set[tuple[str, str]] = set()
    for migration in migrations():
        for step in migration.steps:
            for label, key, rest in re.findall(
                r"MERGE \(\w+:(\w+) \{(\w+): '~'\}\)(.*)", step.text
            ):
                values = dict(re.findall(r"\w+\.(\w+) = ('~'|\d+)", rest)) | {key: "'~'"}
                for name, value in values.items():
                    assert value == "'~'" if name not in INTEGERS else int(value) > WIDE
                    primed.add((label, name))
            if match := DDL.fullmatch(step.text):
                assert (match[3], match[4]) in primed


def test_what_is_primed_is_removed_in_the_same_file() -> None:
    for migration in migrations():
        text = "\n".join(step.text for step in migration.steps)
        made = sorted(re.findall(r"MERGE \(\w+:(\w+) \{(\w+): '~'\}\)", text))
        gone = sorted(re.findall(r"MATCH \(n:(\w+) \{(\w+): '~'\}\) DETACH DELETE n", text))
        assert made == gone


def test_numbers_follow_each_other() -> None:
    assert [m.number for m in migrations()] == list(range(1, len(migrations()) + 1))
    assert {file.suffix for file in FOLDER.iterdir() if file.is_file()} == {".cypher"}


def test_a_file_is_read_as_statements(tmp_path: Path) -> None:
    file = tmp_path / "0007_split.cypher"
    file.write_text(
        "// About.\n\nCREATE INDEX a_b IF NOT EXISTS FOR (n:A) ON (n.b);\n\n"
        "// Why.\nMATCH (n:A {t: 'x; y'})\nSET n.b = 1;\n// batch\nMATCH (n:A) RETURN 1 AS last;\n"
    )
    read = Migration.of(file)
    assert (read.number, read.name, len(read.sha256)) == (7, "0007_split", 64)
    assert read.steps == (
        Step("CREATE INDEX a_b IF NOT EXISTS FOR (n:A) ON (n.b)"),
        Step("MATCH (n:A {t: 'x; y'})\nSET n.b = 1"),
        Step("MATCH (n:A) RETURN 1 AS last", in_batches=True),
    )
    assert [step.is_ddl for step in read.steps] == [True, False, False]


def test_two_files_of_one_number_are_an_error(tmp_path: Path) -> None:
    for name in ("0001_a", "1_b"):
        (tmp_path / f"{name}.cypher").write_text("RETURN 1;\n")
    with pytest.raises(ValueError, match="one number"):
        migrations(tmp_path)


KNOWN = [Migration(1, "0001_a", "h1", ()), Migration(2, "0002_b", "h2", ())]


def row(number: int, sha256: str, at: int | None = 1) -> dict[str, object]:
    return {"number": number, "name": f"{number:04}_x", "sha256": sha256, "at": at}


@pytest.mark.parametrize(
    ("_case", "rows", "pending"),
    [
        ("new graph", [], ["0001_a", "0002_b"]),
        ("one done", [row(1, "h1")], ["0002_b"]),
        ("one interrupted", [row(1, "h1"), row(2, "h2", None)], ["0002_b"]),
        ("all done", [row(1, "h1"), row(2, "h2")], []),
    ],
)
def test_pending_is_what_is_not_finished(
    _case: str, rows: list[dict[str, object]], pending: list[str]
) -> None:
    assert pending_of(KNOWN, rows) == pending


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row(1, "other")], "applied migration file was changed: 0001_x"),
        ([row(3, "h3")], "made by a newer version: 0003_x"),
    ],
)
def test_another_schema_stops_the_start(rows: list[dict[str, object]], words: str) -> None:
    with pytest.raises(SchemaChanged, match=words):
        pending_of(KNOWN, rows)
