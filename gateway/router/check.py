"""Compose the four subgraphs and compare the outcome with the hub, byte for byte.

`python -m gateway.router.check` exits with 1 and names the differences. It needs Node 20 or newer,
and the packages of `package-lock.json` (`npm ci --ignore-scripts` in this folder).
"""

import shutil
import subprocess  # runs the composer, which is a program of another language
import sys
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

from schema.build import canonical, sdl_of, write_sdl

HERE = Path(__file__).parent
SUPERGRAPH = HERE / "supergraph.graphql"


@dataclass(frozen=True, slots=True)
class Composed:
    """What the composer made: the router's input, and the API its clients see."""

    supergraph: str
    api: str


class CompositionFailed(Exception):
    """The subgraphs do not fit together, or the composer cannot run here."""


def missing_tools() -> str | None:
    """Return what is missing to compose, with the way out; None: nothing."""
    if shutil.which("node") is None:
        return "Node is not installed; composition needs version 20 or newer."
    if not (HERE / "node_modules").exists():
        return f"The composer is not installed: run `npm ci --ignore-scripts` in {HERE.name}."
    return None


def composed() -> Composed:
    """Compose the subgraphs as the code has them now.

    Raises:
        CompositionFailed: with the composer's words.
    """
    if lack := missing_tools():
        raise CompositionFailed(lack)
    with TemporaryDirectory() as folder:
        out = Path(folder)
        write_sdl(out)
        ran = subprocess.run(  # noqa: S603  a file of ours, no input from outside
            [shutil.which("node") or "node", str(HERE / "compose.mjs"), folder, folder],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        if ran.returncode:
            raise CompositionFailed(ran.stderr.strip())
        supergraph, api = (out / f"{name}.graphql" for name in ("supergraph", "api"))
        return Composed(supergraph.read_text("utf-8"), api.read_text("utf-8"))


def differences(made: Composed) -> list[str]:
    """Return how the hub's API differs from the composed one, line by line; empty: it does not."""
    hub, router = canonical(sdl_of("hub")), canonical(made.api)
    if hub == router:
        return []
    ours, theirs = _by_line(hub), _by_line(router)
    lines = unified_diff(ours, theirs, fromfile="hub", tofile="router", lineterm="", n=2)
    return [*lines] or ["The texts differ in white space only."]


def _by_line(sdl: str) -> list[str]:
    return sdl.replace("{", "{\n").replace("}", "\n}\n").splitlines()


def main() -> int:
    """Write the supergraph and say whether hub and router are the same API."""
    try:
        made = composed()
    except CompositionFailed as failure:
        sys.stderr.write(f"Composition failed:\n{failure}\n")
        return 1
    SUPERGRAPH.write_text(made.supergraph, "utf-8")
    lines = differences(made)
    sys.stderr.writelines(f"{line}\n" for line in lines[:60])
    sys.stdout.write("hub = router\n" if not lines else "hub and router differ\n")
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
