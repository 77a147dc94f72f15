"""`hub.py` on machines that lack something: what is missing and the way out, in both languages."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.hub_command import ROOT, Said, environment

HUB_PY = ROOT / "hub.py"


def _run(script: Path, *arguments: str, before: str = "", **environ: str) -> Said:
    """Run a hub.py after some Python has changed what it finds."""
    code = f"import runpy, sys\n{before}\nsys.argv = {[str(script), *arguments]!r}\n"
    code += f"runpy.run_path({str(script)!r}, run_name='__main__')"
    done = subprocess.run(  # noqa: S603  our own file
        [sys.executable, "-c", code],
        cwd=script.parent,
        env=environment(**environ),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with hub.py and pyproject.toml and nothing installed."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("hub.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder / "hub.py"


def test_older_pythons_can_read_it() -> None:
    ast.parse(HUB_PY.read_text("utf-8"), feature_version=(3, 7))


def test_python_3_10_is_told_what_is_needed() -> None:
    said = _run(HUB_PY, "up", before="sys.version_info = (3, 10, 12, 'final', 0)")
    assert (said.code, said.out) == (1, "")
    zh, en = said.err.splitlines()
    assert zh.startswith("需要 Python 3.11 或更新版本，当前为 3.10.12。")
    assert en.startswith("Python 3.11 or newer is needed, this is 3.10.12.")


def test_a_missing_venv_is_named_with_the_package_that_has_it(checkout: Path) -> None:
    python = checkout.with_name("python-without-venv")
    python.write_text("#!/bin/sh\necho 'No module named venv'\nexit 1\n")
    python.chmod(0o755)
    said = _run(checkout, "up", before=f"sys.executable = {str(python)!r}")
    assert said.code == 1
    _, zh, en = said.err.splitlines()
    assert "sudo apt install python3-venv" in zh
    assert "python3-venv is missing" in en


def test_a_folder_that_cannot_be_written_is_named(checkout: Path) -> None:
    (checkout.parent / ".venv").write_text("in the way")
    said = _run(checkout, "up")
    assert said.code == 1
    assert "Traceback" not in said.err
    assert said.err.splitlines()[-1].startswith(f"Cannot make {checkout.parent / '.venv'}: ")


@pytest.mark.slow
def test_no_network_is_said_with_the_way_to_install_without(checkout: Path) -> None:
    said = _run(checkout, "up", PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="0")
    assert said.code == 1
    assert "Traceback" not in said.err
    zh, en = said.err.splitlines()[-2:]
    assert zh.startswith("安装失败，原因见上。请检查网络")
    assert en.startswith("Installation failed for the reason above. Check the network")
    assert "pip download -d wheels" in zh
    assert "pip download -d wheels" in en
    assert not list((checkout.parent / ".venv").glob(".installed*"))


@pytest.mark.slow
def test_wheels_beside_it_are_taken_instead_of_the_network(checkout: Path) -> None:
    (checkout.parent / "wheels").mkdir()
    said = _run(checkout, "up", PIP_INDEX_URL="http://127.0.0.1:9/simple")
    assert said.code == 1
    assert "Looking in links" in said.err or "No matching distribution" in said.err
    assert said.err.splitlines()[-1].startswith("Installation failed: wheels/ lacks what is named")


def test_what_is_installed_is_not_installed_again(checkout: Path) -> None:
    folder = checkout.parent
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
    hub = folder / ".venv" / "bin" / "hub"
    hub.write_text('#!/bin/sh\necho "hub $@"\n')
    hub.chmod(0o755)
    stamp = f"{folder}\n".encode() + (folder / "pyproject.toml").read_bytes()
    (folder / ".venv" / ".installed[test]").write_bytes(stamp)
    said = _run(checkout, "query", "x.graphql", "--as", "planner", PATH=os.environ["PATH"])
    assert (said.code, said.out, said.err) == (0, "hub query x.graphql --as planner\n", "")
