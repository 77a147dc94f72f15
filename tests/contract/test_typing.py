"""Types of an act: pyright refuses a wrong input, a wrong kind of id and a wrong guard."""

import json
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "typing"


def test_pyright_refuses_what_the_types_forbid_and_nothing_else() -> None:
    command = [sys.executable, "-m", "pyright", "--outputjson", "-p", str(FOLDER)]
    command += ["--pythonpath", sys.executable]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  ours
    found = json.loads(done.stdout)
    errors = [
        (row["range"]["start"]["line"] + 1, row["message"]) for row in found["generalDiagnostics"]
    ]
    assert errors == []
    assert found["summary"]["filesAnalyzed"] >= 1
