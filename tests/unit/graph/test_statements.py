"""The loader of statements."""

from pathlib import Path

import pytest

from graph.statements import Statement, statement

READ = "// Read, or lock. Needs by id.\n//\n//   $ids  ids\n//\n// Returns a row per need (id).\n\n"
BODY = """\
MATCH (n:Need) WHERE n.id IN $ids
SET n.version = n.version + 1   // lock
RETURN n.id AS id
"""


def write(folder: Path, name: str, text: str) -> str:
    """Write a file and return the path of a module beside it."""
    (folder / f"{name}.cypher").write_text(text, "utf-8")
    return str(folder / "store.py")


def test_one_file_holds_the_read_and_the_lock(tmp_path: Path) -> None:
    beside = write(tmp_path, "read_need", READ + BODY)
    read, lock = statement(beside, "read_need"), statement(beside, "lock_need")
    assert read.text == "// read_need\nMATCH (n:Need) WHERE n.id IN $ids\nRETURN n.id AS id"
    assert lock.text == f"// lock_need\n{BODY.strip()}"
    assert (read.reads, lock.reads) == (True, False)
    assert read.parameters == lock.parameters == {"ids"}


def test_a_write_is_no_read(tmp_path: Path) -> None:
    beside = write(tmp_path, "make", "// Write. Make one.\n\nCREATE (n:Need)\nRETURN 1 AS one\n")
    assert not statement(beside, "make").reads


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("MATCH (n) RETURN n\n", "must begin"),
        ("// Reads. Something.\n\nRETURN 1 AS one\n", "must begin"),
        ("// Read. One.\n\nRETURN $a AS a\n", r"declares \[\] but uses \['a'\]"),
        ("// Read. One.\n//\n//   $a  a\n\nRETURN 1 AS a\n", r"declares \['a'\] but uses \[\]"),
    ],
)
def test_a_header_must_begin_and_name_as_agreed(tmp_path: Path, text: str, words: str) -> None:
    beside = write(tmp_path, "wrong", text)
    with pytest.raises(ValueError, match=words):
        statement(beside, "wrong")


def test_a_twin_serves_neo4j_alone(tmp_path: Path) -> None:
    write(tmp_path, "one.neo4j", "// Read. One.\n\nRETURN 2 AS one\n")
    beside = write(tmp_path, "one", "// Read. One.\n\nRETURN 1 AS one\n")
    one = statement(beside, "one")
    assert one.text_for("embedded") == "// one\nRETURN 1 AS one"
    assert one.text_for("neo4j") == "// one\nRETURN 2 AS one"


def test_a_twin_that_differs_in_parameters_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "two.neo4j", "// Read. Two.\n//\n//   $a  a\n\nRETURN $a AS two\n")
    beside = write(tmp_path, "two", "// Read. Two.\n\nRETURN 1 AS two\n")
    with pytest.raises(ValueError, match="differ"):
        statement(beside, "two")


def test_a_statement_takes_exactly_its_parameters() -> None:
    one = Statement("one", "RETURN $a AS a", frozenset({"a"}))
    one.check({"a": 1})
    for given in ({}, {"a": 1, "b": 2}, {"b": 2}):
        with pytest.raises(TypeError, match="one takes"):
            one.check(given)
