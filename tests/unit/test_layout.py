"""Our top-level names are common words; make sure they are still ours (style.md 10)."""

from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["gateway", "schema", "graph", "seeds"])
def test_no_dependency_ships_a_package_of_our_name(name: str) -> None:
    assert set(packages_distributions().get(name, [])) <= {"three-lists-hub"}
    assert Path(import_module(name).__file__ or "").is_relative_to(ROOT)


def test_tests_are_no_package() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))
