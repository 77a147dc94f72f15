"""The command line people and scripts rely on (operate.md 1)."""

import json
import subprocess
import sys
from typing import Any

import pytest

from gateway.cli import COMMANDS, main, parser_of
from tests.support.hub_command import ROOT, Said, hub

NAMES = ("up", "test", "match", "query", "token", "seed", "reset", "migrate", "sdl", "doctor")


def test_the_commands_are_these() -> None:
    assert tuple(command.name for command in COMMANDS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_command_is_explained_in_both_languages(name: str) -> None:
    for language, own in (("zh", "数据目录"), ("en", "data folder")):
        said = _help(name, language)
        assert own in said
        for option in ("--data", "--lang", "--json"):
            assert option in said
    assert "show this help" not in _help(name, "zh")
    assert _help(name, "en").isascii()


def _help(name: str, language: str) -> str:
    parser: Any = parser_of("zh" if language == "zh" else "en")
    (commands,) = parser._subparsers._group_actions
    return commands.choices[name].format_help()


def test_help_lists_the_commands() -> None:
    said = hub("--help")
    assert all(f"\n    {name} " in said.out for name in NAMES)


def test_nothing_heavy_is_imported_for_help() -> None:
    code = (
        "import sys; from gateway.cli import parser_of; parser_of('en').format_help();"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(  # noqa: S603  the same
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    heavy = {"strawberry", "neo4j", "starlette", "uvicorn", "numpy", "schema", "seeds", "rich"}
    assert set(done.stdout.split()) & heavy == set()


@pytest.mark.parametrize(
    ("_case", "arguments"),
    [
        ("no such command", ["dance"]),
        ("no such option", ["up", "--colour", "red"]),
        ("a port that is none", ["up", "--port", "eighty"]),
        ("a fixture that is none", ["up", "--fixture", "moon"]),
        ("a fixture of a later version", ["up", "--fixture", "district"]),
        ("nothing to match", ["match"]),
        ("two things to match", ["match", "words", "--need", "nd_1"]),
        ("no file", ["query"]),
        ("a file that is not there", ["query", "/nowhere.graphql"]),
        ("no JSON", ["query", "-", "--variables", "{"]),
        ("no object", ["query", "-", "--variables", "[]"]),
        ("no role", ["token"]),
        ("no such role", ["token", "emperor"]),
        ("no hours", ["token", "planner", "--hours", "0"]),
        ("a fixture of a later version", ["seed", "province"]),
        ("reset without a yes", ["reset"]),
        ("tests run elsewhere", ["test"]),
    ],
)
def test_what_cannot_be_done_is_one_line_in_either_language_and_exit_2(
    _case: str, arguments: list[str], tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    said = dict[str, str]()
    for language in ("zh", "en"):
        rest = [] if arguments[0] == "dance" else ["--data", f"{tmp_path}"]
        assert main([*arguments, "--lang", language, *rest]) == 2
        out, said[language] = capsys.readouterr()
        assert out == ""
        assert said[language].count("\n") == 1
    assert said["zh"] != said["en"]
    assert not said["zh"].isascii()


def test_for_programs_a_refusal_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "emperor", "--json"]) == 2
    refusal = json.loads(capsys.readouterr().err)
    assert sorted(refusal) == ["error", "exit"]
    assert sorted(refusal["error"]) == ["en", "zh"]


@pytest.mark.parametrize(
    ("environ", "begins"),
    [({"HUB_PROT": "1"}, "There is no setting HUB_PROT"), ({"HUB_ENV": "production"}, "HUB_ENV=")],
)
def test_a_setting_that_is_wrong_is_told_before_anything_is_done(
    environ: dict[str, str], begins: str
) -> None:
    said = hub("token", "planner", **environ)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(begins)


def test_the_version_is_printed() -> None:
    assert hub("--version") == Said(0, "hub 0.1.0\n", "")


def test_a_fault_of_ours_is_one_line_and_the_traceback_is_in_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("gateway.roles.subject_of", lambda _: 1 / 0)
    monkeypatch.setattr("gateway.commands.token.subject_of", lambda _: 1 / 0)
    assert main(["token", "planner", "--lang", "en"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("An error of ours; the details are in ")
    assert "Traceback" not in err
