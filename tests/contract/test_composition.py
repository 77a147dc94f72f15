"""The four subgraphs compose, and the outcome is the hub's API, byte for byte (api.md 7)."""

import json
import os

import pytest

from gateway.router.check import HERE, SUPERGRAPH, Composed, composed, differences, missing_tools


@pytest.fixture(scope="module")
def made() -> Composed:
    """What the composer makes of the code; skipped, with the reason, where it cannot run."""
    if lack := missing_tools():
        assert not os.environ.get("CI"), lack
        pytest.skip(lack)
    return composed()


def test_the_composed_api_is_the_hubs(made: Composed) -> None:
    assert differences(made) == []


def test_the_committed_supergraph_is_the_composed_one(made: Composed) -> None:
    committed = SUPERGRAPH.read_text("utf-8")
    assert committed == made.supergraph, "Run `python -m gateway.router.check` and commit the file."


def test_a_difference_is_named(made: Composed) -> None:
    changed = Composed(
        made.supergraph, made.api.replace("hasNextPage: Boolean!", "hasNextPage: Int!")
    )
    lines = [line for line in differences(changed) if line[0] in "+-" and line[1] not in "+-"]
    assert len(lines) == 2
    assert "hasNextPage:Boolean!" in lines[0]
    assert "hasNextPage:Int!" in lines[1]


def test_the_composer_is_pinned_and_its_lock_names_no_host() -> None:
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    lock = json.loads((HERE / "package-lock.json").read_text("utf-8"))["packages"]
    locked = {name: lock[f"node_modules/{name}"]["version"] for name in wanted}
    assert locked == wanted == {"@theguild/federation-composition": "0.27.0", "graphql": "16.15.0"}
    assert not [name for name, package in lock.items() if "resolved" in package]
    assert not [name for name, package in lock.items() if name and "integrity" not in package]
